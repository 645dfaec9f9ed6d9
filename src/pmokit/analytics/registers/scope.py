"""What a charter says of one thing in two lists: that it is delivered, and that it is not."""

from __future__ import annotations

from pmokit.analytics.fact import fact
from pmokit.analytics.registers.same_text import plain
from pmokit.load.run import Run
from pmokit.model.anatomy import TEXT
from pmokit.model.project import Project


@fact("project", "scope_contradicted", TEXT, needs=("charter",))
def scope_contradicted(project: Project, _run: Run) -> str:
    """The item out of scope that is also in scope, or among what the project hands over; empty if none."""
    delivered = {plain(item) for item in (*project.in_scope, *project.produces)}
    return next((item for item in project.out_of_scope if plain(item) in delivered - {""}), "")
