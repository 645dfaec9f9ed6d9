"""What was agreed or registered and then typed over is found by the git history as a note; honest work is not."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import Result
from ruamel.yaml import YAML

from tests.assurance.histories import E, commit_all, found_in, with_history_rules
from tests.conftest import changed, sound

Run = Callable[..., Result]
RAID, SCHEDULE, FINANCE = f"{E}/raid.yaml", f"{E}/schedule.yaml", f"{E}/finance.yaml"
BENEFITS, CHARTER, CHANGE = f"{E}/benefits.yaml", f"{E}/project.yaml", f"{E}/changes/more-time.yaml"
REPORT, REVIEW = f"{E}/reports/2026-05-15.yaml", f"{E}/reviews/2026-04-20.yaml"
EXAMINATION, WAIVER = "portfolio/examinations/one.yaml", "portfolio/waivers/one.yaml"
APPROVED = "state: approved\ndecided_by: ana\ndecided_on: %s\n"
CRANE = """  - id: crane
    title: "The crane: not certified"
    owner: ben
    likelihood: 5
    impact: 4
    response: avoid
"""
EXAMINED = b"""rule: status-overstated
record: example/report/2026-05-15
verdict: confirmed
reason: The plant has not agreed.
examined_by: fay
examined_on: 2026-05-18
facts: 0123456789abcdef
"""
WAIVED = b"""rule: milestone-unowned
project: example
reason: The owner is appointed next week.
requested_by: ben
approved_by: ana
since: 2026-05-18
until: 2026-07-31
"""
REVIEWED = b"""reviewer: Audit
rating: amber
recommendations:
  - id: plan
    what: Plan the transition
    owner: ben
    due: 2026-08-31
"""


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    some = with_history_rules(sound(shipped_files))
    some |= {REVIEW: REVIEWED, EXAMINATION: EXAMINED, WAIVER: WAIVED}
    return changed(
        some,
        (RAID, "risks:\n", f"risks:\n{CRANE}"),
        (RAID, "title: Too few hands in summer", "title: Summer, too few hands at the plant"),
        (
            RAID,
            "issues:\n",
            'issues:\n  - {id: badges, title: "Badges, keys", owner: ben, due: 2026-06-10}\n',
        ),
        (SCHEDULE, "forecast: 2026-12-11, ", "forecast: 2026-12-11, gate: ready-for-closing, "),
        (FINANCE, "id: labour, ", "id: labour, treatment: opex, "),
    )


TYPED_OVER = (
    (RAID, "    response: avoid\n", "    response: avoid\n    state: closed\n    closed_on: 2026-06-18\n"),
    (RAID, "title: Summer, too few hands at the plant", "title: Summer, badges of contractors expire"),
    (RAID, "title: Storage is short", "title: Contractors without accounts"),
    (RAID, "due: 2026-06-10", "due: 2026-07-20"),
    (SCHEDULE, "title: Half of the mailboxes moved", "title: Offices prepared"),
    (SCHEDULE, "gate: ready-for-closing, ", ""),
    (SCHEDULE, "actual: 2026-05-04", "actual: 2026-05-02"),
    (SCHEDULE, "promised_for: 2026-07-15", "promised_for: 2026-07-29"),
    (
        SCHEDULE,
        "milestones:\n",
        "milestones:\n  - {id: training, title: Users trained, forecast: 2026-05-25, actual: 2026-05-25}\n",
    ),
    (FINANCE, "treatment: opex, ", ""),
    (BENEFITS, "target: 60", "target: 80"),
    (REPORT, "reviewed_by: dan", "reviewed_by: fay"),
    (REVIEW, "    due: 2026-08-31\n", "    due: 2026-08-31\n    closed_on: 2026-05-14\n"),
    (EXAMINATION, "verdict: confirmed", "verdict: rejected"),
    (EXAMINATION, "examined_by: fay", "examined_by: dan"),
)
FOUND = {
    ("risk-closed-at-once", "raid.yaml", "state: closed"),
    ("risk-replaced", "raid.yaml", "title: Summer, badges of contractors expire"),
    ("issue-replaced", "raid.yaml", "{id: storage, title: Contractors without accounts"),
    ("issue-postponed", "raid.yaml", '{id: badges, title: "Badges, keys"'),
    ("milestone-renamed", "schedule.yaml", "{id: half, title: Offices prepared"),
    ("milestone-gate-removed", "schedule.yaml", "{id: end, title: All mailboxes moved"),
    ("milestone-actual-earlier", "schedule.yaml", "{id: pilot, title: Pilot done"),
    ("milestone-entered-afterwards", "schedule.yaml", "{id: training, title: Users trained"),
    ("commitment-changed", "schedule.yaml", "id: thing"),
    ("cost-treatment-changed", "finance.yaml", "{id: labour, title: Labour"),
    ("benefit-eased", "benefits.yaml", "{id: calls, title: Fewer calls"),
    ("report-reviewer-exchanged", "reports/2026-05-15.yaml", "reviewed_by: fay"),
    ("recommendation-closed-afterwards", "reviews/2026-04-20.yaml", "closed_on: 2026-05-14"),
    ("examination-reversed", EXAMINATION, "verdict: rejected"),
    ("request-deleted", "project.yaml", "title: Example project"),
}
TODAY = ("--today", "2026-07-01")


def typed_over(files: Mapping[str, bytes]) -> dict[str, bytes]:
    some = changed(files, *TYPED_OVER)
    del some[CHANGE], some[WAIVER]
    return some


def as_json(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same records, each in a line of its own."""
    return {
        path: json.dumps(YAML(typ="safe", pure=True).load(raw), default=str).encode()
        if path.startswith(f"{E}/")
        else raw
        for path, raw in files.items()
    }


