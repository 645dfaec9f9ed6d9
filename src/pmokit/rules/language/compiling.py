"""Compiling rules: from YAML texts to one test and one message a rule."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from pmokit.analytics.fact import AnyFact
from pmokit.analytics.facts import FACTS
from pmokit.load.integrity import finding
from pmokit.load.run import Run
from pmokit.load.suggest import nearest
from pmokit.model import kinds
from pmokit.model.anatomy import DAY, FLAG, Base, Type
from pmokit.model.finding import Finding
from pmokit.model.methodology.methodology import Methodology
from pmokit.model.portfolio.meeting import Meeting
from pmokit.model.portfolio.portfolio import Portfolio
from pmokit.model.portfolio.portfolio_file import PortfolioFile
from pmokit.model.project import Project
from pmokit.model.rule import Rule
from pmokit.rules.language.completing import complete
from pmokit.rules.language.messages import compile_texts, invalid
from pmokit.rules.language.narrowing import Known, learned
from pmokit.rules.language.parts import Scope, Value
from pmokit.rules.language.syntax import ExpressionError, read_expression
from pmokit.rules.language.typing import Compiler
from pmokit.rules.language.vocabulary import NAMESPACE
from pmokit.words.catalogue import say

PROJECT_KINDS = frozenset(home.kind for home in kinds.homes(Project)) | {"project"}
MEETING_KINDS = frozenset(home.kind for home in kinds.homes(Meeting))
SHARED_KINDS = (
    frozenset(home.kind for home in kinds.homes(Portfolio))
    | {PortfolioFile.kind}
    | frozenset(home.kind for home in kinds.homes(Methodology))
)
SIGNATURE = "r, parent, ws, today, home"


class Compiled(NamedTuple):
    """A rule ready to judge: its functions take a record, its parent, the workspace, today and the
    id of the project. `verdict` gives APART, KEPT or BROKEN; `fix` the text that would mend it; `counted`
    says whether it may look at much."""

    rule: Rule
    path: str
    verdict: Callable[[Any, Any, Any, Any, str], int]
    message: Callable[[Any, Any, Any, Any, str], str]
    fix: Callable[[Any, Any, Any, Any, str], str] | None
    claimed: Callable[[Any, Any, Any, Any, str], str] | None
    against: tuple[Callable[[Any, Any, Any, Any, str], str], ...]
    at: Callable[[Any, Any, Any, Any, str], str]
    needs: frozenset[str]
    others: bool
    counted: bool

    @property
    def about_projects(self) -> bool:
        """Whether it judges projects and what lies in their folders."""
        return self.rule.applies_to in PROJECT_KINDS


APART, KEPT, BROKEN = 0, 1, 2
"""A record that the rule says nothing about, one that keeps it, and one that breaks it."""


class Language(NamedTuple):
    """What expressions of a methodology may name: the department's own fields, and all facts."""

    extra: Mapping[str, Type]
    facts: Mapping[tuple[str, str], AnyFact]


def language(methodology: Methodology) -> Language:
    """The language of a methodology without the facts that its own expressions give."""
    return Language(_extra_types(methodology), FACTS)


def compile_all(run: Run, words: Language) -> tuple[list[Compiled], list[Finding]]:
    """All rules of the methodology; one that cannot be compiled is a finding in its own file."""
    compiled: list[Compiled] = []
    findings: list[Finding] = []
    for rule in run.methodology.rules:
        result, found = compile_rule(rule, words)
        findings += [entry._replace(of_rule=rule.id) for entry in found]
        if result:
            compiled.append(result)
    return compiled, findings


def _extra_types(methodology: Methodology) -> dict[str, Type]:
    fields = methodology.fields
    bases: dict[str, Base] = {
        "date": "day",
        "number": "number",
        "flag": "flag",
        "text": "text",
        "choice": "text",
    }
    return {
        item.id: Type(bases[item.type], optional=True, choices=item.choices)
        for item in (fields.fields if fields else ())
    }


def path_of(rule: Rule) -> str:
    """The file of a rule."""
    return f"methodology/rules/{rule.subject}/{rule.id}.yaml"


def compile_rule(rule: Rule, words: Language) -> tuple[Compiled | None, list[Finding]]:
    """One rule, or None and what is wrong with it, each at the characters that are wrong."""
    path = path_of(rule)
    names = names_of(rule.applies_to)
    if names is None:
        return None, [_unknown_kind(rule, path)]
    scope = Scope(names, words.extra, facts=words.facts)
    findings: list[Finding] = []
    known = Known()
    when = require = "True"
    if rule.when is not None:
        when, tree, found = _flag(rule.when, ("when",), path, scope, known)
        findings += found
        known = learned(tree, True) if tree is not None else known
    require, tree, found = _flag(rule.require, ("require",), path, scope, known)
    findings += found
    failing = known.with_(learned(tree, False)) if tree is not None else known
    texts, found = compile_texts(rule, path, scope, failing)
    findings += found
    if findings:
        return None, findings
    namespace = {**NAMESPACE, **scope.bound}

    def function(code: str) -> Any:
        return eval(compile(f"lambda {SIGNATURE}: {code}", path, "eval"), namespace)

    verdict = function(f"({KEPT} if {require} else {BROKEN}) if {when} else {APART}")

    def late(code: str) -> _Late:
        return _Late(partial(function, code))

    fix = function(texts.fix) if texts.fix else None
    claimed = late(texts.claimed) if rule.claimed else None
    against = tuple(late(code) for code in texts.against)
    counted = any(is_counted(code) for code in (when, require, *texts.all()))
    needs = frozenset(scope.needs)
    texts_of = (late(texts.message), fix, claimed, against, late(texts.at))
    return Compiled(rule, path, verdict, *texts_of, needs, scope.others, counted), []


def is_counted(code: str) -> bool:
    """Whether an expression's Python looks at lists or searches texts."""
    return "ws.spend(" in code or "ws.weigh(" in code


class _Late:
    """A function that is compiled when it is first called: most rules find nothing, and tell nothing."""

    def __init__(self, compiled: Callable[[], Callable[..., str]]) -> None:
        self._compiled = compiled
        self._function: Callable[..., str] | None = None

    def __call__(self, *arguments: Any) -> str:
        self._function = self._function or self._compiled()
        return self._function(*arguments)


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


def _unknown_kind(rule: Rule, path: str) -> Finding:
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
        apart = replace(scope, bound={}, needs=set())
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
