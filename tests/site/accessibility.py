"""What is wrong with pages as a reader sees them: one visit for each page, several looks at it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.site.browser import served, watch

ALL_RULES: dict[str, object] = {"resultTypes": ["violations"]}
COLOURS: dict[str, object] = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
# A look in the middle of a fade or of a sliding drawer is none.
STILL = "*, *::before, *::after { transition: none !important; animation: none !important; }"
# What the theme itself brings, on every page, whatever stands on it.
THEME_FINDINGS = {"label", "color-contrast"}


class Look(NamedTuple):
    """A window of a width, on a machine set to a scheme, and what axe is asked there, if anything."""

    width: int
    scheme: str
    asked: dict[str, object] | None


# A name or a role does not depend on the colours: of the dark scheme axe is asked for its colours alone.
LOOKS = (Look(360, "light", ALL_RULES), Look(800, "light", None), Look(1440, "dark", COLOURS))


def every_look(scheme: str) -> tuple[Look, ...]:
    """Everything, at each width, in a scheme."""
    return tuple(Look(width, scheme, ALL_RULES) for width in (360, 800, 1440))


def faults_of_pages(
    site: Path, browser: Browser, addresses: Sequence[str], looks: Sequence[Look]
) -> list[str]:
    """What pages complain of, what axe finds, and which are wider than the screen."""
    faults: list[str] = []
    with served(site) as base:
        page = browser.new_page()
        seen = watch(page, base)
        for address in addresses:
            show(page, looks[0])
            page.goto(f"{base}{address}/" if address else base, wait_until="load")
            page.add_style_tag(content=STILL)
            page.evaluate(AXE_SCRIPT)
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
    if look.asked is None:
        return faults
    for violation in page.evaluate("options => axe.run(options)", look.asked)["violations"]:
        nodes = [node["target"][0] for node in violation["nodes"]]
        ours = [node for node in nodes if ".md-search" not in node and "__palette" not in node]
        if violation["id"] not in THEME_FINDINGS or ours:
            faults.append(f"{violation['id']} {ours[:3] or nodes[:3]}")
    return faults
