"""The repository's mkdocs.yml: how the site looks, and nothing that could run.

A repository's text is untrusted, and MkDocs would run code from its configuration: Python tags,
hooks, plugins, extensions, a theme folder with templates. What may be set is listed here.
"""

from __future__ import annotations

from typing import Any

from pmokit.text import yaml
from pmokit.words.catalogue import say

PLUGINS = {"search", "tags", "offline"}
EXTENSIONS = {"toc", "admonition", "footnotes", "abbr", "def_list", "tables"}
REFUSED = {"hooks", "INHERIT", "docs_dir", "site_dir", "edit_uri_template", "remote_name"}


def faults(raw: bytes) -> list[str]:
    """What in a configuration is refused, each as a sentence; empty if it may be used."""
    parsed = yaml.parse(raw)
    found = [say("build.settings.flaw", line=flaw.span.line, message=flaw.message) for flaw in parsed.flaws]
    if not isinstance(parsed.data, dict):
        return found or [say("build.settings.shape")]
    data = parsed.data
    found += [say("build.settings.key", key=key) for key in sorted(REFUSED & set(data))]
    theme = data.get("theme")
    if isinstance(theme, dict) and "custom_dir" in theme:
        found.append(say("build.settings.custom-dir"))
    if isinstance(theme, dict) and theme.get("name", "material") != "material":
        found.append(say("build.settings.theme"))
    found += _others(data.get("plugins"), PLUGINS, "build.settings.plugin")
    return found + _others(data.get("markdown_extensions"), EXTENSIONS, "build.settings.extension")


def says(raw: bytes, key: str) -> bool:
    """Whether a configuration without faults sets a key."""
    data = yaml.parse(raw).data
    return isinstance(data, dict) and data.get(key) is not None


def _others(entries: Any, allowed: set[str], key: str) -> list[str]:
    if isinstance(entries, dict):
        names = list(entries)
    else:
        names = [
            name
            for entry in (entries if isinstance(entries, list) else [entries] if entries else [])
            for name in (entry if isinstance(entry, dict) else [entry])
        ]
    return [say(key, name=name) for name in names if str(name) not in allowed]
