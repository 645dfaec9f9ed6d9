"""A real browser and a real server for tests of the site."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server for a folder, on this machine only."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Headless Chromium from the system's packages (`make test` installs it)."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        try:
            yield browser
        finally:
            browser.close()


def without_search(page: Page, site: Path) -> None:
    """Each page that is opened would fetch the index of the search anew, which is large: give it an empty one."""
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    page.route("**/search_index.json", lambda route: route.fulfill(json={**index, "docs": []}))


def watch(page: Page, base: str) -> list[str]:
    """A list that fills with whatever a page must not do."""
    seen: list[str] = []
    page.on("console", lambda message: seen.append(f"console {message.type}: {message.text}"))
    page.on("pageerror", lambda error: seen.append(f"error: {error}"))
    page.on("dialog", lambda dialog: (seen.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("response", lambda r: seen.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    page.on(
        "request",
        lambda request: (
            seen.append(f"outside: {request.url[:90]}")
            if not request.url.startswith((base, "data:", "blob:"))
            else None
        ),
    )
    return seen


def search(page: Page, word: str) -> None:
    """Type a word into the search of an open page and wait for what it finds.

    What is typed before the index has been read is never looked for, so it waits for the index; the list of what
    was found for another word goes first. On a busy machine the page misses a key now and then: a person would
    type again.
    """
    page.wait_for_function(
        "!/^(|Initializing search)$/.test(document.querySelector('.md-search-result__meta').textContent.trim())"
    )
    box = page.locator(".md-search__input")
    for attempt in (1, 2, 3):
        box.click()
        box.fill("")
        page.wait_for_selector(".md-search-result__link", state="detached", timeout=60_000)
        box.press_sequentially(word, delay=20)
        try:
            page.wait_for_selector(".md-search-result__link", timeout=20_000, state="attached")
            return
        except TimeoutError:
            if attempt == 3:
                raise
