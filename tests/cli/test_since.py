"""What `--base` says a change brings: waivers, the first commit, what only the calendar brought, recorded debt."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.text.test_files_git import git

E = "portfolio/projects/example"
LATE = "--today", "2026-06-05"
"""A day on which the report of the example has fallen due."""

WAIVER = """rule: action-overdue
record: example/action/order
reason: The supplier is on holiday.
requested_by: ben
approved_by: ana
since: 2026-05-25
until: 2026-08-31
"""


@pytest.fixture
def committed(sound_repository: Path) -> Path:
    """The sound example portfolio, committed."""
    git(sound_repository, "init", "-q", "-b", "main")
    commit(sound_repository)
    return sound_repository


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-qm", "change")


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text()
    assert old in text
    (root / path).write_text(text.replace(old, new, 1))


def test_a_waiver_is_shown_in_the_change_that_brings_it_and_in_no_later_one(
    sound_repository: Path, run: Callable[..., Result]
) -> None:
    def lists(*arguments: str) -> tuple[list[str], list[str], int]:
        result = run(
            "check",
            "--root",
            sound_repository,
            "--format",
            "json",
            "--rule",
            "action-overdue",
            "--fail-on",
            "warning",
            *arguments,
        )
        document = json.loads(result.stdout)
        new, apart = ([f["waived_by"] for f in document.get(name, ())] for name in ("findings", "apart"))
        return new, apart, result.exit_code

    git(sound_repository, "init", "-q", "-b", "main")
    edit(sound_repository, f"{E}/raid.yaml", "due: 2026-06-12", "due: 2026-05-12")
    commit(sound_repository)
    waiver = sound_repository / "portfolio/waivers/late-order.yaml"
    waiver.write_text(WAIVER)
    assert lists("--base", "HEAD") == (["late-order"], [], 0), "a reviewer sees what the change waives"
    commit(sound_repository)
    edit(sound_repository, f"{E}/project.yaml", "Replaces the mail", "Replaces the whole mail")
    assert lists() == (["late-order"], [], 0)
    assert lists("--base", "HEAD") == ([], [], 0)
    waiver.unlink()
    assert lists("--base", "HEAD") == ([None], [], 1), "taken away, it brings its finding"


def test_staged_changes_are_judged_by_what_they_bring_and_not_by_the_calendar(
    committed: Path, run: Callable[..., Result]
) -> None:
    edit(committed, f"{E}/project.yaml", "Replaces the mail", "Replaces the whole mail")
    git(committed, "add", "-A")
    assert run("check", "--root", committed, *LATE).exit_code == 1
    assert run("check", "--root", committed, *LATE, "--base", "HEAD").exit_code == 0
    edit(committed, f"{E}/project.yaml", "sponsor: ana", "sponsor: nobody-known")
    git(committed, "add", "-A")
    result = run("check", "--root", committed, *LATE, "--base", "HEAD")
    assert result.exit_code == 1 and result.stdout.count("error[unknown-reference]") == 1


@pytest.mark.parametrize("day, rule", [("1990-01-01", "date-in-future"), ("2026-07-20", "report-overdue")])
def test_a_change_that_moves_the_day_of_the_portfolio_answers_for_what_that_brings(
    committed: Path, run: Callable[..., Result], day: str, rule: str
) -> None:
    edit(committed, "portfolio/portfolio.yaml", "today: 2026-06-01", f"today: {day}")
    result = run("check", "--root", committed, "--base", "HEAD")
    assert result.exit_code == 1 and f"error[{rule}]" in result.stdout, result.stdout
    commit(committed)
    assert run("check", "--root", committed, "--base", "HEAD").exit_code == 0
    # Whoever names a day asks what the change brings on that day.
    assert run("check", "--root", committed, "--base", "HEAD~1", "--today", day).exit_code == 0


def test_before_the_first_commit_everything_is_new(
    sound_repository: Path, run: Callable[..., Result]
) -> None:
    git(sound_repository, "init", "-q", "-b", "main")
    git(sound_repository, "add", "-A")
    clean = run("check", "--root", sound_repository, "--base", "HEAD")
    assert clean.exit_code == 0
    assert clean.stderr == "Nothing has been committed yet, so all findings are new.\n"
    edit(sound_repository, f"{E}/project.yaml", "sponsor: ana", "sponsor: nobody-known")
    assert run("check", "--root", sound_repository, "--base", "HEAD").exit_code == 1
    other = run("check", "--root", sound_repository, "--base", "main")
    assert other.exit_code == 2 and "main" in other.stderr


def test_a_recorded_debt_does_not_make_a_change_answer_for_the_calendar(
    committed: Path, run: Callable[..., Result]
) -> None:
    edit(committed, f"{E}/raid.yaml", "due: 2026-06-12", "due: 2026-05-12")
    first = run("check", "--root", committed, "--ratchet", "--today", "2026-06-03")
    assert first.exit_code == 0 and (committed / "portfolio/debt.yaml").is_file()
    commit(committed)
    edit(committed, f"{E}/project.yaml", "Replaces the mail", "Replaces the whole mail")
    assert run("check", "--root", committed, *LATE, "--ratchet").exit_code == 1
    result = run("check", "--root", committed, *LATE, "--ratchet", "--base", "HEAD")
    assert result.exit_code == 0 and "[report-overdue]" in result.stdout, result.stdout
    edit(committed, f"{E}/project.yaml", "sponsor: ana", "sponsor: nobody-known")
    assert run("check", "--root", committed, *LATE, "--ratchet", "--base", "HEAD").exit_code == 1


def test_an_entry_of_the_debt_cannot_be_added_for_what_the_calendar_brought(
    committed: Path, run: Callable[..., Result]
) -> None:
    edit(committed, f"{E}/raid.yaml", "due: 2026-06-12", "due: 2026-05-12")
    run("check", "--root", committed, "--ratchet", "--today", "2026-06-03")
    commit(committed)
    found = json.loads(run("check", "--root", committed, *LATE, "--format", "json").stdout)["findings"]
    overdue = ", ".join(entry["record"] for entry in found if entry["rule"] == "report-overdue")
    debt = committed / "portfolio/debt.yaml"
    recorded = debt.read_text()
    added = f"{recorded}  - rule: report-overdue\n    records: [{overdue}]\n"
    debt.write_text(added)
    assert run("check", "--root", committed, *LATE, "--ratchet").exit_code == 0
    debt.write_text(recorded)
    assert run("check", "--root", committed, *LATE, "--ratchet", "--base", "HEAD").exit_code == 0
    debt.write_text(added)
    assert run("check", "--root", committed, *LATE, "--ratchet", "--base", "HEAD").exit_code == 1


@pytest.mark.parametrize(
    ("path", "one", "two", "new"),
    [
        ("portfolio/projects/example/project.yaml", "sponsor: nobody-one", "sponsor: nobody-two", True),
        (
            "portfolio/projects/example/project.yaml",
            "sponsor: nobody-one",
            "sponsor: nobody-one # still",
            False,
        ),
    ],
)
def test_another_fault_in_the_place_of_one_is_new(
    sound_repository: Path, run: Callable[..., Result], path: str, one: str, two: str, new: bool
) -> None:
    file = sound_repository / path
    text = file.read_text()
    file.write_text(text.replace("sponsor: ana", one))
    git = ["git", "-C", str(sound_repository), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *command], check=True)
    file.write_text(text.replace("sponsor: ana", two))
    said = run("check", "--root", sound_repository, "--base", "HEAD")
    assert (said.exit_code == 1) is new, said.output
