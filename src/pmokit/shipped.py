"""Where the files that come with pmokit are: in the wheel, or beside the sources of a clone."""

from __future__ import annotations

from pathlib import Path

_INSTALLED = Path(__file__).parent / "shipped"
_CLONE = Path(__file__).parents[2]


def folder(name: str) -> Path:
    """The shipped `demonstration`, `methodology`, `portfolio`, `schemas` or `site_templates`."""
    installed = _INSTALLED / name
    return installed if installed.is_dir() else _CLONE / name


def file(name: str) -> Path:
    """The shipped `mkdocs.yml`."""
    installed = _INSTALLED / name
    return installed if installed.is_file() else _CLONE / name
