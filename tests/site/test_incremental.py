"""Pages of which nothing has changed are taken from the last site; the result is that of a build from nothing."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from pmokit.site import engine, mkdocs_process
from tests.site.test_building import contents

DAY = date(2026, 11, 23)
PAGES = {
    "index.md": '---\ntitle: "Home"\n---\n\n# Home\n\n<p><a href="one/">One</a></p>\n',
    "one.md": '---\ntitle: "One"\n---\n\n# One\n\n<p>The first.</p>\n',
    "two.md": '---\ntitle: "Two"\n---\n\n# Two\n\n<p>The second.</p>\n',
}


class Site:
    """A small site of plain pages, built by the process that MkDocs runs in."""

    def __init__(self, folder: Path) -> None:
        self.docs, self.last, self.state = folder / "docs", folder / "last", folder / "made.json"
        self.folder = folder
        self.docs.mkdir()
        self.settings: dict[str, object] = {"theme": {"name": "material", "font": False}}
        for name, text in PAGES.items():
            (self.docs / name).write_text(text)

    def build(self) -> dict[str, bytes]:
        """Build once; the pages by their names."""
        config, output = self.folder / "mkdocs.yml", self.folder / "new"
        engine.write_config(config, self.settings, self.docs, output, "Small", DAY)
        engine.run(config, DAY, self.state, self.last)
        shutil.rmtree(self.last, ignore_errors=True)
        output.rename(self.last)
        return {name: text for name, text in contents(self.last).items() if name.endswith(".html")}

    def mark(self, name: str) -> None:
        """Change a page of the last site, and its digest as well: a page that is taken over shows it."""
        path = self.last / name
        path.write_bytes(path.read_bytes() + b"<!-- marked -->")
        made = json.loads(self.state.read_bytes())
        source = name.replace("/index.html", ".md").replace("index.html", "index.md")
        made[source][1] = mkdocs_process._digest(path.read_bytes())
        self.state.write_text(json.dumps(made))


@pytest.fixture
def small(tmp_path: Path) -> Site:
    return Site(tmp_path)


def taken_over(pages: dict[str, bytes]) -> set[str]:
    return {name for name, html in pages.items() if html.endswith(b"<!-- marked -->")}


def test_only_the_page_that_changed_is_made_again(small: Site) -> None:
    small.build()
    for name in ("index.html", "one/index.html", "two/index.html"):
        small.mark(name)
    (small.docs / "two.md").write_text(PAGES["two.md"].replace("second", "third"))
    pages = small.build()
    assert taken_over(pages) == {"index.html", "one/index.html"}
    assert b"The third." in pages["two/index.html"]


def test_other_settings_or_another_day_make_all_pages_again(small: Site) -> None:
    small.build()
    small.mark("one/index.html")
    small.settings["copyright"] = "Somebody"
    assert taken_over(small.build()) == set()


def test_a_last_site_that_somebody_changed_is_not_believed(small: Site) -> None:
    first = small.build()
    page = small.last / "one/index.html"
    page.write_bytes(page.read_bytes().replace(b"The first.", b"<script>alert(1)</script>"))
    (small.last / "two/index.html").unlink()
    assert small.build() == first


@pytest.mark.parametrize("text", ["", "{", "[]", '{"one.md": 3}', '{"one.md": ["x"]}'])
def test_notes_that_cannot_be_read_count_for_nothing(small: Site, text: str) -> None:
    first = small.build()
    small.state.write_text(text)
    assert small.build() == first


def test_pages_that_are_removed_are_gone_and_new_ones_are_there(small: Site) -> None:
    small.build()
    (small.docs / "two.md").unlink()
    (small.docs / "three.md").write_text(PAGES["two.md"].replace("Two", "Three"))
    assert {"three/index.html", "one/index.html"} < set(small.build())
    assert not (small.last / "two").exists()


def test_links_in_markdown_are_followed_in_every_build(small: Site) -> None:
    small.build()
    (small.docs / "one.md").write_text(PAGES["one.md"] + "\n[the second](two.md)\n")
    assert b'href="../two/"' in small.build()["one/index.html"]
    (small.docs / "two.md").unlink()
    with pytest.raises(engine.BuildFault, match=r"two\.md"):
        small.build()


def test_a_page_that_mkdocs_warns_of_fails_the_build_with_its_name(small: Site) -> None:
    small.settings["nav"] = [{"Home": "index.md"}, {"Gone": "gone.md"}]
    with pytest.raises(engine.BuildFault, match=r"gone\.md"):
        small.build()


def test_several_processes_write_what_one_writes(small: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(80):
        (small.docs / f"page-{number}.md").write_text(PAGES["one.md"].replace("One", f"Page {number}"))
    alone = small.build()
    small.state.unlink()
    config = small.folder / "mkdocs.yml"
    engine.write_config(config, small.settings, small.docs, small.folder / "shared", "Small", DAY)
    monkeypatch.setattr(mkdocs_process, "processors", lambda: 3)
    started = []
    fork = os.fork
    monkeypatch.setattr(os, "fork", lambda: started.append(1) or fork())
    assert mkdocs_process.build(config, small.state, small.last) == []
    pages = contents(small.folder / "shared")
    assert {name: text for name, text in pages.items() if name.endswith(".html")} == alone
    assert len(started) == 1  # 83 pages, and at least 32 in each share


def edits(portfolio: Path, number: int) -> None:
    """A random change, of a project or of a person, drawn with a fixed seed."""
    draw = random.Random(number)
    files = sorted(portfolio.rglob("*.yaml"))
    titled = [path for path in files if "title: " in path.read_text() or "name: " in path.read_text()]
    path = draw.choice(titled)
    text = path.read_text()
    word = "title: " if "title: " in text else "name: "
    path.write_text(text.replace(word, f"{word}New {number} ", 1))


def same_as_from_nothing(
    small_copy: Path, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, numbers: range
) -> None:
    build = ("build", "--root", small_copy, "--today", DAY.isoformat())
    run(*build)
    for number in numbers:
        edits(small_copy / "portfolio", number)
        assert run(*build).exit_code == 0
        with monkeypatch.context() as other:
            other.setenv("PMOKIT_CACHE", str(small_copy.parent / f"cache-{number}"))
            assert run(*build, "--output", small_copy.parent / "clean").exit_code == 0
        assert contents(small_copy / "site") == contents(small_copy.parent / "clean"), number


def test_after_five_random_edits_the_site_is_that_of_a_build_from_nothing(
    small_copy: Path, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    same_as_from_nothing(small_copy, run, monkeypatch, range(5))


@pytest.mark.sweep
def test_after_fifty_random_edits_as_well(
    small_copy: Path, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    same_as_from_nothing(small_copy, run, monkeypatch, range(5, 55))
