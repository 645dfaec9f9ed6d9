"""What the content of a file says, as words that can be counted without reading it as YAML.

Of a register a content is kept only if the next one lacks one of these words; the facts then read the kept
ones. A word that starts with `@` is a field of an entry: `@exit title=Exit clause`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

Tokens = Callable[[bytes], set[str]]

_ID = re.compile(rb"""\bid["']?\s*:\s*["']?([a-z0-9-]+)""")
_ARTEFACT = re.compile(rb"""\bartefact["']?\s*:\s*["']?([a-z0-9-]+)""")
_DAY = re.compile(rb"""\bas_on["']?\s*:\s*["']?([0-9-]+)""")
_TERM = re.compile(rb"""\b(tier|finish|budget)["']?\s*:\s*["']?([^,}\n\r"'#]*)""")
_LEDGER = re.compile(rb"^ledger\s*:.*(?:\n(?=[\s#-]).*)*", re.MULTILINE)
_ENTRY = re.compile(rb"(?m)^\s*-\s|(\{)")
"""Where an entry of a list, or a record in it, begins; a brace tells that its fields are parted by commas."""
_FIELDS: Mapping[str, str] = {
    "schedule": "title|gate|actual|promised_for|milestone|hardness|accepted_on|state",
    "raid": "title|due|state|closed_on|accepted_on|decided_on|chosen|done",
    "charter": "approved_on",
    "finance": "treatment",
    "benefits": "target|due|measure",
}
"""The fields of entries that count, by part."""
DATED = frozenset(("actual", "accepted_on", "closed_on", "decided_on", "done", "approved_on"))
"""Those of them that say on which day something happened."""
_DEFAULTED: Mapping[str, str] = {"schedule": "hardness", "raid": "state", "finance": "treatment"}
"""The field of each part that says something where it is absent: filling it in loses what was there."""
_BEGINS = r"""(?m)(?:^|(?<=[\s,{"']))(%s)["']?\s*:[ ]*((?:[>|][-+]?\s*\n\s*)?"""
_LINES, _FLOW = (
    {part: re.compile((_BEGINS % names + value).encode()) for part, names in _FIELDS.items()}
    for value in (r"[^\n]*)", r"""(?:"[^"\n]*"|'[^'\n]*'|[^,}\n]*))""")
)


def field_token(entry: str, field: str, value: object) -> str:
    """The word for a field of an entry with a value."""
    return f"@{entry} {field}={value}"


def ids(raw: bytes) -> set[str]:
    """The ids in a file."""
    return {found.decode() for found in _ID.findall(raw)}


def terms(raw: bytes) -> set[str]:
    """The tier, the end and the budget."""
    return {f"{name.decode()} {_plain(value)}" for name, value in _TERM.findall(raw)}


def documents(raw: bytes) -> set[str]:
    """The documents that are listed."""
    return {document_token(found.decode()) for found in _ARTEFACT.findall(raw)}


def document_token(artefact: str) -> str:
    """The word for a document that is listed."""
    return f"document {artefact}"


def ledger_entries(raw: bytes) -> set[str]:
    """The lines and days of a ledger, and the budget above it."""
    found = _LEDGER.search(raw)
    ledger = found[0] if found else raw
    days = {day.decode() for day in _DAY.findall(ledger)}
    return days | {_plain(line) for line in ledger.splitlines()} | terms(raw)


def _fields_in(part: str, raw: bytes) -> set[str]:
    found: set[str] = set()
    names: dict[str, set[str]] = {}
    entry = ""
    for chunk, is_flow in _chunks(raw):
        own = (_ARTEFACT if part == "charter" else _ID).search(chunk)
        entry = own[1].decode() if own else entry
        there = names.setdefault(entry, set())
        for name, value in (_FLOW if is_flow else _LINES)[part].findall(chunk):
            field = name.decode()
            there.add(field)
            found.add(field_token(entry, field, _scalar(value)))
    absent = _DEFAULTED.get(part)
    if absent:
        found |= {field_token(one, absent, "") for one, there in names.items() if absent not in there}
    return found


def _chunks(raw: bytes) -> Iterator[tuple[bytes, bool]]:
    """The pieces of a file from one entry, or record in it, to the next."""
    start, is_flow = 0, False
    for found in _ENTRY.finditer(raw):
        yield raw[start : found.start()], is_flow
        start, is_flow = found.end(), found[1] is not None
    yield raw[start:], is_flow


def _scalar(value: bytes) -> str:
    text = value.split(b" #")[0].strip(b" \t\r\n>|-+").decode(errors="replace")
    return text.strip("\"'")


def _plain(line: bytes) -> str:
    return line.strip(b" \t\r-").decode(errors="replace")


TOKENS: Mapping[str, Tokens] = {
    "raid": lambda raw: ids(raw) | _fields_in("raid", raw),
    "schedule": lambda raw: ids(raw) | _fields_in("schedule", raw),
    "finance": lambda raw: ledger_entries(raw) | _fields_in("finance", raw),
    "benefits": lambda raw: _fields_in("benefits", raw),
    "charter": lambda raw: terms(raw) | documents(raw) | _fields_in("charter", raw),
}
"""What counts of each file that holds more than one record."""


def is_dated(token: str) -> bool:
    """Whether a word says on which day something happened, or that something was delivered."""
    said = token.partition(" ")[2]
    return token.startswith("@") and (said.partition("=")[0] in DATED or said == "state=delivered")
