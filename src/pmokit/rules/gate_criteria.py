"""The expressions of criteria in `lifecycle.yaml`: what is wrong with them, and which no longer hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pmokit.analytics.fact import AnyFact, Fact
from pmokit.load.run import Run
from pmokit.model.anatomy import TEXTS
from pmokit.model.control import GateApproval
from pmokit.model.finding import Finding
from pmokit.model.project import Project
from pmokit.rules.language.about_projects import compile_about_project
from pmokit.rules.language.compiling import Language

PATH = "methodology/lifecycle.yaml"


class Criteria:
    """The criteria of a methodology that are expressions, ready to be held against projects."""

    def __init__(self, run: Run, words: Language) -> None:
        self.findings: list[Finding] = []
        self._needs: set[str] = {"lifecycle", "gates", "charter"}
        self._ready: dict[str, list[tuple[str, Callable[[Any, Any], Any]]]] = {}
        lifecycle_ = run.methodology.lifecycle
        for key, owner, name in (("phases", "phases", "exit_criteria"), ("gates", "gates", "criteria")):
            for place, item in enumerate(getattr(lifecycle_, owner, ())):
                for number, criterion in enumerate(getattr(item, name)):
                    if criterion.holds is None:
                        continue
                    route = (key, place, name, number, "holds")
                    expressed = compile_about_project(criterion.holds, PATH, route, words, "flag")
                    self.findings += expressed.findings
                    if key == "gates" and expressed.function is not None:
                        self._needs |= expressed.needs
                        self._ready.setdefault(item.id, []).append((criterion.what, expressed.function))

    def facts(self) -> list[AnyFact]:
        """What rules may name of it: `approval.criteria_lost`."""
        needs = tuple(sorted(self._needs))
        return [Fact("approval", "criteria_lost", TEXTS, self._lost, needs, of_project=True)]

    def _lost(self, approval: GateApproval, project: Project, run: Run) -> tuple[str, ...]:
        """The criteria of a gate that do not hold by the data of today."""
        return tuple(self._not_held(approval.gate, project, run))

    def _not_held(self, gate: str, project: Project, run: Run) -> Iterator[str]:
        for what, function in self._ready.get(gate, ()):
            try:
                holds = function(project, run)
            except ArithmeticError:  # amounts of two currencies; a rule about money says so
                continue
            if not holds:
                yield what
