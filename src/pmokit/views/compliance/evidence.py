"""What an auditor asks for: decisions, approvals, waivers and attestations, each with its file."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from pmokit.analytics.compliance import waiver_terms
from pmokit.analytics.organisation import authority, quorum
from pmokit.analytics.organisation.approval_standing import standing
from pmokit.load import layout
from pmokit.model.control import Attestation
from pmokit.views.context import Context
from pmokit.words.catalogue import say

HEADS: dict[str, tuple[str, ...]] = {
    "approvals": (
        "project",
        "gate",
        "decision",
        "decided_on",
        "decided_by",
        "how_known",
        "forum",
        "evidence",
    ),
    "changes": ("project", "change", "decision", "decided_on", "decided_by", "forum", "days", "cost"),
    "meetings": ("forum", "date", "decision", "outcome", "project", "present", "quorum"),
    "waivers": ("waiver", "rule_or_clause", "scope", "reason", "approved_by", "since", "first_until", "ends"),
    "attestations": ("subject", "project", "attested_on", "attested_by", "statement", "evidence"),
    "adherence": ("project", "adherence", "waived"),
}
"""The columns of each table; each row ends with its file and the commit that last touched it."""


class Piece(NamedTuple):
    """A row of one of the tables, and the file in which it stands."""

    table: str
    values: tuple[str, ...]
    path: str


def pieces(context: Context, since: date) -> list[Piece]:
    """Everything that was decided, approved, exempted or attested from a day on, and adherence today."""
    found = [*_projects(context, since), *_meetings(context, since), *_waivers(context, since)]
    for word in context.portfolio.attestations:
        # The day itself counts, here and in every table below.
        if word.attested_on >= since:
            found.append(_attestation(context, word, "", f"portfolio/attestations/{word.id}.yaml"))
    for row in context.standing.projects:
        adherence = f"{row.score.adherence:.1f}" if row.score.adherence is not None else ""
        values = (row.id, adherence, f"{row.score.waived:.1f}")
        found.append(Piece("adherence", values, layout.path_of(row.id, "charter")))
    return found


def _projects(context: Context, since: date) -> list[Piece]:
    found: list[Piece] = []
    values: tuple[str, ...]
    for project in context.projects:
        base = layout.folder_of(project.id)
        for approval in project.gates:
            if authority.day_of(approval, context.run) >= since:
                values = (
                    project.id,
                    approval.gate,
                    approval.decision,
                    str(approval.decided_on or ""),
                    context.person(approval.decided_by),
                    standing(approval, project, context.run),
                    approval.forum or "",
                    "; ".join(
                        f"{item.artefact} {item.version or item.fingerprint or ''}".strip()
                        for item in approval.evidence
                    ),
                )
                found.append(Piece("approvals", values, f"{base}/gates/{approval.id}.yaml"))
        for change in project.changes:
            if change.state in ("approved", "rejected") and (change.decided_on or since) >= since:
                values = (
                    project.id,
                    change.id,
                    change.state,
                    str(change.decided_on or ""),
                    context.person(change.decided_by),
                    change.forum or "",
                    str(change.effect_days if change.effect_days is not None else ""),
                    str(change.effect_cost or ""),
                )
                found.append(Piece("changes", values, f"{base}/changes/{change.id}.yaml"))
        for word in project.attestations:
            if word.attested_on >= since:
                path = f"{base}/attestations/{word.id}.yaml"
                found.append(_attestation(context, word, project.id, path))
    return found


def _attestation(context: Context, word: Attestation, project: str, path: str) -> Piece:
    subject = word.clause or f"{word.gate}/{word.criterion}"
    links = "; ".join(item.url for item in word.evidence)
    who = context.person(word.attested_by)
    return Piece("attestations", (subject, project, str(word.attested_on), who, word.statement, links), path)


def _meetings(context: Context, since: date) -> list[Piece]:
    found: list[Piece] = []
    for meeting in context.portfolio.meetings:
        forum = context.run.forum(meeting.forum)
        present = quorum.voters_present(meeting, context.run)
        for item in meeting.decisions if meeting.date >= since and meeting.state == "held" else ():
            values = (
                meeting.forum,
                str(meeting.date),
                item.what,
                item.outcome,
                item.project or "",
                str(present if present is not None else ""),
                str(forum.quorum if forum else ""),
            )
            found.append(Piece("meetings", values, f"portfolio/steering/{meeting.id}.yaml"))
    return found


def _waivers(context: Context, since: date) -> list[Piece]:
    found: list[Piece] = []
    for waiver in context.portfolio.waivers:
        ends = waiver_terms.ends(waiver, context.run)
        if ends >= since:
            scope = waiver.record or waiver.project or say("compliance.tier", tier=waiver.tier)
            values = (
                waiver.id,
                waiver.rule or waiver.clause or "",
                scope,
                waiver.reason,
                context.person(waiver.approved_by),
                str(waiver.since),
                str(waiver.until),
                str(ends),
            )
            found.append(Piece("waivers", values, f"portfolio/waivers/{waiver.id}.yaml"))
    return found
