"""Colours of status: one scale, one order, the worst first.

The scale has the five points of delivery confidence; the three colours that a report claims and that
thresholds give are points on it. Where nothing is known there is no colour, never green: `none` is not
on the scale, is neither better nor worse than a colour, and stands last in every order.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

Confidence = Literal["green", "amber_green", "amber", "amber_red", "red"]
Rag = Literal["green", "amber", "red"]

SCALE: tuple[str, ...] = tuple(reversed(get_args(Confidence)))
"""The five points, the worst first."""
RAGS: tuple[str, ...] = tuple(reversed(get_args(Rag)))
"""The three colours that can be claimed, the worst first."""
NONE = "none"
"""Not known, not rated: no colour."""


def is_known(colour: str) -> bool:
    """Whether something is a colour at all."""
    return colour in SCALE


def order(colour: str) -> int:
    """A key to sort by, the worst first and what is not known last."""
    return SCALE.index(colour) if colour in SCALE else len(SCALE)


def steps(one: str, other: str) -> int:
    """By how many points of the scale one colour is worse than another; negative if it is better.

    Raises ValueError if either is not known.
    """
    return SCALE.index(other) - SCALE.index(one)


def is_worse(one: str, other: str) -> bool:
    """Whether one colour is worse than another; never if either is not known."""
    return is_known(one) and is_known(other) and steps(one, other) > 0


def worst(colours: Iterable[str]) -> str:
    """The worst of some colours; what is not known does not count, and of nothing known there is none."""
    return min(filter(is_known, colours), key=order, default=NONE)
