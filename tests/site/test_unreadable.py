"""A project that cannot be read, and one on which nobody reports: neither vanishes, neither looks green."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest

from tests.conftest import rendered_page, rendered_pages, sound, write_files

E = "portfolio/projects/example"


@pytest.fixture
def repository(tmp_path: Path, shipped_files: Mapping[str, bytes]) -> Path:
    """The sound portfolio without rules, each of which would be a page."""
    files = {path: raw for path, raw in sound(shipped_files).items() if "/rules/" not in path}
    return write_files(tmp_path / "repository", files)


@pytest.fixture
def unreadable(repository: Path) -> Path:
    path = repository / E / "project.yaml"
    path.write_text(path.read_text().replace("title:", "titel:", 1))
    return repository


def text_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def leads_to_example(page: str) -> bool:
    return re.search(r'href="[./]*(projects/)?example/', unescape(page)) is not None


def test_a_project_that_cannot_be_read_is_listed_counted_and_has_a_page(unreadable: Path) -> None:
    pages = dict(rendered_pages(unreadable))
    listed = text_of(pages["projects/index"])
    assert "1 of them cannot be read." in listed and listed.startswith("---") and "2 projects" in listed
    assert leads_to_example(pages["projects/index"]) and leads_to_example(pages["findings/index"])
    assert "1 project cannot be read and is missing from the figures below" in text_of(pages["index"])
    page = text_of(pages["projects/example"])
    assert "# example" in page and "Correct portfolio/projects/example/project.yaml" in page
    assert "is not a key of this record" in page


def test_where_nobody_reports_the_calculated_status_is_shown_and_so_labelled(repository: Path) -> None:
    shutil.rmtree(repository / E / "reports")
    shown = text_of(rendered_page(repository, "projects/index"))
    assert "Project Status Calculated" in shown and re.search(r"Not reported (Green|Amber) ", shown)
    shown = text_of(rendered_page(repository, "projects/example"))
    assert "Green (calculated)" in shown or "Amber (calculated)" in shown
    assert re.search(r"Reported \d not reported", text_of(rendered_page(repository, "index")))


def test_where_nothing_is_reported_or_measured_there_is_no_colour(repository: Path) -> None:
    for name in ("reports", "reviews", "schedule.yaml", "finance.yaml"):
        path = repository / E / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    shown = text_of(rendered_page(repository, "projects/example"))
    assert "Not reported" in shown and "(calculated)" not in shown
