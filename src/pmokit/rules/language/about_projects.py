"""Expressions and sentences over a project that are no rules: measures, thresholds, criteria, escalations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from pmokit.load.budget import STEPS, Exhausted
from pmokit.model.anatomy import NUMBER, Base
from pmokit.model.finding import Finding
from pmokit.rules.language.compiling import Language, bind
from pmokit.rules.language.completing import complete
from pmokit.rules.language.messages import compile_prose, invalid
from pmokit.rules.language.narrowing import Known
from pmokit.rules.language.parts import Scope, Value
from pmokit.rules.language.syntax import ExpressionError, read_expression
from pmokit.rules.language.translating import SIGNATURE, is_counted, names_of
from pmokit.rules.language.typing import Compiler
from pmokit.text.flaws import Route
from pmokit.words.catalogue import say


class Expressed(NamedTuple):
    """An expression as a function of what it is about and the run, or None and what is wrong with it; and the
    parts that it needs, so that nobody goes by its value while one of them cannot be read."""

    function: Callable[..., Any] | None
    findings: list[Finding]
    needs: frozenset[str]


def compile_about_project(text: str, path: str, route: Route, words: Language, base: Base) -> Expressed:
    """An expression over a project, such as a measure of the scoring. A number may be absent, a flag not."""
    return _compile("project", text, path, route, words, base)


def compile_about_report(text: str, path: str, route: Route, words: Language, base: Base) -> Expressed:
    """The same over a report; the function takes the report, its project and the run."""
    return _compile("report", text, path, route, words, base)


def _compile(kind: str, text: str, path: str, route: Route, words: Language, base: Base) -> Expressed:
    scope = Scope(names_of(kind) or {}, words.extra, facts=words.facts)

    def compiled(text: str) -> Value:
        value = Compiler(read_expression(text), scope).compile(Known())
        if value.type.base != base or (base == "flag" and value.type.optional):
            raise ExpressionError(say("language.wrong-result", type=value.type, base=base), "", 0, len(text))
        return value

    try:
        value = compiled(text)
    except ExpressionError as error:
        return Expressed(None, [invalid(complete(error, text, compiled), path, route)], frozenset())
    code = f"lambda r, ws: (lambda {SIGNATURE}: {value.code})(r, None, ws, ws.today, r.id)"
    if kind == "report":
        code = f"lambda r, p, ws: (lambda {SIGNATURE}: {value.code})(r, p, ws, ws.today, p.id)"
    function = eval(compile(code, path, "eval"), bind(scope.bound, scope.named, words.facts))
    if is_counted(value.code):
        function = _bounded(function, path, route)
    return Expressed(function, [], frozenset(scope.needs))


def _bounded(function: Callable[..., Any], path: str, route: Route) -> Callable[..., Any]:
    """The same function with steps of its own, whatever expression needs its value."""

    def bounded(*arguments: Any) -> Any:
        project, run = arguments[-2:]
        outer, run.steps = run.steps, STEPS
        try:
            return function(*arguments)
        except Exhausted:
            run.exhausted.add((project.id, path, ".".join(map(str, route))))
            raise
        finally:
            run.steps = outer

    return bounded


def compile_text(
    text: str, path: str, route: Route, words: Language
) -> tuple[Callable[[Any, Any, Any], str] | None, list[Finding]]:
    """A sentence about a project with values in braces, among them `value`: a function of the
    project, the workspace and the value, or None and what is wrong with it."""
    names = {**(names_of("project") or {}), "value": Value("value", NUMBER)}
    scope = Scope(names, words.extra, facts=words.facts)
    code, found = compile_prose(text, path, route, scope, Known())
    if found:
        return None, found
    source = f"lambda r, ws, value: (lambda {SIGNATURE}: {code})(r, None, ws, ws.today, r.id)"
    return eval(compile(source, path, "eval"), bind(scope.bound, scope.named, words.facts)), []
