"""The numbers of the method decide, each tried on both sides: what counts as repeated, how far ahead one
looks, and what a rule of each severity weighs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from pmokit.analytics.reporting import repeated_text
from pmokit.load import repository
from pmokit.load.run import Run
from pmokit.rules import adherence
from pmokit.views.compliance.standing import standing
from pmokit.views.context import Context
from pmokit.views.people import digest
from pmokit.views.portfolio import attention, dated_events
from pmokit.views.reporting import report_draft
from tests.conftest import CLOCK, check_files, sound

REPORTING = "methodology/reporting.yaml"
SCHEDULE = "portfolio/projects/example/schedule.yaml"
TODAY = date(2026, 6, 1)
TEN = "alder birch cedar elm fir hazel lime maple oak pine"


def files_with(
    shipped_files: Mapping[str, bytes], old: str, new: str, path: str = REPORTING
) -> dict[str, bytes]:
    files = sound(shipped_files)
    text = files[path].decode()
    assert old in text
    return {**files, path: text.replace(old, new, 1).encode()}


def run_with(shipped_files: Mapping[str, bytes], old: str, new: str) -> Run:
    return repository.start(files_with(shipped_files, old, new), TODAY, CLOCK)


def repeated(run: Run, summaries: list[str]) -> bool:
    """Whether the last of some reports repeats one of the others."""
    project = run.project("example")
    assert project is not None
    first = project.reports[0]
    reports = tuple(
        first.model_copy(update={"period": first.period + timedelta(days=14 * place), "summary": summary})
        for place, summary in enumerate(summaries)
    )
    return (
        repeated_text.repeats(reports[-1], project.model_copy(update={"reports": reports}), run) is not None
    )


@pytest.mark.parametrize(("percent", "found"), [(80, True), (81, False)])
def test_a_summary_repeats_another_from_the_share_of_words_that_the_method_names(
    shipped_files: Mapping[str, bytes], percent: int, found: bool
) -> None:
    run = run_with(shipped_files, "repeated_percent: 80", f"repeated_percent: {percent}")
    assert repeated(run, [TEN, TEN.replace("oak pine", "rowan yew")]) is found


@pytest.mark.parametrize(("number", "found"), [(0, False), (2, False), (3, True)])
def test_a_summary_is_compared_with_as_many_reports_as_the_method_names(
    shipped_files: Mapping[str, bytes], number: int, found: bool
) -> None:
    run = run_with(shipped_files, "compared_reports: 52", f"compared_reports: {number}")
    others = ["This is another story altogether.", "And here is yet another one of them."]
    assert repeated(run, [TEN, *others, TEN]) is found


@pytest.mark.parametrize(("words", "found"), [(10, True), (11, False)])
def test_a_summary_of_fewer_words_is_not_compared(
    shipped_files: Mapping[str, bytes], words: int, found: bool
) -> None:
    run = run_with(shipped_files, "compared_words: 5", f"compared_words: {words}")
    assert repeated(run, [TEN, TEN]) is found


@pytest.mark.parametrize(("ahead", "coming"), [(94, False), (95, True)])
def test_pages_and_new_reports_look_as_far_ahead_as_the_method_says(
    shipped_files: Mapping[str, bytes], ahead: int, coming: bool
) -> None:
    """The milestone `half` is forecast 95 days from now."""
    context = Context(check_files(files_with(shipped_files, "ahead_days: 42", f"ahead_days: {ahead}"), TODAY))
    day = TODAY + timedelta(days=95)
    assert (day in {item.day for item in attention.coming(context) if item.kind == "milestone"}) is coming
    project = context.run.project("example")
    assert project is not None
    steps = report_draft.next_steps(project, context.run)
    assert (str(day) in {step["due"] for step in steps}) is coming


@pytest.mark.parametrize(("ahead", "later"), [(94, True), (95, False)])
def test_a_digest_leaves_to_a_later_one_what_is_further_away(
    shipped_files: Mapping[str, bytes], ahead: int, later: bool
) -> None:
    files = files_with(shipped_files, "ahead_days_of_digests: 21", f"ahead_days_of_digests: {ahead}")
    context = Context(check_files(files, TODAY))
    manager = context.run.person("ben")
    assert manager is not None
    days = {
        item.due for item in digest.later(context, manager) if item.title == "Half of the mailboxes moved"
    }
    assert days == ({TODAY + timedelta(days=95)} if later else set())


@pytest.mark.parametrize("periods", [1, 4])
def test_a_calendar_shows_the_reports_of_as_many_periods_as_the_method_says(
    shipped_files: Mapping[str, bytes], periods: int
) -> None:
    context = Context(
        check_files(files_with(shipped_files, "ahead_periods: 6", f"ahead_periods: {periods}"), TODAY)
    )
    days = {event.day for event in dated_events.events(context) if event.uid.startswith("report/example/")}
    assert len(days) == periods


def test_a_missed_rule_costs_what_its_severity_weighs(shipped_files: Mapping[str, bytes]) -> None:
    def score(weights: str) -> float:
        files = files_with(shipped_files, "{error: 5, warning: 3, note: 1}", weights)
        old, new = b"owner: ben\n    likelihood", b"likelihood"
        raid = "portfolio/projects/example/raid.yaml"
        assert old in files[raid]
        done = check_files({**files, raid: files[raid].replace(old, new, 1)}, TODAY)
        assert "risk-unowned" in {found.rule for found in done.findings if found.severity == "error"}
        found = next(row.score.adherence for row in standing(done).projects if row.id == "example")
        assert found is not None
        return found

    shipped, heavier = score("{error: 5, warning: 3, note: 1}"), score("{error: 50, warning: 3, note: 1}")
    only = score("{error: 0, warning: 3, note: 1}")
    assert heavier < shipped < only


def test_without_the_weights_nothing_is_assessed(shipped_files: Mapping[str, bytes]) -> None:
    done = check_files({**sound(shipped_files), REPORTING: b"["}, TODAY)
    assert standing(done).portfolio.adherence is None
    assert adherence.gains(adherence.of_projects(done)) == []
