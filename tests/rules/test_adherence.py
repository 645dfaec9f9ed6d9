"""Adherence: the three projects of the documentation, and what the number must never do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.model.rule import Rule
from pmokit.rules.adherence import Mark, Score, mean, of_projects, score
from pmokit.views.compliance.standing import Standing, standing
from tests.conftest import ROOT, check_files, sound

METHOD = Path(__file__).parents[1] / "exchange/kep/methodology"


def rule(name: str, severity: str, kind: str, when: str, require: str) -> bytes:
    return (
        f"title: {name}\nclause: ADH-1\nseverity: {severity}\napplies_to: {kind}\nwhen: {when}\nrequire: {require}\n"
        'message: "x"\nwhy: x\nremedy: x\nexamples: {bad: [{title: x, given: {}}], good: [{title: x, given: {}}]}\n'
    ).encode()


def risk(name: str, owner: bool, review: bool) -> str:
    more = ("    owner: ann\n" if owner else "") + ("    review_on: 2026-12-01\n" if review else "")
    return f"  - id: {name}\n    title: {name}\n    likelihood: 2\n    impact: 2\n{more}"


@pytest.fixture(scope="module")
def documented() -> Standing:
    """The method and the three projects that docs/adherence.md describes."""
    files = {
        f"methodology/{path.name}": path.read_bytes()
        for path in METHOD.glob("*.yaml")
        if path.name != "forums.yaml"
    }
    files |= {
        "methodology/forums.yaml": b"forums: [{id: production-readiness, title: B, purpose: B, quorum: 1, every_days: 9}]\n",
        "methodology/standards/one.md": b"---\ntitle: One\nversion: '1'\nowner: author\npurpose: One.\n---\n\n## ADH-1 One (shall)\n\nOne.\n",
        "methodology/rules/all/risk-unowned.yaml": rule("risk-unowned", "error", "risk", 'risk.state == "open"', "risk.owner is not None"),
        "methodology/rules/all/finish-missing.yaml": rule("finish-missing", "warning", "project", 'project.state == "active"', "project.finish is not None"),
        "methodology/rules/all/review-undated.yaml": rule("review-undated", "note", "risk", 'risk.state == "open"', "risk.review_on is not None"),
        "portfolio/portfolio.yaml": b"title: T\ntoday: 2026-11-23\nworkstreams: [{id: works, title: Works}]\n",
        "portfolio/people.yaml": b"people: [{id: ann, name: Ann}, {id: bob, name: Bob}]\n",
        "portfolio/waivers/depot.yaml": b"rule: finish-missing\nproject: depot\nreason: Open end.\nrequested_by: ann\napproved_by: bob\nsince: 2026-11-01\nuntil: 2026-12-01\n",
    }  # fmt: skip
    charter = "title: {}\nsummary: S\nworkstream: works\ntier: enhancement\nstate: active\n"
    projects = {
        "bridge": (charter.format("Bridge") + "finish: 2027-01-01\n",
                   "risks:\n" + risk("a", True, True) + risk("b", True, True) + risk("c", True, True) + risk("d", False, True)),
        "canal": (charter.format("Canal"), "risks:\n" + risk("a", True, False)),
        "depot": (charter.format("Depot"), ""),
    }  # fmt: skip
    for name, (text, raid) in projects.items():
        files[f"portfolio/projects/{name}/project.yaml"] = text.encode()
        if raid:
            files[f"portfolio/projects/{name}/raid.yaml"] = raid.encode()
    done = check_files(files)
    assert {f.rule for f in done.findings} == {"risk-unowned", "finish-missing", "review-undated"}
    return standing(done)


def table() -> dict[str, tuple[str, str]]:
    """Adherence and waived share of each row of the table worked by hand."""
    text = (ROOT / "docs/adherence.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (Bridge|Canal|Depot|Portfolio) \|.*\| ([\d.]+) \| ([\d.]+) \|$", text, re.M)
    return {name: (adherence, waived) for name, adherence, waived in rows}


def test_the_program_says_what_was_worked_out_by_hand(documented: Standing) -> None:
    def shown(found: Score) -> tuple[str, str]:
        return (f"{found.adherence:.1f}", f"{found.waived:.1f}")

    ours = {row.title: shown(row.score) for row in documented.projects}
    assert {**ours, "Portfolio": shown(documented.portfolio)} == table()
    assert len(table()) == 4


def test_what_would_raise_it_most_is_what_the_documentation_says(documented: Standing) -> None:
    gains = [(gain.rule.id, round(gain.points, 1), gain.projects) for gain in documented.gains]
    assert gains == [("risk-unowned", 23.1, 2), ("finish-missing", 22.2, 2), ("review-undated", 7.4, 2)]


def test_an_all_waived_project_does_not_score_like_an_all_compliant_one(documented: Standing) -> None:
    found = {row.id: row.score for row in documented.projects}
    assert found["depot"].adherence == 0 and found["depot"].waived == pytest.approx(100 * 3 / 9)


def of(files: Mapping[str, bytes], today: str | None = None) -> dict[str, Score]:
    from datetime import date

    done = check_files(files, date.fromisoformat(today) if today else None)
    return {row.id: row.score for row in standing(done).projects}


def test_a_project_whose_files_cannot_be_read_does_not_look_compliant(
    shipped_files: Mapping[str, bytes],
) -> None:
    files = sound(shipped_files)
    path = "portfolio/projects/example/raid.yaml"
    whole = of(files)["example"].adherence
    assert whole == 100
    readable = {name: raw for name, raw in files.items() if name != path}
    unreadable = of({**files, path: b"risks: [unclosed\n"})["example"]
    assert (of(readable)["example"].adherence or 0) < 100, "a project under way has risks"
    assert (unreadable.adherence or 0) < 100 and unreadable.weight > of(readable)["example"].weight
    charter = "portfolio/projects/example/project.yaml"
    assert of({**files, charter: b"title: [\n"})["example"].adherence == 0


def test_a_project_that_does_not_report_does_not_look_compliant(shipped_files: Mapping[str, bytes]) -> None:
    files = sound(shipped_files)
    silent = {path: raw for path, raw in files.items() if "/example/reports/" not in path}
    with_one_finding = 100 * (1 - 5 / of(silent)["example"].weight)
    assert (of(silent)["example"].adherence or 0) < with_one_finding, "more than the one finding is lost"


def test_small_projects_are_not_measured_by_rules_that_do_not_speak_of_them(
    shipped_files: Mapping[str, bytes],
) -> None:
    found = of_projects(check_files(sound(shipped_files)))
    weight = {name: sum(mark.weight for mark in some) for name, some in found.items()}
    assert weight["other"] < weight["example"]
    lost = {mark.rule.applies_to for mark in found["other"] if mark.kept < mark.applicable}
    assert lost == {"cost", "risk"}, "what each project under way must have"


@pytest.mark.parametrize(("state", "counted"), [("active", True), ("on_hold", True), ("proposed", False)])
def test_a_project_under_way_without_plan_budget_or_risks_does_not_look_compliant(
    shipped_files: Mapping[str, bytes], state: str, counted: bool
) -> None:
    files = sound(shipped_files)
    base = "portfolio/projects/example"
    charter = files[f"{base}/project.yaml"].replace(b"state: active", f"state: {state}".encode())
    files[f"{base}/project.yaml"] = charter
    for name, kind in (("schedule", "milestone"), ("finance", "cost"), ("raid", "risk")):
        without = {path: raw for path, raw in files.items() if path != f"{base}/{name}.yaml"}
        marks = [
            mark for mark in of_projects(check_files(without))["example"] if mark.rule.applies_to == kind
        ]
        assert all((mark.applicable, mark.kept) == (1, 0) for mark in marks)
        assert bool(marks) is counted


MARKS = st.lists(
    st.builds(
        lambda weight, kept, broken, waived: Mark(
            Rule.model_construct(id="r"), weight, kept + broken, kept, min(waived, broken)
        ),
        st.sampled_from((1, 3, 5)), st.integers(1, 9), st.integers(0, 9), st.integers(0, 9),
    ),
    min_size=1,
)  # fmt: skip


@given(MARKS)
def test_the_number_lies_between_nothing_and_everything_and_waiving_never_raises_it(
    marks: list[Mark],
) -> None:
    found = score(marks)
    assert found.adherence is not None and 0 <= found.adherence <= 100
    assert found.adherence + found.waived <= 100 + 1e-9
    assert score(mark._replace(waived=0) for mark in marks).adherence == found.adherence
    assert (found.adherence == 100) == all(mark.kept == mark.applicable for mark in marks)


@given(MARKS)
def test_keeping_one_record_more_never_lowers_it(marks: list[Mark]) -> None:
    first = marks[0]
    if first.kept < first.applicable:
        better = [first._replace(kept=first.kept + 1), *marks[1:]]
        assert (score(better).adherence or 0) > (score(marks).adherence or 0)


def test_a_group_without_anything_to_keep_has_no_number() -> None:
    assert mean([Score(None, 0, 0)]).adherence is None
    assert mean([Score(None, 0, 0), Score(50, 10, 9)]) == Score(50, 10, 9)
