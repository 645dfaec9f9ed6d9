"""Why something is as it is: a code and its values, worded in one place, the catalogue.

A reason is not a text: nobody takes it apart or compares it, and another language words it otherwise.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from pmokit.words.catalogue import say


class Reason(NamedTuple):
    """A reason; `str` words it. `code` is the message `reason.<code>` of the catalogue."""

    code: str
    values: dict[str, Any]

    def __str__(self) -> str:
        return say(f"reason.{self.code}", **self.values)


def reason(code: str, **values: Any) -> Reason:
    """The reason of a code with the values that its message names."""
    return Reason(code, values)
