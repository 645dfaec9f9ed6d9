"""Texts that come again: from an earlier report, or from report to report with a later date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from itertools import islice

from pmokit.analytics.fact import fact
from pmokit.analytics.reporting.sentences import words_in
from pmokit.load.run import Run
from pmokit.model.anatomy import NUMBER, REASON, REASONS
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.status_report import DIMENSIONS, Claim, NextStep, Report


def _words(report: Report, _run: Run) -> Counter[str]:
    return Counter(words_in(report.summary))


def _figures(words: Counter[str], run: Run) -> Counter[str]:
    numbers = run.reporting.vocabulary.numbers
    return Counter(
        {word: times for word, times in words.items() if word in numbers or any(map(str.isdigit, word))}
    )


def _likeness(one: Counter[str], two: Counter[str]) -> float:
    """The share of words that two texts have in common, in whatever order, from 0 to 1."""
    return 2 * (one & two).total() / ((one.total() + two.total()) or 1)


def _repeated(report: Report, project: Project, run: Run, is_updated: bool) -> Reason | None:
    words, limits = run.once(_words, report), run.reporting
    if words.total() < limits.compared_words:
        return None
    similar = float(limits.repeated_percent) / 100
    earlier = [other for other in project.reports if other.period < report.period]
    for other in islice(reversed(earlier), limits.compared_reports):
        then = run.once(_words, other)
        if len(words.keys() & then.keys()) < len(words) * (2 * similar - 1):
            continue  # so few words in common that the share cannot be reached
        if _likeness(words, then) < similar:
            continue
        # Where one has no figures, nothing was filled in.
        now, before = _figures(words, run), _figures(then, run)
        if bool(now and before and now != before) == is_updated:
            return reason("repeats", period=other.period, passage=" ".join(other.summary.split())[:160])
    return None


@fact("report", "repeats", REASON.maybe(), needs=("reports", "reporting"), of_project=True)
def repeats(report: Report, project: Project, run: Run) -> Reason | None:
    """The earlier report whose summary this one repeats, in whatever order, with the passage; None if it
    is new."""
    return _repeated(report, project, run, is_updated=False)


@fact("report", "reuses", REASON.maybe(), needs=("reports", "reporting"), of_project=True)
def reuses(report: Report, project: Project, run: Run) -> Reason | None:
    """The earlier report whose summary this one repeats with other figures."""
    return _repeated(report, project, run, is_updated=True)


@fact("report", "achieved_before", REASONS, needs=("reports", "reporting"), of_project=True)
def achieved_before(report: Report, project: Project, run: Run) -> tuple[Reason, ...]:
    """The achievements that an earlier report had already; a short one, where several earlier ones had it."""
    limits = run.reporting
    before: dict[str, list[date]] = {}
    for other in project.reports:
        if other.period < report.period:
            for line in other.achievements:
                before.setdefault(" ".join(words_in(line)), []).append(other.period)
    return tuple(
        reason("repeats", period=earlier[-1], passage=line)
        for line in report.achievements
        if (earlier := before.get(" ".join(words := words_in(line))))
        and (len(words) >= limits.compared_words or len(earlier) >= limits.repeated_reports - 1)
    )


@fact("report", "same_comments", NUMBER, needs=("reports",), of_project=True)
def same_comments(report: Report, project: Project, _run: Run) -> int:
    """In how many successive reports up to this one the same comment explains a colour that is not green."""
    return max((_comment_repeated(name, report, project) for name in DIMENSIONS), default=0)


def _comment_repeated(name: str, report: Report, project: Project) -> int:
    own = _comment(getattr(report.claims, name))
    return (
        _in_a_row(report, project, lambda other: _comment(getattr(other.claims, name)) == own) if own else 0
    )


def _comment(claim: Claim | None) -> list[str]:
    return words_in(claim.comment) if claim is not None and claim.comment and claim.rag != "green" else []


def _in_a_row(report: Report, project: Project, is_alike: Callable[[Report], bool]) -> int:
    number = 0
    for other in reversed([item for item in project.reports if item.period <= report.period]):
        if not is_alike(other):
            break
        number += 1
    return number


def _steps_in(project: Project, _run: Run) -> dict[int, Report]:
    return {id(step): report for report in project.reports for step in report.next_steps}


@fact("next_step", "postponed", NUMBER, needs=("reports",), of_project=True)
def postponed(step: NextStep, project: Project, run: Run) -> int:
    """In how many successive reports up to this one the step stands, with a later date each time."""
    report = run.once(_steps_in, project).get(id(step))
    words, due, number = words_in(step.what), step.due, 1
    earlier = [item for item in project.reports if report is not None and item.period < report.period]
    for other in reversed(earlier):
        same = [item.due for item in other.next_steps if words_in(item.what) == words]
        before = min((day for day in same if day is not None), default=None)
        if before is None or due is None or before >= due:
            break
        due, number = before, number + 1
    return number


@fact("report", "path_postponed", NUMBER, needs=("reports", "reporting"), of_project=True)
def path_postponed(report: Report, project: Project, run: Run) -> int:
    """In how many successive reports up to this one the same way back to green stands, with a later date each
    time."""
    path, number = report.path_to_green, 1
    if path is None:
        return 0
    words, due = Counter(words_in(path.what)), path.due
    for other in reversed([item for item in project.reports if item.period < report.period]):
        then = other.path_to_green
        if then is None or then.due is None or due is None or then.due >= due:
            break
        if _likeness(words, Counter(words_in(then.what))) < float(run.reporting.repeated_percent) / 100:
            break
        due, number = then.due, number + 1
    return number
