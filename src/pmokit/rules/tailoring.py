"""A project's tier, worked out from its facts by the scoring of `tiers.yaml`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from pmokit.analytics.fact import AnyFact, Fact
from pmokit.load.run import Run
from pmokit.model.anatomy import NUMBER, Type
from pmokit.model.finding import Finding
from pmokit.model.methodology.tiers import Band, Measure, Tier
from pmokit.model.project import Project
from pmokit.rules.language.about_projects import compile_about_project
from pmokit.rules.language.compiling import Language

PATH = "methodology/tiers.yaml"


class Scored(NamedTuple):
    """A measure, its value for a project (None if it is not known), and the points it gives."""

    measure: Measure
    value: Decimal | int | None
    band: Band | None
    points: int


class Scoring:
    """The measures of a methodology, ready to be taken."""

    def __init__(self, run: Run, words: Language) -> None:
        tiers = run.methodology.tiers
        self.tiers: tuple[Tier, ...] = tiers.tiers if tiers else ()
        self.findings: list[Finding] = []
        self._needs: set[str] = {"tiers"}
        self._measures: list[tuple[Measure, Callable[[Any, Any], Any]]] = []
        for place, measure in enumerate(tiers.scoring if tiers else ()):
            route = ("scoring", place, "value")
            found = compile_about_project(measure.value, PATH, route, words, "number")
            self.findings += found.findings
            self._needs |= found.needs
            if found.function is not None:
                self._measures.append((measure, found.function))

    def scored(self, project: Project, run: Run) -> list[Scored]:
        """Each measure of a project with its points; what is not known gives none."""
        return [_scored(measure, function(project, run)) for measure, function in self._measures]

    def points(self, project: Project, run: Run) -> int:
        """The points of a project in all."""
        return sum(entry.points for entry in self.scored(project, run))

    def tier(self, project: Project, run: Run) -> str | None:
        """The id of the highest tier whose points are reached; None where what is not known could change it,
        and where nothing is scored."""
        return run.once(self._tier, project) if self._measures else None

    def _tier(self, project: Project, run: Run) -> str | None:
        lowest, highest = self.possible(self.scored(project, run))
        return lowest if lowest == highest else None

    def possible(self, scored: Sequence[Scored]) -> tuple[str | None, str | None]:
        """The tiers that a project can have, the lowest and the highest: a measure that is not known may give
        any of its points."""
        points = sum(entry.points for entry in scored)
        unknown = (entry.measure for entry in scored if entry.value is None)
        most = sum(max((band.points for band in measure.bands), default=0) for measure in unknown)
        return self.tier_of(points), self.tier_of(points + most)

    def tier_of(self, points: int) -> str | None:
        """The id of the highest tier that some points reach."""
        reached = [tier for tier in self.tiers if tier.from_points <= points]
        return max(reached, key=lambda tier: tier.from_points).id if reached else None

    def facts(self) -> list[AnyFact]:
        """What rules may name of it."""
        needs = tuple(sorted(self._needs))
        tier = Type("text", ref=Tier.kind, optional=True)
        return [
            Fact("project", "computed_tier", tier, self.tier, needs),
            Fact("project", "tier_points", NUMBER, self.points, needs),
        ]


def _scored(measure: Measure, value: Decimal | int | None) -> Scored:
    reached = [band for band in measure.bands if value is not None and band.at_least <= value]
    band = max(reached, key=lambda item: item.at_least, default=None)
    return Scored(measure, value, band, band.points if band else 0)
