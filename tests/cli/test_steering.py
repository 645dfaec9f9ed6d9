"""Steering from agenda to minutes, and the rules about who may decide a change."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from pmokit.views.context import Context
from pmokit.views.steering import agenda, decision_log
from tests.conftest import ROOT, check_files, sound, write_files

E = "portfolio/projects/example"


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return sound(shipped_files)


def agenda_of(files: Mapping[str, bytes], day: str = "2026-06-17") -> dict[str, list[str]]:
    context = Context(check_files(files, date.fromisoformat(day)))
    forum = context.run.forum("infrastructure-board")
    sections = agenda.agenda(context, forum, date.fromisoformat(day))
    return {section.title: [point.what for point in section.points] for section in sections}


def test_the_agenda_follows_the_forums_terms_and_names_what_waits(files: dict[str, bytes]) -> None:
    found = agenda_of(files)
    terms = ["Actions", "Escalations", "Gates", "Changes", "Decisions due", "Any other business"]
    assert list(found) == terms
    assert found["Actions"] == ["Send the contract"]
    assert found["Changes"] == ["Three more weeks for the half"]
    assert found["Decisions due"] == ["Archive old mail or move it"]


def test_what_is_escalated_red_or_ready_comes_on_it_by_itself(files: dict[str, bytes]) -> None:
    raid, schedule = f"{E}/raid.yaml", f"{E}/schedule.yaml"
    worse = {
        **files,
        raid: files[raid].replace(
            b"    owner: ben\n", b"    owner: ben\n    escalated_to: infrastructure-board\n", 1
        ),
        schedule: files[schedule].replace(b"forecast: 2026-09-04", b"forecast: 2026-10-30"),
    }
    before, after = agenda_of(files), agenda_of(worse)
    assert before["Escalations"] == [] and after["Escalations"] == ["Too few hands in summer"]
    assert after["Red projects and projects with a worse calculated status"][0].startswith(
        "Reported status: Amber; calculated status: Red (“Half of"
    )


def test_what_is_done_leaves_the_agenda(files: dict[str, bytes]) -> None:
    meeting = "portfolio/steering/infrastructure-board/2026-05-20.yaml"
    done = {
        **files,
        meeting: files[meeting].replace(b"due: 2026-06-15", b"due: 2026-06-15, done: 2026-06-10"),
        f"{E}/changes/more-time.yaml": files[f"{E}/changes/more-time.yaml"] + b"state: withdrawn\n",
        f"{E}/raid.yaml": files[f"{E}/raid.yaml"].replace(b"authority: infrastructure-board", b"authority: infrastructure-board, state: decided"),
    }  # fmt: skip
    found = agenda_of(done)
    assert found["Actions"] == found["Changes"] == found["Decisions due"] == []


def test_minutes_are_prefilled_check_clean_and_are_never_overwritten(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    for name in ("methodology", "portfolio"):
        shutil.copytree(ROOT / name, tmp_path / name)
    new = ("steering", "minutes", "infrastructure-board", "--date", "2026-12-30", "--root", tmp_path)
    before = run("check", "--root", tmp_path).stdout.splitlines()[-1].split(" in ")[0]
    assert run(*new).stdout == "wrote portfolio/steering/infrastructure-board/2026-12-30.yaml\n"
    text = (tmp_path / "portfolio/steering/infrastructure-board/2026-12-30.yaml").read_text()
    assert "person: tomas-lindqvist" in text and "    change: " in text
    assert text.count("outcome: deferred") >= 3
    assert run("check", "--root", tmp_path).stdout.splitlines()[-1].split(" in ")[0] == before
    again = run(*new)
    assert again.exit_code == 2 and "already has all its parts" in again.output
    unknown = run("steering", "agenda", "infrastructure-bord", "--date", "2026-12-30", "--root", tmp_path)
    assert unknown.exit_code == 2 and "Did you mean `infrastructure-board`?" in unknown.output


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (b"state: approved\ndecided_by: ana\ndecided_on: 2026-05-20\nforum: infrastructure-board\n", None),
        (b"state: approved\ndecided_by: ana\ndecided_on: 2026-05-20\nforum: infrastructure-board\neffect_cost: 9000 EUR\n", None),
        (b"state: approved\ndecided_by: ana\ndecided_on: 2026-05-20\nforum: infrastructure-board\neffect_cost: 10001 EUR\n", "change-beyond-authority"),
        (b"state: approved\ndecided_by: cleo\ndecided_on: 2026-05-20\nforum: infrastructure-board\n", "change-without-authority"),
        (b"state: approved\n", "change-decider-missing"),
    ],
)  # fmt: skip
def test_a_change_is_decided_by_who_may_and_within_the_limits(
    files: dict[str, bytes], change: bytes, rule: str | None
) -> None:
    forums = "methodology/forums.yaml"
    path = f"{E}/changes/more-time.yaml"
    limited = files[forums].replace(b"    quorum: 2\n", b"    quorum: 2\n    cost_limit: 10000 EUR\n", 1)
    found = check_files({**files, forums: limited, path: files[path] + change}).findings
    assert [(f.rule, f.path) for f in found] == ([(rule, path)] if rule else [])


def test_the_log_and_the_tracker_hold_everything_once(files: dict[str, bytes]) -> None:
    context = Context(check_files(files))
    rows = decision_log.decisions(context)["rows"]
    assert [(row.kind, row.what) for row in rows] == [
        ("Meeting", "Go on"), ("Gate", "Ready for executing"), ("Gate", "Ready for planning"),
    ]  # fmt: skip
    found = decision_log.actions(Context(check_files(files, date(2026, 6, 20))))
    assert (found["open"], found["late"]) == (2, 2)
    assert [(row.what, row.days_late) for row in found["rows"]] == [
        ("Order storage", 8),
        ("Send the contract", 5),
    ]


def test_a_new_report_states_the_change_and_shows_the_status_by_the_facts(
    run: Callable[..., Result], tmp_path: Path, files: dict[str, bytes]
) -> None:
    schedule = f"{E}/schedule.yaml"
    report = f"{E}/reports/2026-05-15.yaml"
    later = {
        **files,
        report: files[report].replace(b"forecast: 305000 EUR", b"forecast: 301000 EUR"),
        schedule: files[schedule].replace(b"forecast: 2026-12-11", b"forecast: 2027-01-22"),
    }
    write_files(tmp_path, later)
    out = run("new", "report", "example", "--root", tmp_path).stdout
    assert out.startswith(
        "Example project, period ending 2026-05-29\n"
        "Calculated status of the project: Red.\n"
        "  Schedule: Red, “All mailboxes moved” is forecast 42 days after its baseline\n"
        "  Risks: Amber, the highest open risk scores 12 of 25\n"
    )
    assert out.endswith(f"\nwrote {E}/reports/2026-05-29.yaml\n")
    text = (tmp_path / E / "reports/2026-05-29.yaml").read_text()
    assert "change_since_last:\n  days: 42\n  money: 4000 EUR\n" in text.replace('"', "")
    rules = run("check", "--root", tmp_path).stdout
    assert "change-since-last-misstated" not in rules and "report-placeholder-text" in rules
