"""What is wrong with pages as a reader sees them: one visit for each page, several looks at it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.site.browser import served, watch

VIOLATIONS: dict[str, object] = {"resultTypes": ["violations"]}
# Of elements that our styles cannot tell apart the first is looked at; of text in a drawing axe knows no contrast.
FIRST_OF_EACH_STYLE = """() => {
  const known = new Set();
  const name = e => [e.tagName, e.className, e.getAttribute('style')].join();
  const style = e => e === document.body ? '' : style(e.parentElement) + '>' + name(e);
  const written = e => [...e.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  return [...document.querySelectorAll('body *:not(svg *)')].filter(e => {
    const key = written(e) && style(e);
    return key && !known.has(key) && known.add(key);
  });
}"""
# A look in the middle of a fade or of a sliding drawer is none.
# On a gradient, such as the shadow of a table that can be scrolled, axe judges no contrast.
STILL = """*, *::before, *::after {
  transition: none !important; animation: none !important; background-image: none !important;
}"""
# Where axe has a reason to judge no contrast: a sign instead of text, and a drawing behind it.
UNJUDGED = {"shortTextContent", "imgNode"}
# What the theme itself brings, on every page, whatever stands on it.
THEME_FINDINGS = {"label", "color-contrast"}


class Question(NamedTuple):
    """What axe is asked, and of which elements: what a function of the page gives."""

    options: dict[str, object]
    elements: str = "() => document"


EVERYTHING = (Question(VIOLATIONS),)
# Contrast takes most of the time of axe.
COLOURS = Question({"runOnly": ["color-contrast"]}, FIRST_OF_EACH_STYLE)
NAMES = Question({**VIOLATIONS, "rules": {"color-contrast": {"enabled": False}}})


class Look(NamedTuple):
    """A window of a width, on a machine set to a scheme, and what axe is asked there."""

    width: int
    scheme: str
    asked: tuple[Question, ...]


# A name or a role does not depend on the colours: of the dark scheme axe is asked for its colours alone.
# Text that is scrolled out of sight has no colour, so colours are looked at on the widest screen.
LOOKS = (
    Look(360, "light", (NAMES,)),
    Look(800, "light", ()),
    Look(1440, "light", (COLOURS,)),
    Look(1440, "dark", (COLOURS,)),
)


def every_look(scheme: str) -> tuple[Look, ...]:
    """Everything, at each width, in a scheme."""
    return tuple(Look(width, scheme, EVERYTHING) for width in (360, 800, 1440))


def faults_of_pages(
    site: Path, browser: Browser, addresses: Sequence[str], looks: Sequence[Look]
) -> list[str]:
    """What pages complain of, what axe finds, and which are wider than the screen."""
    faults: list[str] = []
    with served(site) as base:
        page = browser.new_page()
        seen = watch(page, base)
        for address in addresses:
            prepare(page, f"{base}{address}/" if address else base, looks[0])
            for look in looks:
                show(page, look)
                settle(page, look)
                faults += [
                    f"{address} at {look.width} in {look.scheme}: {fault}"
                    for fault in faults_of_look(page, look)
                ]
            faults += [f"{address}: {entry}" for entry in seen]
            seen.clear()
        page.close()
    return faults


def prepare(page: Page, address: str, look: Look) -> None:
    """Open a page, ready to be looked at."""
    show(page, look)
    page.goto(address, wait_until="load")
    page.add_style_tag(content=STILL)
    page.evaluate(AXE_SCRIPT)
    settle(page, look)


def show(page: Page, look: Look) -> None:
    """A window of this width, on a machine set to this scheme."""
    page.set_viewport_size({"width": look.width, "height": 900})
    page.emulate_media(color_scheme=look.scheme)  # type: ignore[arg-type]


def settle(page: Page, look: Look) -> None:
    """Wait until the page is laid out as it is looked at."""
    # The theme's script follows the machine's scheme; a look in the wrong one would prove nothing.
    page.wait_for_function(
        "([width, scheme]) => window.innerWidth === width && document.body.dataset.mdColorScheme === scheme",
        arg=[look.width, {"light": "default", "dark": "slate"}[look.scheme]], timeout=5_000,
    )  # fmt: skip
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def faults_of_look(page: Page, look: Look) -> list[str]:
    """What is wrong with a page as it is shown."""
    faults = []
    if page.evaluate("document.documentElement.scrollWidth") > look.width:
        faults.append("wider than the screen")
    for question in look.asked:
        said = page.evaluate(f"options => axe.run(({question.elements})(), options)", question.options)
        for violation in said["violations"]:
            nodes = [node["target"][0] for node in violation["nodes"]]
            ours = [node for node in nodes if not of_theme(node)]
            if violation["id"] not in THEME_FINDINGS or ours:
                faults.append(f"{violation['id']} {ours[:3] or nodes[:3]}")
        if question is COLOURS:
            faults += unjudged(said["incomplete"])
    return faults


def of_theme(target: str) -> bool:
    """Whether an element is the theme's."""
    return any(part in target for part in ("__palette", ".md-copyright"))


def unjudged(incomplete: Sequence[dict[str, Any]]) -> list[str]:
    """Elements of which axe could not tell the contrast, without a good reason: a check of nothing."""
    nodes = [node for entry in incomplete for node in entry["nodes"] if not of_theme(node["target"][0])]
    reasons = [(node["any"][0]["data"]["messageKey"], node["target"][0]) for node in nodes]
    return [f"contrast not judged: {reason} {target}" for reason, target in reasons if reason not in UNJUDGED]
