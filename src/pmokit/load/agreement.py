"""What parts of a method and of a portfolio must agree on, beyond references that lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from pmokit.load.integrity import finding
from pmokit.load.run import Run
from pmokit.model import address
from pmokit.model.finding import Finding
from pmokit.model.portfolio.waiver import Waiver
from pmokit.words.catalogue import say


def disagreements(run: Run) -> Iterator[Finding]:
    """All findings of this room."""
    if not run.broken & {"rules", "standards"}:
        yield from _unchecked_clauses(run)
    yield from _repeated_clauses(run)
    yield from _repeated_rules(run)
    for waiver in run.portfolio.waivers:
        yield from _unclear(waiver)
        yield from _unwaivable(waiver, run)
    yield from _other_version(run)


def _unchecked_clauses(run: Run) -> Iterator[Finding]:
    enforced = {rule.clause for rule in run.methodology.rules}
    for standard in run.methodology.standards:
        for clause in standard.clauses:
            if clause.id not in enforced and clause.checked_by is None and not clause.demands:
                yield finding(
                    "clause-unchecked",
                    say("load.clause-no-rule-no-person", id=clause.id),
                    f"methodology/standards/{standard.id}.md",
                    ("clauses", clause.id),
                    help=say("load.write-rule-pmokit-new-rule"),
                )._replace(line=clause.line, column=1, end_line=clause.line, end_column=2)


def _repeated_clauses(run: Run) -> Iterator[Finding]:
    """Numbers that stand in two standards; within one the reader of standards finds them."""
    seen: dict[str, str] = {}
    for standard in run.methodology.standards:
        for clause in standard.clauses:
            if seen.setdefault(clause.id, standard.id) != standard.id:
                yield finding(
                    "duplicate-id",
                    say("load.clause-stands-standard-already", id=clause.id, seen=seen[clause.id]),
                    f"methodology/standards/{standard.id}.md",
                    ("clauses", clause.id),
                    help=say("load.give-one-two-another-number"),
                )._replace(line=clause.line, column=1, end_line=clause.line, end_column=2)


def _repeated_rules(run: Run) -> Iterator[Finding]:
    """Rules of two subjects with one id: both would find the same, and a waiver could not tell them apart."""
    seen: dict[str, str] = {}
    for rule in run.methodology.rules:
        path = f"methodology/rules/{rule.subject}/{rule.id}.yaml"
        if seen.setdefault(rule.id, path) != path:
            message = say("load.rule-twice", id=rule.id, path=seen[rule.id])
            yield finding("duplicate-id", message, path, help=say("load.rule-twice.fix"))


def _unclear(waiver: Waiver) -> Iterator[Finding]:
    what = (waiver.rule, waiver.clause)
    scope = (waiver.record, waiver.project, waiver.tier)
    if sum(value is not None for value in what) != 1:
        yield _waiver(waiver, say("load.waiver-names-one-rule-one"), "rule")
    if sum(value is not None for value in scope) != 1:
        yield _waiver(waiver, say("load.waiver-names-one-record-one"), "project")
    if waiver.record is not None:
        try:
            address.parse(waiver.record)
        except ValueError as error:
            yield _waiver(waiver, str(error), "record")


def _unwaivable(waiver: Waiver, run: Run) -> Iterator[Finding]:
    rule = run.rule(waiver.rule)
    if rule is not None and rule.applies_to == Waiver.kind:
        yield _waiver(waiver, say("load.rule-about-waivers-which-nothing", id=rule.id), "rule")


def _waiver(waiver: Waiver, message: str, key: str) -> Finding:
    return finding(
        "waiver-unclear",
        message,
        f"portfolio/waivers/{waiver.id}.yaml",
        (key,),
        help=say("load.write-waiver-own-each-rule"),
    )


def _other_version(run: Run) -> Iterator[Finding]:
    about = run.portfolio.about
    method = run.methodology.about
    if about is None or method is None or about.methodology in (None, method.version):
        return
    yield finding(
        "version-differs",
        say("load.these-files-were-written-version", methodology=about.methodology, version=method.version),
        "portfolio/portfolio.yaml",
        ("methodology",),
        help=say("load.run-pmokit-migrate-dry-run"),
    )
