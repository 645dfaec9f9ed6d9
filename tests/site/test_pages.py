"""Pages as Markdown, by golden files: the sound example portfolio, which hardly ever changes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from pmokit.site.render import render_all
from pmokit.views.context import Context
from tests.conftest import ROOT, check_files, sound

GOLDEN = Path(__file__).parent / "golden"
PAGES = [
    "index",
    "projects/example",
    "projects/other",
    "handbook/rules/risk-unowned",
    "workstreams/infrastructure",
]


@pytest.fixture(scope="module")
def pages(shipped_files: Mapping[str, bytes]) -> dict[str, str]:
    done = check_files(sound(shipped_files))
    return dict(render_all(Context(done), [ROOT / "site_templates"]))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_rendered_as_its_golden_file_shows(pages: dict[str, str], page: str) -> None:
    """To accept a change, delete the file and run the test twice; then read the difference."""
    path = GOLDEN / f"{page.replace('/', '-')}.md"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.write_text(pages[page], encoding="utf-8")
        pytest.fail(f"{path} was missing and has been written: read it, then run again")
    assert pages[page] == path.read_text(encoding="utf-8")


def test_every_page_begins_with_front_matter_and_one_heading(pages: dict[str, str]) -> None:
    for address, text in pages.items():
        head, _, body = text.partition("\n---\n")
        assert head.startswith("---\ntitle: ") and head.isascii(), address
        assert body.lstrip().startswith("# "), address


def test_no_blank_line_ends_a_block_of_html_before_its_end(pages: dict[str, str]) -> None:
    """Markdown ends a block at a blank line, and would read what follows as its own."""
    opened, closed = (re.compile(rf"<{slash}(?:div|table|ul|ol|dl|figure)\b") for slash in ("", "/"))
    broken = []
    for address, text in pages.items():
        depth = 0
        for number, line in enumerate(text.splitlines(), 1):
            if depth and not line.strip():
                broken.append(f"{address}:{number}")
            depth += len(opened.findall(line)) - len(closed.findall(line))
    assert broken == []


def test_what_a_template_may_read_of_one_type_says_nothing_about_another() -> None:
    from pmokit.model.raid import Risk
    from pmokit.site.render import Sandbox

    env = Sandbox()
    risk = Risk(id="r", title="R", likelihood=1, impact=1)
    assert env.is_safe_attribute(risk, "title", risk.title)
    assert not env.is_safe_attribute(Risk, "title", None)
    assert not env.is_safe_attribute(risk, "model_dump", risk.model_dump)
    assert env.is_safe_attribute({}, "items", {}.items)
    assert not env.is_safe_attribute(
        test_every_page_begins_with_front_matter_and_one_heading, "__globals__", None
    )
