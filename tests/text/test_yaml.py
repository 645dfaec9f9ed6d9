"""The one reader of YAML."""

from __future__ import annotations

import tarfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from pmokit.text import guard, places, yaml
from pmokit.text.composing import Unclear, compose_data
from pmokit.text.flaws import Span
from tests.conftest import SHARED

SUITE = SHARED / "data/yaml"


def flaws(text: str | bytes) -> list[tuple[str, int, int]]:
    raw = text if isinstance(text, bytes) else text.encode()
    return [(flaw.rule, flaw.span.line, flaw.span.column) for flaw in yaml.parse(raw).flaws]


def test_scalars_stay_as_the_reader_sees_them() -> None:
    text = "a: NO\nb: 1.10\nc: 012\nd: 12:30\ne: 1e3\nf: 0x1F\ng: 2026-11-23\nh: .inf\n"
    assert yaml.parse(text.encode()).data == {
        "a": "NO",
        "b": "1.10",
        "c": "012",
        "d": "12:30",
        "e": "1e3",
        "f": "0x1F",
        "g": "2026-11-23",
        "h": ".inf",
    }


def test_an_empty_value_a_tilde_and_null_say_nothing_and_quotes_make_them_words() -> None:
    text = 'a:\nb: ~\nc: null\nd: ""\ne: \'~\'\nf: "null"\ng: "5"\nh: [~, x]\n'
    assert yaml.parse(text.encode()).data == {
        "d": "",
        "e": "~",
        "f": "null",
        "g": "5",
        "h": [None, "x"],
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: 1\nb: 2\na: 3\n", [("duplicate-key", 3, 1)]),
        ("a: 1\n\tb: 2\n", [("yaml-tab", 2, 1)]),
        ("a: !env HOME\n", [("yaml-tag", 1, 4)]),
        ("a: !!int 5\n", [("yaml-tag", 1, 4)]),
        ("a: &x 1\nb: *x\n", [("yaml-anchor", 1, 4), ("yaml-anchor", 2, 4)]),
        ("a:\n  <<: {b: 1}\n", [("yaml-anchor", 2, 3)]),
        ("a: 1\n---\nb: 2\n", [("several-documents", 2, 1)]),
        (b"a: caf\xe9\n", [("not-utf8", 1, 7)]),
        ("a: 1\nb: x\x00y\n", [("control-character", 2, 5)]),
        ("a: x\u202ey\n", [("control-character", 1, 5)]),
        ('a: "x\\x07y"\n', [("control-character", 1, 4)]),
        ("a: [1, 2\n", [("yaml-syntax", 1, 4)]),
        ("? [a]\n: 1\n", [("yaml-syntax", 1, 3)]),
    ],
)
def test_what_is_refused_has_a_line_and_a_column(text: str | bytes, found: list[object]) -> None:
    assert flaws(text) == found


def test_the_parts_of_a_file_that_are_sound_are_still_read() -> None:
    parsed = yaml.parse(b"a: 1\na: 2\nb: 3\n")
    assert parsed.data == {"a": "1", "b": "3"}


@pytest.mark.parametrize("text", ["- " * 30_000, "[" * 30_000, "{a: " * 20_000, "? " * 20_000, " - " * 500])
def test_deep_nesting_is_found_before_the_c_parser_could_crash(text: str) -> None:
    assert [rule for rule, _, _ in flaws(text)][:1] in (["too-deep"], ["yaml-syntax"])


def test_nesting_is_allowed_up_to_its_limit_and_not_beyond() -> None:
    assert flaws("[" * guard.MAX_DEPTH + "]" * guard.MAX_DEPTH) == []
    assert flaws("[" * (guard.MAX_DEPTH + 1) + "]" * (guard.MAX_DEPTH + 1))[0][0] == "too-deep"


def test_a_file_and_a_list_over_their_limits_are_refused() -> None:
    assert flaws(b"a: " + b"x" * guard.MAX_BYTES) == [("file-too-large", 1, 1)]
    assert flaws("a:\n" + "- 1\n" * (yaml.MAX_ITEMS + 1)) == [("list-too-long", 2, 1)]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    assert yaml.parse(b"\xef\xbb\xbfa: 1\r\nb:\r\n  - x\r\n").data == {"a": "1", "b": ["x"]}


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_that_is_no_text_is_named_with_its_place_behind_a_byte_order_mark_too(mark: bytes) -> None:
    (flaw,) = yaml.parse(mark + b"a: \xff\n").flaws
    assert (flaw.span.line, flaw.span.column) == (1, 4)


def test_places_count_characters_not_bytes() -> None:
    text = "é: {ü: 1, 𝒳: 22}\n"
    assert places.locate(text, [(("é", "𝒳"), False)]) == [Span(1, 14, 1, 16)]


