"""Addresses of pages, always relative, so that the site works in any folder of any server."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from posixpath import relpath
from urllib.parse import urlencode

from markupsafe import Markup


def folder_of(page: str) -> str:
    """The folder in which MkDocs puts a page: `projects/sd-wan` has `projects/sd-wan/`."""
    return page.removesuffix("index").rstrip("/") if page.endswith("index") else page


def of_item(page: str, item_id: str) -> str:
    """The address of one of the pages of a template: each name in brackets takes one part of the id."""
    names = re.findall(r"\[\w+\]", page)
    for name, part in zip(names, item_id.split("/"), strict=True):
        page = page.replace(name, part, 1)
    return page


# The way between two names never changes in a process, whatever repository they come from.
@lru_cache(maxsize=4096)
def _way(target: str, current: str) -> str:
    return relpath(target or ".", current or ".")


def link(current: str, target: str, anchor: str = "", where: Mapping[str, str] | None = None) -> Markup:
    """The address of a page (without `.md`) as seen from another one.

    `where` filters the list of the page: what is chosen in a column, by its key, as readers see it.
    """
    way = _way(folder_of(target), folder_of(current))
    address = "./" if way == "." else f"{way}/"
    query = "?" + urlencode(where).replace("&", "&amp;") if where else ""
    return Markup(address + query + (f"#{anchor}" if anchor else ""))
