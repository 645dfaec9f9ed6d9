"""Reviews that are not independent, not followed up or not believed are found; sound ones stay silent."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.assurance.example import E, accused, with_file
from tests.conftest import changed, sound

REPORT = "reports/2026-05-15.yaml"
FIRST = """\
reviewer: Cleo Costa, technical lead
rating: amber_green
summary: The plan is nearly sound.
recommendations:
  - {id: plan, what: Plan the move of the archive with the night shift, owner: ben, due: 2026-04-30, closed_on: 2026-04-28}
  - {id: deputy, what: Name a deputy for the summer, owner: eve, due: 2026-12-31}
"""
SECOND = """\
reviewer: Audit
rating: amber_red
summary: The plan is not sound.
recommendations:
  - {id: plan-2, what: Plan the move of the archive with the whole night shift, owner: ben, due: 2026-07-31}
"""


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return sound(shipped_files)


def test_a_reviewer_from_the_team_and_a_recommendation_closed_for_show_are_found(
    files: dict[str, bytes],
) -> None:
    both = with_file(with_file(files, "reviews/2026-03-31.yaml", FIRST), "reviews/2026-05-12.yaml", SECOND)
    plan, deputy = FIRST.splitlines()[-2:]
    assert accused(both) == {
        ("reviewer-not-independent", "reviews/2026-03-31.yaml", "reviewer: Cleo Costa, technical lead"),
        ("recommendation-not-implemented", "reviews/2026-03-31.yaml", plan.strip(" -")),
        ("recommendation-owner-left", "reviews/2026-03-31.yaml", deputy.strip(" -")),
        ("recommendation-too-late", "reviews/2026-03-31.yaml", deputy.strip(" -")),
        ("review-exceeded", REPORT, "overall: {rag: amber, comment: Storage may delay the second wave.}"),
    }


@pytest.mark.parametrize(
    ("rating", "more", "rules"),
    [
        ("amber", "", {"review-without-recommendation", "review-contradicted"}),
        ("amber_green", "", {"review-exceeded"}),
        ("green", "", set()),
        ("amber", ", closed_on: 2026-05-15", set()),
        ("amber", ", closed_on: 2026-05-16", {"review-contradicted"}),
    ],
)
def test_green_stands_against_a_review_until_its_recommendations_are_implemented(
    files: dict[str, bytes], rating: str, more: str, rules: set[str]
) -> None:
    text = f"reviewer: Audit\nrating: {rating}\n"
    if more:
        text += f"recommendations:\n  - {{id: one, what: Plan it, owner: ben, due: 2026-06-30{more}}}\n"
    green = changed(
        with_file(files, "reviews/2026-05-10.yaml", text),
        (f"{E}/{REPORT}", "{rag: amber, comment: Storage may delay the second wave.}", "{rag: green}"),
        (f"{E}/{REPORT}", "{rag: amber, comment: A week behind at the half.}", "{rag: green}"),
    )
    found = {rule for rule, _, _ in accused(green)}
    assert found & {"review-without-recommendation", "review-contradicted", "review-exceeded"} == rules


def test_a_report_by_and_for_the_project_only_is_found_at_its_keys(files: dict[str, bytes]) -> None:
    inside = changed(
        files,
        (f"{E}/{REPORT}", "author: ben", "author: fay"),
        (f"{E}/{REPORT}", "reviewed_by: dan", "reviewed_by: cleo"),
        (f"{E}/{REPORT}", "June., owner: ben", "June., owner: eve"),
    )
    assert accused(inside) == {
        ("report-author-outside", REPORT, "author: fay"),
        ("report-reviewed-within", REPORT, "reviewed_by: cleo"),
        ("path-owner-left", REPORT,
         "path_to_green: {what: Storage is installed by the end of June., owner: eve, due: 2026-06-30}"),
    }  # fmt: skip
