"""Circles: tasks, dependencies or other records that wait for each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from pmokit.load import layout
from pmokit.load.extracts import Row, waits
from pmokit.load.folder import Folder
from pmokit.load.integrity import finding
from pmokit.model import address
from pmokit.model.finding import Finding
from pmokit.text.flaws import Route
from pmokit.words.catalogue import say


class Edge(NamedTuple):
    """`source` waits for `target`, as said at a place. Nodes are names such as `sd-wan/go-live`."""

    source: str
    target: str
    path: str
    route: Route


def circles(edges: Iterable[Edge]) -> list[Finding]:
    """One finding for each circle met, naming it whole. Linear in the edges; never recursive."""
    out: dict[str, list[Edge]] = {}
    for edge in sorted(edges):
        out.setdefault(edge.source, []).append(edge)
    done: set[str] = set()
    found: list[Finding] = []
    for start in out:
        if start not in done:
            found += _walk(start, out, done)
    return found


def _walk(start: str, out: Mapping[str, list[Edge]], done: set[str]) -> list[Finding]:
    found: list[Finding] = []
    trail: list[Edge] = []
    on_trail: dict[str, int] = {start: 0}
    stack = [(start, iter(out.get(start, ())))]
    while stack:
        node, edges = stack[-1]
        edge = next(edges, None)
        if edge is None:
            stack.pop()
            done.add(node)
            on_trail.pop(node)
            if trail:
                trail.pop()
        elif edge.target in on_trail:
            found.append(_finding([*trail[on_trail[edge.target] :], edge]))
        elif edge.target not in done:
            trail.append(edge)
            on_trail[edge.target] = len(trail)
            stack.append((edge.target, iter(out.get(edge.target, ()))))
    return found


def _finding(circle: list[Edge]) -> Finding:
    names = " → ".join([circle[0].source, *(edge.target for edge in circle)])
    last = circle[-1]
    return finding(
        "cycle",
        say("load.these-wait-each-other", names=names),
        last.path,
        last.route,
        help=say("load.remove-one-these-links-something"),
    )


def of_tasks(folder: Folder) -> list[Edge]:
    """What a project's tasks wait for, and of which task each is a part."""
    schedule = folder.parts.get("schedule")
    path = layout.path_of(folder.id, "schedule")
    edges: list[Edge] = []
    for position, task in enumerate(schedule.tasks if schedule else ()):
        route: Route = ("tasks", position)
        name = f"{folder.id}/{task.id}"
        for place, link in enumerate(task.after):
            edges.append(Edge(name, f"{folder.id}/{link.task}", path, (*route, "after", place, "task")))
    return edges


def of_parents(folder: Folder) -> list[Edge]:
    """Of which task each of a project's tasks is a part."""
    schedule = folder.parts.get("schedule")
    path = layout.path_of(folder.id, "schedule")
    return [
        Edge(f"{folder.id}/{task.id}", f"{folder.id}/{task.parent}", path, ("tasks", place, "parent"))
        for place, task in enumerate(schedule.tasks if schedule else ())
        if task.parent
    ]


def of_dependencies(project_id: str, row: Row) -> list[Edge]:
    """Which milestones of a project wait for which milestones of others."""
    path = layout.path_of(project_id, "schedule")
    return [
        Edge(
            _full(project_id, needed_for),
            _full(project_id, milestone),
            path,
            ("dependencies", place, "milestone"),
        )
        for place, needed_for, milestone in waits(row)
    ]


def _full(project_id: str, milestone: str) -> str:
    found = address.refer("milestone", milestone, project_id)
    return f"{found.project}/{found.id}"


def of_forums(forums: Iterable[Any]) -> list[Edge]:
    """To which forum each forum escalates."""
    return [
        Edge(forum.id, forum.escalates_to, "methodology/forums.yaml", ("forums", place, "escalates_to"))
        for place, forum in enumerate(forums)
        if forum.escalates_to
    ]
