"""Counts in the text of a report, against the registers, its own table, and each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from pmokit.analytics.fact import fact
from pmokit.analytics.organisation.minuted_figures import NUMBERS
from pmokit.analytics.reporting import sentences as text
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.schedule import Dated
from pmokit.model.status_report import Report

_NUMBER = rf"(?P<number>\d{{1,2}}|{'|'.join(NUMBERS)})"
# What follows must not narrow the count: "three open risks of the supplier" are some of all.
_END = r"\b(?! (?:in|of|from|with|by|for|about|at|on|that|which|who|concern\w*|relat\w*|due)\b)"
_COUNT = re.compile(
    rf"(?P<before>\b\w+ )?\b{_NUMBER} "
    rf"(?:(?P<open>open|overdue) (?P<list>risk|issue|action|decision)s?{_END}"
    r"|(?P<list2>risk|issue|action|decision)s? (?:is|are|remains?) "
    r"(?:still )?(?P<open2>open|overdue)\b)"
)
_HELD = re.compile(
    r"\b(?:register|we|project) (?:now |currently |still )?"
    r"(?:has|have|holds?|lists?|contains?|carr(?:y|ies)) "
    rf"{_NUMBER} (?P<list>risk|issue)s?{_END}"
)
_ALL = "all"
_SOME = frozenset(
    [
        "other",
        "another",
        "least",
        "than",
        "further",
        "additional",
        "first",
        "about",
        "of",
        "last",
        "from",
        "to",
        "these",
        "those",
        "over",
        "under",
        "nearly",
        "almost",
        "were",
        "had",
        "was",
        "with",
        "closed",
        "new",
    ]
)
"""What stands before a number where it is not the number of all."""
_SHARE = re.compile(
    rf"\b{_NUMBER} of (?:the |all |our )?(?P<all>\d{{1,2}}|{'|'.join(NUMBERS)}) (?:critical )?milestones\b"
    r"(?! (?:in|of|for|at)\b)"
)
_REACHED = re.compile(r" (?:\w+ )?(?:\w+ )?(?:reached|done|complete|completed|met|achieved)\b")
_LEFT = re.compile(r" (?:are|is|remain|still|have not|were not)\b.{0,12}\b(?:open|left|not|ahead)\b")


class Bounds(NamedTuple):
    """The least and the most entries that a register can have had on a day."""

    least: int
    most: int


def _number(word: str) -> int:
    return NUMBERS.index(word) + 1 if word in NUMBERS else int(word)


def _counts(report: Report) -> Iterator[tuple[str, str, int, str]]:
    """List, state and number of each count in the text, with its words."""
    for passage in text.passages(report):
        said = " ".join(passage.casefold().split())
        for found in _HELD.finditer(said):
            yield f"{found['list']}s", _ALL, _number(found["number"]), found[0]
        for found in _COUNT.finditer(said):
            if (found["before"] or "").strip() not in _SOME:
                name, state = found["list"] or found["list2"], found["open"] or found["open2"]
                yield (
                    f"{name}s",
                    state,
                    _number(found["number"]),
                    found[0].removeprefix(found["before"] or ""),
                )


def _is_open(entry: Any, day: date) -> bool | None:
    """Whether an entry was open on a day; None where its dates do not tell."""
    ended = (
        getattr(entry, "closed_on", None)
        or getattr(entry, "done", None)
        or getattr(entry, "decided_on", None)
    )
    if ended is not None:
        is_open = ended > day
    elif getattr(entry, "state", "open") != "open":
        return None
    else:
        is_open = True
    raised = getattr(entry, "raised_on", None)
    if is_open and raised is None:
        return None
    return is_open and raised is not None and raised <= day


def _bounds(entries: tuple[Any, ...], state: str, day: date) -> Bounds:
    some = entries
    if state == "overdue":
        some = tuple(one for one in entries if getattr(one, "due", None) is not None and one.due < day)
    known = [_is_open(one, day) for one in some]
    return Bounds(known.count(True), len(known) - known.count(False))


@fact("report", "counts_denied", REASON.maybe(), needs=("raid", "reports"), of_project=True)
def counts_denied(report: Report, project: Project, _run: Run) -> Reason | None:
    """A count in the last report that the register cannot have had at its data date, or that another count in
    the same text contradicts."""
    if report is not project.reports[-1]:
        return None
    said: dict[tuple[str, str], int] = {}
    for name, state, number, words in _counts(report):
        entries: tuple[Any, ...] = getattr(project.raid, name)
        least, most = _bounds(entries, state, report.as_on)
        if state == _ALL and number == len(entries):
            continue
        if entries and not least <= number <= most:
            code = "count-denied" if least == most else "count-out-of-bounds"
            return reason(code, passage=words, least=least, most=most)
        if said.setdefault((name, state), number) != number:
            return reason("count-differs", passage=words, other=said[name, state])
    return None


@fact("report", "milestones_miscounted", REASON.maybe(), needs=("schedule",), of_project=True)
def milestones_miscounted(report: Report, project: Project, _run: Run) -> Reason | None:
    """A count of reached milestones in the text that neither the table nor the schedule has."""
    milestones = project.schedule.milestones
    right = [
        _reached(report.forecasts, report.submitted_on),
        _reached(milestones, report.submitted_on),
        _reached([one for one in milestones if one.critical], report.submitted_on),
    ]
    for passage in text.passages(report):
        said = " ".join(passage.casefold().split()) if "ilestones" in passage else ""
        for found in _SHARE.finditer(said):
            told = _number(found["number"]), _number(found["all"])
            rest = said[found.end() : found.end() + 40]
            if told not in right and _REACHED.match(rest) and not _LEFT.match(rest):
                return reason("told", passage=found[0])
    return None


def _reached(table: Sequence[Dated], day: date) -> tuple[int, int]:
    """How many of some milestones had been reached by a day, and how many there are."""
    return sum(one.actual is not None and one.actual <= day for one in table), len(table)
