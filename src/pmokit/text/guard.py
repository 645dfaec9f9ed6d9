"""What is refused before a YAML parser sees the text.

The C parser is fast but hides anchors, and crashes the whole process on deep nesting, so both are
settled here: cheap looks at the raw text first, and a scan of the parser's events (which needs no
recursion) only where those looks raise a suspicion.
"""

from __future__ import annotations

import re

from ruamel.yaml.cyaml import CParser
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from pmokit.text.flaws import TOP, Flaw, Span
from pmokit.words.catalogue import say

MAX_BYTES = 1_000_000
MAX_DEPTH = 50
# Up to this many flow brackets or leading indicators the C parser is known to be safe.
SAFE_OPENERS = 1_000

_ANCHOR = re.compile(r"(?:^|[\s\[{,])[&*][^\s&*]", re.MULTILINE)
_DEEP_LINE = re.compile(r"[ \-?:\t]{200}")
_DEEP_SAMPLE = re.compile(r"[ \-?:\t]{10}")
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
INVISIBLE = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f{_BIDI}]")


def decode(raw: bytes) -> tuple[str | None, list[Flaw]]:
    """The text of a file, or the reason why there is none.

    A byte order mark is dropped. Refuses files over MAX_BYTES, text that is not UTF-8, and control
    characters (among them NUL and the marks that make text read backwards).
    """
    if len(raw) > MAX_BYTES:
        return None, [
            Flaw(
                "file-too-large",
                say("text.too-large", size=f"{len(raw):,}", limit=f"{MAX_BYTES:,}"),
                say("text.too-large.fix"),
                TOP,
            )
        ]
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        return None, [_not_utf8(raw, error)]
    # Not by `utf-8-sig`, which is a codec in Python and takes as long as all the rest here.
    text = text.removeprefix("\ufeff")
    if not text.isascii() or "\x00" in text or not text.replace("\n", "").isprintable():
        hit = INVISIBLE.search(text)
        if hit:
            return None, [control_character(hit.group(), span_at(text, hit.start()))]
    return text, []


def control_character(character: str, span: Span) -> Flaw:
    """The flaw of a character that nobody can see."""
    return Flaw(
        "control-character",
        say("text.invisible-character", code=f"{ord(character):04X}"),
        say("text.invisible-character.fix"),
        span,
    )


def _not_utf8(raw: bytes, error: UnicodeDecodeError) -> Flaw:
    before = raw[: error.start].decode("utf-8", errors="replace").removeprefix("\ufeff")
    span = span_at(before, len(before))
    return Flaw(
        "not-utf8",
        say("text.not-utf-8", byte=f"{raw[error.start]:02X}"),
        say("text.not-utf-8.fix"),
        span,
    )


def span_at(text: str, index: int, length: int = 1) -> Span:
    """The span of `length` characters of one line at a character index of a text."""
    line = text.count("\n", 0, index) + 1
    column = index - (text.rfind("\n", 0, index) + 1) + 1
    return Span(line, column, line, column + length)


def suspicious(text: str) -> bool:
    """Whether the text might hold anchors or nest deeply, so that its events must be scanned."""
    openers = text.count("[") + text.count("{")
    return (
        openers > SAFE_OPENERS
        # Of 200 such characters in a row, ten are among every twentieth of the text: a shorter search.
        or (_DEEP_SAMPLE.search(text[::20]) is not None and _DEEP_LINE.search(text) is not None)
        or (("&" in text or "*" in text) and _ANCHOR.search(text) is not None)
    )


def scan(text: str) -> list[Flaw]:
    """Anchors, aliases and too deep nesting, found from events. Syntax errors end the scan."""
    flaws: list[Flaw] = []
    depth = 0
    parser = CParser(text)
    try:
        while True:
            event = parser.get_event()
            if isinstance(event, StreamEndEvent):
                break
            if isinstance(event, (MappingStartEvent, SequenceStartEvent)):
                depth += 1
                if depth > MAX_DEPTH:
                    flaws.append(too_deep(_event_span(event)))
                    break
            elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
                depth -= 1
            if getattr(event, "anchor", None):
                flaws.append(_anchor(event))
    except YAMLError:
        return flaws
    finally:
        parser.dispose()
    return flaws


def too_deep(span: Span) -> Flaw:
    """The flaw of a value nested deeper than any record needs."""
    return Flaw(
        "too-deep",
        say("text.too-deep", limit=MAX_DEPTH),
        say("text.too-deep.fix"),
        span,
    )


def _event_span(event: object) -> Span:
    start = event.start_mark  # type: ignore[attr-defined]  # marks come from C, without types
    return Span(start.line + 1, start.column + 1, start.line + 1, start.column + 2)


def _anchor(event: object) -> Flaw:
    what = "alias *" if isinstance(event, AliasEvent) else "anchor &"
    name = event.anchor  # type: ignore[attr-defined]  # checked by the caller
    return Flaw(
        "yaml-anchor",
        say("text.anchor", what=what, name=name),
        say("text.anchor.fix"),
        _event_span(event),
    )
