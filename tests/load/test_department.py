"""A department extends a method: it inserts, tightens, relaxes, unsets, and follows a new version."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest
from click.testing import CliRunner, Result

from pmokit.cli.main import pmokit
from pmokit.load.stricter import _compared
from pmokit.model.record import Direction
from tests.conftest import once_per_run

LIFECYCLE = """\
gates:
  - id: ready-for-tender
    after: ready-for-planning
    title: Ready for tender
    question: Do we know what to buy?
    opens: planning
    forum: infrastructure-board
    criteria: [{what: The charter is approved, artefact: charter}]
  - id: ready-for-executing
    unset: [valid_days]
    reason: Our plants decide once a year.
"""
TIERS = """\
tiers:
  - id: light
    gates: [ready-for-planning, ready-for-tender, ready-for-executing, ready-for-closing]
"""
FILES = {
    "methodology/lifecycle.yaml": LIFECYCLE,
    "methodology/tiers.yaml": TIERS,
    "methodology/rules/raid/risk-unreviewed.yaml": "severity: error\n",
    "methodology/rules/raid/issue-overdue.yaml": "severity: note\nreason: Our issues are small.\n",
    "methodology/fields.yaml": "fields:\n  - {id: plant_code, title: Plant code}\n",
}


def make_company(folder: Path) -> None:
    """A company with a method of its own, and a department that extends it."""
    run = CliRunner().invoke
    assert run(pmokit, ["init", str(folder / "company"), "--copy"]).exit_code == 0
    method = folder / "company/methodology"
    edit(method / "methodology.yaml", 'version: "1.1"', 'version: "2.0"')
    assert run(pmokit, ["init", str(folder / "department")]).exit_code == 0
    about = folder / "department/methodology/methodology.yaml"
    about.write_text(about.read_text().partition("extends:")[0] + "extends: {folder: ../company}\n")
    assert run(pmokit, ["methodology", "update", "--root", str(folder / "department")]).exit_code == 0


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text, (path, old)
    path.write_text(text.replace(old, new, 1))


@pytest.fixture
def department(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    import shutil

    company = once_per_run(tmp_path_factory, "trial", make_company)
    return shutil.copytree(company, tmp_path / "trial") / "department"


def write(root: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


def check(run: Callable[..., Result], root: Path) -> list[tuple[str, str, str]]:
    said = json.loads(run("check", "--root", root, "--format", "json").stdout)
    return [(f["rule"], f"{f['path']}:{f['line']}", f["message"]) for f in said["findings"]]


def test_a_department_adapts_a_method_with_few_lines_and_follows_its_next_version(
    department: Path, run: Callable[..., Result]
) -> None:
    assert check(run, department) == []
    write(department, FILES)
    assert sum(text.count("\n") for text in FILES.values()) <= 40
    assert check(run, department) == []
    said = json.loads(run("methodology", "diff", "--root", department, "--format", "json").stdout)
    assert {row["verdict"]: row["address"] for row in said["differences"] if row["address"].startswith("rule/")} == {
        "tightened": "rule/risk-unreviewed", "relaxed": "rule/issue-overdue",
    }  # fmt: skip
    assert run("new", "project", "alpha", "--tier", "light", "--root", department).exit_code == 0
    gates = json.loads(run("gate", "alpha", "--root", department, "--format", "json").stdout)["gates"]
    assert [row["gate"] for row in gates][:3] == [
        "gate/ready-for-planning", "gate/ready-for-tender", "gate/ready-for-executing",
    ]  # fmt: skip
    # The company renames a gate, locks a rule, and has a migration for both.
    method = department.parent / "company/methodology"
    for path in (
        *method.glob("*.yaml"),
        *method.rglob("rules/**/*.yaml"),
        *method.glob("examples/**/*.yaml"),
    ):
        path.write_text(path.read_text().replace("ready-for-closing", "ready-for-handover"))
    edit(method / "methodology.yaml", 'version: "2.0"', 'version: "2.1"')
    edit(method / "rules/raid/risk-unowned.yaml", "severity: error\n", "severity: error\nlocked: true\n")
    write(
        method,
        {
            "migrations/2-0-to-2-1.yaml": 'since: "2.0"\nto: "2.1"\nrenames:\n  - {of: gate, old: ready-for-closing, new: ready-for-handover}\n'
        },
    )
    done = run("methodology", "update", "--root", department)
    assert done.exit_code == 0, done.output
    assert "gate ready-for-handover" in done.output and "rule risk-unowned" in done.output
    assert "migrated from version 2.0 to 2.1" in done.output
    assert "ready-for-handover" in (department / "methodology/tiers.yaml").read_text()
    assert "ready-for-handover" in (department / "methodology/forums.yaml").read_text()
    assert [found for found in check(run, department) if "placeholder" not in found[0]] == []


def test_an_inserted_entry_stands_where_it_says(department: Path, run: Callable[..., Result]) -> None:
    def order(text: str) -> list[str]:
        write(department, {"methodology/lifecycle.yaml": text})
        said = json.loads(
            run(
                "methodology", "show", "phase", "--effective", "--root", department, "--format", "json"
            ).stdout
        )
        return [row["address"].removeprefix("phase/") for row in said["entries"]]

    new = "phases:\n  - {{id: tender, title: Tender, purpose: Buy., {}}}\n"
    base = order("phases: []\n")
    assert order(new.format("after: planning")) == [
        *base[: base.index("planning") + 1],
        "tender",
        *base[base.index("planning") + 1 :],
    ]
    assert order(new.format("before: planning")) == [
        *base[: base.index("planning")],
        "tender",
        *base[base.index("planning") :],
    ]
    assert order(new.format("outcome: x")) == [*base, "tender"]
    moved = order("phases:\n  - {id: planning, after: executing}\n")
    assert moved.index("planning") == moved.index("executing") + 1 and len(moved) == len(base)


@pytest.mark.parametrize(
    ("path", "text", "rule", "line", "message"),
    [
        ("lifecycle.yaml", "phases:\n  - {id: tender, title: T, purpose: B., after: planing}\n", "unknown-reference", 2,
         "there is no other entry `planing` in this list"),
        ("lifecycle.yaml", "gates:\n  - id: ready-for-executing\n    unset: [valid_dys]\n", "without-effect", 3,
         "there is nothing to unset"),
        ("lifecycle.yaml", "gates:\n  - id: ready-for-executing\n    unset: [valid_days]\n", "relaxed-without-reason", 2, "valid_days"),
        ("lifecycle.yaml", "gates:\n  - id: ready-for-executing\n    unset: [title]\n    reason: x\n", "missing-key", 3, "`title`"),
        ("roles.yaml", "roles:\n  - {id: sponsor, dropped: true, reason: None here.}\n", "unknown-reference", 2,
         "of the methodology that this one extends"),
        ("artefacts.yaml", "artefacts:\n  - id: charter\n    tiers: [major]\n", "relaxed-without-reason", 3, "tiers"),
        ("tiers.yaml", "tiers:\n  - id: light\n    titel: x\n", "unknown-key", 3, "titel"),
    ],
)  # fmt: skip
def test_a_fault_of_an_own_entry_is_found_in_the_own_file(
    department: Path, run: Callable[..., Result], path: str, text: str, rule: str, line: int, message: str
) -> None:
    write(department, {f"methodology/{path}": text})
    found = check(run, department)
    assert (rule, f"methodology/{path}:{line}") in {
        (name, place) for name, place, said in found if message in said
    }, found
    assert not any(place.startswith("methodology/parent/") for _, place, _ in found)


def test_what_is_inherited_is_no_difference(department: Path, run: Callable[..., Result]) -> None:
    said = json.loads(run("methodology", "diff", "--all", "--root", department, "--format", "json").stdout)
    assert {row["address"].partition("/")[0] for row in said["differences"]} <= {"forum"}


def test_the_method_of_another_organisation_brings_none_of_its_people(department: Path) -> None:
    assert not (department / "methodology/parent/forums.yaml").exists()


def test_a_migration_of_the_wider_method_is_none_of_the_department_s(
    department: Path, run: Callable[..., Result]
) -> None:
    # The version of the department is by chance the one from which the shipped method migrates.
    edit(department / "portfolio/portfolio.yaml", "methodology: 1.1", 'methodology: "1.0"')
    result = run("migrate", "--root", department)
    assert result.exit_code == 2 and "1.0" in result.output and "1.1" in result.output


VALUES: dict[str, list[Any]] = {
    "all": [(), ("a",), ("b",), ("a", "b"), ("b", "a")],
    "some": [(), ("a",), ("b",), ("a", "b"), ("b", "a")],
    "wider": [(), ("a",), ("b",), ("a", "b"), ("b", "a")],
    "less": [None, 0, 1, 2],
    "least": [None, 0, 1, 2],
    "more": [None, 0, 1, 2],
    "sooner": [None, 1, 2],
}
"""For `sooner`, none is at once."""


def demanded(direction: str, value: Any) -> Any:
    """How much a value demands, as a set or a number that can be compared; written from the words of the documentation."""
    everything = frozenset("abc")
    if direction == "all":
        return frozenset(value)
    if direction == "some":  # the fewer are allowed the more is demanded; none named allows everything
        return everything - (frozenset(value) or everything)
    if direction == "wider":  # none named means all
        return frozenset(value) or everything
    if direction == "less":
        return -100 if value is None else -value
    if direction == "least":  # who has no limit has no authority
        return 100 if value is None else -value
    if direction == "more":
        return -100 if value is None else value
    return 100 if value is None else -value


@pytest.mark.parametrize("direction", get_args(Direction))
def test_each_direction_tells_tighter_from_looser_for_all_pairs_of_values(direction: Direction) -> None:
    for old, new in product(VALUES[direction], repeat=2):
        if old == new:
            continue
        one, other = demanded(direction, old), demanded(direction, new)
        wanted = "reworded" if one == other else "tightened" if other > one else "relaxed"
        assert _compared(direction, old, new) == wanted, (old, new)


@pytest.mark.parametrize("written", ["by_tier: {light: warning}\n", "by_tier:\n  light: warning\n"])
def test_what_an_own_rule_says_of_a_tier_follows_its_new_id(
    department: Path, run: Callable[..., Result], written: str
) -> None:
    own = "methodology/rules/raid/issue-overdue.yaml"
    written += "reason: Our small projects have few issues.\n"
    write(department, {own: written})
    method = department.parent / "company/methodology"
    for path in method.rglob("*.yaml"):
        path.write_text(re.sub(r"\blight\b", "small", path.read_text()))
    edit(method / "methodology.yaml", 'version: "2.0"', 'version: "2.1"')
    renames = "renames:\n  - {of: tier, old: light, new: small}\n"
    write(method, {"migrations/2-0-to-2-1.yaml": f'since: "2.0"\nto: "2.1"\n{renames}'})
    done = run("methodology", "update", "--root", department)
    assert done.exit_code == 0, done.output
    assert (department / own).read_text() == written.replace("light", "small")
    assert [found for found in check(run, department) if "placeholder" not in found[0]] == []


def test_what_a_department_changed_is_told_as_it_is_written(
    department: Path, run: Callable[..., Result]
) -> None:
    limits = "      light: {amber_from: 15, red_from: 45}\n"
    text = (department / "methodology/parent/reporting.yaml").read_text()
    own = text.partition("thresholds:\n")[2].partition("  - id: overdue")[0]
    assert limits in own
    write(
        department,
        {
            "methodology/rules/raid/issue-overdue.yaml": "by_tier: {light: note}\n",
            "methodology/reporting.yaml": "thresholds:\n" + own.replace("red_from: 45", "red_from: 60"),
        },
    )
    said = [message for rule, _, message in check(run, department) if rule == "relaxed-without-reason"]
    assert [message.partition("without a reason: ")[2] for message in said] == [
        "by_tier: light: amber_from: 15, red_from: 45 → light: amber_from: 15, red_from: 60",
        "by_tier: nothing → light: note",
    ]


def test_an_own_rule_and_an_own_field_follow_their_new_ids(
    department: Path, run: Callable[..., Result]
) -> None:
    write(
        department,
        {
            "methodology/rules/raid/issue-overdue.yaml": "severity: error\n",
            "methodology/fields.yaml": "fields:\n  - {id: site_code, title: Our code}\n",
        },
    )
    company = department.parent / "company"
    write(company, {"methodology/fields.yaml": "fields:\n  - {id: site_code, title: Code}\n"})
    edit(company / "methodology/methodology.yaml", 'version: "2.0"', 'version: "2.1"')
    assert run("methodology", "update", "--root", department).exit_code == 0
    for path in (company / "methodology").rglob("*.yaml"):
        text = path.read_text().replace("issue-overdue", "issue-past-due").replace("site_code", "plant_code")
        path.write_text(text)
    rules = company / "methodology/rules/raid"
    (rules / "issue-overdue.yaml").rename(rules / "issue-past-due.yaml")
    edit(company / "methodology/methodology.yaml", 'version: "2.1"', 'version: "2.2"')
    renames = "renames:\n  - {of: rule, old: issue-overdue, new: issue-past-due}\nfields:\n  - {old: site_code, new: plant_code}\n"
    write(company, {"methodology/migrations/2-1-to-2-2.yaml": f'since: "2.1"\nto: "2.2"\n{renames}'})
    done = run("methodology", "update", "--root", department)
    assert done.exit_code == 0, done.output
    own = department / "methodology"
    assert (own / "rules/raid/issue-past-due.yaml").read_text() == "severity: error\n"
    assert not (own / "rules/raid/issue-overdue.yaml").exists()
    assert "id: plant_code, title: Our code" in (own / "fields.yaml").read_text()
    assert [found for found in check(run, department) if "placeholder" not in found[0]] == []


@pytest.mark.parametrize(
    "text", ["severity: note\nreason: x\n", 'require: "True"\nreason: x\n', "dropped: true\nreason: x\n"]
)
def test_the_rule_of_a_locked_clause_is_locked(
    department: Path, run: Callable[..., Result], text: str
) -> None:
    write(department, {"methodology/rules/gates/approver-not-independent.yaml": text})
    found = [entry for entry in check(run, department) if entry[0] == "locked-relaxed"]
    standard = (department / "methodology/parent/standards/gates.md").read_text().splitlines()
    line = next(number for number, text in enumerate(standard, 1) if text.startswith("## GAT-2 "))
    assert len(found) == 1 and f"methodology/parent/standards/gates.md:{line}" in found[0][2], found
    # A rule of a clause that is not locked may be relaxed for a reason.
    write(
        department,
        {
            "methodology/rules/gates/approver-not-independent.yaml": "",
            "methodology/rules/raid/issue-overdue.yaml": "severity: note\nreason: x\n",
        },
    )
    (department / "methodology/rules/gates/approver-not-independent.yaml").unlink()
    assert check(run, department) == []


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("cost_limit: 1000000 EUR, delay_limit_days: 300", "relaxed-without-reason"),
        ("purpose: Other words.", ""),
    ],
)
def test_an_authority_that_is_given_relaxes(
    department: Path, run: Callable[..., Result], text: str, verdict: str
) -> None:
    parent = (department / "methodology/parent/roles.yaml").read_text()
    role = next(
        entry.split("\n")[0]
        for entry in parent.split("  - id: ")[1:]
        if "cost_limit" not in entry and "title:" in entry
    )
    write(department, {"methodology/roles.yaml": f"roles:\n  - {{id: {role}, {text}}}\n"})
    assert [entry[0] for entry in check(run, department)] == [verdict][: bool(verdict)]
