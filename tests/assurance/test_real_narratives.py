"""What the rules about texts say of narratives that real organisations published.

The reports of the Government Major Projects Portfolio come in with their commentaries; the rating of the
review is taken for the colour that was reported, which is the harshest reading: "amber/green" as green.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from pmokit.text import yaml
from tests.conftest import check_files
from tests.exchange.test_table import imported, needs_gmpp

ABOUT_TEXTS = {
    "comment-denies-green",
    "comment-repeated",
    "progress-repeated",
    "report-copied",
    "report-placeholder-text",
    "summary-without-content",
    "trouble-in-green",
}
REPORTED = {"green": "green", "amber_green": "green", "amber": "amber", "amber_red": "amber", "red": "red"}
COMMENTS = {"schedule": "schedule_comment", "cost": "budget_comment"}


def report_of(charter: Mapping[str, Any], rating: str, day: date) -> dict[str, Any] | None:
    """The report that a project's published commentaries make."""
    rag, extra = REPORTED.get(rating), charter.get("extra", {})
    texts = {name: str(text) for name, text in extra.items() if not str(text).startswith("Exempt")}
    if rag is None:
        return None
    claims: dict[str, Any] = {"overall": {"rag": rag}}
    for dimension, name in COMMENTS.items():
        if name in texts:
            claims[dimension] = {"rag": rag, "comment": texts[name]}
    summary = texts.get("rating_comment", f"Nothing is published about {charter['title']}.")
    dates = {"as_on": day.isoformat(), "submitted_on": day.isoformat()}
    return {**dates, "author": "somebody", "summary": summary, "claims": claims}


def accused(folders: list[Path], day: date, files: Mapping[str, bytes]) -> dict[str, set[str]]:
    """The projects that each rule about texts has a finding for."""
    texts: dict[str, bytes] = {path: raw for path, raw in files.items() if path.startswith("methodology/")}
    root = folders[0].parents[2]
    texts["portfolio/portfolio.yaml"] = (root / "portfolio/portfolio.yaml").read_bytes()
    for folder in folders:
        path = folder.relative_to(root).as_posix()
        charter = (folder / "project.yaml").read_bytes()
        texts[f"{path}/project.yaml"] = charter
        for review in folder.glob("reviews/*.yaml"):
            rating = yaml.parse(review.read_bytes()).data["rating"]
            if (report := report_of(yaml.parse(charter).data, rating, day)) is not None:
                texts[f"{path}/reports/{day}.yaml"] = json.dumps(report).encode()
    found: dict[str, set[str]] = {}
    for finding in check_files(texts, day + timedelta(days=30)).findings:
        if finding.rule in ABOUT_TEXTS:
            found.setdefault(finding.rule, set()).add(finding.path.split("/")[2])
    return found


@needs_gmpp
@pytest.mark.slow
@pytest.mark.parametrize(
    ("year", "file", "day", "projects", "trouble"),
    [
        ("2021", "gmpp_2021_semicolon_cp1252.csv", date(2021, 3, 31), 184, 3),
        ("2016", "gmpp_2016_transposed_cp1252.csv", date(2015, 9, 30), 143, 7),
    ],
)
def test_at_most_one_project_in_twenty_is_accused_by_its_published_narrative(
    tmp_path: Path, run: Callable[..., Result], shipped_files: Mapping[str, bytes],
    year: str, file: str, day: date, projects: int, trouble: int,
) -> None:  # fmt: skip
    folders = imported(run, file, year, tmp_path / "gmpp")
    assert len(folders) == projects
    found = accused(folders, day, shipped_files)
    assert set(found) <= {"comment-denies-green", "trouble-in-green"}
    everybody = set().union(*found.values())
    assert len(everybody) == trouble
    assert len(everybody) <= projects / 20


@needs_gmpp
@pytest.mark.slow
def test_a_placeholder_and_an_empty_phrase_among_real_narratives_are_found(
    tmp_path: Path, run: Callable[..., Result], shipped_files: Mapping[str, bytes]
) -> None:
    folders = imported(run, "gmpp_2021_semicolon_cp1252.csv", "2021", tmp_path / "gmpp")
    first, second = [f for f in folders if "rating_comment" in (f / "project.yaml").read_text()][:2]
    for folder, text in ((first, "To be completed."), (second, "The project continues as planned.")):
        charter = yaml.parse((folder / "project.yaml").read_bytes()).data
        charter["extra"]["rating_comment"] = text
        (folder / "project.yaml").write_text(json.dumps(charter))
    found = accused(folders, date(2021, 3, 31), shipped_files)
    assert found["report-placeholder-text"] == {first.name}
    assert found["summary-without-content"] == {second.name}
