"""What a report says in words of its milestones and its status, against its table and its colours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pmokit.analytics.fact import fact
from pmokit.analytics.reporting import sentences as text
from pmokit.load.run import Run
from pmokit.model.anatomy import NUMBER, REASON, REASONS
from pmokit.model.methodology.report_limits import Vocabulary
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.status_report import DIMENSIONS, ForecastThen, Report


def _before(report: Report, project: Project) -> Report | None:
    earlier = [other for other in project.reports if other.period < report.period]
    return earlier[-1] if earlier else None


def titles(project: Project, _run: Run) -> Mapping[str, str]:
    """The titles of a project's milestones by their ids."""
    return {item.id: item.title for item in project.schedule.milestones}


def names(milestone: str, project: Project, run: Run) -> list[str]:
    """What a text may call a milestone."""
    return text.names_of(milestone, run.once(titles, project).get(milestone, milestone))


def _full_names(milestone: str, project: Project, run: Run) -> list[str]:
    return text.full_names_of(milestone, run.once(titles, project).get(milestone, milestone))


def with_breaks(report: Report, _run: Run) -> list[str]:
    """All sentences, with an empty one between two fields, as these do not go on from each other."""
    return [part for passage in text.passages(report) for part in (*text.sentences(passage), "")]


def explains(said: list[str], names: list[str], moved: Sequence[str], words: Vocabulary) -> bool:
    """Whether a sentence that names a milestone, or the one after it, speaks of a movement."""
    for position, sentence in enumerate(said):
        rest = text.without_name(sentence, names)
        if rest is None:
            continue
        if text.has_any(rest, moved):
            return True
        if text.has_any(rest, words.unmoved):
            continue
        after = said[position + 1] if position + 1 < len(said) else ""
        if text.has_number(rest) or text.has_any(rest, words.dates) or text.has_any(after, moved):
            return True
    return False


@fact("report", "achieved_open", REASONS, needs=("schedule", "reporting"), of_project=True)
def achieved_open(report: Report, project: Project, run: Run) -> tuple[Reason, ...]:
    """Milestones that are named among the achievements and that the report's table, or the schedule, shows
    as open."""
    words = run.reporting.vocabulary
    return tuple(
        reason("said", milestone=title, sentence=line)
        for milestone, title in _open(report, project, run)
        for line in report.achievements
        if (rest := text.without_name(line, _full_names(milestone, project, run))) is not None
        and (len(text.words_in(rest)) < len(text.words_in(title)) or text.has_any(rest, words.reached))
        and not text.has_any(rest, words.unfinished)
    )


@fact("report", "said_reached", REASONS, needs=("schedule", "reporting"), of_project=True)
def said_reached(report: Report, project: Project, run: Run) -> tuple[Reason, ...]:
    """Milestones that the summary calls reached and that the report's table, or the schedule, shows as
    open."""
    words = run.reporting.vocabulary
    return tuple(
        reason("said", milestone=title, sentence=sentence)
        for milestone, title in _open(report, project, run)
        for sentence in text.sentences(report.summary)
        if (rest := text.without_name(sentence, _full_names(milestone, project, run))) is not None
        and (
            text.begins_with_any(rest, words.since)
            or (
                text.has_any(rest, words.reached)
                and not text.has_any(rest, [*words.unfinished, *words.moved])
            )
        )
    )


def _open(report: Report, project: Project, run: Run) -> Iterator[tuple[str, str]]:
    """The ids and titles of the milestones that were open on the data date, as the table or else the
    schedule has it."""
    table = {entry.milestone: entry for entry in report.forecasts}
    for item in project.schedule.milestones:
        entry: ForecastThen | None = table.get(item.id)
        actual = entry.actual if entry is not None else item.actual
        if actual is None or actual > report.as_on:
            yield item.id, item.title


@fact("report", "said_open", REASONS, needs=("reports", "schedule", "reporting"), of_project=True)
def said_open(report: Report, project: Project, run: Run) -> tuple[Reason, ...]:
    """Milestones that the table shows as reached since the report before and of which the text says that
    they are open."""
    last, words = _before(report, project), run.reporting.vocabulary
    known = {entry.milestone for entry in last.forecasts if entry.actual} if last else set()
    return tuple(
        reason(
            "said",
            milestone=run.once(titles, project).get(entry.milestone, entry.milestone),
            sentence=sentence,
        )
        for entry in report.forecasts
        if entry.actual is not None and entry.milestone not in known
        for sentence in _sentences(report)
        if (rest := text.without_name(sentence, _full_names(entry.milestone, project, run))) is not None
        and text.has_any(rest, words.open)
    )


def _sentences(report: Report) -> Iterable[str]:
    return [part for passage in text.passages(report) for part in text.sentences(passage)]


@fact("report", "trouble", REASON.maybe(), needs=("reporting",))
def trouble(report: Report, run: Run) -> Reason | None:
    """The first sentence that speaks of trouble in a report of which every colour is green."""
    claims = [getattr(report.claims, name) for name in DIMENSIONS]
    if any(claim is not None and claim.rag != "green" for claim in claims):
        return None
    words = run.reporting.vocabulary
    for sentence in text.sentences(report.summary):
        if text.speaks_of(sentence, words.trouble, words.denial) and not text.has_any(sentence, words.relief):
            return reason("sentence", sentence=sentence)
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
