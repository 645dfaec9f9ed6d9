"""The language of rules: what may be said, what it means, and what is refused where."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.analytics.facts import FACTS
from pmokit.load import repository
from pmokit.model.anatomy import DAY, Type
from pmokit.model.project import Project
from pmokit.model.raid import Risk
from pmokit.model.schedule import Milestone, Schedule
from pmokit.rules.language import syntax
from pmokit.rules.language.compiling import bind
from pmokit.rules.language.narrowing import Known
from pmokit.rules.language.parts import Scope, Value
from pmokit.rules.language.syntax import Expression, ExpressionError
from pmokit.rules.language.typing import Compiler
from tests.conftest import check_files, sound

SCOPE_NAMES = {
    "risk": Value("r", Type("record", record=Risk)),
    "project": Value("p", Type("record", record=Project)),
    "today": Value("today", DAY),
}
NO_FILES = repository.start({}, None, date(2026, 6, 1))


def evaluate(text: str, **risk: Any) -> Any:
    scope = Scope(SCOPE_NAMES)
    value = Compiler(Expression(text), scope).compile(Known())
    function = eval(f"lambda r, p, ws, today, home: {value.code}", bind(scope.bound, scope.named, FACTS))
    record = Risk.model_validate({"id": "a", "title": "T", "likelihood": "3", "impact": "4", **risk})
    milestones = [
        {"id": "m1", "title": "One", "forecast": "2026-05-01"},
        {"id": "m2", "title": "Two", "forecast": "2026-07-01", "baseline": "2026-06-01"},
    ]
    schedule = Schedule.model_validate({"milestones": milestones})
    project = Project.model_construct(id="p", title="P", schedule=schedule, objectives=("a", "b"))
    return function(record, project, NO_FILES, date(2026, 6, 1), "p")


def refusal(text: str) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        Compiler(Expression(text), Scope(SCOPE_NAMES)).compile(Known())
    return caught.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("risk.likelihood * risk.impact", 12),
        ("risk.score >= 12 and not risk.opportunity", True),
        ("risk.owner is None or risk.owner == 'ana'", True),
        ("risk.state in ['open', 'struck']", True),
        ("today - date('2026-05-01')", 31),
        ("today + 30 > date('2026-06-30')", True),
        ("count(project.schedule.milestones)", 2),
        ("count(m for m in project.schedule.milestones if m.forecast < today)", 1),
        ("any(m.baseline is not None and m.forecast - m.baseline >= 30 for m in project.schedule.milestones)", True),
        ("all(m.actual is None for m in project.schedule.milestones)", True),
        ("sum(m.forecast - m.baseline for m in project.schedule.milestones if m.baseline is not None)", 30),
        ("max(m.forecast for m in project.schedule.milestones) is None", False),
        ("last(project.objectives) is not None and last(project.objectives) == 'b'", True),
        ("1 < risk.impact < 5", True),
        ("10 if risk.opportunity else -1", -1),
        ("risk.impact != 0 and 1.5 / risk.impact < 1", True),
        ("words(risk.title) == 1 and contains(risk.title, 't')", True),
        ("abs(2 - 5)", 3),
        ("abs(money('5 EUR') - money('9.50 EUR')) == money('4.50 EUR')", True),
        ("money('5 EUR') * 2 >= money('10 EUR')", True),
    ],
)  # fmt: skip
def test_an_expression_means_what_it_says(text: str, value: object) -> None:
    assert evaluate(text) == value


@pytest.mark.parametrize(
    ("text", "message", "start"),
    [
        ("risk.ownr is None", "`ownr` is not a field of risk", 0),
        ("rsk.owner is None", "`rsk` is not known here", 0),
        ("risk.owner == 'ana'", "`risk.owner` may have no value", 0),
        ("risk.impact and True", "a condition is expected here, which is true or false; this is a number", 0),
        ("risk.title > 'a'", "a text has no order", 0),
        ("risk.impact == 'high'", "a number is compared with a text", 0),
        ("risk.state == 'opened'", "`opened` is not one of the choices", 14),
        ("1 / risk.impact > 1", "`risk.impact` may be zero", 4),
        ("today + today > today", "date + date has no meaning", 0),
        ("'pen' in risk.title", "`in` takes a list; this is a text", 0),
        ("risk.__class__ is None", "`__class__` is not a field", 0),
        ("risk.title.upper() == 'A'", "only the listed functions can be called", 0),
        ("open('/etc/passwd') is None", "there is no function `open`", 0),
        ("(lambda: 1)() == 1", "`lambda` is not allowed in an expression", 1),
        ("[x for x in risk.responses]", "`list loop` is not allowed in an expression", 0),
        ("f'{risk.title}' == 'a'", "`f-string` is not allowed in an expression", 0),
        ("risk.impact % 2 == 0", "`%` is not allowed in an expression", 0),
        ("risk.impact ** 99 == 0", "`**` is not allowed in an expression", 0),
        ("risk.title['x'] == 'a'", "square brackets do not select anything", 0),
        ("risk.impact == 10000000000000000", "this literal is not allowed", 15),
        ("risk.title == 'a' 'b'", "two texts are side by side", 18),
        ("risk.impact == 1 # ok", "comments are not allowed here", 17),
        ("risk.impact == 1)", "this closing bracket has no opening one", 16),
        ("risk.impact ==", "the expression ends after `==`", 12),
        ("risk.títle == 'a'", "the character `títle` is not allowed", 5),
        ("any(risk.state == 'open' for risk in project.raid.risks)", "`risk` already means something", 29),
        ("today is not None", "`today` always has a value", 0),
        ("count(project.schedule) > 1", "`count` takes a list or a loop; this is a schedule", 6),
        ("date('31.12.2026') > today", "date() takes a day as a text", 0),
        ("", "the expression is empty", 0),
    ],
)  # fmt: skip
def test_what_is_refused_is_named_at_its_characters(text: str, message: str, start: int) -> None:
    error = refusal(text)
    assert (error.message, error.start) == (message, start)


@pytest.mark.parametrize(
    "text",
    [
        "risk.owner is None or risk.owner == 'ana'",
        "risk.owner is not None and risk.owner == 'ana'",
        "not (risk.owner is None) and risk.owner == 'ana'",
        "not (risk.owner is None or risk.review_on is None) and risk.owner == 'a' and risk.review_on > today",
        "risk.owner == 'ana' if risk.owner is not None else True",
        "all(m.baseline > today for m in project.schedule.milestones if m.baseline is not None)",
    ],
)
def test_narrowing_is_understood(text: str) -> None:
    assert evaluate(text) in (True, False)


@pytest.mark.parametrize(
    "text",
    [
        "risk.owner is None and risk.owner == 'ana'",
        "risk.owner is not None or risk.owner == 'ana'",
        "(risk.owner is not None or risk.impact == 1) and risk.owner == 'ana'",
        "not (risk.owner is not None) and risk.owner == 'ana'",
    ],
)
def test_what_is_not_established_is_not_believed(text: str) -> None:
    assert refusal(text).message == "`risk.owner` may have no value"


def test_an_expression_has_limits() -> None:
    assert "longer than" in refusal("1 == " + "1" * 3_000).message
    assert "too complex" in refusal(" and ".join(["1==1"] * 200)).message
    assert refusal("(" * 300 + "1" + ")" * 300).message
    nested = "any(any(any(1 == 1 for a in project.objectives) for b in project.objectives) for c in project.objectives)"
    assert "too complex" in refusal(nested).message


@given(st.text(max_size=60))
def test_no_text_at_all_makes_the_compiler_raise_anything_but_a_refusal(text: str) -> None:
    try:
        Compiler(Expression(text), Scope(SCOPE_NAMES)).compile(Known())
    except ExpressionError as error:
        assert error.message and 0 <= error.start <= max(len(text), 1)


@given(st.lists(st.sampled_from(
    ["risk", ".", "owner", "impact", "(", ")", " and ", " or ", "not ", " is None", "==", "<", "+", "/", "1", "0",
     "'a'", "any", "count", "for x in ", "project", "schedule", "milestones", "today", " if ", " else ", "[", "]", ","]
), max_size=14))  # fmt: skip
def test_no_sequence_of_words_of_the_language_does_either(words: list[str]) -> None:
    try:
        Compiler(Expression("".join(words)), Scope(SCOPE_NAMES)).compile(Known())
    except ExpressionError as error:
        assert error.message


PIECES = [
    "a",
    "b.c",
    " ",
    '"x"',
    "'y'",
    '"a b"',
    "(",
    ")",
    "[",
    "]",
    "#",
    "+",
    'f"q"',
    'r"',
    '"',
    "\n",
    "1",
    "é",
    '"é"',
]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=7))
def test_what_is_plain_at_first_sight_is_refused_no_more_by_its_tokens(pieces: list[str]) -> None:
    text = "".join(pieces)

    def outcome() -> object:
        try:
            return ast.dump(Expression(text).tree)
        except ExpressionError as error:
            return (error.message, error.start, error.length)

    quick = outcome()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(syntax, "_PLAIN", re.compile("(?!)"))
        assert outcome() == quick


def test_a_fact_stands_beside_the_fields_of_its_record() -> None:
    scope = Scope({"milestone": Value("r", Type("record", record=Milestone))})
    text = "milestone.slip_days is None or milestone.slip_days < 30"
    value = Compiler(Expression(text), scope).compile(Known())
    assert value.type.base == "flag"
    assert scope.named == {"fact_milestone_slip_days": ("milestone", "slip_days")}


def test_a_measure_of_the_wrong_kind_is_named_with_the_kind_that_is_wanted(
    shipped_files: Mapping[str, bytes],
) -> None:
    files = sound(shipped_files)
    path = "methodology/reporting.yaml"
    wrong = files[path].replace(b"value: project.worst_slip_days", b"value: project.title")
    assert wrong != files[path]
    messages = [finding.message for finding in check_files({**files, path: wrong}).findings]
    assert "the expression gives a text, not a number" in messages


@pytest.mark.parametrize(
    ("text", "meant"), [("contain(risk.title, 'a')", "contains"), ("cont(project.objectives)", "count")]
)
def test_the_nearest_function_is_offered_for_one_that_does_not_exist(text: str, meant: str) -> None:
    assert f"`{meant}`" in refusal(text).help
