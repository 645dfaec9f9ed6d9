"""The one reader of YAML: bytes to plain data in which every scalar is still text.

`NO`, `1.10`, `012` and `12:30` come out as the reader sees them; a record type decides later what
they are. A value that is empty, `~` or `null` (unquoted) means "nothing is said here": its key is left
out; in a list it is None.
Quotes never change a meaning otherwise: `5` and `"5"` are the same, while `""` is an empty text
and `"null"` is a word.

Places are not kept; `places` finds them when somebody asks.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any, NamedTuple

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import Node, ScalarNode, SequenceNode

from pmokit.text import guard, leftovers, syntax_errors
from pmokit.text.composing import MAX_ITEMS, NULLS, UNTAGGED, Composer, Unclear, compose_data
from pmokit.text.flaws import TOP, Flaw, Span
from pmokit.words.catalogue import say

Data = Any
"""None, a text, a list of data or a mapping from text to data."""


class Parsed(NamedTuple):
    """What a file says, and what is wrong with its text. `data` is None if it cannot be read."""

    data: Data
    flaws: list[Flaw]


def parse(raw: bytes) -> Parsed:
    """Read one file's bytes. Never raises; what cannot be read becomes a flaw with a place."""
    text, flaws = guard.decode(raw)
    if text is None:
        return Parsed(None, flaws)
    parsed = parse_text(text)
    # No record is a mere text.
    if (parsed.flaws or isinstance(parsed.data, str)) and (flaw := leftovers.leftover(text)):
        return Parsed(None, [flaw])
    return parsed


def parse_text(text: str) -> Parsed:
    """Read YAML that is already decoded."""
    if not guard.suspicious(text):
        with suppress(Unclear):
            return Parsed(compose_data(text), [])
    return examine(text)


def examine(text: str) -> Parsed:
    """Read YAML through its nodes, which tell what is wrong and where."""
    node, flaws = compose(text)
    if node is None:
        return Parsed(None, flaws)
    return Parsed(_data(node, flaws, 0), flaws)


def compose(text: str) -> tuple[Node | None, list[Flaw]]:
    """The nodes of a text, or why there are none; an empty text has neither."""
    if guard.suspicious(text) and (flaws := guard.scan(text)):
        return None, flaws
    parser = Composer(text)
    try:
        return parser.get_single_node(), []
    except MarkedYAMLError as error:
        return None, [syntax_errors.flaw(error, text)]
    except YAMLError:
        return None, [Flaw("yaml-syntax", say("text.not-yaml"), say("text.not-yaml.fix"), TOP)]
    finally:
        parser.dispose()


def _data(node: Node, flaws: list[Flaw], depth: int) -> Data:
    """Nodes to data. Goes on after a flaw, so that one run names all of them."""
    if node.ctag is not UNTAGGED:
        flaws.append(_tag(node))
    if type(node) is ScalarNode:
        value: str = node.value
        if not node.style and value in NULLS:
            return None
        if not value.isprintable():
            _check_characters(node, flaws)
        return value
    if depth >= guard.MAX_DEPTH:
        flaws.append(guard.too_deep(span_of(node)))
        return None
    if len(node.value) > MAX_ITEMS:
        flaws.append(_too_long(node))
        return None
    if type(node) is SequenceNode:
        return [_data(item, flaws, depth + 1) for item in node.value]
    return _mapping(node, flaws, depth)


def _mapping(node: Node, flaws: list[Flaw], depth: int) -> dict[str, Data]:
    result: dict[str, Data] = {}
    for key, value in node.value:
        if type(key) is not ScalarNode:
            flaws.append(_odd_key(key))
            continue
        name: str = key.value
        if name in result:
            flaws.append(_duplicate(key))
        elif name == "<<" and not key.style:
            flaws.append(_merge_key(key))
        else:
            result[name] = _data(value, flaws, depth + 1)
    if None in result.values():
        return {name: value for name, value in result.items() if value is not None}
    return result


def span_of(node: Node) -> Span:
    """The span of a scalar, or the first character of a list or mapping."""
    start, end = node.start_mark, node.end_mark
    if isinstance(node, ScalarNode):
        return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
    return Span(start.line + 1, start.column + 1, start.line + 1, start.column + 2)


def _check_characters(node: ScalarNode, flaws: list[Flaw]) -> None:
    hit = guard.INVISIBLE.search(node.value)
    if hit:
        flaws.append(guard.control_character(hit.group(), span_of(node)))


def _tag(node: Node) -> Flaw:
    tag = str(node.tag).replace("tag:yaml.org,2002:", "!!")
    return Flaw(
        "yaml-tag",
        say("text.tag", tag=tag),
        say("text.tag.fix"),
        span_of(node),
    )


def _too_long(node: Node) -> Flaw:
    return Flaw(
        "list-too-long",
        say("text.list-too-long", number=f"{len(node.value):,}", limit=f"{MAX_ITEMS:,}"),
        say("text.list-too-long.fix"),
        span_of(node),
    )


def _odd_key(node: Node) -> Flaw:
    return Flaw(
        "yaml-syntax",
        say("text.key-not-a-word"),
        say("text.key-not-a-word.fix"),
        span_of(node),
    )


def _duplicate(key: ScalarNode) -> Flaw:
    return Flaw(
        "duplicate-key",
        say("text.key-twice", key=key.value),
        say("text.key-twice.fix"),
        span_of(key),
    )


def _merge_key(key: ScalarNode) -> Flaw:
    return Flaw(
        "yaml-anchor",
        say("text.merge-key"),
        say("text.merge-key.fix"),
        span_of(key),
    )
