"""Reporting periods: who owes what, closing at the cut-off, and corrections by another edition."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from pmokit.analytics.reporting.closed_periods import fingerprint
from pmokit.load import repository
from pmokit.text.files import read_tree
from tests.conftest import sound, write_files

E = "portfolio/projects/example"
PERIOD = "portfolio/periods/2026-05-15.yaml"


@pytest.fixture
def root(tmp_path: Path, shipped_files: Mapping[str, bytes]) -> Path:
    write_files(tmp_path, sound(shipped_files))
    return tmp_path


@pytest.fixture
def closed(root: Path, run: Callable[..., Result]) -> Path:
    result = run("period", "close", "--by", "fay", "--today", "2026-05-25", "--root", root)
    assert result.exit_code == 0, result.output
    return root


def rules(root: Path, run: Callable[..., Result]) -> list[tuple[str, str]]:
    result = run("check", "--root", root, "--today", "2026-06-01", "--format", "json")
    return [(f["rule"], f["path"]) for f in json.loads(result.stdout)["findings"]]


def test_the_state_of_each_report_of_a_period_is_shown(root: Path, run: Callable[..., Result]) -> None:
    out = run("period", "show", "2026-05-15", "--root", root).stdout
    assert out == (
        "Period ending 2026-05-15: 1 of 1 report; cut-off after 2026-05-24\n"
        "  example: Amber, submitted on 2026-05-18, reviewed by dan\n"
    )
    out = run("period", "show", "2026-05-29", "--root", root).stdout
    assert "0 of 2 reports" in out and "  example: no report\n  other: no report\n" in out, (
        "light projects owe every other"
    )


def test_closing_writes_the_fingerprints_once_and_not_before_the_cut_off(
    root: Path, run: Callable[..., Result]
) -> None:
    close = ("period", "close", "2026-05-15", "--by", "fay", "--root", root)
    early = run(*close, "--today", "2026-05-24")
    assert (
        early.exit_code == 2 and "the cut-off of the period ending 2026-05-15 is 2026-05-24" in early.output
    )
    assert run(*close, "--today", "2026-05-25").stdout == f"wrote {PERIOD}: 1 report is frozen\n"
    assert "report: 2026-05-15\n    fingerprint: " in (root / PERIOD).read_text()
    again = run(*close, "--today", "2026-05-26")
    assert again.exit_code == 2 and "a closed period stays closed" in again.output
    unknown = run("period", "close", "--by", "fray", "--root", root)
    assert unknown.exit_code == 2 and "Did you mean `fay`?" in unknown.output
    assert rules(root, run) == []


def test_an_edit_after_the_cut_off_is_one_finding_and_reading_it_is_none(
    closed: Path, run: Callable[..., Result]
) -> None:
    report = closed / E / "reports/2026-05-15.yaml"
    text = report.read_text()
    report.write_text("# looked at again\n" + text.replace("reviewed_by: dan", "reviewed_by:   fay"))
    assert rules(closed, run) == [], "spelling, comments and who has read it are not what it says"
    report.write_text(text.replace("Storage is short", "Storage is plenty"))
    assert rules(closed, run) == [("report-edited", f"{E}/reports/2026-05-15.yaml")]
    result = run("check", "--root", closed, "--today", "2026-06-01")
    assert "has changed since its period was closed on 2026-05-25" in result.stdout
    assert "pmokit new report --correct" in result.stdout


def test_another_edition_corrects_it_and_the_first_one_must_stay(
    closed: Path, run: Callable[..., Result]
) -> None:
    new = ("new", "report", "example", "--correct", "2026-05-15", "--today", "2026-05-28", "--root", closed)
    out = run(*new).stdout
    second = closed / E / "reports/2026-05-15-2.yaml"
    assert out.startswith(f"wrote {E}/reports/2026-05-15-2.yaml\n2026-05-15 stays as it is.")
    text = second.read_text()
    assert "submitted_on: 2026-05-28\n" in text and "reviewed_by" not in text
    assert rules(closed, run) == [("correction-unexplained", f"{E}/reports/2026-05-15-2.yaml")]
    second.write_text(
        text.replace("Say what was wrong in the edition before", "The pilot is not done.").replace(
            "The pilot is done and the plant is satisfied.", "The pilot goes on."
        )
    )
    assert rules(closed, run) == [], "a correction is neither late nor stale"
    assert (
        "example: Amber, submitted on 2026-05-28, not reviewed, edition 2"
        in run("period", "show", "2026-05-15", "--root", closed).stdout
    )
    third = run(*new)
    assert "wrote portfolio/projects/example/reports/2026-05-15-3.yaml" in third.stdout
    (closed / E / "reports/2026-05-15-3.yaml").unlink()
    first = closed / E / "reports/2026-05-15.yaml"
    kept = first.read_text()
    first.write_text(kept.replace("Storage is short", "All is well"))
    assert rules(closed, run) == [("report-lost", f"{E}/project.yaml")]
    first.unlink()
    assert ("report-lost", f"{E}/project.yaml") in rules(closed, run)
    first.write_text(kept)
    assert rules(closed, run) == []


def test_what_cannot_be_corrected_or_closed_is_said_in_words(root: Path, run: Callable[..., Result]) -> None:
    for arguments, words in (
        (("new", "report", "example", "--correct", "2026-05-01"), "its last ones: 2026-05-15"),
        (("new", "report", "other", "--correct", "2026-05-01"), "its last ones: none yet"),
        (("period", "show", "--today", "2026-01-05"), "no reporting period has ended yet"),
        (("period", "show", "May"), "write YYYY-MM-DD"),
    ):
        result = run(*arguments, "--root", root)
        assert result.exit_code == 2 and words in result.output, result.output


def test_nobody_thaws_a_report_by_closing_a_day_that_ends_no_period(
    closed: Path, run: Callable[..., Result]
) -> None:
    report = closed / E / "reports/2026-05-15.yaml"
    report.write_text(report.read_text().replace("Storage is short", "Storage is plenty"))
    for day in ("2026-05-16", "1975-01-01"):
        result = run("period", "close", day, "--by", "fay", "--today", "2026-06-30", "--root", closed)
        assert result.exit_code == 2 and f"no period ends on {day}" in result.output
    # Nor by a file of that kind with the fingerprint of the forged text: what was frozen first counts.
    project = repository.start(read_tree(closed).files, None, date(2026, 6, 1)).project("example")
    assert project is not None
    (closed / "portfolio/periods/2026-05-29.yaml").write_text(
        "closed_on: 2026-05-28\nclosed_by: fay\nreports:\n"
        f"  - {{project: example, report: 2026-05-15, fingerprint: {fingerprint(project.reports[-1])}}}\n"
    )
    assert ("report-edited", f"{E}/reports/2026-05-15.yaml") in rules(closed, run)


def test_what_came_after_a_period_was_closed_is_frozen_with_the_next(
    closed: Path, run: Callable[..., Result]
) -> None:
    run("new", "report", "example", "--correct", "2026-05-15", "--today", "2026-05-28", "--root", closed)
    second = closed / E / "reports/2026-05-15-2.yaml"
    second.write_text(
        second.read_text().replace("Say what was wrong in the edition before", "The pilot is not done.")
    )
    out = run(
        "period", "close", "2026-05-29", "--by", "fay", "--today", "2026-06-08", "--root", closed
    ).stdout
    assert "1 report is frozen\nThe reports of 2 of 2 projects are missing:\n  example\n  other\n" in out
    second.write_text(second.read_text().replace("Storage is short", "All is well"))
    assert ("report-edited", f"{E}/reports/2026-05-15-2.yaml") in rules(closed, run)


def test_money_spelt_with_other_zeros_is_the_same_money(closed: Path, run: Callable[..., Result]) -> None:
    report = closed / E / "reports/2026-05-15.yaml"
    report.write_text(report.read_text().replace("budget: 300000 EUR", "budget: 300000.00 EUR"))
    assert rules(closed, run) == []


def test_a_report_that_is_missing_is_written_late_but_honestly(
    root: Path, run: Callable[..., Result]
) -> None:
    made = ("new", "report", "example", "--today", "2026-06-14", "--root", root)
    out = run(*made, "--period", "2026-05-29")
    assert out.exit_code == 0, out.output
    text = (root / E / "reports/2026-05-29.yaml").read_text()
    assert "submitted_on: 2026-06-14" in text
    assert ("report-late", f"{E}/reports/2026-05-29.yaml") in rules(root, run)
    for day in ("2026-05-30", "2026-06-26"):
        result = run(*made, "--period", day)
        assert result.exit_code == 2 and f"no period ends on {day}" in result.output
