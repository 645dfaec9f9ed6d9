"""What is wrong with templates before any page is made, for `pmokit check`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from jinja2 import nodes

from pmokit.load.suggest import nearest
from pmokit.site.render import TemplateFault, environment, load
from pmokit.words.catalogue import say

_REFERENCES = (nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include)


def examine(folders: list[Path], names: Iterable[str]) -> Iterator[TemplateFault]:
    """The faults of some templates: their syntax, and templates that do not exist."""
    env = environment(folders)
    known = env.list_templates()
    loader: Any = env.loader
    for name in names:
        env.renew()
        try:
            load(env, name)
            node: Any
            for node in env.parse(loader.get_source(env, name)[0]).find_all(_REFERENCES):
                wanted = node.template.value if isinstance(node.template, nodes.Const) else None
                if isinstance(wanted, str) and wanted not in known and not _may_miss(node):
                    near = nearest(wanted, known)
                    reason = say("build.template-missing", name=wanted, nearest=near).strip()
                    raise TemplateFault(name, node.lineno, reason)
        except TemplateFault as fault:
            yield fault


def _may_miss(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Include) and node.ignore_missing
