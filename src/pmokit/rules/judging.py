"""Judging records by compiled rules. A rule that breaks or cannot judge is a finding, never a pass."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pmokit.load import layout
from pmokit.load.budget import STEPS, Exhausted
from pmokit.load.integrity import DEMANDS
from pmokit.load.records import Item, address_of
from pmokit.load.run import Run
from pmokit.model.finding import Finding
from pmokit.model.money import MixedCurrencies
from pmokit.model.project import Project
from pmokit.rules import unjudged
from pmokit.rules.contradicting import contradictions
from pmokit.rules.language.compiling import Compiled
from pmokit.rules.language.functions import Unresolved
from pmokit.rules.language.translating import BROKEN
from pmokit.rules.severity import severity_of
from pmokit.text.flaws import Route
from pmokit.words.catalogue import say


class Judged(NamedTuple):
    """What was found, and of how many records each rule (by id) had, or may have had, anything to say."""

    findings: list[Finding]
    applied: dict[str, int]


def by_kind(rules: Iterable[Compiled]) -> dict[str, list[Compiled]]:
    """Rules by the kind of record they judge."""
    result: dict[str, list[Compiled]] = {}
    for compiled in rules:
        result.setdefault(compiled.rule.applies_to, []).append(compiled)
    return result


def judge(
    items: Iterable[Item],
    rules: Mapping[str, list[Compiled]],
    run: Run,
    home: str,
    broken: frozenset[str],
) -> Judged:
    """Judge some records. A rule that needs one of the `broken` parts is left out."""
    if broken:
        rules = {
            kind: [compiled for compiled in some if not compiled.needs & broken]
            for kind, some in rules.items()
        }
    findings: list[Finding] = []
    applied: dict[str, int] = {}
    left: dict[str, int] = {}
    run.unresolved.clear()
    for item in items:
        record, parent, today = item.record, item.parent, run.today
        for compiled in rules.get(item.kind, ()):
            if compiled.counted:
                run.steps = left.get(compiled.rule.id, STEPS)
                if run.steps < 0:
                    continue
            verdict, failure = BROKEN, None
            try:
                verdict = compiled.verdict(record, parent, run, today, home)
            except Exception as error:  # whatever an expression does, the run goes on
                failure = error
            # Nearly always there is no more to do: a project has some 700 verdicts and five findings.
            if verdict == BROKEN or run.unresolved:
                verdict, found = _explain(compiled, item, run, home, verdict, failure)
                if found is not None:
                    findings.append(found)
            if compiled.counted:
                left[compiled.rule.id] = run.steps
            if verdict:
                name = compiled.rule.id
                applied[name] = applied.get(name, 0) + 1
    return Judged(findings, applied)


def _explain(
    compiled: Compiled, item: Item, run: Run, home: str, verdict: int, failure: Exception | None
) -> tuple[int, Finding | None]:
    """The verdict of a rule on a record, if it is one, and what is to be said; `failure` is what stopped its
    expression."""
    try:
        if failure is not None:
            raise failure
        found = _finding(compiled, item, run, home) if verdict == BROKEN else None
    except Unresolved as error:
        verdict, found = BROKEN, unjudged.of_reference(compiled, item, str(error), home, run)
    except Exhausted:
        verdict, found = BROKEN, _exhausted(compiled, item, home)
    except Exception as error:  # whatever an expression does, the run goes on
        verdict, found = BROKEN, _broke(compiled, item, home, error)
    if run.unresolved:
        # Whatever the verdict is, it is based on something that nobody knows.
        if found is None or found.rule == compiled.rule.id:
            found = unjudged.of_reference(compiled, item, min(run.unresolved), home, run)
        verdict = BROKEN
        run.unresolved.clear()
    return verdict, found


def _finding(compiled: Compiled, item: Item, run: Run, home: str) -> Finding:
    rule, today = compiled.rule, run.today
    values = (item.record, item.parent, run, today, home)
    message = compiled.message(*values)
    if rule.effective_from is not None and today < rule.effective_from:
        message = say("judging.advisory", message=message, day=rule.effective_from)
    about = item.record if item.kind == "project" else item.parent
    at = compiled.at(*values)
    place = _place(at, item, home, run)
    found = Finding(
        rule.id,
        severity_of(rule, about if isinstance(about, Project) else None, run),
        rule.title,
        message,
        *place,
        str(address_of(item, home)),
        rule.clause,
        rule.remedy,
        line=item.line,
        fix=compiled.fix(*values) if compiled.fix else "",
        strength=rule.strength or "",
        claimed=compiled.claimed(*values) if compiled.claimed else "",
        contradicted_by=contradictions((text(*values) for text in compiled.against), run, home, place),
    )
    return _elsewhere(found, at, run, home) if "/" in at else found


def _elsewhere(found: Finding, at: str, run: Run, home: str) -> Finding:
    """A finding at the record of another project whose address the rule names, if there is one."""
    for place in contradictions([at], run, home, (found.path, found.route)):
        line = place.line
        return found._replace(path=place.path, route=(), line=line, column=1, end_line=line, end_column=2)
    return found


def _place(at: str, item: Item, home: str, run: Run) -> tuple[str, Route]:
    """The file and the route in it that a rule points at: of a project also in another file of its folder, or
    the charter where that file does not exist."""
    fields = tuple(at.split(".")) if at and "/" not in at else ()
    if item.kind == Project.kind and fields and fields[0] in layout.SINGLE:
        path = layout.path_of(home, fields[0])
        return (path, fields[1:]) if path in run.workspace.folders[home] else (item.path, item.route)
    return item.path, (*item.route, *fields)


def _broke(compiled: Compiled, item: Item, home: str, error: Exception) -> Finding:
    return Finding(
        "rule-failed",
        "error",
        DEMANDS["rule-failed"].title,
        say("judging.failed", rule=compiled.rule.id, fault=_fault(error)),
        item.path,
        item.route,
        str(address_of(item, home)),
        compiled.rule.clause,
        say("judging.failed.fix", path=compiled.path),
        of_rule=compiled.rule.id,
    )


def _exhausted(compiled: Compiled, item: Item, home: str) -> Finding:
    rule = compiled.rule
    return Finding(
        "rule-exhausted",
        "error",
        DEMANDS["rule-exhausted"].title,
        say("judging.exhausted", rule=rule.id, steps=f"{STEPS:,}"),
        item.path,
        item.route,
        str(address_of(item, home)),
        rule.clause,
        say("judging.exhausted.fix", path=compiled.path),
        of_rule=rule.id,
    )


def _fault(error: Exception) -> str:
    """Why an expression cannot be evaluated, without Python's own words."""
    if isinstance(error, MixedCurrencies):
        return str(error)
    if isinstance(error, OverflowError):
        return say("judging.out-of-range")
    if isinstance(error, ArithmeticError):
        return say("judging.no-number")
    return say("judging.unexpected", error=type(error).__name__)
