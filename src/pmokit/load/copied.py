"""Reports of several projects with one text: found from the extracts of all, so that no folder is opened
for it."""

from __future__ import annotations

from collections.abc import Iterable

from pmokit.load import layout
from pmokit.load.extracts import Row
from pmokit.load.integrity import finding
from pmokit.model import address
from pmokit.model.finding import Finding
from pmokit.words.catalogue import say

OF_ALL = "text-of-another-project"
"""The demand by which a report is held against those of all other projects."""


def copied(rows: Iterable[Row], fewest_words: int) -> list[Finding]:
    """One finding for each report whose summary another project had sent before, in whatever order of
    words."""
    texts = sorted(
        (text["submitted_on"], row["id"], text["report"], text["digest"])
        for row in rows
        for text in row.get("texts", ())
        if int(text["words"]) >= fewest_words
    )
    first: dict[str, tuple[str, str]] = {}
    found: list[Finding] = []
    for _day, project, report, digest in texts:
        source, period = first.setdefault(digest, (project, report))
        if source != project:
            found.append(_finding(project, report, source, period))
    return found


def _finding(project: str, report: str, source: str, period: str) -> Finding:
    return finding(
        OF_ALL,
        say("load.text-of-another", source=f"{source}/{period}"),
        layout.path_of(project, "reports", report),
        ("summary",),
        help=say("load.text-of-another.fix"),
        record=str(address.Address("", project, "report", report)),
        severity="note",
    )
