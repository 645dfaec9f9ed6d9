"""A methodology made ready: its words, its scoring, its rules, and what is wrong with them."""

from __future__ import annotations

from typing import NamedTuple

from pmokit.load.run import Run
from pmokit.model.finding import Finding
from pmokit.rules.calculated_status import Thresholds
from pmokit.rules.escalating import Escalations
from pmokit.rules.gate_criteria import Criteria
from pmokit.rules.language.compiling import Compiled, Language, compile_all, language
from pmokit.rules.migrating import migration_faults
from pmokit.rules.tailoring import Scoring
from pmokit.rules.waiving import Coverage


class Prepared(NamedTuple):
    """All that the methodology's expressions became."""

    words: Language
    scoring: Scoring
    thresholds: Thresholds
    escalations: Escalations
    coverage: Coverage
    rules: list[Compiled]
    findings: list[Finding]


def prepare(run: Run) -> Prepared:
    """Compile all expressions of a methodology."""
    base = language(run.methodology)
    scoring, thresholds, coverage = Scoring(run, base), Thresholds(run, base), Coverage()
    escalations = Escalations(run, base)
    own = [*scoring.facts(), *thresholds.facts(), *escalations.facts(), *coverage.facts()]
    criteria = Criteria(run, Language(base.extra, own))
    words = Language(base.extra, [*own, *criteria.facts()])
    rules, findings = compile_all(run, words)
    faults = [*findings, *scoring.findings, *thresholds.findings, *escalations.findings]
    faults += [*criteria.findings, *migration_faults(run, words)]
    return Prepared(words, scoring, thresholds, escalations, coverage, rules, faults)
