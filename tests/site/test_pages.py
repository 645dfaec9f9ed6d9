"""Pages as Markdown, by golden files: the sound example portfolio, which hardly ever changes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from pmokit.site.render import render_all
from pmokit.views.context import Context
from tests.conftest import ROOT, check_files, rendered_pages, sound
from tests.golden import assert_same

GOLDEN = Path(__file__).parent / "golden"
PAGES = [
    "index",
    "projects/example",
    "projects/other",
    "handbook/rules/risk-unowned",
    "workstreams/infrastructure",
]
SHIPPED = [
    "actions/index",
    "adherence/index",
    "assurance/index",
    "assurance/endpoint-refresh",
    "changes/index",
    "decisions/index",
    "findings/index",
    "gates/index",
    "handbook/alignment",
    "handbook/artefacts",
    "handbook/decisions",
    "handbook/differences",
    "handbook/glossary",
    "handbook/how-to",
    "handbook/index",
    "handbook/lifecycle",
    "handbook/reporting",
    "handbook/roles",
    "handbook/tiers",
    "handbook/forums/index",
    "handbook/forums/infrastructure-board",
    "handbook/path/standard",
    "handbook/rules/index",
    "handbook/rules/schedule-overstated",
    "handbook/standards/index",
    "handbook/standards/reporting",
    "index",
    "people/index",
    "people/helena-brandt",
    "people/tomas-lindqvist",
    "programmes/index",
    "programmes/hosting-renewal",
    "projects/index",
    "projects/dc-consolidation",
    "projects/sd-wan",
    "projects/sd-wan/reports/2026-11-13",
    "raid/index",
    "reports/index",
    "steering/index",
    "steering/excellence-board",
    "steering/infrastructure-board",
    "waivers/index",
    "workstreams/index",
    "workstreams/infrastructure",
]
"""Of the demonstration a page of each template, the one that shows most."""


@pytest.fixture(scope="module")
def pages(shipped_files: Mapping[str, bytes]) -> dict[str, str]:
    done = check_files(sound(shipped_files))
    return dict(render_all(Context(done), [ROOT / "site_templates"], []))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_rendered_as_its_golden_file_shows(pages: dict[str, str], page: str) -> None:
    assert_same(GOLDEN / f"{page.replace('/', '-')}.md", pages[page])


def test_pages_of_the_demonstration_are_rendered_as_their_golden_files_show() -> None:
    shipped = dict(rendered_pages(ROOT))
    for page in SHIPPED:
        assert_same(GOLDEN / f"demonstration/{page.replace('/', '-')}.md", shipped[page])


def test_each_template_has_a_golden_page() -> None:
    folder = ROOT / "site_templates"
    names = [path.relative_to(folder).as_posix().removesuffix(".md.j2") for path in folder.rglob("*.md.j2")]
    assert len(names) > 25
    # `people/[person]` makes a page for each person.
    patterns = {name: re.compile(re.sub(r"\[\w+\]", r"(?!index$)[^/]+", name)) for name in names}
    assert [name for name, pattern in patterns.items() if not any(map(pattern.fullmatch, SHIPPED))] == []


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

    env = Sandbox(str)
    risk = Risk(id="r", title="R", likelihood=1, impact=1)
    assert env.is_safe_attribute(risk, "title", risk.title)
    assert not env.is_safe_attribute(Risk, "title", None)
    assert not env.is_safe_attribute(risk, "model_dump", risk.model_dump)
    assert env.is_safe_attribute({}, "items", {}.items)
    assert not env.is_safe_attribute(
        test_every_page_begins_with_front_matter_and_one_heading, "__globals__", None
    )
