"""What executives and steering groups read, on the screen and on paper."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.site.browser import served

PAGES = [
    "", "projects/endpoint-refresh", "projects/identity-hardening", "steering", "steering/infrastructure-board",
    "decisions", "actions", "changes", "reports", "raid", "people/tomas-lindqvist",
]  # fmt: skip
PRINTED = (
    "",
    "projects/endpoint-refresh",
    "steering/infrastructure-board",
    "decisions",
    "raid",
    "people/tomas-lindqvist",
)


# The gate prints one page of each kind; the others are printed by the full run.
@pytest.mark.parametrize(
    "address",
    [page if page in PRINTED else pytest.param(page, marks=pytest.mark.sweep) for page in PAGES],
)
def test_on_paper_everything_of_the_page_can_be_read(site: Path, browser: Browser, address: str) -> None:
    with served(site) as base:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{base}{address}/" if address else base, wait_until="load")
        texts = page.locator(
            "article h1, article h2, article td, article th, article p:visible"
        ).all_inner_texts()
        printed = PdfReader(io.BytesIO(page.pdf(format="A4", print_background=True)))
        page.close()

    def squeezed(text: str) -> str:
        return re.sub(r"[\s\-\u00ad]", "", text)

    paper = squeezed("".join(sheet.extract_text() for sheet in printed.pages))
    # The sign beside a heading is a link to it, for screens alone.
    lines = {line.strip("¶ ") for text in texts for line in text.split("\n") if line.strip("¶ ")}
    missing = [line for line in sorted(lines) if squeezed(line) not in paper]
    assert len(lines) > 10 and missing == []
    assert "Search" not in paper and "Skip" not in paper


def test_the_demonstration_shows_and_explains_one_of_each_fault(site: Path) -> None:
    """A watermelon, a diverging review, a copied report, a contradiction, an override that has ended."""
    for project, rule, words in (
        ("endpoint-refresh", "schedule-overstated", "The schedule is reported green, but the report shows a slip of 35 days"),
        ("service-desk-platform", "review-contradicted", "the review of 2026-11-04 gave Amber/red"),
        ("identity-hardening", "report-copied", "The summary repeats that of 2026-08-07"),
        ("it-cost-transparency", "dependency-dates-differ", "the milestone “Assets are on the platform” of the providing project"),
        ("core-advisory", "override-expired", "The override of “Core advisory” expired on 2026-11-20"),
    ):  # fmt: skip
        text = (site / f"projects/{project}/index.html").read_text(encoding="utf-8")
        row = next(
            row for row in text.split("<tr>") if f"handbook/rules/{rule}/" in row and "pk-sev pk-" in row
        )
        cells = row.split("<td")
        assert words in cells[2], (project, row)
        assert len(re.sub(r"<[^>]+>", "", cells[4])) > 20, "what to do about it"


def test_a_reason_leads_to_its_facts_and_a_decision_to_the_record_that_it_changed(
    site: Path, browser: Browser
) -> None:
    with served(site) as base:
        page = browser.new_page()
        page.goto(f"{base}projects/endpoint-refresh/")
        page.get_by_role(
            "link", name="“Shop floors are done” is forecast 35 days after its baseline"
        ).first.click()
        page.wait_for_url("**/projects/endpoint-refresh/#milestones")
        page.goto(f"{base}decisions/")
        row = page.locator("tr", has_text="The plants sign on with two factors in the same wave").first
        row.get_by_role("link", name="Safe sign-on").click()
        page.wait_for_url("**/projects/identity-hardening/#gates-and-changes")
        page.get_by_text("The plants would have needed a project of their own").wait_for()
        page.close()
