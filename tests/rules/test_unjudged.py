"""A rule that cannot judge says so: one fault never switches a rule off, nor makes another one accuse."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from pmokit.load import layout
from pmokit.load.integrity import DEMANDS
from pmokit.model.finding import Finding
from pmokit.rules.checking import Check, check
from pmokit.text.files import Snapshot
from pmokit.text.flaws import TOP, Flaw
from tests.conftest import CLOCK, check_files, sound

E = "portfolio/projects/example"
WAYS = ("syntax", "latin", "misnamed", "unreadable", "extra key")
RULE = "methodology/rules/raid/risk-unowned.yaml"


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return sound(shipped_files)


def evaluations(done: Check) -> dict[tuple[str, str], int]:
    """How many records each rule was judged on, by project; of shared records under no project."""
    counts = {("", rule): number for rule, number in done.department.items()}
    counts |= {(name, rule): number for name, some in done.applied.items() for rule, number in some.items()}
    for finding in done.findings:
        if finding.rule in ("not-judged", "rule-failed") and finding.record:
            counts[layout.project_of(finding.path) or "", finding.of_rule] -= 1
    return counts


def silent(before: Check, after: Check) -> set[tuple[str, str]]:
    """The rules that are judged on fewer records than before, by project, without a finding that says so."""
    said = {
        (layout.project_of(f.path) or "", f.of_rule)
        for f in after.findings
        if f.rule in ("not-judged", "rule-failed")
    }
    gone = {f.record for f in after.findings if f.rule == "project-unreadable"}
    now = evaluations(after)
    lost = {key for key, number in evaluations(before).items() if number > now.get(key, 0)}
    return {(name, rule) for name, rule in lost if name not in gone and not said & {(name, rule), ("", rule)}}


def accusing(before: Check, after: Check) -> list[str]:
    """Findings of rules that were not there before."""
    known = {finding.fingerprint for finding in before.findings}
    return [
        f"{f.rule}: {f.message}"
        for f in after.findings
        if f.rule not in DEMANDS and f.fingerprint not in known
    ]


def one_of_each_slot(files: Mapping[str, bytes]) -> list[str]:
    """A file of each kind, the last of each so that it is seldom the only one."""
    found = {}
    for path in sorted(files):
        located = layout.place(path)
        if located is not None and layout.project_of(path) in (None, "example", "sd-wan"):
            found[located.slot.pattern] = path
    return list(found.values())


def faults(
    files: Mapping[str, bytes], path: str
) -> Iterator[tuple[str, dict[str, bytes], tuple[tuple[str, Flaw], ...]]]:
    """A repository with one fault in one file, in several ways; and what reading it complained of."""
    raw = files[path]
    rest = {name: text for name, text in files.items() if name != path}
    yield "syntax", {**files, path: b"a: [\n" + raw}, ()
    yield "latin", {**files, path: b"# caf\xe9\n" + raw}, ()
    yield "misnamed", {**rest, re.sub(r"\.(yaml|md)$", r".x.\1", path): raw}, ()
    yield "unreadable", rest, ((path, Flaw("unreadable-file", "it cannot be read", "Mend it.", TOP)),)
    if path.endswith(".yaml"):
        yield "extra key", {**files, path: raw + b"zzz: 1\n"}, ()


def planted(
    files: Mapping[str, bytes], flaws: tuple[tuple[str, Flaw], ...] = (), day: date | None = None
) -> Check:
    return check(Snapshot(dict(sorted(files.items())), flaws), day, CLOCK)


def expect_nothing_silent(files: Mapping[str, bytes], paths: list[str], ways: Iterable[str]) -> None:
    before = check_files(files)
    day = before.run.today
    wrong = []
    for path in paths:
        for name, broken, flaws in faults(files, path):
            if name not in ways:
                continue
            after = planted(broken, flaws, day)
            if found := (silent(before, after) or accusing(before, after)):
                wrong.append((path, name, found))
    assert wrong == []


@pytest.mark.slow
def test_no_file_that_cannot_be_read_silences_a_rule_or_makes_one_accuse(files: dict[str, bytes]) -> None:
    expect_nothing_silent(files, one_of_each_slot(files)[::3], ("unreadable",))


@pytest.mark.sweep
def test_the_same_holds_for_each_kind_of_file_of_the_demonstration(
    shipped_files: Mapping[str, bytes],
) -> None:
    expect_nothing_silent(shipped_files, one_of_each_slot(shipped_files), WAYS)


def of_rule(found: list[Finding], path: str = "") -> dict[str, str]:
    return {f.of_rule: f.message for f in found if f.rule == "not-judged" and f.path.startswith(path)}


def test_a_file_of_a_project_that_cannot_be_read_leaves_each_rule_that_needs_it_unjudged(
    files: dict[str, bytes],
) -> None:
    broken = {**files, f"{E}/raid.yaml": files[f"{E}/raid.yaml"] + b"zzz: 1\n"}
    found = check_files(broken).findings
    said = of_rule(found, E)
    assert (
        said["risk-unowned"]
        == f"the rule `risk-unowned` was not assessed, because of errors in {E}/raid.yaml"
    )
    assert "report-overdue" not in said
    assert {f.path for f in found} == {f"{E}/raid.yaml"}
    severities = {f.of_rule: f.severity for f in found if f.of_rule}
    assert severities["risk-unowned"] == "error" and severities["issue-overdue"] == "warning"


def test_a_blank_person_leaves_the_rules_of_authority_unjudged_and_nobody_accused(
    files: dict[str, bytes],
) -> None:
    people = files["portfolio/people.yaml"].replace(b"people:\n", b"people:\n  - {id: '', name: ''}\n", 1)
    found = check_files({**files, "portfolio/people.yaml": people}).findings
    assert {"approval-without-authority", "waiver-unauthorised"} <= of_rule(
        found, "portfolio/people.yaml"
    ).keys()
    assert [f for f in found if f.rule not in DEMANDS] == []


def test_a_reference_that_leads_nowhere_leaves_the_record_unjudged_by_the_rules_that_follow_it(
    files: dict[str, bytes],
) -> None:
    wrong = files[f"{E}/project.yaml"].replace(b"manager: ben", b"manager: bne")
    found = check_files({**files, f"{E}/project.yaml": wrong}).findings
    messages = of_rule(found)
    here = "was not assessed here, because `bne` cannot be found or cannot be read"
    assert {f"the rule `{rule}` {here}" for rule in messages} & set(messages.values())
    # Who is on the team is not certain then.
    assert "roles-vacant" in messages and "because of errors in" in messages["roles-vacant"]


def test_a_project_whose_charter_cannot_be_read_is_unreadable_and_keeps_its_other_findings(
    files: dict[str, bytes],
) -> None:
    broken = {
        **files,
        f"{E}/project.yaml": b"title: [\n",
        f"{E}/raid.yaml": files[f"{E}/raid.yaml"] + b"zzz: 1\n",
    }
    found = [f for f in check_files(broken).findings if f.path.startswith(E)]
    assert sorted(f.rule for f in found) == ["project-unreadable", "unknown-key", "yaml-syntax"]
    (gone,) = [f for f in found if f.rule == "project-unreadable"]
    assert (gone.record, gone.path, gone.severity) == ("example", f"{E}/project.yaml", "error")


def test_a_project_without_a_charter_is_unreadable_at_the_file_that_says_so(files: dict[str, bytes]) -> None:
    less = {path: raw for path, raw in files.items() if path != f"{E}/project.yaml"}
    found = [
        (f.rule, f.path)
        for f in check_files(less).findings
        if f.record == "example" or f.rule == "missing-file"
    ]
    assert len(found) == 2 and len({path for _, path in found}) == 1


def test_a_project_of_which_nothing_can_be_read_does_not_vanish(files: dict[str, bytes]) -> None:
    flaw = (
        "portfolio/projects/gone/project.yaml",
        Flaw("unreadable-file", "it cannot be read", "Mend it.", TOP),
    )
    done = planted(files, (flaw,))
    assert "gone" in done.run.project_ids
    assert [f.rule for f in done.findings if f.path == flaw[0]] == ["unreadable-file", "project-unreadable"]


@pytest.mark.parametrize(
    "old, new", [(b"risk.owner is None", b"risk.onwer is None"), (b"clause:", b"clause: [")]
)
def test_asked_for_a_rule_that_is_not_valid_the_check_fails(
    run: Callable[..., Result], sound_repository: Path, old: bytes, new: bytes
) -> None:
    path = sound_repository / RULE
    text = path.read_bytes()
    path.write_bytes(text.replace(old, new) if old in text else text.replace(b"risk.owner", b"risk.onwer"))
    result = run("check", "--root", sound_repository, "--rule", "risk-unowned", "--format", "json")
    found = [(f["rule"], f["of_rule"]) for f in json.loads(result.stdout)["findings"]]
    assert result.exit_code == 1 and ("not-judged", "risk-unowned") in found


def test_what_was_not_judged_earns_no_adherence(run: Callable[..., Result], sound_repository: Path) -> None:
    def adherence() -> float:
        said = json.loads(run("adherence", "--root", sound_repository, "--format", "json").stdout)
        return next(p["adherence"] for p in said["projects"] if p["address"] == "example")

    full = adherence()
    (sound_repository / "portfolio/people.yaml").write_text("people: [\n")
    assert adherence() < full - 10


def test_the_pinned_day_is_still_the_day_when_its_file_cannot_be_read(files: dict[str, bytes]) -> None:
    about = "portfolio/portfolio.yaml"
    assert check_files({**files, about: files[about] + b"zzz: 1\n"}).run.today == check_files(files).run.today
    assert check_files({**files, about: b"a: [\n"}).run.today == CLOCK


def test_for_a_reader_the_rules_that_one_file_leaves_unjudged_are_one_finding(
    run: Callable[..., Result], sound_repository: Path
) -> None:
    with (sound_repository / E / "raid.yaml").open("a") as file:
        file.write("zzz: 1\n")
    text = run("check", "--root", sound_repository).stdout
    assert text.count("[not-judged]") == 1
    assert re.search(
        rf"error\[not-judged\] \d+ rules were not assessed, because of errors in {E}/raid.yaml: .*risk-unowned",
        text,
    )


def test_a_verdict_that_a_reference_made_doubtful_is_none_whichever_way_it_went(
    files: dict[str, bytes],
) -> None:
    charter = f"{E}/project.yaml"
    files[charter] = files[charter].replace(b"tier: standard", b"tier: no-such")
    waiting = {item.of_rule for item in check_files(files).findings if item.rule == "not-judged"}
    assert {"report-overdue", "gate-skipped", "status-overstated"} <= waiting, (
        "without a tier they would pass"
    )
