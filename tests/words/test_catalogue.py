"""The catalogue and its users agree: every message is asked for, with the values that it wants."""

from __future__ import annotations

import re
import sys
from functools import cache

import pytest

from pmokit.words import catalogue
from tests.words import reading

sys.path.insert(0, str(reading.ROOT / "tools"))
import words as compiler

MESSAGES = {
    message.id if isinstance(message.id, str) else message.id[0]: message
    for message in compiler.merge()
    if message.id
}
NOT_SAID = {
    "noopener noreferrer": "a value of HTML's rel",
    "Error": "what MkDocs begins a line with",
    "Config": "what MkDocs begins a line with",
    "# begin: pmokit codeowners, ": "a mark that the program finds again",
    "# end: pmokit codeowners, ": "a mark that the program finds again",
    " else None)": "Python that an expression becomes",
    ")(r, p, ws, ws.today, p.id)": "Python that an expression becomes",
    "pmokit demonstration: ": "a phrase from which a key follows",
    "-----BEGIN SSH SIGNATURE-----": "the armour of a signature",
    "-----END SSH SIGNATURE-----": "the armour of a signature",
    "version https://git-lfs.github.com/spec/": "how a pointer of Git LFS begins",
    **dict.fromkeys(
        (
            "another document",
            "found unexpected end of stream",
            "could not find expected ':'",
            "mapping values are not allowed",
            "mapping values",
            "unknown escape",
            "cannot start any token",
            "alphabetic or numeric",
            "did not find expected",
            "block sequence entries are not allowed",
        ),
        "libyaml's own words",
    ),
    **dict.fromkeys(
        ("Mod", "Pow", "Lambda", "Subscript", "Dict", "Set", "Tuple", "Starred", "Await", "Invert"),
        "a node of ast",
    ),
    **dict.fromkeys(("Decimal", "True", "r, parent, ws, today, home"), "Python that an expression becomes"),
    "Reason:": "a mark in the Markdown of a standard",
    "pmokit new report ": "a command",
    "is not": "Python that an expression becomes",
    "not in": "Python that an expression becomes",
    ")(r, None, ws, ws.today, r.id)": "Python that an expression becomes",
    "lambda r, ws, value: (lambda ": "Python that an expression becomes",
    **dict.fromkeys(
        (
            " > 0 else None",
            " is not None and ",
            " is None or ",
            "False",
            "None",
            " is None",
            " is not None",
            " is not None else None",
            "all({3} for {1} in {2})",
        ),
        "a part of an expression",
    ),
    **dict.fromkeys(
        ("or equal", "\\b(?:equals?(?: to)?|same as)$", "Count"), "what people write in an expression"
    ),
    "(?:contains?|includes?|like|LIKE|matches|starts with|startswith|ends with|endswith|CONTAINS|=~|~)": "a pattern",
    "==|!=|<>|=|is\\s+not|is|IS NOT|IS": "a pattern",
}
"""Texts of Python that look like words and are none, each with the reason."""
WHAT_PEOPLE_WRITE = "in_words.py"
"""The room of the words that people write in an expression where signs are expected."""


@cache
def asked() -> list[reading.Asked]:
    found: list[reading.Asked] = []
    for path in reading.python_files():
        found += [*reading.asked_in_python(path), *reading.headings_in_python(path)]
    for path in reading.templates():
        found += [*reading.asked_in_template(path), *reading.headings_in_template(path)]
    return found


def test_the_compiled_catalogue_is_what_the_messages_give() -> None:
    """After a change of a message: `make words`."""
    assert catalogue.FILE.read_bytes() == compiler.compiled()


@pytest.mark.slow
def test_every_message_that_is_asked_for_exists_and_gets_the_values_that_it_wants() -> None:
    wrong = []
    for item in asked():
        if not item.whole:
            if not any(key.startswith(item.key) for key in MESSAGES):
                wrong.append(f"{item.where}: no message begins with {item.key}")
            continue
        message = MESSAGES.get(item.key)
        if message is None:
            wrong.append(f"{item.where}: no message {item.key}")
            continue
        texts = [message.string] if isinstance(message.string, str) else list(message.string)
        wanted = frozenset().union(*(catalogue.names(str(text)) for text in texts))
        if item.names is not None and not wanted <= item.names:
            wrong.append(f"{item.where}: {item.key} wants {sorted(wanted - item.names)}")
        if item.names is not None and item.names - wanted - {"n"}:
            wrong.append(f"{item.where}: {item.key} does not say {sorted(item.names - wanted)}")
        if item.names is not None and isinstance(message.id, tuple) != ("n" in item.names):
            wrong.append(f"{item.where}: {item.key} and its call disagree about singular and plural")
    assert wrong == []


@pytest.mark.slow
def test_every_message_of_the_catalogue_is_said_somewhere() -> None:
    whole = {item.key for item in asked() if item.whole}
    starts = tuple(item.key for item in asked() if not item.whole and item.key != "column.")
    kept = {key for path in reading.python_files() for key in reading.keys_kept_in_tables(path)}
    files = [*reading.templates(), *reading.python_files()]
    kept |= {f"column.{text}" for path in files for text in reading.constants(path)}
    unsaid = [key for key in MESSAGES if key not in whole | kept and not key.startswith(starts or ("-",))]
    assert [key for key in unsaid if not key.startswith("values.")] == []


def test_a_key_names_a_room_and_a_fact() -> None:
    assert [key for key in MESSAGES if not re.fullmatch(r"[a-z]+(\.[a-z0-9_-]+)+", key)] == []


def test_a_key_that_does_not_exist_is_refused() -> None:
    with pytest.raises(catalogue.Missing):
        catalogue.say("no.such-message")


@pytest.mark.slow
def test_words_are_in_the_catalogue_and_nowhere_else() -> None:
    found: list[str] = []
    for path in reading.python_files():
        found += [
            line
            for line in reading.sentences_in_python(path)
            if not any(line.endswith(f": {text!r}") for text in NOT_SAID) and path.name != WHAT_PEOPLE_WRITE
        ]
    for path in reading.templates():
        found += reading.words_in_template(path)
    assert found == []
