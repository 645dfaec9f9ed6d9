"""What an approval rests on: a signature of the decider that git shows, or what somebody wrote."""

from __future__ import annotations

from typing import Literal, get_args

from pmokit.analytics.fact import fact
from pmokit.load import layout
from pmokit.load.run import Run
from pmokit.model.anatomy import Type
from pmokit.model.control import GateApproval
from pmokit.model.project import Project
from pmokit.text.files import Backing

Standing = Literal["verified", "reviewed", "attested", "nobody"]
"""Who stands behind an approval: the decider, by a signature, or by a review that a forge confirms; whoever
wrote it; nobody that git knows of."""


def standing(approval: GateApproval, project: Project, run: Run) -> Standing:
    """Who stands behind an approval."""
    path = layout.path_of(project.id, "gates", approval.id)
    backing = run.signers.get(path, Backing())
    decider = {approval.decided_by}
    if any(owners(key, run) == decider for key in backing.keys):
        return "verified"
    # One address that several people have names none of them.
    if any(owners(frozenset((address,)), run) == decider for address in backing.named):
        return "reviewed"
    return "attested" if approval.decided_by and backing.known else "nobody"


def owners(key: frozenset[str], run: Run) -> set[str]:
    """The people for whom a key speaks. They are one person or the key counts for nobody."""
    known = run.once(_people_by_address)
    return {person for address in key for person in known.get(address, ())}


def _people_by_address(run: Run) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for person in run.people.values():
        if person.email:
            found.setdefault(person.email.casefold(), []).append(person.id)
    return found


@fact("approval", "standing", Type("text", choices=get_args(Standing)), needs=("people",), of_project=True)
def standing_of(approval: GateApproval, project: Project, run: Run) -> str:
    """Who stands behind an approval, as a word that rules compare."""
    return standing(approval, project, run)
