"""Claims in the text of a report that gates, registers or figures of the project contradict."""

from __future__ import annotations

import re
from decimal import Decimal

from pmokit.analytics.fact import fact
from pmokit.analytics.reporting import sentences as text
from pmokit.analytics.reporting.credibility import before
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.model.status_report import Report

_PASSED = re.compile(r" (?:passed|approved|granted|behind us) ")
_AHEAD = re.compile(
    r" (?:will|would|should|must|if|when|once|until|unless|before|to be|is planned|towards|next) "
)
_DENIED = re.compile(
    r"\b(?:no|without any) (?:open |known |current )?(?P<list>risks?|issues?)\b(?! (?:in|of|from|with|by) )"
)


def _gates(run: Run) -> list[tuple[str, str]]:
    lifecycle = run.methodology.lifecycle
    return [(gate.id, gate.title.casefold()) for gate in (lifecycle.gates if lifecycle is not None else ())]


@fact("report", "gate_not_passed", REASON.maybe(), needs=("gates", "lifecycle", "reporting"), of_project=True)
def gate_not_passed(report: Report, project: Project, run: Run) -> Reason | None:
    """The sentence that calls a gate passed which had not been approved by then."""
    passed = {
        one.gate
        for one in project.gates
        if one.decision in ("approved", "approved_with_conditions")
        and (one.decided_on is None or one.decided_on <= report.submitted_on)
    }
    some = [(gate, title) for gate, title in run.once(_gates) if gate not in passed]
    for passage in text.passages(report):
        if not any(title in passage.casefold() for _, title in some):
            continue
        for sentence in text.sentences(passage):
            is_told = any(title in sentence.text for _, title in some) and not _AHEAD.search(sentence.spoken)
            if is_told and text.speaks_of(sentence.spoken, _PASSED, run.once(text.vocabulary)["denial"]):
                return reason("told", passage=sentence.text[:160])
    return None


@fact("report", "register_denied", REASON.maybe(), needs=("raid", "reports", "reporting"), of_project=True)
def register_denied(report: Report, project: Project, _run: Run) -> Reason | None:
    """The words of the last report that deny risks or issues of which the register has open ones."""
    if report is not project.reports[-1]:
        return None
    for found in _DENIED.finditer(report.summary.casefold()):
        some = project.raid.risks if found["list"].startswith("risk") else project.raid.issues
        raised = [one for one in some if one.state == "open"]
        if any(one.raised_on is None or one.raised_on <= report.as_on for one in raised):
            return reason("told", passage=found[0])
    return None


@fact("report", "cost_called_unmoved", REASON.maybe(), needs=("reports", "reporting"), of_project=True)
def cost_called_unmoved(report: Report, project: Project, run: Run) -> Reason | None:
    """The sentence that calls the cost unchanged, where the forecast rose by more than may go without an
    explanation."""
    last, now = before(report, project), report.figures
    then = last.figures if last is not None else None
    if now is None or then is None or now.forecast is None or then.forecast is None:
        return None
    limit = then.forecast.amount * (1 + Decimal(run.reporting.silent_cost_percent) / 100)
    if now.forecast.currency != then.forecast.currency or now.forecast.amount <= limit:
        return None
    words = run.once(text.vocabulary)
    for passage in text.passages(report):
        for sentence in text.sentences(passage):
            if words["cost"].search(sentence.spoken) and words["unmoved"].search(sentence.spoken):
                return reason("told", passage=sentence.text[:160])
    return None
