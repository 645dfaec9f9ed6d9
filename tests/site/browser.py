"""A real browser and a real server for tests of the site."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright


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


def search(page: Page, words: str) -> list[str]:
    """What the search of an open page finds, as addresses, once it has said how much."""
    if page.locator("dialog.pk-search[open]").count() == 0:
        page.get_by_role("button", name="Search").click()
    page.locator(".pk-search-box").fill("")
    expect(page.locator(".pk-search [role=status]")).to_have_text("")
    page.locator(".pk-search-box").fill(words)
    expect(page.locator(".pk-search [role=status]")).to_have_text(re.compile("found"), timeout=20_000)
    addresses: list[str] = page.locator(".pk-search-list a").evaluate_all("all => all.map(link => link.href)")
    return addresses
