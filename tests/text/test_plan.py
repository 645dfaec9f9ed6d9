"""Edits change the characters that they must and no other, in any style that YAML is written in."""

from __future__ import annotations

import codecs
import pickle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmokit.text import yaml
from pmokit.text.edits import Create, Edit, Insert, Move, Remove, Set, Within, amend
from pmokit.text.emit import fits_block, quoted, scalar
from pmokit.text.guard import INVISIBLE
from pmokit.text.plan import Refused, applied, changed, draft, edited

Draw = Any
_letters = st.text(min_size=1, max_size=12).filter(lambda text: not INVISIBLE.search(text))
_words = st.sampled_from(
    ["a", "id", "x y", "null", "~", "NO", "1.10", "12:30", "it's", 'say "no"', "a, b", "[c]"]
)
_texts = (
    _words
    | _letters
    | st.sampled_from(["one\ntwo", "# no comment", "a: b", "- c", "", "Ünïcödé", "trailing "])
)
_keys = st.sampled_from(["id", "title", "risks", "a b", "ä", "it's", "x", "y", "z", "null", "<<"])
_values = st.recursive(
    _texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_keys, inner, max_size=3),
    max_leaves=6,
)
_records = st.dictionaries(
    _keys,
    st.recursive(
        _texts,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_keys, inner, max_size=4),
        max_leaves=10,
    ),
    max_size=4,
)
_remarks = st.sampled_from(["", "", "", "  # why: it's [so]", " #", "   "])
_lines_between = st.sampled_from([[], [], [], ["# - a remark"], [""], ["      # deeper"]])


def write_text(draw: Draw, text: str, flow: bool) -> str:
    """A text in one of the ways in which it can be written on one line."""
    ways = [quoted(text)]
    if text.isprintable():
        ways.append("'" + text.replace("'", "''") + "'")
    if not flow or not any(sign in text for sign in ",[]{}?:"):
        ways.append(scalar(text))
    return str(draw(st.sampled_from(ways)))


def write_flow(draw: Draw, value: Any) -> str:
    gap = draw(st.sampled_from(["", " "]))
    if isinstance(value, dict):
        inner = [f"{write_text(draw, key, True)}: {write_flow(draw, item)}" for key, item in value.items()]
        return "{" + gap + f",{gap or ' '}".join(inner) + gap + "}"
    if isinstance(value, list):
        comma = draw(st.sampled_from(["", ","])) if value else ""
        return "[" + gap + ", ".join(write_flow(draw, item) for item in value) + comma + gap + "]"
    return write_text(draw, value, True)


def write_value(draw: Draw, value: Any, column: int, flush: bool) -> list[str]:
    """The lines of a value; the first follows its key or dash, the others stand at their columns."""
    if isinstance(value, str) and fits_block(value) and draw(st.booleans()):
        pad = " " * (column + draw(st.integers(1, 3)))
        return [
            draw(st.sampled_from(["|-", "|- # long"])),
            *[f"{pad}{line}".rstrip() for line in value.split("\n")],
        ]
    if not isinstance(value, str) and value and draw(st.integers(0, 3)):
        deep = column + draw(st.integers(0 if flush and isinstance(value, list) else 1, 4))
        return ["" + draw(_remarks), *write_block(draw, value, deep)]
    return [write_flow(draw, value) + draw(_remarks)]


def write_block(draw: Draw, value: Any, column: int) -> list[str]:
    pad, lines = " " * column, []
    for item in value.items() if isinstance(value, dict) else value:
        lines += draw(_lines_between)
        if isinstance(value, dict):
            head, inner = f"{pad}{write_text(draw, item[0], False)}:", item[1]
            first, *rest = write_value(draw, inner, column, True)
        else:
            head = f"{pad}-"
            if isinstance(item, dict) and item and draw(st.booleans()):
                inside = write_block(draw, item, column + 2)
                while not inside[0].strip() or inside[0].lstrip().startswith("#"):
                    inside.pop(0)
                lines += [f"{head} {inside[0].lstrip()}", *inside[1:]]
                continue
            first, *rest = write_value(draw, item, column, False)
        lines += [f"{head} {first}" if first else head, *rest]
    return lines


@st.composite
def files(draw: Draw) -> bytes:
    """A file that says something, in any mixture of styles, with comments, line ends and marks."""
    data = draw(_records)
    end = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    lines = [*draw(_lines_between), *(write_block(draw, data, 0) if data else ["{}"]), *draw(_lines_between)]
    last = end if draw(st.booleans()) or any("|-" in line for line in lines) else ""
    mark = draw(st.sampled_from([b"", codecs.BOM_UTF8]))
    raw: bytes = mark + (end.join(lines) + last).encode()
    return raw


