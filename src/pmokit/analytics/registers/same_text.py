"""When two texts name the same thing: the same words, whatever their case, their signs and their articles."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset(("a", "an", "the"))


def plain(text: str) -> str:
    """The words of a text in small letters without articles; "" if nothing else is in it."""
    return " ".join(word for word in _WORD.findall(text.casefold()) if word not in _ARTICLES)
