"""The sample of pages that a test looks at leaves no template out."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import ROOT
from tests.site.pages import SUFFIX, kind_of, pages_of, sample


def page(folder: Path, address: str, length: int) -> None:
    (folder / address).mkdir(parents=True, exist_ok=True)
    (folder / address / "index.html").write_text("x" * length)


def test_the_sample_holds_the_fullest_page_of_each_template_and_the_fullest_of_the_rest(
    tmp_path: Path,
) -> None:
    for address, length in {"": 5, "projects": 9, "projects/a": 1, "projects/b": 3, "projects/c": 2,
                            "people/x": 8, "people/y": 4}.items():  # fmt: skip
        page(tmp_path, address, length)
    assert sample(tmp_path, 0) == ["", "people/x", "projects", "projects/b"]
    assert sample(tmp_path, 1) == ["", "people/x", "people/y", "projects", "projects/b"]
    assert kind_of("projects") != kind_of("projects/a") == kind_of("projects/b")


def test_every_template_of_the_shipped_site_is_in_the_sample(site: Path) -> None:
    made = {kind_of(page) for page in sample(site, 0)}
    folder = ROOT / "site_templates"
    # Every project of the demonstration can be read; `test_unreadable.py` looks at that page.
    none = {"projects/[unreadable].md.j2"}
    wanted = {path.relative_to(folder).as_posix() for path in folder.rglob(f"[!_]*{SUFFIX}")} - none
    assert made == wanted and len(pages_of(site)) > 4 * len(made)
