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
    by_path: dict[str, list[Mend]] = {}
    for finding in findings:
        raw = files.get(finding.path)
        if finding.fix and not finding.waived_by and raw is not None and finding.path.endswith(".yaml"):
            edit = _edit(finding, raw)
            if edit is not None:
                by_path.setdefault(finding.path, []).append(Mend(finding, edit))
    return [mend for path, some in by_path.items() for mend in _possible(path, files[path], some)]


def _possible(path: str, raw: bytes, mends: list[Mend]) -> list[Mend]:
    """The mends of a file that can be made together, the earlier ones first; mostly that is all of them."""
    if _fits(path, raw, [mend.edit for mend in mends]):
        return mends
    kept: list[Mend] = []
    for mend in mends:
        if _fits(path, raw, [*(other.edit for other in kept), mend.edit]):
            kept.append(mend)
    return kept


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
