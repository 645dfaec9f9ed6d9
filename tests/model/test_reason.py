"""Reasons: a code with values, worded by the catalogue, and nothing that a rule may take apart."""

from __future__ import annotations

import ast
from datetime import date

import pytest

from pmokit.model.anatomy import REASON, REASONS, Type
from pmokit.model.project import Project
from pmokit.model.reason import reason
from pmokit.rules.language.functions import format_value
from pmokit.rules.language.narrowing import Known
from pmokit.rules.language.parts import Scope, Value
from pmokit.rules.language.syntax import Expression, ExpressionError
from pmokit.rules.language.typing import Compiler
from pmokit.words.catalogue import names, wording
from tests.words import reading

NAMES = {
    "why": Value("why", REASON.maybe()),
    "all_why": Value("all_why", REASONS),
    "sure": Value("sure", REASON),
    "project": Value("p", Type("record", record=Project)),
}


def test_a_reason_is_worded_by_the_catalogue_and_printed_in_messages() -> None:
    late = reason("no-seat", forum="Board", day=date(2026, 3, 2))
    assert (late.code, late.values["forum"]) == ("no-seat", "Board")
    assert format_value(late) == "has no voting seat in Board on 2026-03-02"
    assert format_value((late, late)).count("Board") == 2


def test_every_reason_has_a_message_that_wants_its_values() -> None:
    found = [
        (ast.literal_eval(node.args[0]), frozenset(word.arg for word in node.keywords))
        for path in reading.python_files()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "reason"
        if node.args and isinstance(node.args[0], ast.Constant)
    ]
    assert len(found) > 15
    assert [
        code for code, values in found if names(wording(f"reason.{code}")) | ({"n"} & values) != values
    ] == []


@pytest.mark.parametrize("text", ["why is None", "count(all_why) == 0", "first(all_why) is not None"])
def test_a_rule_asks_whether_there_is_a_reason(text: str) -> None:
    assert Compiler(Expression(text), Scope(NAMES)).compile(Known()).type.base == "flag"


@pytest.mark.parametrize(
    "text", ["sure == sure", "sure == 'x'", "sure in all_why", "contains(sure, 'x')", "sure.code == 'x'"]
)
def test_a_rule_does_nothing_else_with_a_reason(text: str) -> None:
    with pytest.raises(ExpressionError):
        Compiler(Expression(text), Scope(NAMES)).compile(Known())
