"""What to do about an expression that is refused."""

from __future__ import annotations


class Advice(str):
    """What to do, in words that need no others; `better`, if not empty, takes the place of what is wrong."""

    better: str

    def __new__(cls, text: str, better: str = "") -> Advice:
        """Words, and what they say to write."""
        made = super().__new__(cls, text)
        made.better = better
        return made
