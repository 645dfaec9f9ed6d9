"""What pages, agendas and packs show in cases in which a small fault of theirs once went unseen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from pmokit.views.context import Context
from pmokit.views.history import happenings, moves
from pmokit.views.portfolio import attention
from pmokit.views.project import project_page
from pmokit.views.registers import raid_register
from pmokit.views.steering import agenda, forum_scope, pack
from tests.conftest import changed, check_files, sound

E = "portfolio/projects/example"
TODAY = date(2026, 6, 1)


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return sound(shipped_files)


def context_of(files: dict[str, bytes], *changes: tuple[str, str, str]) -> Context:
    return Context(check_files(changed(files, *changes), TODAY))


def told(files: dict[str, bytes], *changes: tuple[str, str, str]) -> list[tuple[str, str]]:
    """What `changes` tells of some changes: group and text."""
    before = check_files(files, TODAY)
    after = check_files(changed(files, *changes), TODAY)
    return [(item.group, item.text) for item in moves.changes(before, after)]


def test_a_new_approval_is_told_with_the_title_of_its_gate(files: dict[str, bytes]) -> None:
    path = f"{E}/gates/ready-for-executing.yaml"
    before = {name: raw for name, raw in files.items() if name != path}
    after = check_files(files, TODAY)
    sentences = [item.text for item in moves.changes(check_files(before, TODAY), after)]
    assert (
        "Example project: decision at the gate “Ready for executing”: Approved with conditions" in sentences
    )


def test_a_budget_that_was_taken_away_is_no_change_to_an_amount(files: dict[str, bytes]) -> None:
    gone = told(files, (f"{E}/finance.yaml", "budget: 300000 EUR\n", ""))
    assert [text for group, text in gone if group == "cost"] == []
    rose = told(files, (f"{E}/finance.yaml", "budget: 300000 EUR", "budget: 310000 EUR"))
    assert [text for group, text in rose if group == "cost"] == [
        "Example project: the budget changed from 300,000 EUR to 310,000 EUR"
    ]


def test_sentences_of_a_group_stand_in_the_order_of_their_words(files: dict[str, bytes]) -> None:
    moved = told(
        files,
        (f"{E}/schedule.yaml", "forecast: 2026-09-04", "forecast: 2026-09-11"),
        (f"{E}/schedule.yaml", "forecast: 2026-12-11", "forecast: 2026-12-18"),
    )
    dates = [text for group, text in moved if group == "dates"]
    assert len(dates) == 2 and dates == sorted(dates) and "All mailboxes" in dates[0]


def test_a_milestone_without_a_baseline_is_reached_without_a_difference(files: dict[str, bytes]) -> None:
    context = context_of(files, (f"{E}/schedule.yaml", "baseline: 2026-04-30, ", ""))
    texts = [item.text for item in happenings.collect(context, date(2026, 5, 1))]
    reached = [text for text in texts if "Pilot done" in text and "reached" in text]
    assert reached == ["Example project: the milestone “Pilot done” was reached"]


def test_baselines_are_compared_by_milestone_and_by_budget(files: dict[str, bytes]) -> None:
    second = "title: Second\napproved_on: 2026-05-20\napproved_by: ana\nbudget: 320000 EUR\nmilestones:\n  - {milestone: end, date: 2026-12-18}\n"
    context = context_of(files, (f"{E}/baselines/2.yaml", "", second))
    rows = project_page.page(context, context.run.project("example"))["baselines"]
    titles = ["Pilot done", "Half of the mailboxes moved", "All mailboxes moved", "Budget"]
    assert [(row.title, row.is_money) for row in rows] == [(title, title == "Budget") for title in titles]
    assert rows[2].values == [date(2026, 12, 11), date(2026, 12, 18)]


def test_open_risks_of_a_project_that_has_ended_are_in_no_register(files: dict[str, bytes]) -> None:
    def shown(*changes: tuple[str, str, str]) -> set[str]:
        return {row.project.id for row in raid_register.registers(context_of(files, *changes))["risks"]}

    assert shown() == {"example"}
    ended = (f"{E}/project.yaml", "state: active", "state: closed\nstate_since: 2026-05-20")
    assert shown(ended) == set()


def test_a_forum_reaches_those_that_escalate_to_it_at_any_height_and_no_other(
    files: dict[str, bytes],
) -> None:
    context = context_of(files)
    board, below = (context.run.forum(name) for name in ("infrastructure-board", "change-board"))
    assert forum_scope.below_forum(context, board) == {"infrastructure-board", "change-board"}
    assert forum_scope.below_forum(context, below) == {"change-board"}


def test_a_forum_deals_with_projects_whose_next_gate_it_decides(files: dict[str, bytes]) -> None:
    context = context_of(files)
    change_board = context.run.forum("change-board")
    # The example is executing: the change board decides its next gate, and steers no project itself.
    assert [project.id for project in forum_scope.projects_of(context, change_board)] == ["example"]


def test_a_gate_on_the_agenda_is_for_decision(files: dict[str, bytes]) -> None:
    context = context_of(files)
    change_board = context.run.forum("change-board")
    sections = {section.topic: section.points for section in agenda.agenda(context, change_board, TODAY)}
    assert sections["gates"] == [], "it is not planned, and its criteria are not met"
    planned = (
        f"{E}/schedule.yaml",
        "{id: half, ",
        "{id: live, title: Live, gate: ready-for-service, baseline: 2026-06-10, forecast: 2026-06-10}\n  - {id: half, ",
    )
    context = context_of(files, planned)
    sections = {section.topic: section.points for section in agenda.agenda(context, change_board, TODAY)}
    assert [(point.gate, point.decides) for point in sections["gates"]] == [("ready-for-service", True)]


def test_money_in_another_currency_is_not_added_to_that_of_the_portfolio(files: dict[str, bytes]) -> None:
    charter = files["portfolio/projects/other/project.yaml"]
    dollars = b"lines:\n  - {id: all, title: All, budget: 5000000 USD, forecast: 6000000 USD}\n"
    some = {**files, "portfolio/projects/abroad/project.yaml": charter.replace(b"Other", b"Foreign"),
            "portfolio/projects/abroad/finance.yaml": dollars}  # fmt: skip
    context = Context(check_files(some, TODAY))
    made = pack.pack(context, context.run.forum("infrastructure-board"), TODAY)
    sheet = next(sheet for sheet in made.sheets if sheet.title == "Budget and cost forecast")
    assert sheet.lead == "In total the forecast is 5,000 EUR above the budget."


def test_a_first_budget_is_told_with_its_amount_and_a_changed_one_with_both(files: dict[str, bytes]) -> None:
    budget = (f"{E}/finance.yaml", "budget: 300000 EUR\n", "")
    without = changed(files, budget)
    assert ("cost", "Example project: a budget of 300,000 EUR was recorded") in [
        (group, text)
        for group, text in told(without, (f"{E}/finance.yaml", "lines:", "budget: 300000 EUR\nlines:"))
    ]
    more = told(files, (f"{E}/finance.yaml", "budget: 300000 EUR", "budget: 310000 EUR"))
    assert [text for group, text in more if group == "cost" and "budget" in text] == [
        "Example project: the budget changed from 300,000 EUR to 310,000 EUR"
    ]


@pytest.mark.parametrize(("state", "listed"), [("active", True), ("on_hold", True), ("proposed", False)])
def test_open_decisions_are_listed_of_projects_under_way(
    files: dict[str, bytes], state: str, listed: bool
) -> None:
    context = context_of(files, (f"{E}/project.yaml", "state: active", f"state: {state}"))
    points = [point for part in attention.to_decide(context) for point in part.points]
    assert bool([p for p in points if p.decision and p.project and p.project.id == "example"]) is listed


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        ("project.yaml", "manager: ben", "manager: cleo", ("projects", "the project manager changed from Ben Baker to Cleo Costa")),
        ("project.yaml", "manager: ben\n", "", ("projects", "the project manager changed from Ben Baker to none")),
        ("project.yaml", "tier: standard", "tier: light", ("projects", "the tier changed from Standard to Light")),
        ("project.yaml", "start: 2026-01-05", "start: 2026-02-05", ("dates", "the start moved from 2026-01-05 to 2026-02-05")),
        ("project.yaml", "finish: 2026-12-18\n", "", ("dates", "the approved end changed from 2026-12-18 to none")),
        ("finance.yaml", "forecast: 205000 EUR", "forecast: 215000 EUR", ("cost", "the forecast cost at completion changed from")),
        ("finance.yaml", "lines:", "whole_life_cost: 900000 EUR\nlines:", ("cost", "a whole-life cost of 900,000 EUR was recorded")),
        ("reviews/2026-05-01.yaml", "rating: amber", "rating: red", ("status", "the rating of the review of 2026-05-01 changed from Amber to Red")),
        ("reviews/2026-05-01.yaml", "", "", ("status", "a review gave the rating Amber (the PMO)")),
    ],
)  # fmt: skip
def test_what_matters_to_a_portfolio_is_told_when_it_changes(
    shipped_files: Mapping[str, bytes], path: str, old: str, new: str, expected: tuple[str, str]
) -> None:
    place = f"portfolio/projects/example/{path}"
    review = b"reviewer: the PMO\nrating: amber\nsummary: As it is.\n"
    before = dict(sound(shipped_files))
    if old and path.startswith("reviews"):
        before[place] = review
    after = {**before, place: before[place].replace(old.encode(), new.encode(), 1) if old else review}
    assert after.get(place) != before.get(place)
    some = moves.changes(check_files(before, TODAY), check_files(after, TODAY))
    found = [(item.group, item.text) for item in some]
    assert [
        entry
        for entry in found
        if entry[0] == expected[0] and entry[1].startswith(f"Example project: {expected[1]}")
    ], found
