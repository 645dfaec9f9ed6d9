"""What every document has: the version of its form, and the day that it speaks of.

Documents are plain dataclasses; their fields, in order, are the JSON. Amounts, dates and decimals become
text there, so that nothing is rounded. Records are named by their addresses (`model/address.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

VERSION = 1


@dataclass(frozen=True, kw_only=True)
class Document:
    """A whole answer of a command."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = {"use_attribute_docstrings": True, "extra": "forbid"}

    version: int = VERSION
    """The version of this document's form; it rises when a field changes its meaning or goes."""
    today: date
    """The day by which everything was judged."""


@dataclass(frozen=True)
class Part:
    """A part of a document."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = {"use_attribute_docstrings": True, "extra": "forbid"}


@dataclass(frozen=True)
class Value(Part):
    """A measured value with its unit."""

    value: Decimal
    unit: str
