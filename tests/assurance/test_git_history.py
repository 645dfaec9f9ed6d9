"""What was typed over, removed or entered late is found by the git history; honest work in git is not."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import Result

from tests.assurance.histories import E, commit_all, found_in, git, with_history_rules
from tests.conftest import changed, sound, write_files

Run = Callable[..., Result]
BOARD = "portfolio/steering/infrastructure-board/2026-05-20.yaml"
BASELINE, GATE, CHANGE = (
    f"{E}/baselines/1.yaml",
    f"{E}/gates/ready-for-executing.yaml",
    f"{E}/changes/more-time.yaml",
)
RAID, SCHEDULE, FINANCE = f"{E}/raid.yaml", f"{E}/schedule.yaml", f"{E}/finance.yaml"
LEDGER = "ledger:\n  - as_on: 2026-03-31\n    actual: %s EUR\n    source: General ledger\n"
APPROVED = "effect_days: %d\nstate: approved\ndecided_by: ana\ndecided_on: 2026-04-14\n"


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    some = with_history_rules(sound(shipped_files))
    some[f"{E}/reviews/2026-04-20.yaml"] = b"reviewer: Audit\nrating: red\n"
    some = changed(some, (CHANGE, "2026-05-12", "2026-04-02"), (CHANGE, "effect_days: 21\n", APPROVED % 21))
    some[FINANCE] += (LEDGER % 110000).encode()
    return some


OVER = (
    (BASELINE, "date: 2026-12-11", "date: 2027-01-22"),
    (GATE, "decided_on: 2026-03-19", "decided_on: 2026-03-05"),
    (CHANGE, "effect_days: 21", "effect_days: 42"),
    (f"{E}/reviews/2026-04-20.yaml", "rating: red", "rating: amber"),
    (BOARD, "{person: cleo}", "{person: gus}"),
    (FINANCE, "110000 EUR", "90000 EUR"),
    (f"{E}/project.yaml", "finish: 2026-12-18", "finish: 2027-01-29"),
)
"""Each decided record, typed over in one place."""


def test_a_decided_record_that_is_typed_over_is_found_at_the_record(
    run: Run, tmp_path: Path, files: dict[str, bytes]
) -> None:
    over = changed(files, *OVER)
    root = tmp_path / "over"
    commit_all(root, [("2026-03-25", files), ("2026-05-30", over)])
    found = found_in(run, root)
    assert found == {
        ("baseline-altered", "baselines/1.yaml", "title: First baseline"),
        ("approval-altered", "gates/ready-for-executing.yaml", "decision: approved_with_conditions"),
        ("change-altered", "changes/more-time.yaml", "title: Three more weeks for the half"),
        ("review-altered", "reviews/2026-04-20.yaml", "reviewer: Audit"),
        ("minutes-altered", BOARD, "state: held"),
        ("booking-lowered", "finance.yaml", "actual: 90000 EUR"),
        ("terms-moved", "project.yaml", "finish: 2027-01-29"),
    }


def test_a_finding_names_the_commit_and_the_history_as_the_witness(
    run: Run, tmp_path: Path, files: dict[str, bytes]
) -> None:
    root = tmp_path / "over"
    commit_all(root, [("2026-03-25", files), ("2026-05-30", changed(files, OVER[0]))])
    (one,) = [
        one
        for one in json.loads(run("check", "--root", root, "--format", "json").stdout)["findings"]
        if one["rule"] == "baseline-altered"
    ]
    commit = git(root, "rev-parse", "HEAD")[:8]
    assert (
        f"`milestones` of end was 2026-12-11 and is 2027-01-22 (commit {commit} of 2026-05-30)"
        in one["message"]
    )
    assert one["strength"] == "strong"
    assert one["contradicted_by"] == [{"path": BASELINE, "line": 1, "whose": "the git history"}]


def test_corrections_within_some_days_and_other_layouts_are_no_change(
    run: Run, tmp_path: Path, files: dict[str, bytes]
) -> None:
    over = changed(files, *OVER)
    layout = {
        path: b"# Corrected.\n" + raw.replace(b"\n", b"\r\n") if path.startswith("portfolio/") else raw
        for path, raw in files.items()
    }
    layout[BASELINE] = (
        b'milestones: [{date: 2026-04-30, milestone: "pilot"}, {date: 2026-08-28, milestone: half},'
        b" {milestone: end, date: 2026-12-11}]\n" + files[BASELINE].split(b"milestones")[0]
    )
    root = tmp_path / "sound"
    commit_all(root, [("2026-05-18", over), ("2026-05-28", files), ("2026-05-31", layout)])
    assert found_in(run, root) == set()
    late = tmp_path / "late"
    commit_all(late, [("2026-05-18", over), ("2026-05-29", files)])
    # A ledger may rise.
    assert {rule for rule, _, _ in found_in(run, late)} == {
        "baseline-altered",
        "approval-altered",
        "change-altered",
        "review-altered",
        "minutes-altered",
        "terms-moved",
    }


REMOVED = (
    (RAID, "issues:\n  - {id: storage, title: Storage is short, owner: cleo, due: 2026-06-19}\n", ""),
    (RAID, "  - {id: order, title: Order storage, owner: ben, due: 2026-06-12}\n", ""),
    (RAID, "actions:\n", ""),
    (SCHEDULE, "  - {id: training, title: Users trained, forecast: 2026-11-20}\n", ""),
    (FINANCE, LEDGER % 110000, "ledger: []\n"),
)
"""Open entries of registers, milestones and amounts that disappear."""


def test_what_is_removed_instead_of_closed_is_found_once_a_file(
    run: Run, tmp_path: Path, files: dict[str, bytes]
) -> None:
    training = "milestones:\n  - {id: training, title: Users trained, forecast: 2026-11-20}\n"
    files = changed(files, (SCHEDULE, "milestones:\n", training))
    gone = changed(files, *REMOVED)
    del gone[BASELINE], gone[GATE]
    root = tmp_path / "removed"
    commit_all(root, [("2026-03-25", files), ("2026-05-30", gone)])
    assert {(rule, path) for rule, path, _ in found_in(run, root)} == {
        ("entry-removed", "raid.yaml"),
        ("plan-entry-removed", "schedule.yaml"),
        ("booking-removed", "finance.yaml"),
        ("record-removed", "project.yaml"),
        ("baseline-lost", "project.yaml"),
    }


def test_what_was_closed_corrected_or_renamed_may_go(
    run: Run, tmp_path: Path, files: dict[str, bytes]
) -> None:
    closed = changed(
        files,
        (RAID, "due: 2026-06-19}", "state: closed, resolution: Bought, closed_on: 2026-04-20}"),
        (RAID, "due: 2026-06-12}", "done: 2026-04-20}"),
    )
    gone = changed(closed, (RAID, "issues:\n  - {id: storage", "issues:\n  - {id: disks"))
    gone = changed(
        gone, (FINANCE, "110000 EUR", "100000 EUR\n    correction: An invoice of another project.")
    )
    gone[RAID] = gone[RAID].split(b"actions:")[0].replace(b"id: capacity", b"id: hands")
    root = tmp_path / "closed"
    commit_all(root, [("2026-03-25", files), ("2026-04-21", closed), ("2026-05-30", gone)])
    assert found_in(run, root) == set()


def test_what_is_dated_long_before_its_commit_is_found_unless_it_came_with_its_project(
    run: Run, tmp_path: Path, files: dict[str, bytes]
) -> None:
    late = (BASELINE, GATE, CHANGE, f"{E}/reports/2026-05-15.yaml")
    some = {path: raw for path, raw in files.items() if path not in late}
    root = tmp_path / "late"
    commit_all(root, [("2026-01-10", some), ("2026-06-20", files)])
    assert found_in(run, root, "--today", "2026-06-25") == {
        ("baseline-backdated", "baselines/1.yaml", "approved_on: 2026-03-19"),
        ("approval-backdated", "gates/ready-for-executing.yaml", "decided_on: 2026-03-19"),
        ("change-backdated", "changes/more-time.yaml", "decided_on: 2026-04-14"),
        ("report-backdated", "reports/2026-05-15.yaml", "submitted_on: 2026-05-18"),
    }
    weeks = tmp_path / "weeks"
    commit_all(
        weeks, [("2026-01-10", some), ("2026-05-08", {**some, GATE: files[GATE], CHANGE: files[CHANGE]})]
    )
    assert {rule for rule, _, _ in found_in(run, weeks)} == {"record-entered-late"}
    imported = tmp_path / "imported"
    elsewhere = {path: raw for path, raw in files.items() if not path.startswith(f"{E}/")}
    commit_all(imported, [("2026-01-10", elsewhere), ("2026-06-20", files)])
    assert found_in(run, imported, "--today", "2026-06-25") == set()


def test_work_on_a_branch_counts_from_the_day_on_which_it_was_committed_there(
    run: Run, tmp_path: Path, files: dict[str, bytes]
) -> None:
    some = {path: raw for path, raw in files.items() if path != GATE}
    root = tmp_path / "merged"
    commit_all(root, [("2026-01-10", some)])
    draft = {**files, GATE: files[GATE].replace(b"2026-07-01", b"2026-06-01")}
    commit_all(root, [("2026-03-20", draft), ("2026-03-22", files)], "gate", "refs/heads/main^0")
    other = changed(some, (f"{E}/project.yaml", "title: Example", "title: Sample"))
    commit_all(root, [("2026-05-02", other)], "main", "refs/heads/main^0")
    day = {"GIT_COMMITTER_DATE": "2026-05-25T12:00:00Z", "GIT_AUTHOR_DATE": "2026-05-25T12:00:00Z"}
    settings = [f"{key}={value}" for key, value in day.items()]
    subprocess.run(
        ["env", *settings, "git", "-c", "user.name=a", "-c", "user.email=a@b", "merge", "-q", "gate"],
        cwd=root,
        check=True,
    )
    assert found_in(run, root) == set()


def test_a_renamed_project_keeps_its_history(run: Run, tmp_path: Path, files: dict[str, bytes]) -> None:
    renamed = {path.replace("/example/", "/sample/"): raw for path, raw in files.items()}
    renamed = changed(
        renamed,
        (BOARD, "project: example", "project: sample"),
        ("portfolio/projects/sample/project.yaml", "title: Example project", "title: Sample project"),
    )
    honest = tmp_path / "honest"
    commit_all(honest, [("2026-03-25", files), ("2026-05-29", renamed)])
    assert found_in(run, honest) == set()
    over = changed(renamed, ("portfolio/projects/sample/baselines/1.yaml", "2026-12-11", "2027-01-22"))
    root = tmp_path / "over"
    commit_all(root, [("2026-03-25", files), ("2026-05-29", renamed), ("2026-05-31", over)])
    assert {rule for rule, _, _ in found_in(run, root)} == {"baseline-altered"}


def test_a_period_that_is_frozen_again_or_thawed_is_found(
    run: Run, tmp_path: Path, files: dict[str, bytes]
) -> None:
    report, path = f"{E}/reports/2026-05-15.yaml", "portfolio/periods/2026-05-15.yaml"
    period = "closed_on: 2026-05-25\nclosed_by: fay\nreports:\n  - {project: example, report: 2026-05-15, fingerprint: %s}\n"
    closed = {**files, path: (period % ("0" * 16)).encode()}
    better = changed(files, (report, "overall: {rag: amber", "overall: {rag: green"))
    again = {**better, path: (period % ("1" * 16)).encode()}
    root = tmp_path / "again"
    commit_all(root, [("2026-05-25", closed), ("2026-05-30", again)])
    assert {(rule, path) for rule, path, _ in found_in(run, root)} == {("period-frozen-again", path)}
    thawed = tmp_path / "thawed"
    commit_all(thawed, [("2026-05-25", closed), ("2026-05-30", better)])
    assert {(rule, path) for rule, path, _ in found_in(run, thawed)} == {
        ("report-thawed", "reports/2026-05-15.yaml")
    }
    rename = changed(closed, (report, "author: ben", "author: benjamin"), (path, "0" * 16, "1" * 16))
    people = files["portfolio/people.yaml"].replace(b"id: ben,", b"id: benjamin,")
    honest = tmp_path / "honest"
    commit_all(honest, [("2026-05-25", closed), ("2026-05-30", {**rename, "portfolio/people.yaml": people})])
    assert found_in(run, honest) == set()


def test_history_is_evidence_from_the_day_that_the_portfolio_names(
    run: Run, tmp_path: Path, files: dict[str, bytes]
) -> None:
    about = "portfolio/portfolio.yaml"
    dated = changed(files, (about, "since:", "history_from: 2026-05-01\nsince:"))
    root = tmp_path / "dated"
    commit_all(root, [("2026-03-25", dated), ("2026-04-20", changed(dated, *OVER))])
    assert found_in(run, root) == set()
    commit_all(root, [("2026-05-31", dated)], start="refs/heads/main^0")
    assert "baseline-altered" in {rule for rule, _, _ in found_in(run, root)}
    future = changed(files, (about, "since:", "history_from: 2026-06-02\nsince:"))
    commit_all(root, [("2026-05-31", future)], start="refs/heads/main^0")
    result = run("check", "--root", root)
    assert "the history counts from 2026-06-02, which is after today" in result.output
    assert "baseline-altered" not in result.output


def test_a_shallow_clone_accuses_nobody_and_is_not_verifiable(
    run: Run, tmp_path: Path, files: dict[str, bytes]
) -> None:
    root, clone = tmp_path / "root", tmp_path / "clone"
    commit_all(root, [("2026-03-25", files), ("2026-05-30", changed(files, *OVER))])
    git(tmp_path, "clone", "-q", "--depth=1", root.as_uri(), str(clone))
    assert found_in(run, clone) == set()
    assert "does not have the full git history" in run("assurance", "example", "--root", clone).output
    plain = write_files(tmp_path / "plain", files)
    assert found_in(run, plain) == set()
    assert "git history" not in run("assurance", "example", "--root", plain).output


def test_a_change_is_held_against_the_history_of_its_base(
    run: Run, tmp_path: Path, files: dict[str, bytes]
) -> None:
    root = tmp_path / "root"
    over = changed(files, OVER[0])
    commit_all(root, [("2026-03-25", files), ("2026-05-20", over), ("2026-05-30", changed(over, OVER[1]))])
    assert {rule for rule, _, _ in found_in(run, root, "--base", "HEAD~1")} == {"approval-altered"}
