"""A small line beside a figure, which shows how it moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple


class Spark(NamedTuple):
    """A small line that shows how a figure moved; its numbers are read out."""

    width: int
    height: int
    points: list[tuple[float, float]]
    told: list[tuple[date, str]]
    """Each day with its value in words."""


def spark(values: Sequence[tuple[date, float, str]], width: int = 96, height: int = 24) -> Spark | None:
    """A small line over days, each with a value and its words; None for fewer than three, and for a value
    that never moved, which a line would not tell."""
    numbers = [value for _, value, _ in values]
    if len(values) < 3 or len(set(numbers)) < 2:
        return None
    low, high = min(numbers), max(numbers)
    across, up = (width - 6) / (len(values) - 1), height - 6
    points = [
        (round(3 + place * across, 1), round(3 + (high - value) / (high - low) * up, 1))
        for place, value in enumerate(numbers)
    ]
    return Spark(width, height, points, [(day, words) for day, _, words in values])