def test_what_was_agreed_or_registered_and_typed_over_is_a_note_at_its_line(
    run: Run, tmp_path: Path, files: dict[str, bytes]
) -> None:
    root = tmp_path / "over"
    commit_all(root, [("2026-05-19", files), ("2026-06-20", typed_over(files))])
    found = found_in(run, root, *TODAY)
    short = {(rule, path, line.split(", owner")[0].split(", baseline")[0]) for rule, path, line in found}
    assert {
        (rule, path, line.split(", forecast")[0].split(", category")[0]) for rule, path, line in short
    } == FOUND
    shown = json.loads(run("check", "--root", root, "--format", "json", *TODAY).stdout)["findings"]
    some = [one for one in shown if one["rule"] in {rule for rule, _, _ in FOUND}]
    assert {(one["severity"], one["strength"]) for one in some} == {("note", "weak")}
    (deleted,) = [one["message"] for one in some if one["rule"] == "request-deleted"]
    assert f"`{CHANGE}`" in deleted and f"`{WAIVER}`" in deleted


def test_the_layout_of_a_file_neither_hides_nor_accuses(
    run: Run, tmp_path: Path, files: dict[str, bytes]
) -> None:
    root = tmp_path / "layout"
    commit_all(root, [("2026-05-19", files), ("2026-06-20", as_json(files))])
    assert found_in(run, root, *TODAY) == set()
    hidden = tmp_path / "hidden"
    commit_all(hidden, [("2026-05-19", as_json(files)), ("2026-06-20", as_json(typed_over(files)))])
    found = {(rule, path) for rule, path, _ in found_in(run, hidden, *TODAY)}
    assert found == {(rule, path) for rule, path, _ in FOUND}


def test_what_is_corrected_within_some_days_restored_or_decided_is_not_accused(
    run: Run, tmp_path: Path, files: dict[str, bytes]
) -> None:
    over = typed_over(files)
    soon = tmp_path / "soon"
    commit_all(soon, [("2026-06-11", files), ("2026-06-20", over)])
    # No corrections: a day long before its commit, and the verdict of somebody else.
    assert {rule for rule, _, _ in found_in(run, soon, *TODAY)} == {
        "milestone-entered-afterwards",
        "recommendation-closed-afterwards",
        "examination-reversed",
    }
    restored = tmp_path / "restored"
    commit_all(restored, [("2026-05-19", files), ("2026-06-20", over), ("2026-06-24", files)])
    assert found_in(run, restored, *TODAY) == set()
    decided = tmp_path / "decided"
    approved = changed(files, (CHANGE, "effect_days: 21\n", "effect_days: 21\n" + APPROVED % "2026-06-15"))
    plan = changed(approved, *(one for one in TYPED_OVER if one[0] in (SCHEDULE, FINANCE, BENEFITS)))
    commit_all(decided, [("2026-05-19", files), ("2026-06-20", plan)])
    assert {rule for rule, _, _ in found_in(run, decided, *TODAY)} == {
        "milestone-actual-earlier",
        "commitment-changed",
    }


def test_an_approved_change_covers_its_own_days_only(
    run: Run, tmp_path: Path, files: dict[str, bytes]
) -> None:
    approved = changed(files, (CHANGE, "effect_days: 21\n", "effect_days: 21\n" + APPROVED % "2026-06-15"))
    for finish, rules in (("2027-01-08", set()), ("2027-02-12", {"end-beyond-approval"})):
        moved = changed(approved, (CHARTER, "finish: 2026-12-18", f"finish: {finish}"))
        root = tmp_path / finish
        commit_all(root, [("2026-05-19", files), ("2026-06-20", moved)])
        assert {rule for rule, _, _ in found_in(run, root, *TODAY)} == rules


def test_reviewers_that_one_commit_exchanged_are_one_finding(
    run: Run, tmp_path: Path, files: dict[str, bytes]
) -> None:
    earlier = f"{E}/reports/2026-05-01.yaml"
    report = files[REPORT].replace(b"as_on: 2026-05-15", b"as_on: 2026-05-01")
    files = {**files, earlier: report.replace(b"submitted_on: 2026-05-18", b"submitted_on: 2026-05-04")}
    over = changed(files, *((path, "reviewed_by: dan", "reviewed_by: fay") for path in (earlier, REPORT)))
    root = tmp_path / "reviewers"
    commit_all(root, [("2026-05-19", files), ("2026-06-20", over)])
    (one,) = [one for one in found_in(run, root, *TODAY) if one[0] == "report-reviewer-exchanged"]
    assert one[1] == "reports/2026-05-15.yaml"
    assert (
        "`reviewed_by` of 2026-05-01, 2026-05-15 was dan and is fay"
        in run("check", "--root", root, *TODAY).output
    )
