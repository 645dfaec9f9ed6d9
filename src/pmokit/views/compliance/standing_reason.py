"""Why an approval has its standing, in a sentence: above all, what is missing where it is not verified."""

from __future__ import annotations

from pmokit.analytics.organisation.approval_standing import owners, standing
from pmokit.load import layout
from pmokit.model.control import GateApproval
from pmokit.model.project import Project
from pmokit.text.files import Backing
from pmokit.views.context import Context
from pmokit.words.catalogue import say


def standing_reason(approval: GateApproval, project: Project, context: Context) -> str:
    """The reason for the standing of an approval."""
    word = standing(approval, project, context.run)
    if word == "nobody" and approval.decided_by:
        return say("evidence.standing.cut-off")
    if word != "attested":
        return say(f"evidence.standing.{word}")
    backing = context.run.signers.get(layout.path_of(project.id, "gates", approval.id))
    return say("evidence.standing.attested", reason=_missing(approval, backing, context))


def _missing(approval: GateApproval, backing: Backing | None, context: Context) -> str:
    """What a verified approval has and this one lacks."""
    if backing is None:
        return say("evidence.missing.commit")
    if backing.keys:
        return _of_others(backing, context)
    if backing.seal:
        return say(f"evidence.missing.{backing.seal}")
    person = context.run.people.get(approval.decided_by or "")
    if person is not None and not person.email:
        return say("evidence.missing.email", person=person.name)
    return say("evidence.missing.signature")


def _of_others(backing: Backing, context: Context) -> str:
    """Whose keys signed, where the one of the person who decided is not among them."""
    some = [owners(key, context.run) for key in sorted(backing.keys, key=sorted)]
    people = sorted({person for found in some for person in found})
    if not people:
        return say("evidence.missing.owner", addresses=", ".join(sorted(frozenset().union(*backing.keys))))
    if any(len(found) > 1 for found in some):
        return say("evidence.missing.one-owner", people=", ".join(map(context.person, people)))
    return say("evidence.missing.own-key", people=", ".join(map(context.person, people)))
