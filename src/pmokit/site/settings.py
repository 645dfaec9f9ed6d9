"""The repository's mkdocs.yml: how the site looks, and nothing that could run.

A repository's text is untrusted. MkDocs never reads the file: it gets the values that the list in
`allowed_settings.py` let pass, written anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from pmokit.load.integrity import finding, of_flaw
from pmokit.load.placing import placed
from pmokit.model.finding import Finding, by_place
from pmokit.site.allowed_settings import SETTINGS
from pmokit.site.reach import may_read
from pmokit.site.setting_kinds import Reading
from pmokit.text import yaml
from pmokit.words.catalogue import say

NAME = "mkdocs.yml"


class Settings(NamedTuple):
    """What a configuration sets, as MkDocs gets it, and what of it is refused."""

    values: dict[str, Any]
    findings: Sequence[Finding]


def examine(raw: bytes, folders: Sequence[Path]) -> Settings:
    """The settings of a configuration; `folders` are those of templates and assets."""
    parsed = yaml.parse(raw)
    found = [of_flaw(NAME, flaw) for flaw in parsed.flaws]
    data = {} if parsed.data is None else parsed.data
    reading = Reading(lambda path: _is_asset(path, folders), _in_theme)
    values = SETTINGS(data, (), reading) or {}
    found += [
        finding("setting-refused", fault.message, NAME, fault.route, help=fault.help, key=fault.key)
        for fault in reading.faults
    ]
    theme = {"name": "material", **(values.get("theme") or {}), "font": False}
    return Settings({**values, "theme": theme}, sorted(placed(found, {NAME: raw}), key=by_place))


def refused_link() -> Finding:
    """The finding of a configuration that is a link: whoever owns the file decides how the site looks."""
    return finding("outside-link", say("settings.link"), NAME, help=say("settings.link.fix"))._replace(
        line=1, column=1, end_line=1, end_column=1
    )


def _is_asset(path: str, folders: Sequence[Path]) -> bool:
    return any((folder / path).is_file() and may_read(folder / path, folder) for folder in folders)


def _in_theme(path: str) -> bool:
    """Whether the theme has a file; it is not imported for that."""
    spec = find_spec("material")
    places = spec.submodule_search_locations if spec is not None else None
    return any((Path(place) / "templates" / path).is_file() for place in places or ())
