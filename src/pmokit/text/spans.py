"""From edits of one YAML text to the characters that they change, so that all else stays as it is.

What is written takes the style of its place: quotes as before, block or flow, the indentation of its
neighbours, the line ends of the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from pmokit.text import emit, yaml
from pmokit.text.edits import Change, Insert, Move, Remove, Set, Within
from pmokit.text.flaws import Key, Route
from pmokit.text.nodes import Page, is_block, is_flow, is_nothing
from pmokit.words.catalogue import say


def changes(text: str, edits: Sequence[Within], blocks: bool = True) -> list[Change]:
    """The changes of characters that make some edits, by their place; long texts as blocks of lines or not.

    Raises LookupError where an edit leads nowhere or two edits change the same characters.
    """
    root, _flaws = yaml.compose(text)
    page = Page(text, root, blocks)
    whole = _whole(page, edits)
    found = [_set(page, route, value) for route, value in whole.items()]
    inside = [edit for edit in edits if edit.route[:-1] not in whole or isinstance(edit, Set)]
    found += _removals(page, [edit.route for edit in inside if isinstance(edit, Remove)])
    for edit in sorted(inside, key=lambda edit: -len(edit.route)):  # at one place what is deeper comes first
        if isinstance(edit, Set):
            found.append(_set(page, edit.route, edit.value))
        elif isinstance(edit, Insert):
            found.append(_insert(page, edit.route, edit.value))
        elif isinstance(edit, Move):
            key = page.key_at(edit.route)
            at, end = key.start_mark.index, key.end_mark.index
            found.append(Change(at, end, _in_quotes_of(key, edit.to_key, page.in_flow(edit.route))))
    found.sort(key=lambda change: (change.start, change.end))  # stable: what is inserted keeps its order
    for before, after in pairwise(found):
        if after.start < before.end:
            raise LookupError(say("edit.overlap"))
    return found


def _whole(page: Page, edits: Sequence[Within]) -> dict[Route, Any]:
    """Lists and mappings that are written anew: they lose all that they hold, or hold nothing yet."""
    result: dict[Route, Any] = {}
    gone = {edit.route for edit in edits if isinstance(edit, Remove)}
    for parent in dict.fromkeys(edit.route[:-1] for edit in edits if isinstance(edit, (Insert, Remove))):
        node = page.node_at(parent)
        if node is None or isinstance(node, ScalarNode):
            continue
        if all((*parent, key) in gone for key in page.keys(node)):
            new = [(e.route[-1], e.value) for e in edits if isinstance(e, Insert) and e.route[:-1] == parent]
            result[parent] = dict(new) if isinstance(node, MappingNode) else [value for _, value in new]
    return result


def _set(page: Page, route: Route, value: Any) -> Change:
    """Another value in the place of the one that is there."""
    old = page.node_at(route)
    if old is None:
        raise LookupError(say("edit.no-value"))
    start, end = old.start_mark.index, page.end_of(old)
    flow = page.in_flow(route)
    full_flow = is_flow(old) and bool(old.value)
    if isinstance(value, str) or not value or flow or full_flow:
        return _on_one_line(page, route, old, value)
    if is_block(old):
        column = page.column_for(route, old, isinstance(value, list))
        lead = " " * (column - old.start_mark.column)
        return Change(
            start, end, lead + page.lines(emit.block(value, column, page.takes_long(end))).lstrip(" ")
        )
    rest = page.text[end : page.line_end(end)]
    if route and isinstance(route[-1], str):
        lines = page.lines(emit.block(value, page.parent_column(route) + 2, page.takes_long(end)))
        start -= len(page.text[:start]) - len(page.text[:start].rstrip(" "))
        return Change(start, end + len(rest), rest.rstrip() + page.break_ + lines)
    if rest.strip() or (isinstance(value, list) and route):
        return _on_one_line(page, route, old, value)
    column = page.parent_column(route) + 2 if is_nothing(old) else old.start_mark.column
    lead = " " if page.text[start - 1 : start] == "-" else ""
    return Change(start, end, lead + page.lines(emit.block(value, column, page.takes_long(end))).lstrip(" "))


def _on_one_line(page: Page, route: Route, old: Node, value: Any) -> Change:
    """A value written on one line (or, a long text at the end of a line, as a block) over another one."""
    start, end = old.start_mark.index, page.end_of(old)
    flow = page.in_flow(route)
    if route and isinstance(route[-1], str) and not flow and page.takes_long(end) and emit.fits_block(value):
        text = page.lines(["|-", *emit.literal(value, page.parent_column(route) + 2)])
    elif isinstance(value, str):
        text = _in_quotes_of(old, value, flow) if isinstance(old, ScalarNode) else emit.written(value, flow)
    else:
        text = emit.flow(value)
    before = page.text[:start].rstrip(" \r\n")
    if is_block(old) and before.endswith(":") and page.key_end(route) <= len(before) - 1:
        return Change(len(before), end, f" {text}")
    if is_block(old):
        return Change(start, end, f" {text}")
    lead = " " if page.text[start - 1 : start] in (":", "-", ",") else ""
    return Change(start, end, lead + text)


def _in_quotes_of(node: ScalarNode, value: str, flow: bool) -> str:
    """A text in the quotes of the one it takes the place of."""
    if node.style == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    return emit.quoted(value) if node.style in ("'", '"') else emit.written(value, flow)


def _insert(page: Page, route: Route, value: Any) -> Change:
    """A new key or entry behind the last one."""
    parent, name = page.node_at(route[:-1]), route[-1]
    if parent is None or (is_nothing(parent) and len(route) == 1):
        return page.append(emit.entry(str(name), value, 0))
    if isinstance(parent, ScalarNode):
        raise LookupError(say("edit.no-container"))
    if isinstance(parent, MappingNode) and page.node_at(route) is not None:
        return _set(page, route, value)  # the key is there and says nothing
    end = page.end_of_last(parent)
    if is_flow(parent):
        text = f"{emit.flow(name)}: {emit.flow(value)}" if isinstance(name, str) else emit.flow(value)
        return Change(end, end, f", {text}")
    column = parent.start_mark.column
    at = page.line_end(end)
    long = page.takes_long(at)
    some = (
        emit.entry(name, value, column, long) if isinstance(name, str) else emit.block([value], column, long)
    )
    return Change(at, at, page.break_ + page.lines(some))


def _removals(page: Page, routes: Sequence[Route]) -> list[Change]:
    """Keys and entries that go, neighbours together. Something stays in each list and mapping."""
    by_parent: dict[Route, set[Key]] = {}
    for route in routes:
        by_parent.setdefault(route[:-1], set()).add(route[-1])
    found = []
    for parent, names in by_parent.items():
        node = page.node_at(parent)
        if node is None or isinstance(node, ScalarNode):
            raise LookupError(say("edit.no-value"))
        keys = page.keys(node)
        places = [place for place, key in enumerate(keys) if key in names]
        runs: list[list[int]] = []
        for place in places:
            if runs and runs[-1][-1] == place - 1:
                runs[-1].append(place)
            else:
                runs.append([place])
        found += [_run(page, node, run[0], run[-1]) for run in runs]
    return found


def _run(page: Page, node: Node, first: int, last: int) -> Change:
    """The characters of some neighbours of a list or mapping, with the comma or the line break of theirs."""
    starts, ends = page.entries(node)
    if is_flow(node):
        if first == 0:
            return Change(starts[0], starts[last + 1], "")
        return Change(ends[first - 1], ends[last], "")
    line = page.line_start(starts[first])
    if page.text[line : starts[first]].strip(" ") or (line == 0 and last + 1 < len(starts)):
        return Change(starts[first], starts[last + 1], "")
    return Change(page.before_break(line), page.line_end(ends[last]), "")
