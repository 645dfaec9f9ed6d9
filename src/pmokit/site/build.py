"""A whole build: pages, assets and configuration into a workshop, then MkDocs, then the swap."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pmokit.site import engine, publish, render, settings
from pmokit.views.context import Context

ASSETS = "assets"


class Built(NamedTuple):
    """What came out: where, and of how many pages."""

    output: Path
    pages: int


def build(context: Context, templates: list[Path], config: Path, root: Path, output: Path) -> Built:
    """Build the site of the repository at `root` into `output`.

    `templates` are folders of templates and assets, the first winning; `config` is the repository's
    mkdocs.yml. Raises TemplateFault, BuildFault, NotASite or Busy; the last good site then stays in
    place.
    """
    publish.refuse_other_folders(output, root)
    if found := settings.faults(config.read_bytes()):
        raise engine.BuildFault("\n".join(f"{config.name}: {fault}" for fault in found))
    output = output.resolve()
    with publish.workshop(output) as work:
        docs = work / "docs"
        pages = write_pages(render.render_all(context, templates), docs)
        for folder in reversed(templates):
            if (folder / ASSETS).is_dir():
                _copy_assets(folder / ASSETS, docs / ASSETS)
        generated = work / "mkdocs.yml"
        title = render.site_title(context)
        engine.write_config(generated, config.absolute(), docs, work / "site", title, context.today)
        engine.run(generated, context.today)
        (work / "site" / publish.MARK).write_text("Replaced whole by the next build.\n")
        publish.swap(work / "site", output)
    return Built(output, pages)


def _copy_assets(source: Path, target: Path) -> None:
    """Copy a folder of assets. A symbolic link could publish any file of this machine: left out."""

    def links(folder: str, names: list[str]) -> list[str]:
        return [name for name in names if (Path(folder) / name).is_symlink()]

    shutil.copytree(source, target, dirs_exist_ok=True, ignore=links)


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
