"""Approvals by a forum that the text of a report tells, against the minutes of that forum."""

from __future__ import annotations

import re
from datetime import date

from pmokit.analytics.fact import fact
from pmokit.analytics.organisation.minutes import mentions
from pmokit.analytics.reporting import sentences as text
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON
from pmokit.model.portfolio.meeting import Meeting
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.status_report import Report

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)})\b(?: (20\d\d))?")
_APPROVED = re.compile(r" (?:approved|agreed|granted|decided|accepted|released|endorsed|exempted) ")
_AHEAD = re.compile(r" (?:will|would|should|must|if|when|once|until|unless|before|asks|asked|requests|not yet) ")


def _forums(run: Run) -> list[tuple[str, str]]:
    """The id of each forum, and its title as it is spoken."""
    forums = run.methodology.forums
    return [(one.id, text.spoken(one.title)) for one in (forums.forums if forums is not None else ())]


def _held(run: Run) -> dict[str, list[Meeting]]:
    found: dict[str, list[Meeting]] = {}
    for meeting in run.portfolio.meetings:
        if meeting.state == "held":
            found.setdefault(meeting.forum, []).append(meeting)
    return found


@fact(
    "report", "approval_not_minuted", REASON.maybe(), needs=("forums", "meetings", "reporting"), of_project=True
)
def approval_not_minuted(report: Report, project: Project, run: Run) -> Reason | None:
    """The sentence that tells of an approval by a forum, where no minutes of that forum say anything of the
    project: those of the day that it names, else any until the report."""
    for passage in text.passages(report):
        said = text.spoken(passage)
        if not any(name in said for _, name in run.once(_forums)):
            continue
        for sentence in text.sentences(passage):
            if _is_without_minutes(sentence, report, project, run):
                return reason("approval-told", passage=sentence.text[:160])
    return None


def _is_without_minutes(sentence: text.Sentence, report: Report, project: Project, run: Run) -> bool:
    spoken, denial = sentence.spoken, run.once(text.vocabulary)["denial"]
    forums = [forum for forum, name in run.once(_forums) if name in spoken]
    if not forums or _AHEAD.search(spoken) or not text.speaks_of(spoken, _APPROVED, denial):
        return False
    some = [meeting for forum in forums for meeting in run.once(_held).get(forum, ())]
    if not some:
        return False
    day = _day_in(sentence.text, report.submitted_on)
    known = [one for one in some if (one.date == day if day else one.date <= report.submitted_on)]
    return not any(_is_about(meeting, project) for meeting in known)


def _is_about(meeting: Meeting, project: Project) -> bool:
    return any(one.project == project.id for one in meeting.decisions) or mentions(meeting, project)


def _day_in(sentence: str, latest: date) -> date | None:
    """The one day that a sentence names, up to the day of the report; None where it names none or several."""
    some = _DAY.findall(sentence)
    if len(some) != 1:
        return None
    number, month, year = some[0]
    try:
        day = date(int(year or latest.year), _MONTHS.index(month) + 1, int(number))
        return day if year or day <= latest else day.replace(year=day.year - 1)
    except ValueError:
        return None
