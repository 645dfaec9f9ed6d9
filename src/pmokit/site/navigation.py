"""Where each page stands in the navigation, by what its front matter says.

`nav: 30` is a position in the section of the page's folder, `nav: steering/30` one in another section. A
section is the page `index` of a folder with the pages below it. A page that says nothing comes last in the
section of its folder. Pages made for each of something are not in the navigation; other pages list them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from pmokit.text import front_matter, yaml

Navigation = list[Any]
"""What MkDocs calls `nav`: paths, each perhaps under a title, and sections as lists of these."""
LAST = 1_000_000
_PLACE = re.compile(r"(?:(?P<section>[a-z0-9/-]+)/)?(?P<position>[0-9]{1,5})")


class Entry(NamedTuple):
    """A page of the navigation; `section` is the folder that its front matter names, None for its own."""

    address: str
    title: str
    section: str | None
    position: int


def entry(address: str, text: str) -> Entry:
    """The entry of a page, from its Markdown. `nav_title` is its title there, where it differs."""
    data = yaml.parse_text(front_matter.front_matter(text)).data
    front = data if isinstance(data, dict) else {}
    place = _PLACE.fullmatch(str(front.get("nav")))
    position = int(place["position"]) if place else LAST
    title = str(front.get("nav_title") or front.get("title") or "")
    return Entry(address, title, place["section"] if place else None, position)


def navigation(entries: Iterable[Entry]) -> Navigation:
    """The navigation of these pages."""
    some = sorted(entries, key=lambda page: (page.position, page.title, page.address))
    below: dict[str, list[Entry]] = {}
    for page in some:
        below.setdefault(_parent(page, {other.address for other in some}), []).append(page)
    return [_item(page, below) for page in below.get("", ())]


def _parent(page: Entry, known: set[str]) -> str:
    """The address of the page below which a page stands; empty at the top."""
    if page.section is not None:
        return f"{page.section}/index"
    folder = page.address.removesuffix("/index") if page.address.endswith("/index") else page.address
    while "/" in folder:
        folder = folder.rpartition("/")[0]
        if f"{folder}/index" in known:
            return f"{folder}/index"
    return ""


def _item(page: Entry, below: dict[str, list[Entry]]) -> Any:
    path = f"{page.address}.md"
    inner = below.get(page.address)
    if inner:
        return {page.title: [path, *(_item(other, below) for other in inner)]}
    return {page.title: path} if page.title else path
