"""A waiver's life, by moving today: silent, a notice at four fifths, an error after the end; an
extension keeps the first end visible."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from pmokit.model.finding import Finding
from pmokit.rules.waiving import Waivers
from tests.conftest import check_files, sound

E = "portfolio/projects/example"
LATE = "    impact: 3\n"
WAIVER = """rule: risk-unowned
project: example
reason: The owner starts in June.
compensating_control: The sponsor looks at the risk each week.
requested_by: ben
approved_by: ana
since: 2026-05-01
until: 2026-06-09
"""
EXTENSION = """extensions:
  - until: 2026-07-29
    approved_by: ana
    approved_on: 2026-06-02
    reason: The owner starts in July.
"""


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The sound portfolio with a risk that nobody owns."""
    files = sound(shipped_files)
    raid = files[f"{E}/raid.yaml"].replace(b"    owner: ben\n    likelihood", b"    likelihood")
    return {**files, f"{E}/raid.yaml": raid, "portfolio/waivers/late-plan.yaml": b""} | {
        "portfolio/waivers/late-plan.yaml": WAIVER.encode()
    }


def about(files: Mapping[str, bytes], today: str) -> list[tuple[str, str, str]]:
    """Rule, severity (or waived) and message of what is found about the risk and its waiver."""
    found = check_files(files, date.fromisoformat(today)).findings
    return [
        (f.rule, "waived" if f.waived_by else f.severity, f.message)
        for f in found
        if f.rule.startswith(("waiver", "risk-unowned"))
    ]


def test_the_day_before_it_begins_nothing_is_waived(files: dict[str, bytes]) -> None:
    assert [entry[:2] for entry in about(files, "2026-04-30")] == [("risk-unowned", "error")]


@pytest.mark.parametrize("today", ["2026-05-01", "2026-05-15", "2026-06-01"])
def test_it_is_silent_for_four_fifths_of_its_forty_days(files: dict[str, bytes], today: str) -> None:
    assert [entry[:2] for entry in about(files, today)] == [("risk-unowned", "waived")]


def test_from_then_on_a_note_says_how_much_is_used(files: dict[str, bytes]) -> None:
    for today, percent in (("2026-06-02", "80"), ("2026-06-09", "97.5")):
        assert about(files, today)[1] == (
            "waiver-expiring", "note", f"{percent} percent of the term of the waiver late-plan has passed; it expires on 2026-06-09",
        )  # fmt: skip


def test_the_day_after_its_end_it_is_an_error_and_covers_nothing(files: dict[str, bytes]) -> None:
    found = about(files, "2026-06-10")
    assert [entry[:2] for entry in found] == [("risk-unowned", "error"), ("waiver-expired", "error")]
    assert "2026-06-09" in found[1][2]


def test_an_extension_silences_it_again_and_keeps_the_first_end_visible(files: dict[str, bytes]) -> None:
    extended = {**files, "portfolio/waivers/late-plan.yaml": (WAIVER + EXTENSION).encode()}
    assert [entry[:2] for entry in about(extended, "2026-06-10")] == [("risk-unowned", "waived")]
    assert [entry[0] for entry in about(extended, "2026-07-12")] == ["risk-unowned", "waiver-expiring"]
    ended = about(extended, "2026-07-30")
    assert (
        ended[-1][2] == "the waiver late-plan expired on 2026-07-29; it was first approved until 2026-06-09"
    )


def test_the_register_on_the_site_shows_both_ends_and_the_age(files: dict[str, bytes]) -> None:
    from pmokit.views.compliance.waiver_register import register
    from pmokit.views.context import Context

    extended = {**files, "portfolio/waivers/late-plan.yaml": (WAIVER + EXTENSION).encode()}
    row = register(Context(check_files(extended, date(2026, 6, 10))))["rows"][0]
    assert (row.waiver.until, row.ends, row.age, row.days_left, row.covered) == (
        date(2026, 6, 9), date(2026, 7, 29), 40, 49, 1,
    )  # fmt: skip


def test_a_clause_a_tier_and_a_record_can_be_waived(files: dict[str, bytes]) -> None:
    def waived_by(scope: str) -> list[tuple[str, str]]:
        made = {**files, "portfolio/waivers/late-plan.yaml": scope.encode()}
        found = check_files(made, date(2026, 6, 1)).findings
        return [(f.rule, f.waived_by) for f in found if f.rule in ("risk-unowned", "waiver-unused")]

    clause = WAIVER.replace("rule: risk-unowned", "clause: RSK-1")
    assert waived_by(clause) == [("risk-unowned", "late-plan")]
    assert waived_by(WAIVER.replace("project: example", "tier: standard")) == [("risk-unowned", "late-plan")]
    light = waived_by(WAIVER.replace("project: example", "tier: light"))
    assert light == [("risk-unowned", ""), ("waiver-unused", "")]
    record = WAIVER.replace("project: example", "record: example/risk/capacity")
    assert waived_by(record) == [("risk-unowned", "late-plan")]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("project: example\n", "", "a waiver names exactly one record, one project or one tier"),
        ("project: example\n", "project: example\ntier: light\n", "a waiver names exactly one record, one project or one tier"),
        ("rule: risk-unowned\n", "", "a waiver names exactly one rule or one clause"),
        ("rule: risk-unowned\n", "rule: waiver-expired\n", "`waiver-expired` is a rule about waivers, which cannot be waived"),
    ],
)  # fmt: skip
def test_a_waiver_that_does_not_say_what_it_covers_is_an_error_of_integrity(
    files: dict[str, bytes], old: str, new: str, message: str
) -> None:
    made = {**files, "portfolio/waivers/late-plan.yaml": WAIVER.replace(old, new).encode()}
    found = [f for f in check_files(made).findings if f.rule == "waiver-unclear"]
    assert [(f.message, f.severity) for f in found] == [(message, "error")]


def test_a_waiver_of_a_project_called_like_a_kind_covers_no_shared_record(files: dict[str, bytes]) -> None:
    made = {
        **files,
        "portfolio/waivers/late-plan.yaml": WAIVER.replace("project: example", "project: forum").encode(),
    }
    run = check_files(made, date(2026, 5, 10)).run
    (waiver,) = run.portfolio.waivers
    held = Waivers(run)
    finding = Finding("risk-unowned", "error", "", "", "methodology/forums.yaml")
    assert held.covering(finding._replace(record="forum/steering")) == []
    assert held.covering(finding._replace(record="forum/risk/late")) == [waiver]


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ("example/risk/late", None),
        ("example risk late", "`example risk late` is not the address of a record"),
    ],
)
def test_a_waiver_of_a_record_gives_its_address(
    files: dict[str, bytes], record: str, message: str | None
) -> None:
    path = "portfolio/waivers/late-plan.yaml"
    made = {**files, path: WAIVER.replace("project: example", f"record: {record}").encode()}
    found = [f.message for f in check_files(made, date(2026, 5, 10)).findings if f.rule == "waiver-unclear"]
    assert [text.startswith(message or "") for text in found] == ([True] if message else [])


def test_a_waiver_that_covers_nothing_covers_none(files: dict[str, bytes]) -> None:
    unused = {**files, "portfolio/waivers/late-plan.yaml": WAIVER.replace("example", "other").encode()}
    done = check_files(unused, date(2026, 5, 10))
    (waiver,) = done.run.portfolio.waivers
    covered = {fact.name: fact.function(waiver, done.run) for fact in done.method.coverage.facts()}
    assert (covered["covered"], covered["covered_projects"], covered["overlaps"]) == (0, 0, None)
