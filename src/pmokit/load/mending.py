"""Mechanical mends: the findings that say themselves what to write, as edits of characters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pmokit.model.finding import Finding
from pmokit.text import guard, yaml
from pmokit.text.edits import Edit, applied, edit


def mends(findings: Iterable[Finding], files: Mapping[str, bytes]) -> dict[str, list[tuple[Finding, Edit]]]:
    """For each file the findings that can be mended without a person, with their edits.

    An edit that would leave a file that cannot be read is left out.
    """
    result: dict[str, list[tuple[Finding, Edit]]] = {}
    for finding in findings:
        text = _text(files, finding.path) if finding.fix and not finding.waived_by else None
        change = edit(text, finding.route, finding.fix, finding.key) if text is not None else None
        if change is None:
            continue
        some = result.setdefault(finding.path, [])
        taken = any(other.start < change.end and change.start < other.end for _, other in some)
        if not taken and not _breaks(files[finding.path], [*(other for _, other in some), change]):
            some.append((finding, change))
    return {path: some for path, some in result.items() if some}


def _text(files: Mapping[str, bytes], path: str) -> str | None:
    raw = files.get(path)
    return guard.decode(raw)[0] if raw is not None and path.endswith(".yaml") else None


def _breaks(raw: bytes, edits: list[Edit]) -> bool:
    return bool(yaml.parse(applied(raw, edits)).flaws)
