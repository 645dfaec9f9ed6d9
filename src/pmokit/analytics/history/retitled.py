"""Whether a title was only worded otherwise, or says something else."""

from __future__ import annotations

from difflib import get_close_matches

from pmokit.analytics.reporting.sentences import words_in
from pmokit.load.run import Run


def has_other_meaning(before: str, after: str, run: Run) -> bool:
    """Whether a word with a meaning came or went. Order, small words and spelling do not count."""
    return bool(_compared(before, after, run)[0] or _compared(after, before, run)[0])


def is_another(before: str, after: str, run: Run) -> bool:
    """Whether fewer words with a meaning were kept than were lost, and than are new: another title."""
    gone, kept = _compared(before, after, run)
    new, _ = _compared(after, before, run)
    return len(kept) < min(len(gone), len(new))


def _compared(text: str, other: str, run: Run) -> tuple[list[str], list[str]]:
    """The words of a text that another one does not have, and those that it has, also spelt otherwise."""
    small = run.reporting.vocabulary.hollow
    others = words_in(other)
    gone: list[str] = []
    kept: list[str] = []
    for word in words_in(text):
        if word in small:
            continue
        is_number = any(map(str.isdigit, word))
        is_there = word in others or (not is_number and bool(get_close_matches(word, others, 1)))
        (kept if is_there else gone).append(word)
    return gone, kept
