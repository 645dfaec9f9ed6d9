"""What other programs leave in a file is named, with its place and the one thing to do."""

from __future__ import annotations

import pytest

from pmokit.text import front_matter, yaml
from pmokit.text.leftovers import leftover


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("title:\u00a0ERP move\nsummary: x\n", "U+00A0", 1, 7),
        ("title: A\nsummary:\u202fx\nwhy: b\n", "U+202F", 2, 9),
        ("people:\n\u00a0 - {id: ada, name: Ada}\n", "U+00A0", 2, 1),
        ("people:\n  -\u00a0id: ada\n    name: Ada\n", "U+00A0", 2, 4),
        ("a: b\n\u200bc: d: e\n", "U+200B", 2, 1),
        ("a: 1\nb:\ufeff2\nc: 3\n", "U+FEFF", 2, 3),
        ("a: 1\nb:\u00ad2\nc: 3\n", "U+00AD", 2, 3),
        ("a:\u3000b\n", "U+3000", 1, 3),
    ],
)
def test_a_space_that_is_none_to_yaml_is_named_at_its_place(
    text: str, code: str, line: int, column: int
) -> None:
    (flaw,) = yaml.parse(text.encode()).flaws
    assert code in flaw.message and flaw.help == "Delete it and type a space."
    assert (flaw.span.line, flaw.span.column) == (line, column)


def test_such_a_space_inside_a_text_is_nothing_wrong() -> None:
    text = "title: 10\u00a0000 Stück\nnote: |\n  Objectif\u00a0: tout\n  \u00a0eingerückt\n"
    parsed = yaml.parse(text.encode())
    assert parsed.flaws == [] and parsed.data["title"] == "10\u00a0000 Stück"


@pytest.mark.parametrize(
    ("text", "line", "marker"),
    [
        ("<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> main\n", 1, "<<<<<<<"),
        (
            "title: A\n<<<<<<< HEAD\nwhy: a\n||||||| base\nwhy: c\n=======\nwhy: b\n>>>>>>> main\n",
            2,
            "<<<<<<<",
        ),
        ("title: A\r\n<<<<<<< HEAD\r\nwhy: a\r\n=======\r\nwhy: b\r\n>>>>>>> main\r\n", 2, "<<<<<<<"),
    ],
)
def test_an_unfinished_merge_is_said_to_be_one(text: str, line: int, marker: str) -> None:
    (flaw,) = yaml.parse(text.encode()).flaws
    assert (flaw.rule, flaw.span.line) == ("unfinished-merge", line) and marker in flaw.message


def test_an_unfinished_merge_in_the_text_of_a_document_is_found_too() -> None:
    text = "---\ntitle: A\n---\n\n# A\n\n<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> main\n"
    (flaw,) = front_matter.parse(text.encode()).flaws
    assert (flaw.rule, flaw.span.line) == ("unfinished-merge", 7)
    assert front_matter.parse(b"---\ntitle: A\n---\n\nTitle\n=======\n\nText.\n").flaws == []


def test_a_pointer_of_git_lfs_is_said_to_be_one() -> None:
    text = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
    for found in (yaml.parse(text.encode()).flaws, front_matter.parse(text.encode()).flaws):
        assert [(flaw.rule, flaw.help) for flaw in found] == [("unreadable-file", "Run `git lfs pull`.")]


def test_a_text_that_merely_mentions_such_things_has_none() -> None:
    assert leftover("why: we use `<<<<<<<` as a sign\nnote: '======='\n") is None
