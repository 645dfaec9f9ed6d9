"""Which commit brought the content that a file has now: a walk from HEAD to where each file was last changed.

The order of dates plays no part in it, and neither does what somebody later undid: at a merge the walk goes
on only along a parent that has the same content.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import heappop, heappush
from typing import NamedTuple

from pmokit.text.git_process import Repository

Pair = tuple[str, str]
"""Two trees, by their ids."""
_ONE, _OTHER, _BELOW = 1, 2, 4


class Graph(NamedTuple):
    """The commits behind HEAD: position (each before its parents), parents and tree of each."""

    position: dict[str, int]
    parents: dict[str, list[str]]
    trees: dict[str, str]
    cut: frozenset[str]
    """The commits of a shallow clone whose parents were not fetched."""


class Crossing(NamedTuple):
    """A merge at which a file had different contents: the parent that was followed, and those that differ."""

    merge: str
    followed: str
    others: tuple[str, ...]
    brought: bool
    """Whether the first parent had another content, so that the merge brought it to this line."""


class Trace(NamedTuple):
    """The commit that brought a file's content, None where the clone does not reach it; and the merges on the
    way to it, the newest first."""

    origin: str | None
    crossings: tuple[Crossing, ...]


def read_graph(git: Repository) -> Graph:
    """The commits behind HEAD. Raises GitError."""
    log = git.ask("log", "--topo-order", "--format=%H %T %P", "HEAD", "--")
    graph = Graph({}, {}, {}, _cut(git))
    for number, line in enumerate(log.decode().splitlines()):
        name, tree, *parents = line.split()
        graph.position[name], graph.trees[name], graph.parents[name] = number, tree, parents
    return graph


def _cut(git: Repository) -> frozenset[str]:
    file = git.place.common / "shallow"
    return frozenset(file.read_text().split()) if file.is_file() else frozenset()


def differing(git: Repository, pairs: Iterable[Pair], pattern: str) -> dict[Pair, set[str]]:
    """The paths, of those that a pattern of git names, at which two trees differ, in one call of git."""
    wanted = {pair for pair in pairs if pair[0] != pair[1]}
    asked = "".join(f"{one} {other}\n" for one, other in sorted(wanted)).encode()
    said = git.ask("diff-tree", "--stdin", "-r", "-z", "--relative", "--", pattern, given=asked)
    found: dict[Pair, set[str]] = {}
    paths: set[str] = set()
    while said:
        if said.startswith(b":"):
            what, path, said = said.split(b"\0", 2)
            old_mode, mode, old, new, *_ = what.removeprefix(b":").split()
            # A file that only may be executed from then on says what it said before.
            if old != new or old_mode[:3] != mode[:3]:
                paths.add(path.decode(errors="replace"))
        else:
            head, _, said = said.partition(b"\n")
            one, other = head.decode().split()
            paths = found[one, other] = set()
    return found


def trace(git: Repository, graph: Graph, paths: Iterable[str], pattern: str) -> dict[str, Trace]:
    """The trace of each of the files at HEAD that a pattern of git names."""
    steps = ((graph.trees[p], graph.trees[name]) for name, some in graph.parents.items() for p in some)
    changes = differing(git, steps, pattern)
    crossings: dict[str, list[Crossing]] = {path: [] for path in paths}
    found: dict[str, Trace] = {}
    pending = {next(iter(graph.position)): set(crossings)}
    for name, parents in graph.parents.items():
        here = pending.pop(name, None)
        if not here:
            continue
        differs = {p: changes.get((graph.trees[p], graph.trees[name]), set()) for p in parents}
        touched = here.intersection(*[set().union(*differs.values())]) if parents else here
        for path in touched:
            followed = [p for p in parents if path not in differs[p]]
            if not followed:
                found[path] = Trace(None if name in graph.cut else name, tuple(crossings[path]))
                continue
            others = tuple(p for p in parents if path in differs[p])
            crossings[path].append(Crossing(name, followed[0], others, path in differs[parents[0]]))
            pending.setdefault(followed[0], set()).add(path)
        rest = here - touched if touched else here
        if rest:
            pending[parents[0]] = rest | pending[parents[0]] if parents[0] in pending else rest
    return found


def merge_bases(graph: Graph, one: str, other: str) -> list[str]:
    """The commits where two parted: those behind both that stand behind no other such commit."""
    sides = {one: _ONE}
    sides[other] = sides.get(other, 0) | _OTHER
    queue: list[tuple[int, str]] = []
    for name in sides:
        heappush(queue, (graph.position[name], name))
    open_ones, found = set(sides), []
    while open_ones:
        _, name = heappop(queue)
        open_ones.discard(name)
        if sides[name] == _ONE | _OTHER:
            found.append(name)
            sides[name] |= _BELOW
        for parent in graph.parents[name]:
            if parent not in sides:
                heappush(queue, (graph.position[parent], parent))
            sides[parent] = sides.get(parent, 0) | sides[name]
            (open_ones.discard if sides[parent] & _BELOW else open_ones.add)(parent)
    return found


def kept_as_it_was(
    git: Repository, graph: Graph, crossings: Mapping[str, Iterable[Crossing]], pattern: str
) -> set[tuple[str, str]]:
    """Of merges on the way to files, those that took what only one side had changed, as git itself does.

    Given by path; as pairs of path and merge. Any other merge has decided between contents.
    """
    bases = {
        (crossing.followed, other): merge_bases(graph, crossing.followed, other)
        for some in crossings.values()
        for crossing in some
        for other in crossing.others
    }
    trees = graph.trees
    differs = differing(
        git, ((trees[base], trees[side[1]]) for side, some in bases.items() for base in some), pattern
    )

    def same(path: str, side: tuple[str, str]) -> bool:
        return bool(bases[side]) and not any(
            path in differs.get((trees[base], trees[side[1]]), ()) for base in bases[side]
        )

    return {
        (path, crossing.merge)
        for path, some in crossings.items()
        for crossing in some
        if all(same(path, (crossing.followed, other)) for other in crossing.others)
    }
