"""What a report says in words of its milestones and its status, against its table and its colours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pmokit.analytics.fact import fact
from pmokit.analytics.reporting import sentences as text
from pmokit.analytics.reporting.sentences import Sentence
from pmokit.load.run import Run
from pmokit.model.anatomy import NUMBER, REASON, REASONS, TEXT
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.status_report import DIMENSIONS, ForecastThen, Report


def _before(report: Report, project: Project) -> Report | None:
    earlier = [other for other in project.reports if other.period < report.period]
    return earlier[-1] if earlier else None


class Names(NamedTuple):
    """What texts may call a milestone, and what they call it if they mean it for certain."""

    title: str
    some: list[str]
    full: list[str]


def _names_of(project: Project, _run: Run) -> Mapping[str, Names]:
    return {item.id: _called(item.id, item.title) for item in project.schedule.milestones}


def _called(milestone: str, title: str) -> Names:
    return Names(title, text.names_of(milestone, title), text.full_names_of(milestone, title))


def names(milestone: str, project: Project, run: Run) -> Names:
    """What texts may call a milestone."""
    return run.once(_names_of, project).get(milestone) or _called(milestone, milestone)


def _summary(report: Report, _run: Run) -> list[Sentence]:
    return text.sentences(report.summary)


def with_breaks(report: Report, _run: Run) -> list[Sentence]:
    """All sentences, with an empty one between two fields, as these do not go on from each other."""
    fields = text.passages(report)
    return [part for passage in fields for part in (*text.sentences(passage), Sentence("", "  "))]


def explains(report: Report, names: list[str], is_reached: bool, run: Run) -> bool:
    """Whether a sentence that names a milestone, or the one after it, speaks of a movement, or the first has
    a date or a figure with a sign; of one that is reached it is enough to say so."""
    said = run.once(with_breaks, report)
    words = run.once(text.vocabulary)

    def is_telling(spoken: str) -> bool:
        return bool(words["moved"].search(spoken) or (is_reached and words["reached"].search(spoken)))

    for position, sentence in enumerate(said):
        rest = text.without_name(sentence.spoken, names)
        if rest is None:
            continue
        if is_telling(rest):
            return True
        if words["unmoved"].search(rest):
            continue
        after = said[position + 1].spoken if position + 1 < len(said) else ""
        if text.has_move(sentence.text) or words["dates"].search(rest) or is_telling(after):
            return True
    return False


@fact("report", "achieved_open", REASONS, needs=("schedule", "reporting"), of_project=True)
def achieved_open(report: Report, project: Project, run: Run) -> tuple[Reason, ...]:
    """Milestones that are named among the achievements and that the report's table, or the schedule, shows
    as open."""
    words = run.once(text.vocabulary)
    lines = [Sentence(line, text.spoken(line)) for line in report.achievements]
    return tuple(
        reason("said", milestone=called.title, sentence=line.text)
        for called in (_open(report, project, run) if lines else ())
        for line in lines
        if (rest := text.without_name(line.spoken, called.full)) is not None
        and (rest.count(" ") < text.spoken(called.title).count(" ") or words["reached"].search(rest))
        and not words["unfinished"].search(rest)
    )


@fact("report", "said_reached", REASONS, needs=("schedule", "reporting"), of_project=True)
def said_reached(report: Report, project: Project, run: Run) -> tuple[Reason, ...]:
    """Milestones that the summary calls reached and that the report's table, or the schedule, shows as
    open."""
    words = run.once(text.vocabulary)
    # Few sentences speak of something reached, and many milestones are open.
    some = [item for item in run.once(_summary, report) if _may_be_reached(item.spoken, words)]
    return tuple(
        reason("said", milestone=called.title, sentence=sentence.text)
        for called in (_open(report, project, run) if some else ())
        for sentence in some
        if (rest := text.without_name(sentence.spoken, called.full)) is not None
        and (words["since"].match(rest) or _is_reached(rest, words))
    )


def _may_be_reached(spoken: str, words: Mapping[str, re.Pattern[str]]) -> bool:
    return bool(words["reached"].search(spoken) or words["since"].search(spoken))


def _is_reached(spoken: str, words: Mapping[str, re.Pattern[str]]) -> bool:
    return bool(
        words["reached"].search(spoken)
        and not words["unfinished"].search(spoken)
        and not words["moved"].search(spoken)
    )


def _open(report: Report, project: Project, run: Run) -> Iterator[Names]:
    """What the milestones are called that were open on the data date, as the table or else the schedule has
    it."""
    table = {entry.milestone: entry for entry in report.forecasts}
    for item in project.schedule.milestones:
        entry: ForecastThen | None = table.get(item.id)
        actual = entry.actual if entry is not None else item.actual
        if actual is None or actual > report.as_on:
            yield names(item.id, project, run)


@fact("report", "said_open", REASONS, needs=("reports", "schedule", "reporting"), of_project=True)
def said_open(report: Report, project: Project, run: Run) -> tuple[Reason, ...]:
    """Milestones that the table shows as reached since the report before and of which the text says that
    they are open."""
    last, words = _before(report, project), run.once(text.vocabulary)
    known = {entry.milestone for entry in last.forecasts if entry.actual} if last else set()
    return tuple(
        reason("said", milestone=called.title, sentence=sentence.text)
        for entry in report.forecasts
        if entry.actual is not None and entry.milestone not in known
        for called in [names(entry.milestone, project, run)]
        for sentence in run.once(with_breaks, report)
        if (rest := text.without_name(sentence.spoken, called.full)) is not None
        and words["open"].search(rest)
    )


@fact("report", "trouble", REASON.maybe(), needs=("reporting",))
def trouble(report: Report, run: Run) -> Reason | None:
    """The first sentence that speaks of trouble in a report of which every colour is green."""
    claims = [getattr(report.claims, name) for name in DIMENSIONS]
    if any(claim is not None and claim.rag != "green" for claim in claims):
        return None
    words = run.once(text.vocabulary)
    said = run.once(_summary, report)
    for sentence, after in zip(said, [*said[1:], Sentence("", "  ")], strict=True):
        # What follows a semicolon belongs to the same sentence.
        goes_on = sentence.text.rstrip().endswith(";")
        is_denied = words["relief"].search(sentence.spoken + (after.spoken if goes_on else ""))
        if not is_denied and text.speaks_of(sentence.spoken, words["trouble"], words["denial"]):
            return reason("sentence", sentence=sentence.text)
    return None


@fact("report", "troubled_claim", TEXT.maybe(), needs=("reporting",))
def troubled_claim(report: Report, run: Run) -> str | None:
    """The first dimension that is reported green and whose comment speaks of trouble."""
    found = run.once(_troubled, report)
    return found[0] if found is not None else None


@fact("report", "troubled_comment", REASON.maybe(), needs=("reporting",))
def troubled_comment(report: Report, run: Run) -> Reason | None:
    """The first sentence that speaks of trouble in the comment on a dimension that is reported green."""
    found = run.once(_troubled, report)
    return reason("sentence", sentence=found[1].text) if found is not None else None


def _troubled(report: Report, run: Run) -> tuple[str, Sentence] | None:
    words = run.once(text.vocabulary)
    for name in DIMENSIONS:
        claim = getattr(report.claims, name)
        if claim is None or claim.rag != "green" or not claim.comment:
            continue
        # What is resolved is often told in the sentence after the one that tells of it.
        if words["relief"].search(text.spoken(claim.comment)):
            continue
        for sentence in text.sentences(claim.comment):
            if text.speaks_of(sentence.spoken, words["trouble"], words["denial"]):
                return name, sentence
    return None


@fact("report", "same_progress", NUMBER, needs=("reports",), of_project=True)
def same_progress(report: Report, project: Project, _run: Run) -> int:
    """In how many successive reports up to this one the summary has the same share of what is nearly done."""
    shares = text.shares(report.summary)
    number = 0
    for other in reversed([item for item in project.reports if item.period <= report.period]):
        shares &= text.shares(other.summary)
        if not shares:
            break
        number += 1
    return number
