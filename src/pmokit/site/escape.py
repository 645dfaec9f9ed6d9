"""Text from YAML is untrusted: here it becomes characters that no reader of a page can obey.

One escaper serves Markdown, HTML text and attributes alike, because each character that means
something to any of them is written as a character reference.
"""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup

from pmokit.words.wording import capital

_SPECIAL = re.compile(r"[^A-Za-z0-9 .,\-/:%\u00a1-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")


def escape(text: str) -> Markup:
    """A text that is shown as it is, wherever it is put: heading, paragraph, cell, attribute.

    A line break becomes a reference too, so that no text can begin a line of the Markdown file.
    """
    return Markup(_SPECIAL.sub(_reference, text))


def _reference(match: re.Match[str]) -> str:
    number = ord(match.group())
    # References to control characters are errors of HTML; the reader refuses them anyway.
    return f"&#{number};" if number >= 32 or number in (9, 10) else " "


def with_code(text: str) -> Markup:
    """An escaped text in which words between backticks are set as code, beginning with a capital."""
    parts = capital(text).split("`")
    if len(parts) % 2 == 0:
        return escape(text)
    return Markup("").join(
        Markup("<code>{}</code>").format(escape(part)) if place % 2 else escape(part)
        for place, part in enumerate(parts)
    )


def ascii_only(text: str) -> Markup:
    """The same with nothing but ASCII: for front matter, whose YAML some characters break."""
    return Markup("".join(c if c.isascii() else f"&#{ord(c)};" for c in escape(text)))


def finalize(value: Any) -> Any:
    """What Jinja does with each value that a template prints."""
    if isinstance(value, Markup):
        return value
    return escape(str(value))
