"""Approvals by a forum that the text of a report tells, against the minutes of that forum."""

from __future__ import annotations

import re

from pmokit.analytics.fact import fact
from pmokit.analytics.organisation.minutes import mentions
from pmokit.analytics.reporting import sentences as text
from pmokit.analytics.reporting.told_days import days_in
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON
from pmokit.model.portfolio.meeting import Meeting
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.status_report import Report

_APPROVED = re.compile(r" (?:approved|agreed|granted|decided|accepted|released|endorsed|exempted) ")
_AHEAD = re.compile(
    r" (?:will|would|should|must|if|when|once|until|unless|before|asks|asked|requests|not yet) "
)


def _forums(run: Run) -> list[tuple[str, str]]:
    """The id of each forum with what a text may call it, in small letters: its title, or an id of several
    words."""
    forums = run.methodology.forums
    some = [(one.id, one.title.casefold()) for one in (forums.forums if forums is not None else ())]
    return some + [(one, one.replace("-", " ")) for one, _ in some if "-" in one]


def _held(run: Run) -> dict[str, list[Meeting]]:
    found: dict[str, list[Meeting]] = {}
    for meeting in run.portfolio.meetings:
        if meeting.state == "held":
            found.setdefault(meeting.forum, []).append(meeting)
    return found


@fact(
    "report",
    "approval_not_minuted",
    REASON.maybe(),
    needs=("forums", "meetings", "reporting"),
    of_project=True,
)
def approval_not_minuted(report: Report, project: Project, run: Run) -> Reason | None:
    """The sentence that tells of an approval by a forum, where no minutes of that forum say anything of the
    project: those of the day that it names, else any until the report."""
    for passage in text.passages(report):
        said = passage.casefold()
        if not any(title in said for _, title in run.once(_forums)):
            continue
        for sentence in text.sentences(passage):
            if _is_without_minutes(sentence, report, project, run):
                return reason("told", passage=sentence.text[:160])
    return None


def _is_without_minutes(sentence: text.Sentence, report: Report, project: Project, run: Run) -> bool:
    spoken, denial = sentence.spoken, run.once(text.vocabulary)["denial"]
    forums = {forum for forum, title in run.once(_forums) if title in sentence.text}
    if not forums or _AHEAD.search(spoken) or not text.speaks_of(spoken, _APPROVED, denial):
        return False
    some = [meeting for forum in forums for meeting in run.once(_held).get(forum, ())]
    if not some:
        return False
    days = days_in(sentence.text, report.submitted_on)
    day = min(days) if len(days) == 1 and max(days) <= report.submitted_on else None
    known = [one for one in some if (one.date == day if day else one.date <= report.submitted_on)]
    return not any(_is_about(meeting, project) for meeting in known)


def _is_about(meeting: Meeting, project: Project) -> bool:
    return any(one.project == project.id for one in meeting.decisions) or mentions(meeting, project)
