"""What a repository says of its site: mkdocs.yml and the folder of templates, and what in them is refused."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmokit import shipped
from pmokit.cli import memory
from pmokit.model.finding import Finding, from_row
from pmokit.text.fence import leads_out
from pmokit.words.catalogue import say

if TYPE_CHECKING:
    from pmokit.site.settings import Settings

SETTINGS = "mkdocs.yml"
TEMPLATES = "site_templates"


def template_folders(folder: Path) -> list[Path]:
    """The folders of templates and assets, the first winning: the repository's own, and the shipped one."""
    own = folder / TEMPLATES
    places = [] if leads_out(own, folder) else [own]
    return [place for place in (*places, shipped.folder(TEMPLATES)) if place.is_dir()]


def settings_of(folder: Path) -> Settings | None:
    """The settings of the site of a repository; None without a mkdocs.yml."""
    from pmokit.site import settings

    path = folder / SETTINGS
    if path.is_symlink():
        return settings.Settings({}, [settings.refused_link()])
    if not path.is_file():
        return None
    return settings.examine(path.read_bytes(), template_folders(folder))


def site_findings(folder: Path, place: Path | None) -> list[Finding]:
    """What is refused in the settings and templates of a repository; the same bytes are not read again.

    They decide what a build runs: no change may bring them, and no recorded debt may hold them.
    """
    names = list(_names(folder))
    links = [path for path, link in names if link]
    found = [_outside(path) for path in links if leads_out(folder / path, _home(folder, path))]
    path = folder / SETTINGS
    raw = {SETTINGS: path.read_bytes()} if path.is_file() and not path.is_symlink() else {}
    own = {name: text for name, link in names if (text := _own_template(folder, name, link)) is not None}
    key = memory.key({**raw, **own}, *(name for name, _ in names))
    kept = memory.read(place, "settings")
    if kept is not None and kept.get("key") == key:
        return [*found, *(from_row(row) for row in kept["findings"])]
    settings = settings_of(folder)
    refused = [*(settings.findings if settings is not None else ()), *_broken(folder, own)]
    if raw or own:
        memory.keep(place, "settings", {"key": key, "findings": refused})
    return [*found, *refused]


def site_findings_at(folder: Path, commit: str) -> list[Finding]:
    """The same of a commit of a repository; links of that day, which nothing follows, are left out."""
    from pmokit.text.git_process import GitError

    with tempfile.TemporaryDirectory(prefix="pmokit-as-of-") as name:
        try:
            export(folder, commit, Path(name))
        except GitError as error:
            raise click.UsageError(str(error)) from None
        return site_findings(Path(name), None)


def export(folder: Path, commit: str, target: Path) -> None:
    """Write the settings and templates of the site as they are in a commit into a folder. Raises GitError."""
    from pmokit.text.objects import Objects

    with Objects(folder) as objects:
        objects.export(commit, (SETTINGS, TEMPLATES), target)


def _own_template(folder: Path, path: str, link: bool) -> bytes | None:
    """The bytes of a template, unless it is one that comes with pmokit or may not be read."""
    full = folder / path
    if not path.endswith(".j2") or (link and leads_out(full, _home(folder, path))) or not full.is_file():
        return None
    raw = full.read_bytes()
    shipped_one = shipped.folder(TEMPLATES) / path.removeprefix(f"{TEMPLATES}/")
    return None if shipped_one.is_file() and shipped_one.read_bytes() == raw else raw


def _broken(folder: Path, own: Iterable[str]) -> Iterator[Finding]:
    """What is wrong with these templates."""
    from pmokit.load.integrity import of_flaw
    from pmokit.text.flaws import Flaw, Span

    names = [path.removeprefix(f"{TEMPLATES}/") for path in own]
    if not names:
        return
    from pmokit.site.template_check import examine

    for fault in examine(template_folders(folder), names):
        told = say("template.broken", reason=fault.reason)
        span = Span(fault.line, 1, fault.line, 1)
        flaw = Flaw("template-broken", told, say("template.broken.fix"), span)
        yield of_flaw(f"{TEMPLATES}/{fault.name}", flaw)


def _names(folder: Path) -> Iterator[tuple[str, bool]]:
    """The paths below the folder of templates and the folder itself, and whether each is a link."""
    top = folder / TEMPLATES
    if top.is_symlink():
        yield TEMPLATES, True
    if leads_out(top, folder):
        return
    for base, folders, files in os.walk(top):
        for name in sorted((*folders, *files)):
            full = os.path.join(base, name)
            yield os.path.relpath(full, folder).replace(os.sep, "/"), os.path.islink(full)


def _home(folder: Path, path: str) -> Path:
    """The folder that a link may not leave: that of templates, and for this folder the repository."""
    return folder if path == TEMPLATES else folder / TEMPLATES


def _outside(path: str) -> Finding:
    from pmokit.load.integrity import of_flaw
    from pmokit.text.files import outside_link

    return of_flaw(path, outside_link())
