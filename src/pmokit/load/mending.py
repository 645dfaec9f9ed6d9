"""Mechanical mends: the findings that say themselves what to write, as edits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from pmokit.model.finding import Finding
from pmokit.text import yaml
from pmokit.text.edits import Move, Set, Within
from pmokit.text.flaws import Route
from pmokit.text.plan import Refused, changed


class Mend(NamedTuple):
    """A finding, and the edit that settles it."""

    finding: Finding
    edit: Within


def mends(findings: Iterable[Finding], files: Mapping[str, bytes]) -> list[Mend]:
    """The findings that can be mended without a person. An edit that cannot be made is left out."""
    result: list[Mend] = []
    by_path: dict[str, list[Within]] = {}
    for finding in findings:
        raw = files.get(finding.path)
        if not finding.fix or finding.waived_by or raw is None or not finding.path.endswith(".yaml"):
            continue
        change = _edit(finding, raw)
        some = by_path.setdefault(finding.path, [])
        if change is not None and _fits(finding.path, raw, [*some, change]):
            some.append(change)
            result.append(Mend(finding, change))
    return result


def _edit(finding: Finding, raw: bytes) -> Within | None:
    """What settles a finding: another name for a key, or another text for a text."""
    if finding.key:
        return Move(finding.path, finding.route, to_key=finding.fix)
    old = _value(yaml.parse(raw).data, finding.route)
    return Set(finding.path, finding.route, finding.fix) if isinstance(old, str) else None


def _value(data: Any, route: Route) -> Any:
    for key in route:
        try:
            data = data[key]
        except (LookupError, TypeError):
            return None
    return data


def _fits(path: str, raw: bytes, edits: list[Within]) -> bool:
    try:
        changed(path, raw, edits)
    except Refused:
        return False
    return True
