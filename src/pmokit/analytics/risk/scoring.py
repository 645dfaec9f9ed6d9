"""The weight of risks."""

from __future__ import annotations

from pmokit.analytics.fact import fact
from pmokit.load.run import Run
from pmokit.model.anatomy import NUMBER, TEXT
from pmokit.model.methodology.thresholds import ScoreBand
from pmokit.model.raid import Risk


@fact("risk", "score", NUMBER)
def score(risk: Risk, _run: Run) -> int:
    """Likelihood times impact, each from 1 to 5: 1 to 25."""
    return risk.likelihood * risk.impact


def band_of(risk: Risk, run: Run) -> ScoreBand | None:
    """The highest band of reporting.yaml that the score reaches."""
    points = score(risk, run)
    reached = [entry for entry in run.reporting.risk_bands if entry.at_least <= points]
    return max(reached, key=lambda entry: entry.at_least, default=None)


@fact("risk", "band", TEXT, needs=("reporting",))
def band(risk: Risk, run: Run) -> str:
    """The name of that band, or ""."""
    found = band_of(risk, run)
    return found.title if found else ""
