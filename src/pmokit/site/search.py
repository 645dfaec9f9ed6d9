"""The names that the search of the site finds; its text is the work of `engine.index_text`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from pmokit.site.navigation import Entry
from pmokit.views.context import Context
from pmokit.views.registers.titles import KINDS, titles
from pmokit.words.catalogue import say

TITLES = "titles.json"


def write_titles(context: Context, entries: Iterable[Entry], assets: Path) -> None:
    """Write the names that the search finds, with the words that it says."""
    words = {kind: say(f"search.kind.{kind}") for kind in KINDS}
    words |= {
        "placeholder": say("search.placeholder"),
        "nothing": say("search.nothing"),
        "found": say("search.found", number="{number}"),
    }
    pages = [(entry.address, entry.title) for entry in entries]
    rows = [
        [item.kind, item.title, _as_folder(item.address), *filter(None, [item.more])]
        for item in titles(context, pages)
    ]
    assets.mkdir(exist_ok=True)
    text = json.dumps(
        {"words": words, "kinds": KINDS, "titles": rows}, ensure_ascii=False, separators=(",", ":")
    )
    (assets / TITLES).write_text(text, encoding="utf-8")


def _as_folder(address: str) -> str:
    return address if not address or "#" in address else f"{address}/"
