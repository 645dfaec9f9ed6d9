"""The search of the site in a real browser: names first, with spelling mistakes, then the text of all pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.browser import search, served, watch


@pytest.fixture
def opened(site: Path, browser: Browser) -> Iterator[tuple[Page, str]]:
    with served(site) as base:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        seen = watch(page, base)
        page.goto(base)
        yield page, base
        page.close()
        assert seen == []


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("SD-WAN", "projects/sd-wan/"),
        ("sdwan", "projects/sd-wan/"),
        ("sd wan", "projects/sd-wan/"),
        ("datacentre", "projects/dc-consolidation/"),
        ("datacenter", "projects/dc-consolidation/"),
        ("consolidaton", "projects/dc-consolidation/"),
        ("dc-consolidation", "projects/dc-consolidation/"),
        ("Backup vault", "projects/backup-renewal/"),
        ("how do I write a report", "handbook/how-to/#report"),
        ("glossary", "handbook/glossary/"),
    ],
)
def test_what_a_reader_looks_for_comes_first_however_it_is_written(
    opened: tuple[Page, str], words: str, first: str
) -> None:
    page, base = opened
    assert search(page, words)[0] == base + first


@pytest.mark.parametrize("words", ["Novák", "novak", "Anna Novak"])
def test_a_person_is_found_with_and_without_accents_and_so_are_their_projects(
    opened: tuple[Page, str], words: str
) -> None:
    page, base = opened
    found = search(page, words)
    assert f"{base}projects/sd-wan/" in found and any("people/anna-novak" in address for address in found)


def test_words_that_are_in_no_title_are_found_in_the_text_with_their_section(
    opened: tuple[Page, str],
) -> None:
    page, _ = opened
    found = search(page, "Hostara interprets")
    assert any("dc-consolidation" in address or "raid" in address for address in found)
    assert page.locator(".pk-search-list mark").count() > 0


def test_nothing_found_is_said(opened: tuple[Page, str]) -> None:
    page, _ = opened
    page.keyboard.press("/")
    page.locator(".pk-search-box").fill("qqqqqqzzzz")
    expect(page.locator(".pk-search [role=status]")).to_have_text("Nothing was found.")


def test_the_search_works_with_the_keyboard_alone(opened: tuple[Page, str]) -> None:
    page, base = opened
    page.keyboard.press("/")
    expect(page.locator(".pk-search-box")).to_be_focused()
    page.keyboard.type("virtual desktops")
    expect(page.locator(".pk-search [role=status]")).to_contain_text("found")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".pk-search-list a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".pk-search-box")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.pk-search")).not_to_be_visible()
    page.keyboard.press("/")
    expect(page.locator(".pk-search-box")).to_be_focused()
    expect(page.locator(".pk-search-list a").first).to_contain_text("Virtual desktops")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{base}projects/virtual-desktop/")


def test_typing_into_a_list_does_not_open_the_search(opened: tuple[Page, str]) -> None:
    page, base = opened
    page.goto(f"{base}projects/")
    page.get_by_label("Find in projects").press_sequentially("s/")
    assert page.locator("dialog.pk-search[open]").count() == 0
    expect(page.get_by_label("Find in projects")).to_have_value("s/")


def test_the_first_search_is_small(opened: tuple[Page, str]) -> None:
    page, _ = opened
    page.wait_for_load_state("networkidle")
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(answer.body())) if answer.ok else None)
    search(page, "consolidation")
    assert 50_000 < sum(sizes) < 300_000


def test_nothing_of_the_search_is_read_before_somebody_searches(site: Path, browser: Browser) -> None:
    with served(site) as base:
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(base, wait_until="networkidle")
        assert not [url for url in asked if "titles.json" in url or "pagefind" in url or "ufuzzy" in url]
        page.close()


def test_every_name_that_the_search_knows_leads_to_a_page(site: Path) -> None:
    known = json.loads((site / "assets/titles.json").read_text(encoding="utf-8"))
    addresses = [row[2].partition("#")[0] for row in known["titles"]]
    assert len(addresses) > 500
    assert [address for address in addresses if not (site / address / "index.html").is_file()] == []
    assert {row[0] for row in known["titles"]} == set(known["kinds"]) and set(known["kinds"]) < set(
        known["words"]
    )
