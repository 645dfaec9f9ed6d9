"""The weight of risks."""

from __future__ import annotations

from pmokit.load.workspace import Workspace
from pmokit.model.methodology.reporting import ScoreBand
from pmokit.model.raid import Risk


def score(risk: Risk, _workspace: Workspace) -> int:
    """Likelihood times impact, each from 1 to 5: 1 to 25."""
    return risk.likelihood * risk.impact


def band_of(risk: Risk, workspace: Workspace) -> ScoreBand | None:
    """The highest band of reporting.yaml that the score reaches."""
    points = score(risk, workspace)
    reached = [entry for entry in workspace.methodology.reporting.risk_bands if entry.at_least <= points]
    return max(reached, key=lambda entry: entry.at_least, default=None)


def band(risk: Risk, workspace: Workspace) -> str:
    """The name of that band, or ""."""
    found = band_of(risk, workspace)
    return found.title if found else ""
