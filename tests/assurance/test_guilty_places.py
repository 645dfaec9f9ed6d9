"""A finding is where the guilt is: in the file of the other project, at the entry, or, where a file does not
exist, at the charter."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from pmokit.model.finding import Finding
from tests.conftest import changed, check_files, sound

E = "portfolio/projects/example"
OTHER = "portfolio/projects/other/schedule.yaml"
SCHEDULE = f"{E}/schedule.yaml"


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return sound(shipped_files)


def of(rule: str, files: Mapping[str, bytes]) -> list[Finding]:
    return [one for one in check_files(files).findings if one.rule == rule]


def reached(files: dict[str, bytes], day: str, state: str) -> dict[str, bytes]:
    """The providing project says that it delivered on a day, the receiving one what became of it."""
    text = files[OTHER].decode()
    line = next(part for part in text.splitlines() if "id: delivered" in part)
    return changed(
        files,
        (OTHER, line, line.rstrip("}") + f", actual: {day}}}" if line.endswith("}") else line),
        (SCHEDULE, "state: accepted", f"state: {state}"),
    )


@pytest.mark.parametrize(
    ("rule", "day", "state"),
    [("delivery-disputed", "2026-05-29", "rejected"), ("delivery-unconfirmed", "2026-05-17", "accepted")],
)
def test_what_the_receiving_project_denies_is_found_at_the_milestone_of_the_providing_one(
    files: dict[str, bytes], rule: str, day: str, state: str
) -> None:
    some = reached(files, day, state)
    (one,) = of(rule, some)
    assert one.path == OTHER and "id: delivered" in some[OTHER].decode().splitlines()[one.line - 1]
    assert [place.path for place in one.contradicted_by] == [SCHEDULE]


def test_what_a_missing_file_lacks_is_found_at_the_charter(files: dict[str, bytes]) -> None:
    path = f"{E}/benefits.yaml"
    assert [one.path for one in of("benefits-missing", {**files, path: b"benefits: []\n"})] == [path]
    del files[path]
    assert [(one.path, one.line) for one in of("benefits-missing", files)] == [(f"{E}/project.yaml", 1)]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("cost: {rag: green}", "cost: {rag: green, comment: To be added}", ("claims", "cost", "comment")),
        ("what: Order storage", "what: TBD", ("next_steps",)),
        ("what: Storage is installed by the end of June.", "what: To follow", ("path_to_green", "what")),
        ("cost: {rag: green}", "cost: {rag: green, comment: The wiring is to be added}", None),
    ],
)
def test_a_placeholder_of_a_report_is_found_at_its_key(
    files: dict[str, bytes], old: str, new: str, key: tuple[str, ...] | None
) -> None:
    found = of("report-placeholder-text", changed(files, (f"{E}/reports/2026-05-15.yaml", old, new)))
    assert [one.route for one in found] == ([key] if key else [])


def test_two_roles_that_must_be_separate_are_found_once_at_the_second_assignment(
    files: dict[str, bytes],
) -> None:
    team = f"{E}/team.yaml"
    both = "assignments:\n  - {person: dan, role: project-manager, since: 2026-01-05}\n"
    both += "  - {person: dan, role: project-assurance, since: 2026-01-05}\n"
    (one,) = of("assignment-not-separate", changed(files, (team, "assignments:\n", both)))
    assert (one.path, one.route) == (team, ("assignments", 1, "person"))


@pytest.mark.parametrize(
    ("who", "key"), [("sponsor: ana", "sponsor"), ("manager: ben", "manager")], ids=["sponsor", "manager"]
)
def test_somebody_who_left_is_found_at_the_role_that_is_vacant_now(
    files: dict[str, bytes], who: str, key: str
) -> None:
    (one,) = of("sponsor-left", changed(files, (f"{E}/project.yaml", who, f"{key}: eve")))
    assert one.route == (key,)


def test_a_trouble_is_excused_by_a_denial_just_before_it_and_by_no_other(files: dict[str, bytes]) -> None:
    report = f"{E}/reports/2026-05-15.yaml"
    text = files[report].decode().replace("rag: amber", "rag: green")
    for said, number in (
        ("The crates are not late.", 0),
        ("The crates were never at all late.", 0),
        ("The pilot does not end, and the crates are late.", 1),
        ("The crates are late and were resolved.", 0),
    ):
        old = "The pilot is done and the plant is satisfied. Storage is short and on order."
        some = {**files, report: text.replace(old, said).encode()}
        assert len(of("trouble-in-green", some)) == number, said


def test_a_standard_names_the_checks_whose_findings_cite_it(files: dict[str, bytes]) -> None:
    late = changed(files, (SCHEDULE, "actual: 2026-05-04", "actual: 2026-06-02"))
    assert {one.clause for one in of("date-in-future", late)} == {"REG-13"}
    standard = "methodology/standards/registration.md"
    (one,) = of("clause-malformed", changed(files, (standard, "`date-in-future`", "`date-in-futur`")))
    assert one.path == standard and "date-in-future" in one.help
    bare = changed(
        files, (standard, "Enforced by `date-in-future`, `dates-reversed` and `acted-while-away`.\n", "")
    )
    assert [item.route[-1] for item in of("clause-unchecked", bare)] == ["REG-13"]
