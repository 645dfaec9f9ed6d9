"""Ten questions of readers, each answered within two clicks from home, by following the links that are seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.browser import served


class Question(NamedTuple):
    """What a reader asks, the links that they follow from home, and what the last page then says: patterns that
    the text of its article matches, in this order."""

    asked: str
    clicks: tuple[str, ...]
    answer: tuple[str, ...]


QUESTIONS = [
    Question(
        "Which projects got worse since the last report?",
        (),
        (
            r"What got worse",
            r"Recovery exercises",
            r"Reported status: Green, now Amber",
            r"Decisions required",
        ),
    ),
    Question(
        "What must the IT excellence board decide on 2 December?",
        ("IT excellence board",),
        (r"2 December 2026", r"Which interfaces move before the freeze", r"New dates after the hold"),
    ),
    Question(
        "Who approved the last gate of SD-WAN, on what evidence, and where is that recorded?",
        ("Projects", "SD-WAN for all plants"),
        (
            r"Ready for executing: Approved by [A-Z]\w+ \w+ on \d+ \w+ 2026",
            r"Evidence: .*\(version",
            r"gates/ready-for-executing\.yaml",
            r"commit [0-9a-f]{8}",
        ),
    ),
    Question(
        "Which are the highest risks, and what is the response to each?",
        ("Steering", "Risks and issues"),
        (r"Score", r"Response", r"20 Critical\s+Reduce", r"16 Critical"),
    ),
    Question(
        "Who owes a report?",
        ("Steering", "Reports"),
        (r"Reports due", r"Project manager", r"State"),
    ),
    Question(
        "What is due for Anna Novák in the next days?",
        ("People", "Anna Novák"),
        (r"Due soon", r"27 Nov 2026\s+SD-WAN for all plants\s+Action: Get the board's decision"),
    ),
    Question(
        "Which projects are red by calculated status, and who manages them?",
        ("2 of 15 active projects are red by calculated status, one more than a month ago.",),
        (r"2 of 17", r"Data centre consolidation\s+Amber\s+Red\s+Carla Jiménez", r"Device refresh"),
    ),
    Question(
        "Which projects cost more than approved, and by how much?",
        ("The forecast exceeds the budget",),
        (r"Budget \(k EUR\)", r"Variance", r"Data centre consolidation", r"\+6\.8%"),
    ),
    Question(
        "Which rules are waived, until when, and who approved that?",
        ("Assurance", "Waivers"),
        (r"Approved by", r"End date", r"\d+ \w+ 202\d"),
    ),
    Question(
        "What is required to enter the executing phase?",
        ("Handbook", "Lifecycle and gates"),
        (r"Gate: Ready for executing", r"What is decided", r"Decided by: ", r"Executing"),
    ),
]


@pytest.fixture
def home(site: Path, browser: Browser) -> Iterator[Page]:
    with served(site) as base:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(base)
        yield page
        page.close()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.asked)
def test_a_question_is_answered_within_two_clicks_from_home(home: Page, question: Question) -> None:
    assert len(question.clicks) <= 2
    for name in question.clicks:
        home.get_by_role("link", name=re.compile(rf"^{re.escape(name)}")).locator(
            "visible=true"
        ).first.click()
        home.wait_for_load_state("load")
    text = home.locator("article").inner_text()
    place = 0
    for wanted in question.answer:
        found = re.compile(wanted).search(text, place)
        assert found, (wanted, text[place : place + 600])
        place = found.end()


FOCUS = """() => {
  // The theme's own switch is a hidden field: its label shows the focus.
  const field = document.activeElement;
  const node = field.classList.contains('md-option') ? field.nextElementSibling : field;
  const box = node.getBoundingClientRect();
  const style = getComputedStyle(node), header = document.querySelector('.md-header').getBoundingClientRect();
  const shown = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none';
  const free = box.top >= header.bottom - 1 || node.closest('.md-header, .md-skip, dialog') !== null;
  return [node.tagName, (node.innerText || node.getAttribute('aria-label') || node.id || '').trim().slice(0, 40),
          shown, free && box.top >= 0 && box.bottom <= innerHeight + 1];
}"""


def tab_to(page: Page, text: str, most: int = 80) -> None:
    """Press Tab until something with this text has the focus; it is always seen where the focus is."""
    for _ in range(most):
        page.keyboard.press("Tab")
        tag, name, shown, free = page.evaluate(FOCUS)
        if tag == "BODY":
            continue
        assert shown and free, (tag, name, shown, free)
        if text in name:
            return
    raise AssertionError(f"no focus on {text}")


def test_with_the_keyboard_alone_a_reader_goes_from_home_to_a_finding_its_rule_and_back(home: Page) -> None:
    tab_to(home, "Projects")
    home.keyboard.press("Enter")
    expect(home).to_have_url(re.compile("/projects/$"))
    tab_to(home, "pk-projects-find")
    home.keyboard.type("device refresh")
    expect(home.get_by_role("status")).to_have_text("1 of 17")
    tab_to(home, "Device refresh")
    home.keyboard.press("Enter")
    expect(home).to_have_url(re.compile("/projects/endpoint-refresh/$"))
    rule = home.locator("article a[href*='handbook/rules/']").first.inner_text()
    tab_to(home, rule[:30], 400)
    home.keyboard.press("Enter")
    expect(home).to_have_url(re.compile("/handbook/rules/"))
    home.go_back()
    home.go_back()
    expect(home).to_have_url(re.compile(r"/projects/\?q=device\+refresh$"))
    expect(home.get_by_role("status")).to_have_text("1 of 17")