def routes(data: Any, route: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The routes of all values."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [route, *(found for key, value in inner for found in routes(value, (*route, key)))]


def at(data: Any, route: tuple[Any, ...]) -> Any:
    for key in route:
        data = data[key]
    return data


def new_key(mapping: dict[str, Any]) -> st.SearchStrategy[str]:
    return _keys.filter(lambda name: name not in mapping)


@st.composite
def edits(draw: Draw, data: Any) -> list[Within]:
    """Some edits of a file, at different places."""
    some: list[Within] = []
    taken: list[tuple[Any, ...]] = []
    for _ in range(draw(st.integers(1, 3))):
        route = draw(st.sampled_from(routes(data)))
        here, kind = at(data, route), draw(st.sampled_from(["set", "insert", "remove", "move"]))
        if kind == "insert" and not isinstance(here, str):
            route = (*route, len(here) if isinstance(here, list) else draw(new_key(here)))
        if not route or any(route[: len(old)] == old or old[: len(route)] == route for old in taken):
            continue
        taken.append(route)
        if kind == "set" or (kind == "insert" and isinstance(here, str)):
            some.append(Set("f", route, draw(_values)))
        elif kind == "insert":
            some.append(Insert("f", route, draw(_values)))
        elif kind == "remove":
            some.append(Remove("f", route))
        elif isinstance(route[-1], str):
            new = draw(new_key(at(data, route[:-1])))
            if (*route[:-1], new) not in taken:
                taken.append((*route[:-1], new))
                some.append(Move("f", route, to_key=new))
    return some


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_outside_the_characters_of_a_plan_every_byte_stays_and_inside_stands_what_was_asked_for(
    data: st.DataObject,
) -> None:
    raw = data.draw(files())
    old = yaml.parse(raw)
    assert old.flaws == [], (raw, old.flaws)
    some = data.draw(edits(old.data))
    found = changed("f", raw, some)
    new = applied(raw, found)
    assert yaml.parse(new).data == amend(old.data, list(some))
    text, after = raw.decode("utf-8-sig"), new.decode("utf-8-sig")
    at_old = at_new = 0
    for change in found:
        kept = change.start - at_old
        assert text[at_old : change.start] == after[at_new : at_new + kept]
        at_old, at_new = change.end, at_new + kept + len(change.text)
    assert text[at_old:] == after[at_new:]
    assert new.startswith(codecs.BOM_UTF8) == raw.startswith(codecs.BOM_UTF8)
    assert pickle.loads(pickle.dumps(some)) == some


BEFORE = """# Our register.
risks:   # keep sorted
    - id: a   # the first
      title: 'A'

# Issues follow.
issues: [ {id: x} ]
empty: []
"""


@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        (Set("f", ("risks", 0, "title"), "it's"), "'A'", "'it''s'"),
        (Insert("f", ("risks", 1), {"id": "b"}), "title: 'A'\n", "title: 'A'\n    - id: b\n"),
        (Insert("f", ("issues", 1), {"id": "a, b"}), "{id: x}", '{id: x}, {id: "a, b"}'),
        (Insert("f", ("empty", 0), {"id": "b"}), "empty: []", "empty:\n  - id: b"),
        (Remove("f", ("risks", 0, "id")), "id: a   # the first\n      ", ""),
        (Remove("f", ("issues", 0)), "[ {id: x} ]", "[]"),
        (Move("f", ("issues",), to_key="problems"), "issues", "problems"),
        (Insert("f", ("last",), "one\ntwo"), "empty: []\n", "empty: []\nlast: |-\n  one\n  two\n"),
    ],
)
def test_an_edit_takes_the_style_of_its_place(edit: Within, old: str, new: str) -> None:
    assert edited("f", BEFORE.encode(), [edit]).decode() == BEFORE.replace(old, new, 1)


@pytest.mark.parametrize(
    ("names", "after"),
    [("bc", b"m: {a: 1, d: 4}\n"), ("ac", b"m: {b: 2, d: 4}\n"), ("ab", b"m: {c: 3, d: 4}\n"), ("bd", b"m: {a: 1, c: 3}\n")],
)  # fmt: skip
def test_keys_that_go_together_leave_one_comma_between_those_that_stay(names: str, after: bytes) -> None:
    edits: list[Within] = [Remove("f", ("m", name)) for name in names]
    assert edited("f", b"m: {a: 1, b: 2, c: 3, d: 4}\n", edits) == after


def test_nothing_is_put_below_a_key_that_says_nothing() -> None:
    with pytest.raises(Refused):
        edited("f", b"a:\nb: 1\n", [Insert("f", ("a", "x"), "1")])


