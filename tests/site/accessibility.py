"""What is wrong with pages as a reader sees them: one visit for each page, several looks at it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.site.browser import served, watch

WIDTHS = (360, 800, 1440)
Look = tuple[int, str]
# A colour does not depend on the width, nor a box on the colours: each scheme once, the narrowest and the
# widest window, are what axe may judge differently.
LOOKS: list[Look] = [(360, "light"), (1440, "dark")]
# A look in the middle of a fade or of a sliding drawer is none.
STILL = "*, *::before, *::after { transition: none !important; animation: none !important; }"
# What the theme itself brings, on every page, whatever stands on it.
THEME_FINDINGS = {"label", "color-contrast"}


def faults_of_pages(
    site: Path, browser: Browser, addresses: Sequence[str], looks: Sequence[Look]
) -> list[str]:
    """What pages complain of, what axe finds, and which are wider than the screen."""
    faults: list[str] = []
    with served(site) as base:
        page = browser.new_page()
        seen = watch(page, base)
        for address in addresses:
            show(page, *looks[0])
            page.goto(f"{base}{address}/" if address else base, wait_until="load")
            page.add_style_tag(content=STILL)
            faults += [f"{address} at {width}: wider than the screen" for width in too_narrow(page)]
            for width, scheme in looks:
                show(page, width, scheme)
                faults += [
                    f"{address} at {width} in {scheme}: {fault}"
                    for fault in faults_of_look(page, width, scheme)
                ]
            faults += [f"{address}: {entry}" for entry in seen]
            seen.clear()
        page.close()
    return faults


def show(page: Page, width: int, scheme: str) -> None:
    """A window of this width, on a machine set to this scheme."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]


def too_narrow(page: Page) -> list[int]:
    """The widths at which a page is wider than the screen."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        settle(page, width)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(width)
    return found


def settle(page: Page, width: int) -> None:
    """Wait until the page is laid out at this width."""
    page.wait_for_function("wanted => window.innerWidth === wanted", arg=width, timeout=5_000)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def faults_of_look(page: Page, width: int, scheme: str) -> list[str]:
    """What axe finds in a page as it is shown."""
    faults = []
    # The theme's script follows the machine's scheme; a look in the wrong one would prove nothing.
    page.wait_for_function(
        "wanted => document.body.dataset.mdColorScheme === wanted",
        arg={"light": "default", "dark": "slate"}[scheme], timeout=5_000,
    )  # fmt: skip
    settle(page, width)
    for violation in Axe().run(page).response["violations"]:
        nodes = [node["target"][0] for node in violation["nodes"]]
        ours = [node for node in nodes if ".md-search" not in node and "__palette" not in node]
        if violation["id"] not in THEME_FINDINGS or ours:
            faults.append(f"{violation['id']} {ours[:3] or nodes[:3]}")
    return faults
