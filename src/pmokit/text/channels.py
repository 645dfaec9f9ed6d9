"""One encoder for each channel by which texts of a repository leave pmokit: none acts where it arrives.

Pages have theirs in `site/escape.py`.
"""

from __future__ import annotations

import re

# Signs that make a service act; a word joiner, which nobody sees, takes the sign its meaning.
_JOINER = "\u2060"
_COMMAND = re.compile(r"##(?=\[|vso\[)|^([ \t]*):(?=:)", re.MULTILINE | re.IGNORECASE)
_IN_JSON = re.compile(r"##(\[|vso\[)", re.IGNORECASE)
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20|%]|[\t\r]")
_NUMBER = re.compile(r"[+-]?\d[\d.,]*")
_MENTION = re.compile(r"(?i)[@#!](?=\w)|:(?=//)|\bwww(?=\.)|\b(?:GH|mailto)(?=[-:])")
_OWNER = re.compile(r"@[\w.-]+(?:/[\w.-]+)*|[\w.%+'-]+@[\w.-]+", re.ASCII)


def terminal(text: str) -> str:
    """For a terminal and for the log of a CI service: nothing moves the cursor, and no line is a command
    to the service that shows the log. Lines stay lines."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() or c in "\n\t" else " " for c in text)
    return _COMMAND.sub(lambda hit: f"{hit[0]}{_JOINER}", text)


def json(text: str) -> str:
    """For a JSON document in such a log: the same value, in which no command and no control can be read."""
    if not text.isprintable():
        # Line by line: nearly all of a long document is printable.
        text = "\n".join(line if line.isprintable() else _printable(line) for line in text.split("\n"))
    return _IN_JSON.sub(lambda hit: f"#\\u0023{hit[1]}", text)


def _printable(line: str) -> str:
    return "".join(c if c.isprintable() else _escaped(c) for c in line)


def _escaped(character: str) -> str:
    raw = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{raw[at : at + 2].hex()}" for at in range(0, len(raw), 2))


def cell(value: object) -> object:
    """For a cell of a table that a spreadsheet opens: what begins like a formula is marked as a text."""
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def markdown(text: str) -> str:
    """For a comment at a forge: shown as it is, on one line; it mentions nobody and links nothing."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    quiet = _MENTION.sub(lambda hit: f"{hit[0]}{_JOINER}", plain)
    return "".join(c if c.isalnum() or c in f" ,.:-/{_JOINER}" else f"&#{ord(c)};" for c in quiet)


def owner(text: str) -> str:
    """For a line of CODEOWNERS: one account, team or address; nothing where a text is anything else."""
    return text if _OWNER.fullmatch(text) else ""
