"""The shipped site in a real browser: in light and dark, at three widths."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import ROOT
from tests.site.accessibility import (
    COLOURS,
    LOOKS,
    Look,
    every_look,
    faults_of_look,
    faults_of_pages,
    prepare,
)
from tests.site.browser import served
from tests.site.pages import pages_of, sample


@pytest.fixture
def browser_page(site: Path, browser: Browser) -> Iterator[tuple[Page, str]]:
    with served(site) as base:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        yield page, base
        page.close()


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value is not None:
                self.links.append(value)
            if name == "id" and value:
                self.ids.add(value)


def test_there_is_a_page_for_everything_and_every_link_leads_somewhere(site: Path) -> None:
    parsed: dict[str, _Links] = {}
    for page in pages_of(site):
        parsed[page] = _Links()
        parsed[page].feed((site / page / "index.html").read_text(encoding="utf-8"))
    assert {"", "projects/sd-wan", "workstreams/infrastructure", "programmes/hosting-renewal", "findings",
            "handbook/lifecycle", "handbook/rules/report-overdue", "handbook/standards/raid",
            "handbook/forums/change-board"} <= set(parsed)  # fmt: skip
    broken = []
    for page, found in parsed.items():
        for link in found.links:
            parts = urlsplit(urljoin(f"http://here/{page}/" if page else "http://here/", link))
            if parts.netloc != "here":
                continue
            target = unquote(parts.path).strip("/")
            file = site / target
            if not (file.is_file() or (file / "index.html").is_file()):
                broken.append(f"{page}: {link}")
            elif parts.fragment and target in parsed and parts.fragment not in parsed[target].ids:
                broken.append(f"{page}: {link} has no such place")
    assert broken == []


def test_every_rule_has_a_page_with_its_clause_and_two_examples_and_every_clause_its_check(
    site: Path,
) -> None:
    from pmokit.text.files import read_tree
    from tests.conftest import check_files

    method = check_files(read_tree(ROOT).files).run.methodology
    for rule in method.rules:
        page = (site / f"handbook/rules/{rule.id}/index.html").read_text(encoding="utf-8")
        assert rule.clause in page and ">Not met</span>" in page and ">Met</span>" in page, rule.id
    enforced = {rule.clause for rule in method.rules}
    for standard in method.standards:
        page = (site / f"handbook/standards/{standard.id}/index.html").read_text(encoding="utf-8")
        for clause in standard.clauses:
            text = page.split(f'id="{clause.id.lower()}"')[1].split("</section>")[0]
            assert ("handbook/rules" in text or "../../rules/" in text) == (clause.id in enforced), clause.id
            assert ("Checked every" in text) == (clause.checked_by is not None), clause.id
    assert {path.name for path in (site / "handbook/path").iterdir()} == {"light", "standard", "major"}


# In parts, so that all workers share the longest test of the suite.
@pytest.mark.parametrize("part", range(8))
def test_no_page_complains_asks_the_outside_fails_axe_or_is_wider_than_the_screen(
    site: Path, browser: Browser, part: int
) -> None:
    assert faults_of_pages(site, browser, sample(site, 10)[part::8], LOOKS) == []


@pytest.mark.parametrize("look", [look for look in LOOKS if COLOURS in look.asked])
def test_pale_text_in_a_table_would_be_noticed(browser_page: tuple[Page, str], look: Look) -> None:
    page, base = browser_page
    prepare(page, f"{base}steering/excellence-board/", look)
    assert faults_of_look(page, look) == []
    page.add_style_tag(content="article td { color: rgb(128 128 128 / 60%) !important; }")
    (fault,) = faults_of_look(page, look)
    assert fault.startswith("color-contrast ") and "td" in fault


@pytest.mark.sweep
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_same_holds_for_all_pages_at_each_width_in_light_and_dark(
    site: Path, browser: Browser, scheme: str
) -> None:
    assert faults_of_pages(site, browser, pages_of(site), every_look(scheme)) == []


def test_a_project_manager_finds_their_project_in_the_register(browser_page: tuple[Page, str]) -> None:
    page, base = browser_page
    page.goto(f"{base}projects/")
    rows = page.locator("table[data-enhance] tbody tr")
    assert rows.count() == 17
    search = page.get_by_label("Find in projects")
    for word, title in (("emma", "Microsoft 365 for everybody"), ("Backup vault", "Backup and recovery")):
        search.fill(word)
        page.wait_for_timeout(300)
        assert any(title in text for text in rows.all_inner_texts())
        assert rows.count() < 17


def test_the_register_sorts_by_slip_with_the_latest_first(browser_page: tuple[Page, str]) -> None:
    page, base = browser_page
    page.goto(f"{base}projects/")
    page.get_by_role("button", name="Slip", exact=True).click()
    slips = page.locator("table[data-enhance] tbody td[data-label=Slip]").all_inner_texts()
    days = [int(text.split()[0]) if text[0] in "+-" else 0 for text in slips]
    assert days == sorted(days, reverse=True) and days[0] > 100


WORDS_OF_TWO_LINES = """() => {
  const broken = [];
  for (const link of document.querySelectorAll('.pk-table a')) {
    const walker = document.createTreeWalker(link, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode()); )
      for (const word of node.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
        const range = document.createRange();
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        if (range.getClientRects().length > 1) broken.push(word[0]);
      }
  }
  return broken;
}"""


@pytest.mark.parametrize("address", ["handbook/decisions", "raid", "projects"])
def test_on_a_narrow_screen_no_word_of_a_link_in_a_table_is_cut_in_two(
    site: Path, browser: Browser, address: str
) -> None:
    with served(site) as base:
        page = browser.new_page(viewport={"width": 390, "height": 900})
        page.goto(f"{base}{address}/", wait_until="load")
        assert page.locator(".pk-table a").count() > 3
        assert page.evaluate(WORDS_OF_TWO_LINES) == []
        page.close()


def test_tables_work_without_scripts(site: Path, browser: Browser) -> None:
    with served(site) as base:
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(f"{base}projects/")
        assert page.locator("table.pk-table tbody tr").count() == 17


def test_the_home_page_names_the_project_whose_facts_disagree_with_its_colour(site: Path) -> None:
    home = (site / "index.html").read_text(encoding="utf-8")
    row = next(row for row in home.split("<tr>")[1:] if "Device refresh" in row and "pk-rag" in row)
    assert "Green" in row and "Calculated: Red" in row and "&#43;35 days" in row
