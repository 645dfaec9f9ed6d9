"""What an agenda consists of: its parts, and the items of each."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from pmokit.model.project import Project


class Point(NamedTuple):
    """One thing to deal with: what, about which project, who brings it, by when, and the request."""

    what: str
    project: Project | None
    who: str
    due: date | None
    late: bool
    request: str
    gate: str | None = None
    change: str | None = None
    decision: str | None = None
    escalation: str | None = None
    decides: bool = False
    """Whether the forum must decide something, which its minutes then say."""

    @property
    def kind(self) -> str:
        """What is to be decided: `gate`, `change`, `escalation` or `decision`."""
        return next((name for name in ("gate", "change", "escalation") if getattr(self, name)), "decision")

    @property
    def matter(self) -> tuple[str | None, ...]:
        """What it is about. Two forums may have the same matter on their agendas, for example a change."""
        project = self.project.id if self.project else None
        ids = self.gate, self.change, self.decision, self.escalation
        return (project, *ids) if any(ids) else (project, self.what)


class Section(NamedTuple):
    """A part of an agenda: its topic (empty for a line that the data has nothing for), and its title."""

    topic: str
    title: str
    points: list[Point]
