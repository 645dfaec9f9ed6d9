"""The nearest known words to a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def close(word: str, known: Iterable[str]) -> list[str]:
    """Up to three known words that the word may have been meant to be, the likeliest first."""
    return get_close_matches(word, sorted(set(known)), n=3, cutoff=0.6)


def nearest(word: str, known: Iterable[str]) -> str:
    """A clause such as "did you mean `owner`?", or what is known if the list is short, or ""."""
    candidates = sorted(set(known))
    found = close(word, candidates)
    if found:
        return "Did you mean " + " or ".join(f"`{name}`" for name in found) + "?"
    if 0 < len(candidates) <= 12:
        return "Known here: " + ", ".join(f"`{name}`" for name in candidates) + "."
    return ""
