"""The nearest known words to a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str:
    """A clause such as "did you mean `owner`?", or what is known if the list is short, or ""."""
    candidates = sorted(set(known))
    close = get_close_matches(word, candidates, n=3, cutoff=0.6)
    if close:
        return "Did you mean " + " or ".join(f"`{name}`" for name in close) + "?"
    if 0 < len(candidates) <= 12:
        return "Known here: " + ", ".join(f"`{name}`" for name in candidates) + "."
    return ""
