"""Values in a text that nobody fills in, because they are not between braces."""

from __future__ import annotations

import re
from dataclasses import replace

from pmokit.model import anatomy
from pmokit.rules.language.corrections import write
from pmokit.rules.language.narrowing import Known
from pmokit.rules.language.parts import Scope
from pmokit.rules.language.syntax import ExpressionError, read_expression
from pmokit.rules.language.typing import Compiler
from pmokit.words.catalogue import say

# Between braces is a value, and between backticks the name of a field is meant.
_LEFT_OUT = re.compile(r"\{[^{}]*\}|`[^`]*`")
_DOTTED = re.compile(r"[«<\[‹$%@]?(?<![\w./@{-])([a-z_]+(?:\.[a-z_]+)+)(?![\w/@(-]|\.\w)[»>\]›%]?")
_BRACKETED = re.compile(r"<([a-z_]+)>|\[([a-z_]+)\]")


def unbraced(text: str, scope: Scope, known: Known) -> ExpressionError | None:
    """The first name of a value in a text that is written without braces, or in brackets of another kind."""
    plain = _LEFT_OUT.sub(lambda hit: "\x01" * len(hit[0]), text)
    for hit in _DOTTED.finditer(plain):
        if hit[1].split(".")[0] in scope.names and _is_value(hit[1], scope, known):
            return _refused(hit[1], hit)
    for hit in _BRACKETED.finditer(plain):
        if name := own_field(hit[1] or hit[2], scope):
            return _refused(name, hit)
    return None


def own_field(word: str, scope: Scope) -> str:
    """The field of that name as an expression names it, if the record that a rule is about has one."""
    for owner, value in scope.names.items():
        record = value.type.record
        if value.code == "r" and record is not None:
            has_it = word in anatomy.fields(record) or (record.kind, word) in scope.facts
            return f"{owner}.{word}" if has_it else ""
    return ""


def _is_value(name: str, scope: Scope, known: Known) -> bool:
    apart = replace(scope, bound={}, named={}, needs=set(), assumed=True)
    try:
        Compiler(read_expression(name), apart).compile(known)
    except ExpressionError:
        return False
    return True


def _refused(name: str, hit: re.Match[str]) -> ExpressionError:
    message = say("language.unbraced", found=hit[0])
    return ExpressionError(message, write(f"{{{name}}}"), hit.start(), len(hit[0]))
