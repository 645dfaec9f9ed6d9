"""Records of `glossary.yaml`."""

from typing import ClassVar

from pmokit.model import scalars as s
from pmokit.model.record import Entry, Record


class Term(Entry):
    """A word and what it means here."""

    kind: ClassVar[str] = "term"
    wording: ClassVar[frozenset[str]] = frozenset(("term", "meaning"))

    id: s.Id
    term: s.Line
    meaning: s.Prose


class Glossary(Record):
    """Each word once: `glossary.yaml`."""

    terms: tuple[Term, ...]
