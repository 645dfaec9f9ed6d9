"""Who holds what on which day: the first and the last day of an assignment, a seat and a person count."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from pmokit.analytics.organisation import assignments, authority, quorum
from pmokit.views.context import Context
from pmokit.views.people import file_owners
from pmokit.views.steering import forum_scope
from tests.conftest import check_files, sound

E = "portfolio/projects/example"
TEAM, PEOPLE, FORUMS = f"{E}/team.yaml", "portfolio/people.yaml", "methodology/forums.yaml"
FIRST, LAST = date(2026, 3, 2), date(2026, 3, 20)
BEFORE, AFTER = date(2026, 3, 1), date(2026, 3, 21)
DAYS = pytest.mark.parametrize(
    ("day", "counts"), [(BEFORE, False), (FIRST, True), (LAST, True), (AFTER, False)]
)


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return sound(shipped_files)


def changed(files: dict[str, bytes], path: str, old: str, new: str) -> Context:
    text = files[path].decode()
    assert old in text
    return Context(check_files({**files, path: text.replace(old, new, 1).encode()}))


def voters_of(context: Context, day: date) -> set[str]:
    forum = context.run.forum("infrastructure-board")
    return authority.voters(forum, context.run.project("example"), context.run, day)


@DAYS
def test_an_assignment_counts_from_its_first_to_its_last_day(
    files: dict[str, bytes], day: date, counts: bool
) -> None:
    old = "{person: gus, role: service-owner, since: 2026-01-05"
    new = "{person: gus, role: service-owner, since: 2026-03-02, until: 2026-03-20"
    workspace = changed(files, TEAM, old, new).run
    project = workspace.project("example")
    assert ("gus" in assignments.holders("service-owner", project, workspace, day)) is counts


@DAYS
def test_somebody_of_the_directory_is_active_from_the_first_to_the_last_day(
    files: dict[str, bytes], day: date, counts: bool
) -> None:
    new = "title: Service owner, since: 2026-03-02, until: 2026-03-20}"
    workspace = changed(files, PEOPLE, "title: Service owner}", new).run
    assert assignments.is_active("gus", workspace, day) is counts


@DAYS
def test_a_seat_votes_and_is_shown_from_its_first_to_its_last_day(
    files: dict[str, bytes], day: date, counts: bool
) -> None:
    seat = "      - {title: Guest, person: fay, since: 2026-03-02, until: 2026-03-20}\n    quorum: 2"
    context = changed(files, FORUMS, "    quorum: 2", seat)
    assert ("fay" in voters_of(context, day)) is counts
    forum = context.run.forum("infrastructure-board")
    shown = [seat.title for seat, _people in forum_scope.seats(context, forum, day)]
    assert ("Guest" in shown) is counts


def test_the_chair_votes_without_a_seat_while_active(files: dict[str, bytes]) -> None:
    assert "fay" not in voters_of(Context(check_files(files)), FIRST), "a seat without a vote"
    with_chair = changed(files, FORUMS, "    quorum: 2", "    chair: fay\n    quorum: 2")
    assert "fay" in voters_of(with_chair, FIRST)
    left = changed(files, FORUMS, "    quorum: 2", "    chair: eve\n    quorum: 2")
    assert "eve" in voters_of(left, date(2026, 2, 28)) and "eve" not in voters_of(left, date(2026, 3, 1))


def test_codeowners_never_asks_somebody_whom_the_gate_keeps_from_deciding(files: dict[str, bytes]) -> None:
    people = files[PEOPLE].decode()
    for name in ("ana", "ben", "cleo", "dan", "fay", "gus"):
        people = people.replace(f"{{id: {name},", f"{{id: {name}, email: {name}@example.com,")
    seat = "      - {title: Manager, person: ben}\n    quorum: 2"
    context = changed({**files, PEOPLE: people.encode()}, FORUMS, "    quorum: 2", seat)
    rows = {row.path: row.owners for row in file_owners.owners(context.run)}
    assert "ben@example.com" in rows["/portfolio/steering/infrastructure-board/"], "ben has a vote"
    gate = rows[f"/{E}/gates/ready-for-executing.yaml"]
    assert "ana@example.com" in gate and "ben@example.com" not in gate, "but not on his own project"


@pytest.mark.parametrize(("present", "missing"), [("ana", True), ("ana dan", False)])
def test_a_quorum_is_reached_by_exactly_as_many_voters_as_it_names(
    files: dict[str, bytes], present: str, missing: bool
) -> None:
    meeting = "portfolio/steering/infrastructure-board/2026-05-20.yaml"
    gate = f"{E}/gates/ready-for-executing.yaml"
    text = files[meeting].decode()
    there = "".join(f"  - {{person: {name}}}\n" for name in present.split())
    text = text.replace("  - {person: ana}\n  - {person: cleo}\n  - {person: dan}\n", there)
    linked = files[gate].replace(b"forum: ", b"meeting: infrastructure-board/2026-05-20\nforum: ")
    workspace = check_files({**files, meeting: text.encode(), gate: linked}).run
    project = workspace.project("example")
    assert project is not None
    (approval,) = [item for item in project.gates if item.meeting]
    assert (quorum.quorum_missing(approval, project, workspace) is not None) is missing
