"""The nearest known words to a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable

from pmokit.words.catalogue import say

LIKELY = 62
"""The least similarity, in percent of the characters that two words share in order."""


def close(word: str, known: Iterable[str]) -> list[str]:
    """Up to three known words that the word may have been meant to be, the likeliest first."""
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extract

    found = extract(word, sorted(set(known)), scorer=ratio, limit=3, score_cutoff=LIKELY)
    return [name for name, _score, _place in found]


def nearest(word: str, known: Iterable[str]) -> str:
    """A clause such as "did you mean `owner`?", or what is known if the list is short, or ""."""
    candidates = sorted(set(known))
    found = close(word, candidates)
    if found:
        return say("load.did-you-mean") + " or ".join(f"`{name}`" for name in found) + "?"
    if 0 < len(candidates) <= 12:
        return say("load.known-here") + ", ".join(f"`{name}`" for name in candidates) + "."
    return ""
