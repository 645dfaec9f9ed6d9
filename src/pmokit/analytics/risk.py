"""The weight of risks."""

from __future__ import annotations

from pmokit.load.workspace import Workspace
from pmokit.model.raid import Risk


def score(risk: Risk, _workspace: Workspace) -> int:
    """Likelihood times impact, each from 1 to 5: 1 to 25."""
    return risk.likelihood * risk.impact


def band(risk: Risk, workspace: Workspace) -> str:
    """The name of the highest band of reporting.yaml that the score reaches, or ""."""
    name, floor = "", -1
    for entry in workspace.methodology.reporting.risk_bands:
        if floor < entry.at_least <= score(risk, workspace):
            name, floor = entry.title, entry.at_least
    return name
