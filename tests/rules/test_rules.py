"""Rules from their files to findings: compiling, judging, breaking, waiving."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest
from click.testing import Result

from tests.conftest import ROOT, causes, check_files, sound

E = "portfolio/projects/example"
RULE = "methodology/rules/raid/probe.yaml"
PROBE = """title: A probe
clause: RSK-1
severity: warning
applies_to: risk
require: risk.owner is None
message: "{risk.title} is owned by {risk.owner}"
why: To see.
remedy: Nothing.
examples:
  bad: [{title: owned, given: {}}]
  good: [{title: not owned, given: {raid: {risks: [{owner: (absent)}]}}}]
"""


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return sound(shipped_files)


def probed(files: Mapping[str, bytes], *changes: tuple[str, str]) -> dict[str, bytes]:
    text = PROBE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return {**files, RULE: text.encode()}


def test_a_rule_added_as_one_file_is_enforced_with_its_clause_its_help_and_its_place(
    files: dict[str, bytes],
) -> None:
    found = check_files(probed(files, ("why: To see.", "at: owner\nwhy: To see."))).findings
    assert [(f.rule, f.severity, f.message, f.clause, f.help, f.record) for f in found] == [
        (
            "probe",
            "warning",
            "Too few hands in summer is owned by ben",
            "RSK-1",
            "Nothing.",
            "example/risk/capacity",
        )
    ]
    line = files[f"{E}/raid.yaml"].decode().split("\n")[found[0].line - 1]
    assert line[found[0].column - 1 : found[0].end_column - 1] == "ben"


@pytest.mark.parametrize(
    ("old", "new", "message", "line", "column"),
    [
        ("risk.owner is None", "risk.onwer is None", "`onwer` is not a field of risk", 5, 10),
        ("applies_to: risk", "applies_to: rsik", "there is no kind of record `rsik`", 4, 13),
        ("{risk.owner}", "{risk.boss}", "`boss` is not a field of risk", 6, 37),
        ("why: To see.", "at: onwer\nwhy: To see.", "`onwer` is not a field of risk", 7, 5),
        ("require: risk.owner is None", "require: risk.impact", "the expression gives a number, not true or false", 5, 10),
        ("require: risk.owner is None", "require: >-\n  risk.impact > 1\n  and risk.x", "`x` is not a field of risk", 7, 7),
    ],
)  # fmt: skip
def test_a_rule_that_does_not_compile_is_found_in_its_own_file_and_the_others_go_on(
    files: dict[str, bytes], old: str, new: str, message: str, line: int, column: int
) -> None:
    late = files[f"{E}/raid.yaml"].replace(b"due: 2026-06-19", b"due: 2026-05-19")
    found = causes(check_files({**probed(files, (old, new)), f"{E}/raid.yaml": late}).findings)
    assert [(f.rule, f.path) for f in found] == [
        ("rule-invalid", RULE),
        ("issue-overdue", f"{E}/raid.yaml"),
    ]
    assert (found[0].message, found[0].line, found[0].column) == (message, line, column)


def test_a_rule_that_breaks_on_one_record_is_a_finding_and_neither_a_crash_nor_a_pass(
    files: dict[str, bytes],
) -> None:
    mixed = files[f"{E}/finance.yaml"].replace(b"budget: 100000 EUR", b"budget: 100000 USD")
    found = check_files({**files, f"{E}/finance.yaml": mixed}).findings
    broken = [f for f in found if f.rule == "rule-failed"]
    assert {f.message.split("`")[1] for f in broken} >= {"budget-does-not-add-up"}
    assert all(f.severity == "error" and f.path == f"{E}/project.yaml" for f in broken)
    assert "USD" in broken[0].message


def test_a_rule_that_meets_a_broken_reference_leaves_it_to_the_reference(files: dict[str, bytes]) -> None:
    wrong = files[f"{E}/project.yaml"].replace(b"manager: ben", b"manager: bne")
    found = check_files({**files, f"{E}/project.yaml": wrong}).findings
    assert {f.rule for f in found} == {"unknown-reference", "not-judged"}


def waiver(**changes: str) -> bytes:
    values = {
        "rule": "probe",
        "project": "example",
        "reason": "For now.",
        "compensating_control": "We watch it.",
        "requested_by": "ben",
        "approved_by": "ana",
        "since": "2026-05-01",
        "until": "2026-06-01",
        **changes,
    }
    return "".join(f"{key}: {value}\n" for key, value in values.items() if value).encode()


def test_a_waived_finding_is_shown_as_waived_until_the_last_day_of_its_waiver(
    files: dict[str, bytes],
) -> None:
    from datetime import date

    with_waiver = {**probed(files), "portfolio/waivers/w.yaml": waiver()}
    on_last_day = check_files(with_waiver, date(2026, 6, 1)).findings
    assert [(f.rule, f.waived_by) for f in on_last_day] == [("probe", "w"), ("waiver-expiring", "")]
    day_after = check_files(with_waiver, date(2026, 6, 2)).findings
    assert [(f.rule, f.waived_by) for f in day_after if f.rule != "report-overdue"] == [
        ("probe", ""),
        ("waiver-expired", ""),
    ]


def test_a_waiver_covers_its_record_only(files: dict[str, bytes]) -> None:
    scope = {"project": "", "record": "example/risk/capacity"}
    scope["until"] = "2026-08-31"
    found = check_files({**probed(files), "portfolio/waivers/w.yaml": waiver(**scope)}).findings
    assert [f.waived_by for f in found] == ["w"]
    scope["record"] = "example/risk/other"
    found = check_files({**probed(files), "portfolio/waivers/w.yaml": waiver(**scope)}).findings
    rules = ["probe", "waiver-unused", "unknown-reference"]
    assert [(f.rule, f.waived_by) for f in found] == [(rule, "") for rule in rules]


def test_integrity_is_never_waived(files: dict[str, bytes]) -> None:
    wrong = files[f"{E}/project.yaml"].replace(b"manager: ben", b"manager: bne")
    named = {
        **files,
        f"{E}/project.yaml": wrong,
        "portfolio/waivers/w.yaml": waiver(rule="unknown-reference"),
    }
    found = check_files(named).findings
    mine = [f for f in causes(found) if f.path.startswith(E)]
    assert [(f.rule, f.waived_by) for f in mine] == [("unknown-reference", "")]


def test_every_shipped_rule_proves_itself_by_its_examples(run: Callable[..., Result]) -> None:
    result = run("test", "--root", ROOT)
    assert result.exit_code == 0
    rules = len(list(ROOT.glob("methodology/rules/*/*.yaml")))
    assert re.fullmatch(rf"{rules} rules, [\d,]+ examples, 0 failed\n", result.stdout)


def test_there_are_rules_for_each_subject_and_every_clause_has_one(
    shipped_files: Mapping[str, bytes],
) -> None:
    workspace = check_files(shipped_files).run
    rules = workspace.methodology.rules
    assert len(rules) >= 70
    assert {rule.subject for rule in rules} == {
        "registration", "planning", "raid", "gates", "money", "reporting", "steering", "organisation",
    }  # fmt: skip
    clauses = [clause for standard in workspace.methodology.standards for clause in standard.clauses]
    by_people = {clause.id for clause in clauses if clause.checked_by}
    assert by_people == {"REG-11", "ORG-4", "ORG-5"}
    assert {clause.id for clause in clauses} - {"ORG-4", "ORG-5"} == {
        *(rule.clause for rule in rules),
        *(clause.id for clause in clauses if clause.demands),
    }
    assert all(rule.examples.bad and rule.examples.good for rule in rules)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{title: owned, given: {}}", "{title: owned, given: {raid: {risks: []}}}", "the rule does not find `owned`"),
        ("{owner: (absent)}", "{owner: ana}", "the rule finds `not owned`"),
        ("{owner: (absent)}", "{impact: 9}", "`not owned` is not a valid portfolio: portfolio/projects/example/raid.yaml: expected a whole number from 1 to 5; found `9`"),
        ("given: {raid: ", "given: {raids: ", "`not owned`: `raids` is not a file of a portfolio"),
    ],
)  # fmt: skip
def test_an_example_that_does_not_show_what_it_should_is_found_at_its_place(
    files: dict[str, bytes], shipped_files: Mapping[str, bytes], old: str, new: str, message: str
) -> None:
    from pmokit.rules.examples import Bench, try_rule
    from pmokit.rules.preparing import prepare

    changed = probed({**shipped_files}, (old, new))
    prepared = prepare(check_files(changed).run)
    compiled = [c for c in prepared.rules if c.rule.id == "probe"]
    found = try_rule(compiled[0], Bench(changed, prepared))
    assert [f.message for f in found] == [message]
    assert found[0].route[:2] in (("examples", "bad"), ("examples", "good"))
