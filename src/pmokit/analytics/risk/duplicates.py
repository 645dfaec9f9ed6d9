"""Entries of a register that have the title of another one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pmokit.analytics.fact import fact
from pmokit.analytics.registers.same_text import plain
from pmokit.load.run import Run
from pmokit.model.anatomy import FLAG
from pmokit.model.project import Project
from pmokit.model.raid import Issue, Risk


def _repeated(entries: Iterable[Risk | Issue]) -> frozenset[str]:
    """The words of titles that several open entries have."""
    titles = Counter(plain(entry.title) for entry in entries if entry.state == "open")
    return frozenset(title for title, n in titles.items() if n > 1)


def _of_risks(project: Project, _run: Run) -> frozenset[str]:
    return _repeated(project.raid.risks)


def _of_issues(project: Project, _run: Run) -> frozenset[str]:
    return _repeated(project.raid.issues)


@fact("risk", "entered_twice", FLAG, needs=("raid",), of_project=True)
def risk_entered_twice(risk: Risk, project: Project, run: Run) -> bool:
    """Whether another open risk of the project has the same title."""
    return risk.state == "open" and plain(risk.title) in run.once(_of_risks, project)


@fact("issue", "entered_twice", FLAG, needs=("raid",), of_project=True)
def issue_entered_twice(issue: Issue, project: Project, run: Run) -> bool:
    """Whether another open issue of the project has the same title."""
    return issue.state == "open" and plain(issue.title) in run.once(_of_issues, project)
