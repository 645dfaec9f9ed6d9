"""A whole build in two steps: pages and assets as Markdown; then MkDocs in a workshop, and the swap.

The steps are apart so that pages may be kept while nothing they show has changed.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from pmokit.rules.sharing import processors, shared_out
from pmokit.site import engine, publish, render, search
from pmokit.site.navigation import Entry, Navigation, entry, navigation
from pmokit.site.reach import may_read
from pmokit.text.journal import is_ours
from pmokit.views.context import Context
from pmokit.words.catalogue import say

ASSETS = "assets"
MADE = "made.json"
"""The file that says what the pages of the last site were made of."""


class Pages(NamedTuple):
    """Pages as Markdown in a folder, with what the site needs to know besides."""

    folder: Path
    title: str
    """Already escaped: MkDocs prints it as it is."""
    today: date
    number: int
    """How many pages there are."""
    navigation: Navigation
    """How the pages are found from each other, unless the repository's mkdocs.yml says otherwise."""
    outside: list[str]
    """Patterns of the pages that are no part of it."""
    faults: list[str]
    """What is wrong with templates; in the place of their pages are pages that say so."""


def write(context: Context, templates: list[Path], folder: Path) -> Pages:
    """Render all pages and copy the assets into a folder that does not exist yet.

    `templates` are folders of templates and assets, the first winning. Where no page at all can be
    rendered, raises TemplateFault; what was written then is removed.
    """
    half = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        single = render.made_once(templates)
        entries: list[Entry] = []
        faults: list[render.TemplateFault] = []
        count = _render(context, templates, faults, single, entries, half)
        if faults and len(faults) == count:
            raise faults[0]
        for place in reversed(templates):
            if (place / ASSETS).is_dir() and may_read(place / ASSETS, place):
                copy_assets(place, half)
        search.write_titles(context, entries, half / ASSETS)
        half.rename(folder)
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        raise
    outside = sorted({f"/{page.rpartition('/')[0]}/*" for page, once in single.items() if not once})
    told = list({(fault.name, fault.line): str(fault) for fault in reversed(faults)}.values())[::-1]
    return Pages(folder, render.site_title(context), context.today, count, navigation(entries), outside, told)


def _render(
    context: Context,
    templates: list[Path],
    faults: list[render.TemplateFault],
    single: dict[str, bool],
    entries: list[Entry],
    folder: Path,
) -> int:
    """Render all pages into a folder; how many there are.

    Those of which there is one come first, because they need what the others share; the others are shared out
    among the processors.
    """
    each = render.addresses_of_each(context, templates)
    others = set(each)
    pages = render.render_all(context, templates, faults, lambda address: address not in others)
    count = write_pages(_noted(pages, single, entries), folder)

    def work(share: Sequence[str]) -> dict[str, Any]:
        found: list[render.TemplateFault] = []
        write_pages(render.render_all(context, templates, found, set(share).__contains__), folder)
        told = [(fault.name, fault.line, fault.reason) for fault in found]
        return {address: told if address == share[0] else [] for address in share}

    made = shared_out(work, each, processors()) if each else {}
    faults += [render.TemplateFault(*fault) for told in made.values() for fault in told]
    return count + len(each)


def _noted(
    pages: Iterable[tuple[str, str]], single: dict[str, bool], entries: list[Entry]
) -> Iterator[tuple[str, str]]:
    """The pages as they are; what stands in the navigation is noted on the way."""
    for address, text in pages:
        if single.get(address):
            entries.append(entry(address, text))
        yield address, text


def build(pages: Pages, settings: Mapping[str, Any], root: Path, output: Path, state: Path | None) -> Path:
    """Build the site of the repository at `root` into `output`; where it is.

    `settings` are the values that `settings.examine` let pass, `state` is the folder for `publish.workshop`.
    Raises BuildFault, NotASite or Busy; the last good site then stays in place.
    """
    # Once more: somebody may have filled the folder while the pages were made.
    publish.refuse_other_folders(output, root)
    output = Path(os.path.realpath(output))
    with publish.workshop(output, state) as work:
        generated = work / "mkdocs.yml"
        values = settings if "nav" in settings else {**settings, **_found_from(pages)}
        engine.write_config(generated, values, pages.folder, work / "site", pages.title, pages.today)
        # Without a folder of its own for this user, nothing is taken from the last site.
        made = (state if state is not None and is_ours(state) else work) / MADE
        engine.run(generated, pages.today, made, output)
        engine.index_text(work / "site")
        (work / "site" / publish.MARK).write_text(say("build.mark") + "\n")
        publish.swap(work / "site", output)
    return output


def _found_from(pages: Pages) -> dict[str, Any]:
    return {"nav": pages.navigation, "not_in_nav": "\n".join(pages.outside)}


def copy_assets(templates: Path, target: Path) -> None:
    """Copy the assets of a folder of templates.

    Left out are hidden files and links that lead out, which could publish any file of this machine, and
    Markdown, which would become a page that no template made.
    """

    def left_out(folder: str, names: list[str]) -> list[str]:
        return [name for name in names if not is_asset(Path(folder) / name)]

    def is_asset(path: Path) -> bool:
        if path.is_dir():
            return not path.is_symlink() and not path.name.startswith(".")
        return path.is_file() and may_read(path, templates) and path.suffix != ".md"

    shutil.copytree(templates / ASSETS, target / ASSETS, dirs_exist_ok=True, ignore=left_out)


def write_pages(pages: Iterable[tuple[str, str]], docs: Path) -> int:
    """Write each page's Markdown below a folder; how many there were.

    Addresses are made of ids, which hold nothing but small letters, digits and hyphens.
    """
    count = 0
    made: set[Path] = set()
    for address, text in pages:
        path = docs / f"{address}.md"
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_text(text, encoding="utf-8")
        count += 1
    return count
