"""Records of `glossary.yaml`."""

from typing import ClassVar

from pmokit.model import scalars as s
from pmokit.model.record import Entry, Record


class Term(Entry):
    """A word and what it means here."""

    kind: ClassVar[str] = "term"
    wording: ClassVar[frozenset[str]] = frozenset(("term", "meaning"))

    id: s.Id
    """The id by which other records refer to it."""
    term: s.Line
    """The word."""
    meaning: s.Prose
    """What it means in this methodology."""


class Glossary(Record):
    """Each word once: `glossary.yaml`."""

    terms: tuple[Term, ...]
    """The words that the methodology uses in a sense of its own."""
