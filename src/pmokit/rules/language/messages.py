"""The texts of a rule with values in braces, the field that it points at, and findings in its file."""

from __future__ import annotations

import re
from typing import NamedTuple

from pmokit.load.integrity import finding
from pmokit.model import anatomy, kinds
from pmokit.model.finding import Finding
from pmokit.model.rule import Rule
from pmokit.rules.language.corrections import write
from pmokit.rules.language.narrowing import Known
from pmokit.rules.language.parts import Scope
from pmokit.rules.language.pointing import check_against, check_at
from pmokit.rules.language.syntax import ExpressionError, read_expression
from pmokit.rules.language.typing import Compiler
from pmokit.rules.language.unbraced import own_field, unbraced
from pmokit.text.flaws import Route
from pmokit.words.catalogue import say

_BRACES = re.compile(r"\{([^{}]*)\}")
# What other languages write before, behind and between the braces.
_FOREIGN = re.compile(r"\$\{\s*([\w.]+)\s*\}|\{\{\s*([\w.]+)\s*\}\}|%\(([\w.]+)\)s")
_MARKED = re.compile(r"[.<\[]")
_FORMAT = re.compile(r"\s*([\w.]+)\s*(?::[^:]*|![rsa]|=)\s*")
_ASSIGNED = re.compile(r"\s*\w+\s*=\s*([\w.]+)\s*")


def invalid(error: ExpressionError, path: str, route: Route, offset: int = 0) -> Finding:
    """The finding of what is wrong with an expression, at its characters."""
    found = finding("rule-invalid", error.message, path, route, help=error.help or say("language.fix"))
    return found._replace(part=(error.start + offset, error.length))


class RuleTexts(NamedTuple):
    """The texts of a rule that follow the language, as `Rule` has them."""

    applies_to: str
    when: str | None
    require: str
    message: str
    at: str | None
    claimed: str | None
    contradicted_by: tuple[str, ...]
    fix: str | None

    @classmethod
    def of(cls, rule: Rule) -> RuleTexts:
        """Those of a rule."""
        return cls(*(getattr(rule, name) for name in cls._fields))


class Texts(NamedTuple):
    """The Python of a rule's texts with values; empty where the rule has none."""

    message: str
    fix: str
    claimed: str
    against: tuple[str, ...]
    at: str

    def all(self) -> tuple[str, ...]:
        """Each text of the rule."""
        return (self.message, self.fix, self.claimed, *self.against, self.at)


def compile_texts(rule: RuleTexts, path: str, scope: Scope, known: Known) -> tuple[Texts, list[Finding]]:
    """The texts of a rule, and what is wrong with them and with the field that it points at."""
    message, findings = compile_prose(rule.message, path, ("message",), scope, known)
    at, found = compile_braces(rule.at or "", path, ("at",), scope, known)
    findings += found or check_at(rule.at, rule.applies_to, path)
    fix, found = _fix(rule, path, scope, known)
    claimed, more = compile_prose(_claim(rule.claimed or "", scope), path, ("claimed",), scope, known)
    findings += found + more
    against: list[str] = []
    for place, text in enumerate(rule.contradicted_by):
        code, found = compile_braces(text, path, ("contradicted_by", place), scope, known)
        against.append(code)
        findings += found or check_against(text, rule.applies_to, path, ("contradicted_by", place))
    return Texts(message, fix, claimed, tuple(against), at), findings


def _claim(text: str, scope: Scope) -> str:
    """What is claimed; a field alone is named in full, so that it is seen to lack its braces."""
    return own_field(text, scope) or text


def compile_prose(
    text: str, path: str, route: Route, scope: Scope, known: Known
) -> tuple[str, list[Finding]]:
    """The same as `compile_braces`, of a text that people read."""
    code, findings = compile_braces(text, path, route, scope, known)
    if findings or not _MARKED.search(text) or (error := unbraced(text, scope, known)) is None:
        return code, findings
    return code, [invalid(error, path, route)]


def compile_braces(
    text: str, path: str, route: Route, scope: Scope, known: Known
) -> tuple[str, list[Finding]]:
    """The Python of a text with values in braces (texts and values joined), and what is wrong with it."""
    if (foreign := _foreign(text)) is not None:
        return "''", [invalid(foreign, path, route)]
    parts: list[str] = []
    findings: list[Finding] = []
    end = 0
    for match in _BRACES.finditer(text):
        parts.append(repr(text[end : match.start()]))
        try:
            _check_braces(match[1])
            value = Compiler(read_expression(match[1]), scope).compile(known)
            parts.append(f"format_value({value.code})")
        except ExpressionError as error:
            findings.append(invalid(error, path, route, match.start() + 1))
        end = match.end()
    parts.append(repr(text[end:]))
    return "join((" + ", ".join(parts) + ",))", findings


def _foreign(text: str) -> ExpressionError | None:
    """A value that is marked as other languages do, or a brace without its partner."""
    if (hit := _FOREIGN.search(text)) is not None:
        better = write("{" + next(filter(None, hit.groups())) + "}")
        return ExpressionError(say("language.one-brace"), better, hit.start(), len(hit[0]))
    rest = _BRACES.sub(lambda hit: " " * len(hit[0]), text)
    if (hit := re.search(r"[{}]", rest)) is not None:
        return ExpressionError(say("language.open-brace"), say("language.open-brace.fix"), hit.start())
    return None


def _check_braces(text: str) -> None:
    """A value in braces is an expression and nothing more."""
    if not text.strip():
        raise ExpressionError(say("language.empty-braces"), say("language.empty-braces.fix"))
    if (hit := _FORMAT.fullmatch(text) or _ASSIGNED.fullmatch(text)) is not None:
        better = write("{" + hit[1] + "}")
        raise ExpressionError(say("language.braces-format"), better, 0, len(text))


def _fix(rule: RuleTexts, path: str, scope: Scope, known: Known) -> tuple[str, list[Finding]]:
    """The Python of the text that mends a value; only for a text or a number at a field."""
    if rule.fix is None:
        return "", []
    try:
        value = Compiler(read_expression(rule.fix), scope).compile(known)
        record = kinds.all_kinds()[rule.applies_to]
        target = anatomy.fields(record).get(rule.at or "")
        if target is None or target.ref or target.base not in ("text", "number", "flag"):
            raise ExpressionError(
                say("language.not-fixable"),
                say("language.not-fixable.fix"),
                0,
                len(rule.fix),
            )
        if value.type.base != target.base or value.type.optional:
            raise ExpressionError(
                say("language.fix-type", type=value.type, target=target), "", 0, len(rule.fix)
            )
        return f"format_value({value.code})", []
    except ExpressionError as error:
        return "", [invalid(error, path, ("fix",))]
