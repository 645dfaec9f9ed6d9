"""The process in which MkDocs builds: `python -m pmokit.site.mkdocs_process CONFIG STATE LAST`.

A page is a function of its Markdown, the settings and the versions of the libraries. Pages of which none of
these has changed are taken from the last site, byte for byte; the others are shared out among the processors.
Where pages depend on each other (links in Markdown, plugins), MkDocs builds all of them as it always does.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs.commands import build as steps
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

from pmokit.rules.sharing import processors, shared_out

_LIBRARIES = ("pmokit", "mkdocs", "mkdocs-material", "markdown", "jinja2", "pymdown-extensions")
_LINK = re.compile(rb"\](\(|\[|:)")
"""A link in Markdown: MkDocs looks at the page that it leads to."""
_FOLDERS = ("docs_dir", "site_dir")
"""Settings that differ from build to build and are in no page."""


class Kept(NamedTuple):
    """A page of the last site: the key of what it was made of, and the digest of its HTML."""

    key: str
    digest: str


class Shop(NamedTuple):
    """What all pages need."""

    config: MkDocsConfig
    files: Files
    navigation: Navigation
    environment: Any


def build(config_file: Path, state: Path, last: Path) -> list[str]:
    """Build the site of a configuration; the warnings.

    `state` is a file that is read and written again: what the pages of the site in the folder `last` were
    made of. It may be missing.
    """
    config = load_config(str(config_file), strict=True)
    seen = _Warnings()
    logging.getLogger("mkdocs").addHandler(seen)
    texts = {path: path.read_bytes() for path in sorted(Path(config.docs_dir).rglob("*.md"))}
    if config.plugins or any(_LINK.search(text) for text in texts.values()):
        state.unlink(missing_ok=True)
        try:
            steps.build(config)
        except Abort as reason:
            return seen.texts or [f"ERROR -  {reason}"]
        return seen.texts
    keys = _keys(texts, config_file)
    files = get_files(config)
    environment = config.theme.get_env()
    files.add_files_from_theme(environment, config)
    set_exclusions(files, config)
    shop = Shop(config, files, get_navigation(files, config), environment)
    files.copy_static_files()
    pages = {file.src_uri: file for file in files.documentation_pages()}
    known = _take_over(pages, keys, _read(state), last)
    known |= _make([name for name in pages if name not in known], pages, keys, shop, seen)
    for template in config.theme.static_templates:
        steps._build_theme_template(template, environment, files, config, shop.navigation)
    state.write_text(json.dumps(known), encoding="utf-8")
    return seen.texts


class _Warnings(logging.Handler):
    """What MkDocs warns of; a strict build allows nothing."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(f"{record.levelname} -  {record.getMessage()}")


def _keys(texts: dict[Path, bytes], config_file: Path) -> dict[str, str]:
    """The key of each page by its path."""
    settings = json.loads(config_file.read_bytes())
    folder = Path(settings["docs_dir"])
    shared = {name: value for name, value in settings.items() if name not in _FOLDERS}
    libraries = [version(name) for name in _LIBRARIES]
    # The day of the site is in its copyright line.
    beside = json.dumps([shared, libraries, sys.version], sort_keys=True)
    start = blake2b(beside.encode(), digest_size=16)
    keys: dict[str, str] = {}
    for path, text in texts.items():
        digest = start.copy()
        name = path.relative_to(folder).as_posix()
        digest.update(name.encode() + b"\0" + text)
        keys[name] = digest.hexdigest()
    return keys


def _read(state: Path) -> dict[str, Kept]:
    try:
        return {name: Kept(*row) for name, row in json.loads(state.read_bytes()).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _take_over(
    pages: dict[str, File], keys: dict[str, str], kept: dict[str, Kept], last: Path
) -> dict[str, Kept]:
    """Write the pages of the last site that would be the same; which these are."""
    taken: dict[str, Kept] = {}
    for name, file in pages.items():
        row = kept.get(name)
        if row is None or row.key != keys[name]:
            continue
        try:
            html = (last / file.dest_uri).read_bytes()
        except OSError:
            continue
        # Anybody may have changed the last site; what it says counts for nothing then.
        if _digest(html) == row.digest:
            target = Path(file.abs_dest_path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(html)
            taken[name] = row
    return taken


def _make(
    names: Sequence[str], pages: dict[str, File], keys: dict[str, str], shop: Shop, seen: _Warnings
) -> dict[str, Kept]:
    """Make pages; each process makes a share of them."""
    for file in pages.values():
        if file.page is None:
            Page(None, file, shop.config)
    # A title that the navigation does not give is read from the page.
    _read_pages([page for page in shop.navigation.pages if page.title is None], shop)

    def work(share: Sequence[str]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name in share:
            before = len(seen.texts)
            page = pages[name].page
            assert page is not None
            _read_pages([page], shop)
            steps._build_page(page, shop.config, list(pages.values()), shop.navigation, shop.environment)
            page.content, page.toc = None, []  # type: ignore[assignment]  # of thousands of pages, too much
            made[name] = [_digest(Path(pages[name].abs_dest_path).read_bytes()), seen.texts[before:]]
            del seen.texts[before:]
        return made

    result: dict[str, Kept] = {}
    for name, (digest, warnings) in shared_out(work, names, processors()).items():
        result[name] = Kept(keys[name], digest)
        seen.texts.extend(warnings)
    return result


def _read_pages(some: Iterable[Page], shop: Shop) -> None:
    for page in some:
        steps._populate_page(page, shop.config, shop.files)


def _digest(html: bytes) -> str:
    return blake2b(html, digest_size=16).hexdigest()


def main(arguments: Sequence[str]) -> int:
    """The exit status: 1 with the warnings on standard error, if there are any."""
    warnings = build(*(Path(argument) for argument in arguments))
    for line in warnings:
        print(line, file=sys.stderr)
    return 1 if warnings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
