"""How severe a rule is, where and when: by the tier of the project, and advisory before its day."""

from __future__ import annotations

from pmokit.load.run import Run
from pmokit.model.finding import Severity
from pmokit.model.project import Project
from pmokit.model.rule import Rule


def severity_of(rule: Rule, project: Project | None, run: Run) -> Severity:
    """The severity of a rule on a project of some tier today."""
    # On the day itself a rule is in full effect.
    if rule.effective_from is not None and run.today < rule.effective_from:
        return "note"
    tier = project.tier if project is not None else None
    return rule.by_tier.get(tier, rule.severity) if tier else rule.severity
