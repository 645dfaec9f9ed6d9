"""The status of a project as its facts say, by the thresholds of `reporting.yaml`.

Each dimension has the worst colour of its thresholds, the whole the worst of its dimensions. A dimension of
which nothing is known has no colour. Neither has the whole where neither the schedule nor the cost can be
measured: few risks and filled roles say little of a project whose dates and money nobody knows.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from pmokit.analytics.fact import AnyFact, Fact
from pmokit.load.run import Run
from pmokit.model.anatomy import NUMBER, Type
from pmokit.model.colour import NONE, RAGS, is_known, order, worst
from pmokit.model.finding import Finding
from pmokit.model.methodology.thresholds import Threshold
from pmokit.model.project import Project
from pmokit.model.status_report import DIMENSIONS, Report
from pmokit.rules.language.about_projects import (
    Expressed,
    compile_about_project,
    compile_about_report,
    compile_text,
)
from pmokit.rules.language.compiling import Language

PATH = "methodology/reporting.yaml"
ESSENTIAL = ("schedule", "cost")
"""The dimensions of which one must be known before the whole has a colour."""


class Measured(NamedTuple):
    """What one threshold says about a project."""

    threshold: Threshold
    rag: str
    value: Decimal | int
    says: str


class Derived(NamedTuple):
    """A dimension with its colour and all that was measured, the worst first."""

    dimension: str
    rag: str
    reasons: tuple[Measured, ...]


class Thresholds:
    """The thresholds of a methodology, ready to be held against projects."""

    def __init__(self, run: Run, words: Language) -> None:
        reporting = run.methodology.reporting
        self.findings: list[Finding] = []
        self._ready: list[tuple[Threshold, Expressed, Callable[..., str]]] = []
        self._in_report: list[tuple[Threshold, Expressed]] = []
        self._lost: set[str] = set()
        """Dimensions with a threshold that is not valid: whatever the others say, they are not green."""
        for place, threshold in enumerate(reporting.thresholds if reporting else ()):
            route = ("thresholds", place)
            value = compile_about_project(threshold.value, PATH, (*route, "value"), words, "number")
            says, more = compile_text(threshold.says, PATH, (*route, "says"), words)
            self.findings += [*value.findings, *more]
            if value.function is not None and says is not None:
                self._ready.append((threshold, value, says))
            else:
                self._lost.add(threshold.dimension)
            if threshold.in_report is not None:
                own = compile_about_report(threshold.in_report, PATH, (*route, "in_report"), words, "number")
                self.findings += own.findings
                if own.function is not None:
                    self._in_report.append((threshold, own))

    def derive(self, project: Project, run: Run) -> dict[str, Derived]:
        """The dimensions of a project in their order, `overall` first."""
        return run.once(self._derive, project)

    def _derive(self, project: Project, run: Run) -> dict[str, Derived]:
        found: dict[str, list[Measured]] = {}
        lost, unsure = set(self._lost), run.unsure | run.folder(project.id).broken
        for threshold, expressed, says in self._ready:
            if expressed.function is None or expressed.needs & unsure:
                lost.add(threshold.dimension)
                continue
            try:
                value = expressed.function(project, run)
            except ArithmeticError:  # amounts of two currencies; a rule about money says so
                continue
            if value is not None:
                rag = colour(threshold, project.tier, value)
                found.setdefault(threshold.dimension, []).append(
                    Measured(threshold, rag, value, says(project, run, value))
                )
        result = {
            name: Derived(
                name,
                _certain(worst(reason.rag for reason in found.get(name, ())), name in lost),
                tuple(sorted(found.get(name, ()), key=lambda reason: order(reason.rag))),
            )
            for name in DIMENSIONS
            if name != "overall"
        }
        reasons = [reason for cell in result.values() for reason in cell.reasons if reason.rag != "green"]
        measured = any(is_known(result[name].rag) for name in ESSENTIAL)
        whole = _certain(worst(cell.rag for cell in result.values()), bool(lost)) if measured else NONE
        reasons.sort(key=lambda reason: order(reason.rag))
        return {"overall": Derived("overall", whole, tuple(reasons)), **result}

    def facts(self) -> list[AnyFact]:
        """What rules may name of it: `project.derived_overall`, `project.derived_schedule`, ..."""
        needs = tuple(sorted({"reporting", "charter"}.union(*(some.needs for _, some, _ in self._ready))))
        kind = Type("text", optional=True, choices=RAGS)
        own = tuple(sorted({"reporting", "charter"}.union(*(some.needs for _, some in self._in_report))))
        facts: list[AnyFact] = []
        for name in DIMENSIONS:
            facts.append(Fact("project", f"derived_{name}", kind, self._colour_of(name), needs))
            now = self._gap_now_of(name)
            facts.append(Fact("report", f"gap_now_{name}", NUMBER, now, (*needs, "reports"), True))
        for name in DIMENSIONS[1:]:
            of_report = self._own_colour_of(name)
            facts.append(Fact("report", f"shown_{name}", kind, of_report, own, True))
            facts.append(Fact("report", f"gap_{name}", NUMBER, self._gap_of(name, of_report), own, True))
        return facts

    def _own_colour_of(self, name: str) -> Callable[[Report, Project, Run], str | None]:
        def own_colour(report: Report, project: Project, run: Run) -> str | None:
            colours = []
            for threshold, expressed in self._in_report:
                if threshold.dimension == name and expressed.function is not None:
                    value = expressed.function(report, project, run)
                    if value is not None:
                        colours.append(colour(threshold, project.tier, value))
            return worst(colours) if colours else None

        return own_colour

    def _gap_of(
        self, name: str, own_colour: Callable[[Report, Project, Run], str | None]
    ) -> Callable[[Report, Project, Run], int]:
        def own(report: Report, project: Project, run: Run) -> int:
            # Whoever claims nothing for the dimension claims it with the whole.
            claim = claim_of(report, name) or report.claims.overall.rag
            return better_by(claim, run.once(own_colour, report, project))

        def gap(report: Report, project: Project, run: Run) -> int:
            # Reports in a row that claim too much are one fault: the last of them says it.
            following = next((other for other in project.reports if other.period > report.period), None)
            steps = own(report, project, run)
            return 0 if steps and following is not None and own(following, project, run) >= steps else steps

        return gap

    def _gap_now_of(self, name: str) -> Callable[[Report, Project, Run], int]:
        def gap(report: Report, project: Project, run: Run) -> int:
            return better_by(claim_of(report, name), self.derive(project, run)[name].rag)

        return gap

    def _colour_of(self, name: str) -> Callable[[Project, Run], str | None]:
        def rag(project: Project, run: Run) -> str | None:
            found = self.derive(project, run)[name].rag
            return None if found == NONE else found

        return rag


def claim_of(report: Report, dimension: str) -> str | None:
    """The colour that a report claims for a dimension; None where it claims none."""
    claim = getattr(report.claims, dimension)
    return claim.rag if claim is not None else None


def better_by(claim: str | None, rag: str | None) -> int:
    """By how many colours a claim is better than what is known; 0 if it is not, or nothing is known."""
    if claim not in RAGS or rag not in RAGS:
        return 0
    return max(RAGS.index(claim) - RAGS.index(rag), 0)


def _certain(rag: str, lost: bool) -> str:
    """A colour while something could not be measured: what is found stays found, and green is not certain."""
    return NONE if lost and rag == "green" else rag


def colour(threshold: Threshold, tier: str | None, value: Decimal | int) -> str:
    """The colour of a value for a project of a tier."""
    limits = threshold.by_tier.get(tier, threshold) if tier else threshold
    # The limit itself has the colour that begins there.
    return "red" if value >= limits.red_from else "amber" if value >= limits.amber_from else "green"
