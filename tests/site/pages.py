"""Which pages of a site a test looks at: all of them, or each kind once and the fullest besides."""

from __future__ import annotations

import re
from pathlib import Path

from tests.conftest import ROOT

SUFFIX = ".md.j2"


def pages_of(folder: Path) -> list[str]:
    """The addresses of all pages of a site."""
    return sorted(
        path.parent.relative_to(folder).as_posix().removeprefix(".") for path in folder.rglob("index.html")
    )


def sample(folder: Path, fullest: int) -> list[str]:
    """The fullest page of each template, and so many of the fullest pages beside these."""
    by_size = sorted(pages_of(folder), key=lambda page: (-_size(folder, page), page))
    first_of_kind = {kind_of(page): page for page in reversed(by_size)}
    rest = [page for page in by_size if page not in first_of_kind.values()]
    return sorted([*first_of_kind.values(), *rest[:fullest]])


def kind_of(page: str) -> str:
    """The template that made a page; a page of no template is a kind of its own."""
    return next((name for name, shape in _shapes() if shape.fullmatch(page)), page)


def _size(folder: Path, page: str) -> int:
    return (folder / page / "index.html").stat().st_size


def _shapes() -> list[tuple[str, re.Pattern[str]]]:
    """Each template with the addresses of its pages; those with a place for a name come last."""
    folder = ROOT / "site_templates"
    names = [path.relative_to(folder).as_posix() for path in folder.rglob(f"*{SUFFIX}")]
    return [(name, _shape(name)) for name in sorted(names, key=lambda name: ("[" in name, name))]


def _shape(name: str) -> re.Pattern[str]:
    address = re.sub(r"(^|/)index$", "", name.removesuffix(SUFFIX))
    return re.compile(re.sub(r"\\\[.*?\\\]", "[^/]+", re.escape(address)))