def test_entries_added_at_one_place_go_each_into_its_own_list() -> None:
    edits: list[Within] = [
        Insert("f", ("today",), "1"),
        Insert("f", ("a", 1), "y"),
        Insert("f", ("a", 2), "z"),
    ]
    assert edited("f", b"a:\n  - x\n", edits) == b"a:\n  - x\n  - y\n  - z\ntoday: 1\n"


@pytest.mark.parametrize(
    ("raw", "edit", "line", "said"),
    [
        (b"a: 1\nb: 'x\n", Set("f", ("a",), "2"), 2, "the quote that opens here is not closed"),
        (b"a: 1\n\xff", Set("f", ("a",), "2"), 2, "is not UTF-8"),
        (b"a: 1\na: 2\n", Set("f", ("a",), "2"), 2, "occurs twice"),
        (b"a: 1\n", Set("f", ("b",), "2"), 1, "cannot be written into this file"),
        (b"a: 1\n", Insert("f", ("a",), "2"), 1, "already exists"),
        (b"x: 1\na: [1]\n", Insert("f", ("a", 3), "2"), 2, "at the end of a list"),
        (b"a: 1\n", Insert("f", ("a", "b"), "2"), 1, "another kind"),
        (b"a: 1\nb: 2\n", Move("f", ("a",), to_key="b"), 1, "already exists"),
    ],
)
def test_what_cannot_be_read_or_done_is_refused_with_its_place(
    raw: bytes, edit: Within, line: int, said: str
) -> None:
    with pytest.raises(Refused) as caught:
        draft([edit], {"f": raw})
    ((path, flaw),) = caught.value.flaws
    assert path == "f" and flaw.span.line == line and said in flaw.message


def test_one_file_that_is_refused_refuses_the_plan_and_each_is_named() -> None:
    files = {"a": b"x: [", "b": b"x: 1", "c": b"'"}
    with pytest.raises(Refused) as caught:
        draft([Set(path, ("x",), "2") for path in files], files)
    assert [path for path, _ in caught.value.flaws] == ["a", "c"]


def test_files_are_created_replaced_moved_and_removed_by_one_plan() -> None:
    files = {"a": b"x: 1\n", "b": b"y", "c": b"z"}
    edits: list[Edit] = [
        Move("a", to_path="d"),
        Set("a", ("x",), "2"),
        Remove("b"),
        Create("b", b"new"),
        Remove("c"),
        Create("e", b"e"),
    ]
    made = draft(edits, files)
    assert made.after == {"a": None, "d": b"x: 2\n", "b": b"new", "c": None, "e": b"e"}
    for wrong in (
        [Create("a", b"")],
        [Remove("x")],
        [Move("a", to_path="b")],
        [Create("e", b""), Create("e", b"")],
    ):
        with pytest.raises(Refused):
            draft(wrong, files)


def test_of_a_document_the_front_matter_is_edited() -> None:
    raw = b"---\r\nowner: ana\r\n---\r\n# owner: ana\r\n"
    assert edited("f.md", raw, [Set("f.md", ("owner",), "ben")]) == raw.replace(b"ana", b"ben", 1)


def test_a_comment_that_a_removal_leaves_below_a_text_of_two_lines_does_not_join_it() -> None:
    raw = b'id: []\ntitle: []\n      # deeper\nrisks: "a"'
    made = edited("f", raw, [Remove("f", ("title",)), Set("f", ("id",), "0\n0")])
    assert yaml.parse(made).data == {"id": "0\n0", "risks": "a"}
    assert b"# deeper" in made


@pytest.mark.parametrize(
    ("some", "data"),
    [
        (
            [Move("f", ("l", 2, "id"), to_key="name"), Remove("f", ("l", 0))],
            {"l": [{"id": "b"}, {"name": "c"}]},
        ),
        ([Move("f", ("m", "a"), to_key="b"), Remove("f", ("m", "b"))], {"m": {"b": "1"}}),
        ([Move("f", ("m",), to_key="n"), Remove("f", ("m", "b"))], {"n": {"a": "1"}}),
    ],
)
def test_addresses_speak_of_the_file_as_it_was_before_other_edits(some: list[Within], data: Any) -> None:
    key, *_ = data
    texts = {
        "l": b"l:\n  - id: a\n  - id: b\n  - id: c\n",
        "m": b"m: {a: '1', b: '2'}\n",
        "n": b"m: {a: '1', b: '2'}\n",
    }
    for edits in (some, some[::-1]):
        assert yaml.parse(edited("f", texts[key], edits)).data == data
