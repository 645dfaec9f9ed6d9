"""What all views share: the workspace, the findings by record, and names instead of ids."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any

from pmokit.analytics.lifecycle import progress
from pmokit.load import layout
from pmokit.model.finding import Finding
from pmokit.model.methodology.standards import Clause
from pmokit.model.portfolio.interdependency import Interdependency
from pmokit.model.project import Project
from pmokit.model.rule import Rule
from pmokit.model.schedule import Dependency
from pmokit.rules.adherence import Score, mean, of_reports
from pmokit.rules.calculated_status import Derived
from pmokit.rules.checking import Check
from pmokit.rules.escalating import Raised
from pmokit.rules.ratchet import recorded
from pmokit.rules.readiness import Board
from pmokit.rules.trend import SHOWN
from pmokit.views.compliance.standing import Standing, standing
from pmokit.views.history.past import UNKNOWN, Past


class Context:
    """A check and its workspace, with the look-ups that views need."""

    def __init__(self, check: Check, past: Past = UNKNOWN) -> None:
        run = check.run
        self.check = check
        self.past = past
        self.run = run
        self.findings = check.findings
        self.today = run.today
        self.methodology = run.methodology
        self.portfolio = run.portfolio
        self.currency = run.about.currency
        self.projects: tuple[Project, ...] = tuple(
            sorted(run.projects, key=lambda project: (project.title.casefold(), project.id))
        )

    @cached_property
    def unreadable(self) -> tuple[str, ...]:
        """The ids of the projects whose charter cannot be read, in order."""
        return tuple(name for name in self.run.project_ids if self.run.project(name) is None)

    def derived(self, project: Project) -> dict[str, Derived]:
        """The status of a project as its facts say, by dimension."""
        return self.check.method.thresholds.derive(project, self.run)

    def raised(self, project: Project) -> list[Raised]:
        """What is escalated of a project."""
        return self.check.method.escalations.raise_for(project, self.run)

    @cached_property
    def standing(self) -> Standing:
        """Adherence of projects, workstreams and standards."""
        return standing(self.check)

    @cached_property
    def quality(self) -> dict[str, dict[date, Score]]:
        """The quality of each report, by project and period."""
        return of_reports(self.check)

    def quality_by_period(self, projects: Iterable[Project]) -> list[tuple[date, float]]:
        """The mean quality of some projects' reports, by period, oldest first."""
        by_period: dict[date, list[Score]] = {}
        for project in projects:
            for period, found in self.quality.get(project.id, {}).items():
                by_period.setdefault(period, []).append(found)
        means = ((period, mean(some).adherence) for period, some in sorted(by_period.items()))
        return [(period, value) for period, value in means if value is not None][-SHOWN:]

    @cached_property
    def projects_by_tier_and_phase(self) -> dict[tuple[str, str], list[Project]]:
        """Active projects by tier and phase."""
        result: dict[tuple[str, str], list[Project]] = {}
        for project in self.projects:
            if project.state == "active" and project.tier:
                phase = progress.phase(project, self.run)
                result.setdefault((project.tier, phase), []).append(project)
        return result

    @cached_property
    def in_debt(self) -> set[tuple[str, str]]:
        """Rules and records whose findings are recorded debt."""
        return set(recorded(self.portfolio.debt))

    @cached_property
    def board(self) -> Board:
        """Readiness of projects for their gates."""
        return Board(self.run, self.check.method.words, self.findings)

    @cached_property
    def findings_by_project(self) -> dict[str, list[Finding]]:
        """Findings in the folder of each project."""
        result: dict[str, list[Finding]] = {}
        for finding in self.findings:
            project_id = layout.project_of(finding.path)
            if project_id is not None:
                result.setdefault(project_id, []).append(finding)
        return result

    @cached_property
    def receivers(self) -> dict[str, list[tuple[Project, Dependency]]]:
        """For each project the others that need something from it, and what."""
        result: dict[str, list[tuple[Project, Dependency]]] = {}
        for project in self.projects:
            for dependency in project.schedule.dependencies:
                if dependency.giver:
                    result.setdefault(dependency.giver, []).append((project, dependency))
        return result

    @cached_property
    def interdependencies(self) -> dict[str, list[Interdependency]]:
        """For each project the accepted interdependencies that it is part of."""
        result: dict[str, list[Interdependency]] = {}
        for item in self.portfolio.interdependencies:
            for project in item.projects if item.state == "accepted" else ():
                result.setdefault(project, []).append(item)
        return result

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Rules by id."""
        return {rule.id: rule for rule in self.methodology.rules}

    @cached_property
    def rules_by_clause(self) -> dict[str, list[Rule]]:
        """The rules that enforce each clause."""
        result: dict[str, list[Rule]] = {}
        for rule in self.rules.values():
            result.setdefault(rule.clause, []).append(rule)
        return result

    @cached_property
    def standard_of_clause(self) -> dict[str, str]:
        """The id of the standard in which each clause stands."""
        return {clause: standard for clause, (standard, _) in self._clauses.items()}

    @cached_property
    def _clauses(self) -> dict[str, tuple[str, Clause]]:
        return {
            clause.id: (standard.id, clause)
            for standard in self.methodology.standards
            for clause in standard.clauses
        }

    def clause(self, clause_id: str) -> Clause | None:
        """A clause by its number."""
        found = self._clauses.get(clause_id)
        return found[1] if found else None

    def knows(self, kind: str, record_id: str) -> bool:
        """Whether there is a record of that id, so that a page may link to it."""
        # A project that cannot be read has a page as well.
        if kind == "project":
            return self.run.has_project(record_id)
        return self._record(kind, record_id) is not None

    def _record(self, kind: str, record_id: str) -> Any:
        return self.run.find(kind, record_id, "")

    def title(self, kind: str, record_id: str | None) -> str:
        """The title or name of a record, or its id where it is not known."""
        if record_id is None:
            return ""
        record = self._record(kind, record_id)
        if record is None:
            return record_id
        return str(getattr(record, "name", None) or getattr(record, "title", record_id))

    def person(self, person_id: str | None) -> str:
        """The name of a person."""
        return self.title("person", person_id)
