"""Registers in a real browser: search, facets, columns, the address, downloads, and cards on a narrow screen."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from tests.site.browser import served, watch


@pytest.fixture
def opened(site: Path, browser: Browser) -> Iterator[tuple[Page, str]]:
    with served(site) as base:
        page = browser.new_page(viewport={"width": 1440, "height": 900}, accept_downloads=True)
        seen = watch(page, base)
        yield page, base
        page.close()
        assert seen == []


def rows(page: Page) -> Locator:
    return page.locator("table[data-enhance]").first.locator("tbody tr:not(:has(.dt-empty))")


def facet(page: Page, name: str) -> Locator:
    return page.get_by_role("combobox", name=name, exact=True)


def names(page: Page) -> list[str]:
    return rows(page).locator("th").all_inner_texts()


def headings(page: Page) -> list[str]:
    return page.locator("table[data-enhance]").first.locator("thead th").all_inner_texts()


def saved(page: Page, button: str) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return Path(download.value.path()).read_bytes().decode("utf-8")


def test_a_search_ignores_case_and_accents_and_says_how_many_are_left(opened: tuple[Page, str]) -> None:
    page, base = opened
    page.goto(f"{base}projects/")
    count = page.get_by_role("status")
    expect(count).to_have_text("All 17")
    page.get_by_label("Find in projects").fill("NOVAK")
    # The manager of one, and the sponsor of another, whose column is hidden.
    expect(count).to_have_text("2 of 17")
    assert "SD-WAN for all plants" in names(page)
    assert page.url == f"{base}projects/?q=NOVAK"
    page.get_by_label("Find in projects").fill("nothing like this")
    expect(count).to_have_text("0 of 17")
    expect(page.get_by_text("No entry matches.")).to_be_visible()
    page.get_by_role("button", name="Clear filters").click()
    expect(count).to_have_text("All 17")
    expect(page.get_by_label("Find in projects")).to_be_focused()
    assert page.url == f"{base}projects/"


def test_a_facet_counts_what_the_other_choices_leave(opened: tuple[Page, str]) -> None:
    page, base = opened
    page.goto(f"{base}projects/")
    calculated = facet(page, "Calculated")
    options = calculated.locator("option").all_inner_texts()
    assert [option.partition(" (")[0] for option in options] == ["Any", "Red", "Amber", "Green"]
    of_all = sum(int(found) for option in options[1:] for found in re.findall(r"\((\d+)\)", option))
    assert of_all == 17
    facet(page, "Status").select_option("Green")
    left = page.get_by_role("status").inner_text()
    options = calculated.locator("option").all_inner_texts()
    assert sum(int(found) for option in options[1:] for found in re.findall(r"\((\d+)\)", option)) == int(
        left.split()[0]
    )
    calculated.select_option("Red")
    expect(page.get_by_role("status")).to_have_text("1 of 17")
    assert names(page) == ["Device refresh"]


def test_the_address_holds_the_state_and_back_restores_it(opened: tuple[Page, str]) -> None:
    page, base = opened
    page.goto(f"{base}projects/")
    facet(page, "Status").select_option("Red")
    page.get_by_role("button", name="Slip", exact=True).click()
    expect(page).to_have_url(f"{base}projects/?status=Red&sort=-slip")
    rows(page).first.locator("th a").click()
    expect(page).to_have_url(f"{base}projects/sd-wan/")
    page.go_back()
    expect(page).to_have_url(f"{base}projects/?status=Red&sort=-slip")
    expect(page.get_by_role("status")).to_have_text("1 of 17")
    page.go_back()
    expect(page).to_have_url(f"{base}projects/?status=Red")
    page.go_back()
    expect(page).to_have_url(f"{base}projects/")
    expect(page.get_by_role("status")).to_have_text("All 17")


def test_an_address_opens_the_list_as_it_was_sent(opened: tuple[Page, str]) -> None:
    page, base = opened
    page.goto(f"{base}projects/?state=active&calculated=red&sort=project&view=plan-and-money")
    expect(page.get_by_role("status")).to_have_text("2 of 17")
    assert names(page) == ["Data centre consolidation", "Device refresh"]
    assert "Budget (k EUR)" in headings(page) and "Project manager" not in headings(page)
    page.goto(f"{base}projects/?calculated=purple&sort=nothing&view=nothing&columns=,&status=<b>")
    expect(page.get_by_role("status")).to_have_text("All 17")


def test_the_second_list_of_a_page_has_its_own_names_in_the_address(opened: tuple[Page, str]) -> None:
    page, base = opened
    page.goto(f"{base}raid/?score=critical")
    before = page.get_by_role("status").all_inner_texts()
    assert before[0] == "2 of 24" and before[1].startswith("All ")
    page.get_by_label("Find in open issues").fill("no such issue")
    expect(page.get_by_role("status").nth(1)).to_have_text(re.compile("^0 of"))
    assert page.url == f"{base}raid/?score=critical&open-issues.q=no+such+issue"
    assert page.get_by_role("status").first.inner_text() == "2 of 24"


def test_the_choice_of_columns_holds_the_dimensions_and_the_fields_of_the_department(
    opened: tuple[Page, str],
) -> None:
    page, base = opened
    page.goto(f"{base}projects/")
    assert "Cost centre" not in headings(page) and "Schedule" not in headings(page)
    page.get_by_role("button", name="Status by dimension").click()
    assert headings(page)[3:] == ["Schedule", "Cost", "Scope", "Resources", "Risks", "Benefits"]
    expect(page).to_have_url(f"{base}projects/?view=dimensions")
    page.locator(".pk-drop summary", has_text="Columns").click()
    page.get_by_label("Cost centre").last.check()
    assert headings(page)[-1] == "Cost centre"
    expect(page).to_have_url(re.compile(r"columns=project,status,calculated,schedule,.*cost_centre$"))


def test_csv_and_json_hold_exactly_what_is_shown(opened: tuple[Page, str]) -> None:
    page, base = opened
    page.goto(f"{base}projects/?status=Amber&sort=-forecast&columns=project,slip,forecast,finish")
    text = saved(page, "Download projects as CSV")
    assert text.startswith("\ufeffProject,Slip,Forecast end,Forecast (k EUR)\r\n")
    table = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))[1:]
    shown = [name.removesuffix(" On hold") for name in names(page)]
    assert [row[0] for row in table] == shown and len(shown) > 3
    forecasts = [float(row[3]) for row in table if row[3]]
    assert forecasts == sorted(forecasts, reverse=True) and forecasts[0] > 1_000_000
    assert all(re.fullmatch(r"-?\d*", row[1]) for row in table)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d|", row[2]) for row in table)
    found = json.loads(saved(page, "Download projects as JSON"))
    assert found["of"] == 17 and [row["project"] for row in found["rows"]] == shown
    assert [row["forecast"] for row in found["rows"]][: len(forecasts)] == forecasts


def test_no_cell_of_a_download_is_a_formula(opened: tuple[Page, str]) -> None:
    page, base = opened
    page.goto(f"{base}actions/")
    page.evaluate(
        """() => {
          const cell = document.querySelector('table[data-enhance] tbody th');
          cell.textContent = '=HYPERLINK("http://x.example","a, b")';
        }"""
    )
    text = saved(page, "Download action tracker as CSV")
    assert '"\'=HYPERLINK(""http://x.example"",""a, b"")"' in text


def test_a_column_in_which_no_row_has_a_value_is_left_out(opened: tuple[Page, str]) -> None:
    page, base = opened
    page.goto(f"{base}raid/")
    assert "Exposure (k EUR)" not in headings(page) and "Score" in headings(page)
    assert page.locator(".pk-drop", has_text="Exposure").count() == 0


@pytest.mark.parametrize("address", ["projects", "raid", "findings", "gates", "projects/sd-wan"])
def test_on_a_phone_every_table_is_cards_with_the_names_of_their_values(
    site: Path, browser: Browser, address: str
) -> None:
    with served(site) as base:
        page = browser.new_page(viewport={"width": 360, "height": 800})
        page.goto(f"{base}{address}/", wait_until="load")
        assert page.locator(".pk-as-cards").count() > 0
        wide = page.evaluate(
            "[...document.querySelectorAll('.pk-scroll')].filter(e => e.scrollWidth > e.clientWidth + 1).length"
        )
        assert wide == 0 and page.evaluate("document.documentElement.scrollWidth") <= 360
        label = page.locator(".pk-as-cards tbody td:not([data-label=''])").first
        shown = label.evaluate("cell => getComputedStyle(cell, '::before').content")
        assert shown == f'"{label.get_attribute("data-label")}"'
        page.close()


@pytest.mark.parametrize(
    ("address", "wide"), [("projects", True), ("raid", True), ("projects/sd-wan", False), ("findings", True)]
)
def test_on_paper_every_column_is_there_with_the_day_and_the_number_of_the_page(
    opened: tuple[Page, str], address: str, wide: bool
) -> None:
    page, base = opened
    page.goto(f"{base}{address}/", wait_until="load")
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    first = paper.pages[0]
    assert (first.mediabox.width > first.mediabox.height) == wide
    for number, sheet in enumerate(paper.pages, 1):
        text = sheet.extract_text()
        assert "as of 23 November 2026" in text and f"{number} / {len(paper.pages)}" in text
    # The width of the text on A4, in pixels of 96 to the inch.
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1031 if wide else 702, "height": 900})
    beyond = page.evaluate(
        "[...document.querySelectorAll('.pk-table')].filter(t => t.getBoundingClientRect().right > innerWidth + 1).length"
    )
    assert beyond == 0


def test_cards_can_be_sorted(site: Path, browser: Browser) -> None:
    with served(site) as base:
        page = browser.new_page(viewport={"width": 390, "height": 800})
        page.goto(f"{base}projects/", wait_until="load")
        page.get_by_label("Sort by").select_option(label="Project, descending")
        found = [name.casefold() for name in names(page)]
        assert found == sorted(found, reverse=True)
        page.close()


def test_headings_stay_in_view_and_a_click_on_each_leaves_no_message(opened: tuple[Page, str]) -> None:
    page, base = opened
    page.goto(f"{base}projects/")
    for heading in page.locator("table[data-enhance] thead button").all():
        heading.click()
    page.evaluate("window.scrollTo(0, 900)")
    page.wait_for_timeout(200)
    top = page.locator("table[data-enhance] thead th").first.evaluate("th => th.getBoundingClientRect().top")
    assert 30 < top < 120


@pytest.mark.parametrize(
    ("address", "tab"),
    [
        ("projects/sd-wan", "Projects"),
        ("workstreams/infrastructure", "Projects"),
        ("steering/excellence-board", "Steering"),
        ("raid", "Steering"),
        ("waivers", "Assurance"),
        ("handbook/rules/report-overdue", "Handbook"),
        ("", "Home"),
    ],
)
def test_the_tab_of_the_section_is_marked_on_every_page(
    opened: tuple[Page, str], address: str, tab: str
) -> None:
    page, base = opened
    page.goto(f"{base}{address}")
    assert page.locator(".md-tabs__item--active").all_inner_texts() == [tab]
    assert page.locator(".md-tabs__item").count() <= 7


def test_the_menu_of_the_handbook_is_beside_every_page_of_it(opened: tuple[Page, str]) -> None:
    page, base = opened
    for address in ("handbook/rules/report-overdue", "handbook/standards/raid", "handbook/glossary"):
        page.goto(f"{base}{address}/")
        expect(
            page.locator(".md-sidebar--primary").get_by_role("link", name="Lifecycle and gates")
        ).to_be_visible()


def test_the_figures_of_home_lead_to_the_list_behind_them(opened: tuple[Page, str]) -> None:
    page, base = opened
    page.goto(base)
    said = int(page.locator(".pk-verdict a").first.inner_text().split()[0])
    page.locator(".pk-verdict a").first.click()
    expect(page.get_by_role("status")).to_have_text(f"{said} of 17")
    page.go_back()
    link = page.locator(".pk-legend a").last
    number = link.inner_text().split()[0]
    link.click()
    expect(page.get_by_role("status")).to_have_text(f"{number} of 17")


def test_findings_are_one_row_for_each_rule_with_the_projects_and_their_managers(
    opened: tuple[Page, str],
) -> None:
    page, base = opened
    page.goto(f"{base}findings/")
    whole = rows(page).count()
    facet(page, "Projects").select_option("Device refresh")
    assert 0 < rows(page).count() < whole
    first = rows(page).first
    assert "Grace Okafor" in first.inner_text()
    first.locator("summary").click()
    expect(first.locator(".pk-places li").first).to_be_visible()
    assert "What to do:" in first.inner_text() and "portfolio/projects/" in first.inner_text()