def test_a_missing_key_has_the_place_of_the_mapping_that_lacks_it() -> None:
    text = "risks:\n  - id: a\n    title: x\n"
    assert places.locate(text, [(("risks", 0, "owner"), True)])[0].line == 2


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("require: project.x == 1\n", 1, 18),
        ('require: "project.x == 1"\n', 1, 19),
        ("require: >-\n  project.x\n  == 1\n", 2, 11),
        ("require: |\n    project.x ==\n    1\n", 2, 13),
    ],
)
def test_characters_inside_a_value_are_found_in_any_style(text: str, line: int, column: int) -> None:
    offset = len("project.x") - 1
    span = places.locate_part(text, ("require",), offset, 1)
    assert (span.line, span.column) == (line, column)


@given(st.binary(max_size=300))
def test_no_bytes_at_all_make_the_reader_raise(raw: bytes) -> None:
    parsed = yaml.parse(raw)
    assert all(flaw.span.line >= 1 and flaw.span.column >= 1 for flaw in parsed.flaws)


@given(st.text(alphabet="ab:- \n[]{}\"'#&*!|>%?,\t\r~", max_size=80))
def test_no_yaml_like_text_makes_the_reader_or_the_places_raise(text: str) -> None:
    parsed = yaml.parse(text.encode())
    if isinstance(parsed.data, dict):
        assert len(places.locate(text, [((key,), False) for key in parsed.data])) == len(parsed.data)


@given(st.text(alphabet="ab:- \n[]{}\"'#!|>?\t~<", max_size=60))
@example("a: 1\na: 2")
@example("~: 1")
@example("a: !b c")
@example("<<: a")
@example("a: b\n---\nc: d")
@example('a: "\\a"')
@example("? [a]\n: b")
@example("- a: ~\n  b:\n- ")
def test_data_is_the_same_with_and_without_nodes(text: str) -> None:
    try:
        data = compose_data(text)
    except Unclear:
        return
    assert yaml.examine(text) == yaml.Parsed(data, [])


@pytest.mark.parametrize(
    "text",
    ["a: 1\na: 2", "~: 1", "a: !b c", "<<: a", "a: b\n---\nc: d", 'a: "\\a"', "? [a]\n: b", "!!map {}: b"],
)
def test_what_only_nodes_can_tell_is_left_to_them(text: str) -> None:
    with pytest.raises(Unclear):
        compose_data(text)


# Twelve cases that YAML 1.2 refuses and libyaml, which YAML 1.1 shaped, reads: comments without a
# blank before them, flow lists and quoted texts that go on at a smaller indentation, a tab inside
# brackets. None of them changes what a reader sees.
LENIENT = {
    ("Y79Y", 3), ("CVW2", 0), ("QB6E", 0), ("MUS6", 0), ("G5U8", 0), ("9JBA", 0),
    ("DK95", 1), ("9C9N", 0), ("YJV2", 0), ("S98Z", 0), ("X4QW", 0), ("SU5Z", 0),
}  # fmt: skip


@pytest.mark.skipif(not SUITE.is_dir(), reason="the YAML test suite is not beside the project")
def test_every_case_of_the_yaml_test_suite_is_read_or_refused_with_a_place() -> None:
    cases, must_fail, read_all_the_same = 0, 0, set()
    with tarfile.open(next(SUITE.glob("*.tar.xz"))) as archive:
        for member in archive:
            if not member.name.endswith(".yaml"):
                continue
            file = archive.extractfile(member)
            assert file is not None
            for number, (text, fails) in enumerate(yaml_suite_cases(file.read().decode())):
                cases += 1
                parsed = yaml.parse(text.encode())
                assert all(flaw.span.line >= 1 and flaw.message for flaw in parsed.flaws)
                if fails:
                    must_fail += 1
                    if not parsed.flaws:
                        read_all_the_same.add((member.name[4:8], number))
    assert (cases, must_fail) == (406, 94)
    assert read_all_the_same == LENIENT


def yaml_suite_cases(text: str) -> list[tuple[str, bool]]:
    """The cases of one file of the suite, which is itself YAML: the text, and whether it must fail."""
    found = []
    before: dict[str, object] = {}
    for entry in YAML(typ="safe", pure=True).load(text):
        merged = {**before, **entry}
        before = {"yaml": merged["yaml"]}
        found.append((unescape(merged["yaml"]), bool(merged.get("fail"))))
    return found


def unescape(text: str) -> str:
    """The suite writes blanks, tabs and missing line ends with visible signs."""
    for sign, character in (
        ("␣", " "),
        ("—", ""),
        ("»", "\t"),
        ("↵", ""),
        ("∎\n", ""),
        ("∎", ""),
        ("←", "\r"),
        ("⇔", "\ufeff"),
    ):
        text = text.replace(sign, character)
    return text
