"""What an approval rests on: a signature of the decider that git shows, or what somebody wrote."""

from __future__ import annotations

from typing import Literal

from pmokit.analytics.fact import fact
from pmokit.load import layout
from pmokit.load.run import Run
from pmokit.model.anatomy import FLAG
from pmokit.model.control import GateApproval
from pmokit.model.project import Project
from pmokit.text.files import Backing

Standing = Literal["verified", "attested", "nobody"]
"""Who stands behind an approval: the decider, by a signature; whoever wrote it; nobody that git knows of."""


def standing(approval: GateApproval, project: Project, run: Run) -> Standing:
    """Who stands behind an approval."""
    path = layout.path_of(project.id, "gates", approval.id)
    backing = run.signers.get(path, Backing())
    decider = {approval.decided_by}
    if any(_owners(key, run) == decider for key in backing.keys):
        return "verified"
    return "attested" if approval.decided_by and backing.known else "nobody"


def _owners(key: frozenset[str], run: Run) -> set[str]:
    """The people for whom a key speaks. They are one person or the key counts for nobody."""
    known = run.once(_people_by_address)
    return {person for address in key for person in known.get(address, ())}


def _people_by_address(run: Run) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for person in run.people.values():
        if person.email:
            found.setdefault(person.email.casefold(), []).append(person.id)
    return found


@fact("approval", "verified", FLAG, needs=("people",), of_project=True)
def verified(approval: GateApproval, project: Project, run: Run) -> bool:
    """Whether git shows that whoever decided signed the decision."""
    return standing(approval, project, run) == "verified"
