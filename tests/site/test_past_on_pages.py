"""The published demonstration tells its past: changes of figures, trends, new findings, commits."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.text.test_files_git import git


@pytest.fixture
def demonstration(site: Path) -> Path:
    """The repository from which the site was built."""
    return site.with_name("site-demonstration")


def page(site: Path, name: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / name / "index.html").read_text(encoding="utf-8"))


def text(tree: LexborHTMLParser) -> str:
    return " ".join(tree.css_first(".md-content").text().split())


def test_each_figure_of_home_has_its_change_and_a_small_line_that_is_read_out(site: Path) -> None:
    cards = page(site, "").css(".pk-card")
    said = [" ".join(card.css_first(".pk-moved").text().split()) for card in cards]
    assert said == [
        "1 more red than on 30 Oct 2026",
        "Overrun +96 k EUR since 30 Oct 2026",
        "1 of 2 since 30 Oct 2026",
        "−1 error, +7 warnings, −1 note since 30 Oct 2026",
    ]
    lines = [line.attributes["aria-label"] or "" for line in page(site, "").css(".pk-card .pk-spark")]
    # How many findings there were in between is not known.
    assert len(lines) == 3
    assert all(line.startswith("Trend: ") and line.count(" 2026 ") == 13 for line in lines)
    assert lines[0].endswith("13 Nov 2026 1 red, 23 Nov 2026 2 red")


def test_home_shows_the_calculated_status_of_each_period(site: Path) -> None:
    assert "Active projects by calculated status, from the history of the repository" in text(page(site, ""))


def test_what_changed_shows_findings_that_came_and_went(site: Path) -> None:
    told = text(page(site, "changes"))
    assert re.search(r"New Core advisory ?Warning: the override of “Core advisory” expired", told)
    assert re.search(r"Resolved Data centre consolidation ?Error: the milestone “Hostara's halls", told)


def test_a_gate_names_the_commit_in_which_its_approver_decided(site: Path, demonstration: Path) -> None:
    told = text(page(site, "projects/dc-consolidation"))
    found = re.search(r"on 27 May 2026 Verified.*?commit ([0-9a-f]{8})", told)
    assert found is not None
    author = git(demonstration, "log", "-1", "--format=%an %as %G?", found[1])
    assert author == "Tomas Lindqvist 2026-05-27 G"
