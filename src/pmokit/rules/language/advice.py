"""What to do about an expression that is refused."""

from __future__ import annotations


class Advice(str):
    """What to do, in words that need no others; `better`, if not empty, takes the place of what is wrong.

    `other` is what to write instead if a record without a value is in order; `over` are the characters
    (start, length) that both take the place of, where these are not the ones that are wrong. `tries` are what
    may have been meant, the likeliest first; one that compiles is it.
    """

    better: str
    other: str
    over: tuple[int, int] | None
    tries: tuple[str, ...]

    def __new__(
        cls,
        text: str,
        better: str = "",
        other: str = "",
        over: tuple[int, int] | None = None,
        tries: tuple[str, ...] = (),
    ) -> Advice:
        """Words, and what they say to write."""
        made = super().__new__(cls, text)
        made.better, made.other, made.over, made.tries = better, other, over, tries
        return made
