"""Progress in percent that the text of a report states, against the report before."""

from __future__ import annotations

import re
from decimal import Decimal

from pmokit.analytics.fact import fact
from pmokit.analytics.registers.same_text import plain
from pmokit.analytics.reporting import sentences as text
from pmokit.analytics.reporting.credibility import before
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.status_report import Report

_SHARE = re.compile(
    r"(?P<what>[^.;:,\n]{0,80}?)(?<![\d.,])(?P<share>\d{1,3}(?:\.\d+)?) ?(?:%|percent\b|per cent\b) "
    r"(?:of (?P<of>[^.;:,\n]{1,60}?) )?(?:is |are |was |were |has been |have been )?"
    r"(?:complete|completed|done|finished|migrated|delivered|installed|tested)\b"
)
_FILL = re.compile(
    r"\b(?:is|are|now|about|already|to|at|stands|reached|has|have|been|and|some|nearly|almost|currently)\b"
)


def _progress(report: Report) -> dict[str, tuple[Decimal, str]]:
    """The progress of each thing that the text names, by its words; of several shares of one the last."""
    found: dict[str, tuple[Decimal, str]] = {}
    for passage in text.passages(report):
        if "%" not in passage and "per" not in passage:
            continue
        for one in _SHARE.finditer(passage.casefold()):
            what = plain(_FILL.sub(" ", f"{one['what']} {one['of'] or ''}"))
            if what:
                found[what] = (Decimal(one["share"]), " ".join(one[0].split()))
    return found


@fact("report", "progress_fallen", REASON.maybe(), needs=("reports",), of_project=True)
def progress_fallen(report: Report, project: Project, _run: Run) -> Reason | None:
    """The progress of something that is lower than in the report before."""
    last = before(report, project)
    now = _progress(report)
    then = _progress(last) if last is not None and now else {}
    for what, (share, words) in now.items():
        if what in then and then[what][0] > share:
            return reason("progress-fallen", passage=words, before=then[what][1])
    return None


@fact("report", "progress_off_scale", REASON.maybe())
def progress_off_scale(report: Report, _run: Run) -> Reason | None:
    """A progress of more than all."""
    for share, words in _progress(report).values():
        if share > 100:
            return reason("told", passage=words)
    return None
