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


def alike(one: str, two: str) -> bool:
    """Whether two words differ by no more than the way they are joined, or one slip of the hand."""
    plain = one.casefold().replace("-", "_").replace(" ", "_")
    if plain == two:
        return True
    if abs(len(plain) - len(two)) > 1 or len(two) < 4:
        return False
    if len(plain) == len(two):
        wrong = [place for place, (a, b) in enumerate(zip(plain, two, strict=True)) if a != b]
        swapped = len(wrong) == 2 and plain[wrong[0]] == two[wrong[1]] and plain[wrong[1]] == two[wrong[0]]
        return len(wrong) == 1 or swapped
    longer, shorter = sorted((plain, two), key=len, reverse=True)
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))
