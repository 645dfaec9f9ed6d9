"""What home says of the change of each figure, and the small lines beside them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

import pytest

from pmokit.model.money import Money
from pmokit.rules.past_figures import Figures
from pmokit.rules.trend import State, as_json, from_json
from pmokit.views.context import Context
from pmokit.views.history.past import UNKNOWN, Past
from pmokit.views.lens import visible_state
from pmokit.views.portfolio.movements import Movement, Movements, movements
from pmokit.views.spark import spark
from tests.conftest import check_files, sound

TODAY = date(2026, 6, 1)
SINCE = TODAY - timedelta(days=30)
NONE = Figures(None, 0, 0)


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: raw for path, raw in sound(shipped_files).items() if "/rules/" not in path}


def euros(amount: int) -> Money:
    return Money(Decimal(amount), "EUR")


def state(ago: int, rag: str = "green", figures: Figures = NONE) -> State:
    return State(TODAY - timedelta(days=ago), {"example": rag}, {"example": figures})


def moved(files: dict[str, bytes], *states: State, since: date | None = SINCE) -> Movements:
    context = Context(check_files(files, TODAY), Past(states, since, ()))
    return movements(context, [project for project in context.projects if project.state == "active"])


def said(movement: Movement | None) -> str:
    assert movement is not None
    return movement.says.replace("\N{NO-BREAK SPACE}", " ")


def test_without_a_past_nothing_is_said(files: dict[str, bytes]) -> None:
    context = Context(check_files(files, TODAY), UNKNOWN)
    assert movements(context, context.projects) == Movements(None, None, None, None)


def test_a_past_that_does_not_reach_back_to_the_day_says_nothing_of_figures(files: dict[str, bytes]) -> None:
    found = moved(files, state(16))
    assert found[:3] == (None, None, None)


@pytest.mark.parametrize(
    ("rag", "text"),
    [("red", "1 fewer red than on"), ("green", "As many red as on"), ("amber", "As many red as on")],
)
def test_status_is_compared_with_the_day(files: dict[str, bytes], rag: str, text: str) -> None:
    assert said(moved(files, state(30, rag)).status).startswith(text)


def test_money_is_the_change_of_the_overrun(files: dict[str, bytes]) -> None:
    earlier, before = Figures(euros(-2_000), 0, 0), Figures(euros(1_000), 0, 0)
    found = moved(files, state(44, figures=earlier), state(30, figures=before)).money
    # Today the forecast of this project exceeds its budget by 5,000 EUR.
    assert said(found).startswith("Overrun +4,000 EUR since")
    assert found is not None and found.line is not None
    words = [text.replace("\N{NO-BREAK SPACE}", " ") for _, text in found.line.told]
    assert words == ["−2,000 EUR", "+1,000 EUR", "+5,000 EUR"]


def test_money_that_was_not_known_or_is_in_another_currency_is_not_compared(files: dict[str, bytes]) -> None:
    assert moved(files, state(30)).money is None
    francs = Figures(Money(Decimal(9_000), "CHF"), 0, 0)
    assert "9,000" not in said(moved(files, state(30, figures=francs)).money)


def test_milestones_are_those_reached_since(files: dict[str, bytes]) -> None:
    context = Context(check_files(files, TODAY))
    now = moved(files, state(30, figures=Figures(None, 0, 0))).on_time
    done = [m for p in context.projects for m in p.schedule.milestones if m.actual and m.baseline]
    late = [m for m in done if m.actual > m.baseline]  # type: ignore[operator]
    assert said(now).startswith(f"{len(done) - len(late)} of {len(done)} since")
    same = moved(files, state(30, figures=Figures(None, len(done), 0))).on_time
    assert said(same).startswith("None reached since")


def test_findings_are_compared_by_severity(files: dict[str, bytes]) -> None:
    context = Context(check_files(files, TODAY), Past((), SINCE, ()))
    found = movements(context, context.projects).findings
    assert said(found).startswith("+") or said(found).startswith("As many")
    same = Context(check_files(files, TODAY), Past((), SINCE, tuple(context.findings)))
    assert said(movements(same, same.projects).findings).startswith("As many as on")


def test_a_small_line_needs_three_values_and_a_movement() -> None:
    days = [TODAY - timedelta(days=14 * n) for n in (2, 1, 0)]
    assert spark([(day, 3, "3") for day in days]) is None
    assert spark([(day, n, str(n)) for n, day in enumerate(days[:2])]) is None
    line = spark([(day, n, str(n)) for n, day in enumerate(days)])
    assert line is not None
    assert line.points == [(3, 21), (48, 12), (93, 3)]


def test_what_is_known_of_a_day_is_kept_as_it_is() -> None:
    some = state(30, "red", Figures(euros(5), 3, 2))._replace(rags={"a": "red"})
    assert from_json(some.day, as_json(some)) == some
    assert from_json(some.day, as_json(state(30))) == state(30)


def test_withheld_projects_are_in_no_figure() -> None:
    assert visible_state(state(30), frozenset({"example"})) == State(SINCE, {}, {})
