"""Look-ups of shared records by id: typed, and None where there is no such record or it could not be read.

A kind that is named by data is looked up by `Run.find`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pmokit.model import kinds
from pmokit.model.methodology.about import About
from pmokit.model.methodology.artefacts import Artefact
from pmokit.model.methodology.fields import ExtraField
from pmokit.model.methodology.forums import Forum
from pmokit.model.methodology.lifecycle import Gate, Phase
from pmokit.model.methodology.methodology import Methodology
from pmokit.model.methodology.reporting import Reporting
from pmokit.model.methodology.roles import Role
from pmokit.model.methodology.standards import Clause
from pmokit.model.methodology.tiers import Tier
from pmokit.model.portfolio.meeting import Meeting
from pmokit.model.portfolio.people import Person
from pmokit.model.portfolio.period import Period
from pmokit.model.portfolio.portfolio import Portfolio
from pmokit.model.portfolio.portfolio_file import PortfolioFile, Workstream
from pmokit.model.portfolio.programme import Programme
from pmokit.model.project import Project
from pmokit.model.rule import Rule
from pmokit.words.catalogue import say

LOCAL = kinds.lists(Project)
"""Kinds whose ids are unique within a project only, and the fields that lead to their list in it."""

SOURCES = {home.kind: home.fields[0] for owner in (Methodology, Portfolio) for home in kinds.homes(owner)}
"""The part of methodology or portfolio in which each kind is kept."""

_NONE: Mapping[str, Any] = {}
T = TypeVar("T")


class Lookups:
    """The shared records of a workspace by kind and id."""

    methodology: Methodology
    portfolio: Portfolio
    index: Mapping[str, Mapping[str, Any]]
    unresolved: set[str]

    @property
    def about(self) -> PortfolioFile:
        """portfolio.yaml, for whoever has seen to it that it could be read; raises LookupError."""
        return _present(self.portfolio.about, "portfolio/portfolio.yaml")

    @property
    def method(self) -> About:
        """methodology.yaml, for whoever has seen to it that it could be read; raises LookupError."""
        return _present(self.methodology.about, "methodology/methodology.yaml")

    @property
    def reporting(self) -> Reporting:
        """reporting.yaml, for whoever has seen to it that it could be read; raises LookupError."""
        return _present(self.methodology.reporting, "methodology/reporting.yaml")

    def _get(self, kind: str, record_id: str | None) -> Any:
        found = self.index.get(kind, _NONE).get(record_id or "")
        if found is None and record_id:
            self.unresolved.add(record_id)
        return found

    def artefact(self, record_id: str | None) -> Artefact | None:
        """An artefact by its id."""
        found: Artefact | None = self._get("artefact", record_id)
        return found

    def clause(self, record_id: str | None) -> Clause | None:
        """A clause of a standard by its number."""
        found: Clause | None = self._get("clause", record_id)
        return found

    def extra_field(self, record_id: str | None) -> ExtraField | None:
        """An extra field that the method defines."""
        found: ExtraField | None = self._get("field", record_id)
        return found

    def forum(self, record_id: str | None) -> Forum | None:
        """A forum by its id."""
        found: Forum | None = self._get("forum", record_id)
        return found

    def gate(self, record_id: str | None) -> Gate | None:
        """A gate by its id."""
        found: Gate | None = self._get("gate", record_id)
        return found

    def meeting(self, record_id: str | None) -> Meeting | None:
        """A meeting by its forum and day, as `board/2026-05-29`."""
        found: Meeting | None = self._get("meeting", record_id)
        return found

    def period(self, record_id: str | None) -> Period | None:
        """A closed period by its last day."""
        found: Period | None = self._get("period", record_id)
        return found

    def person(self, record_id: str | None) -> Person | None:
        """A person by its id."""
        found: Person | None = self._get("person", record_id)
        return found

    def phase(self, record_id: str | None) -> Phase | None:
        """A phase by its id."""
        found: Phase | None = self._get("phase", record_id)
        return found

    def programme(self, record_id: str | None) -> Programme | None:
        """A programme by its id."""
        found: Programme | None = self._get("programme", record_id)
        return found

    def role(self, record_id: str | None) -> Role | None:
        """A role by its id."""
        found: Role | None = self._get("role", record_id)
        return found

    def rule(self, record_id: str | None) -> Rule | None:
        """A rule by its id."""
        found: Rule | None = self._get("rule", record_id)
        return found

    def tier(self, record_id: str | None) -> Tier | None:
        """A tier by its id."""
        found: Tier | None = self._get("tier", record_id)
        return found

    def workstream(self, record_id: str | None) -> Workstream | None:
        """A workstream by its id."""
        found: Workstream | None = self._get("workstream", record_id)
        return found

    def role_title(self, role_id: str) -> str:
        """The title of a role, or its id where it is not known."""
        role = self.role(role_id)
        return role.title if role else role_id

    @property
    def artefacts(self) -> Mapping[str, Artefact]:
        """All artefacts by id, in order."""
        return self.index.get("artefact", _NONE)

    @property
    def clauses(self) -> Mapping[str, Clause]:
        """All clauses of all standards by id, in order."""
        return self.index.get("clause", _NONE)

    @property
    def extra_fields(self) -> Mapping[str, ExtraField]:
        """All extra fields by id, in order."""
        return self.index.get("field", _NONE)

    @property
    def forums(self) -> Mapping[str, Forum]:
        """All forums by id, in order."""
        return self.index.get("forum", _NONE)

    @property
    def gates(self) -> Mapping[str, Gate]:
        """All gates by id, in order."""
        return self.index.get("gate", _NONE)

    @property
    def people(self) -> Mapping[str, Person]:
        """All people by id, in order."""
        return self.index.get("person", _NONE)

    @property
    def programmes(self) -> Mapping[str, Programme]:
        """All programmes by id, in order."""
        return self.index.get("programme", _NONE)

    @property
    def roles(self) -> Mapping[str, Role]:
        """All roles by id, in order."""
        return self.index.get("role", _NONE)

    @property
    def rules(self) -> Mapping[str, Rule]:
        """All rules by id, in order."""
        return self.index.get("rule", _NONE)

    @property
    def tiers(self) -> Mapping[str, Tier]:
        """All tiers by id, in order."""
        return self.index.get("tier", _NONE)

    @property
    def workstreams(self) -> Mapping[str, Workstream]:
        """All workstreams by id, in order."""
        return self.index.get("workstream", _NONE)


def _present(part: T | None, path: str) -> T:
    if part is None:
        raise LookupError(say("load.could-not-read", path=path))
    return part
