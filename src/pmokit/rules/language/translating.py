"""From the texts of a rule to Python: what follows from the texts and the declared names alone.

Every state of a repository that is checked in one process (a trend, a comparison, the pages of a site) has
nearly the same rules. So a translation is kept by its texts; nothing of a run is in it, not even the
functions of facts, which `compiling.py` binds for each run.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from types import CodeType
from typing import Any, NamedTuple

from pmokit.analytics.fact import AnyFact, Fact
from pmokit.analytics.facts import FACTS, Facts, Key
from pmokit.load.integrity import finding
from pmokit.load.suggest import nearest
from pmokit.model import kinds
from pmokit.model.anatomy import DAY, FLAG, Type
from pmokit.model.finding import Finding
from pmokit.model.methodology.methodology import Methodology
from pmokit.model.portfolio.meeting import Meeting
from pmokit.model.portfolio.portfolio import Portfolio
from pmokit.model.portfolio.portfolio_file import PortfolioFile
from pmokit.model.project import Project
from pmokit.rules.language.completing import complete
from pmokit.rules.language.messages import RuleTexts, Texts, compile_texts, invalid
from pmokit.rules.language.narrowing import Known, learned
from pmokit.rules.language.parts import Scope, Value
from pmokit.rules.language.syntax import ExpressionError, read_expression
from pmokit.rules.language.typing import Compiler
from pmokit.words.catalogue import say

PROJECT_KINDS = frozenset(home.kind for home in kinds.homes(Project)) | {"project"}
MEETING_KINDS = frozenset(home.kind for home in kinds.homes(Meeting))
SHARED_KINDS = (
    frozenset(home.kind for home in kinds.homes(Portfolio))
    | {PortfolioFile.kind}
    | frozenset(home.kind for home in kinds.homes(Methodology))
)
SIGNATURE = "r, parent, ws, today, home"
APART, KEPT, BROKEN = 0, 1, 2
"""A record that the rule says nothing about, one that keeps it, and one that breaks it."""


class Names:
    """What expressions may name, without the functions behind it: the department's own fields, and all facts.

    Equal names are one object (see `names_of_facts`), so that translations are found by it.
    """

    def __init__(self, extra: Mapping[str, Type], facts: Mapping[Key, AnyFact]) -> None:
        self.extra, self.facts = extra, facts


def names_of_facts(extra: Mapping[str, Type], own: Iterable[AnyFact]) -> Names:
    """The names that a department's own fields and the facts of its methodology add to those of pmokit."""
    some = ((fact.kind, fact.name, fact.type, fact.needs, fact.of_project) for fact in own)
    return _names(tuple(extra.items()), tuple(some))


@lru_cache(maxsize=16)
def _names(extra: tuple[tuple[str, Type], ...], own: tuple[tuple[Any, ...], ...]) -> Names:
    declared = [
        Fact(kind, name, type, _unbound, needs, of_project) for kind, name, type, needs, of_project in own
    ]
    return Names(dict(extra), Facts(declared) if declared else FACTS)


def _unbound(*arguments: Any) -> Any:
    """In place of the function of a fact, which each run has its own of."""
    raise NotImplementedError


class Translated(NamedTuple):
    """What the texts of a rule became.

    `constants` and `facts` say what the names in the Python stand for; `needs` and `others` are those of a
    scope. With `findings` nothing else counts.
    """

    verdict: CodeType | None
    texts: Texts
    constants: Mapping[str, Any]
    facts: Mapping[str, Key]
    needs: frozenset[str]
    others: bool
    counted: bool
    findings: tuple[Finding, ...]


@lru_cache(maxsize=2_048)  # it follows from the texts and the names alone, whichever repository holds them
def translate(rule: RuleTexts, path: str, names: Names) -> Translated:
    """The Python of a rule, or what is wrong with it, each at the characters that are wrong."""
    own = names_of(rule.applies_to)
    if own is None:
        return _wrong([_unknown_kind(rule, path)])
    scope = Scope(own, names.extra, facts=names.facts)
    findings: list[Finding] = []
    known = Known()
    when = require = "True"
    if rule.when is not None:
        when, tree, found = _flag(rule.when, ("when",), path, scope, known)
        findings += found
        # What it establishes nobody knows; to miss that below would be a second error that is none.
        scope.assumed = tree is None
        known = learned(tree, True) if tree is not None else known
    require, tree, found = _flag(rule.require, ("require",), path, scope, known)
    findings += found
    scope.assumed |= tree is None
    failing = known.with_(learned(tree, False)) if tree is not None else known
    texts, found = compile_texts(rule, path, scope, failing)
    findings += found
    if findings:
        return _wrong(findings)
    verdict = f"({KEPT} if {require} else {BROKEN}) if {when} else {APART}"
    counted = any(is_counted(code) for code in (when, require, *texts.all()))
    return Translated(
        translated_code(verdict, path),
        texts,
        scope.bound,
        scope.named,
        frozenset(scope.needs),
        scope.others,
        counted,
        (),
    )


def translated_code(code: str, path: str) -> CodeType:
    """The code of a function with the signature of rules."""
    return compile(f"lambda {SIGNATURE}: {code}", path, "eval")


def is_counted(code: str) -> bool:
    """Whether an expression's Python looks at lists or searches texts."""
    return "ws.spend(" in code or "ws.weigh(" in code


def names_of(kind: str) -> dict[str, Value] | None:
    """The names that a rule about a kind may use, or None if there is no such kind."""
    everywhere = {
        "today": Value("today", DAY),
        "portfolio": Value("ws.portfolio", Type("record", record=Portfolio)),
        "methodology": Value("ws.methodology", Type("record", record=Methodology)),
    }
    if kind not in PROJECT_KINDS | SHARED_KINDS:
        return None
    own = {kind: Value("r", Type("record", record=kinds.all_kinds()[kind]))}
    if kind in PROJECT_KINDS and kind != "project":
        own["project"] = Value("parent", Type("record", record=Project))
    if kind == "project":
        own["project"] = Value("r", Type("record", record=Project))
    if kind in MEETING_KINDS:
        own["meeting"] = Value("parent", Type("record", record=Meeting))
    return {**everywhere, **own}


def _wrong(findings: Iterable[Finding]) -> Translated:
    return Translated(None, Texts("", "", "", (), ""), {}, {}, frozenset(), False, False, tuple(findings))


def _unknown_kind(rule: RuleTexts, path: str) -> Finding:
    known = sorted(PROJECT_KINDS | SHARED_KINDS)
    return finding(
        "rule-invalid",
        say("language.no-kind", applies_to=rule.applies_to),
        path,
        ("applies_to",),
        help=nearest(rule.applies_to, known) or say("language.kinds", known=", ".join(known)),
    )


def _flag(
    text: str, route: tuple[str, ...], path: str, scope: Scope, known: Known
) -> tuple[str, ast.expr | None, list[Finding]]:
    try:
        return *_condition(text, scope, known), []
    except ExpressionError as error:
        apart = replace(scope, bound={}, named={}, needs=set())
        whole = complete(error, text, lambda better: _condition(better, apart, known))
        return "True", None, [invalid(whole, path, route)]


def _condition(text: str, scope: Scope, known: Known) -> tuple[str, ast.expr]:
    """The Python and the syntax tree of what is true or false. Raises ExpressionError."""
    expression = read_expression(text)
    value = Compiler(expression, scope).compile(known)
    if value.type.base != FLAG.base or value.type.optional:
        message = say("language.not-a-flag", type=value.type)
        raise ExpressionError(message, say("language.not-a-flag.fix"), 0, len(text))
    return value.code, expression.tree
