"""What is known of the past by the repository's history; a site can be built without it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from pmokit.model.finding import Finding
from pmokit.rules.trend import State
from pmokit.views.history.moves import Sentence, findings_moved


class Past(NamedTuple):
    """States at the ends of periods, oldest first; and the open findings of one earlier day."""

    states: tuple[State, ...]
    since: date | None
    """The day of `findings`; None where the history does not reach back to it."""
    findings: tuple[Finding, ...]
    commits: Mapping[str, str] = MappingProxyType({})
    """The short id of the commit that last touched each file; empty where nobody needs it."""
    folder: str = ""
    """The folder of the portfolio in its git repository, with a slash at its end; empty at the top."""

    def moved(self, now: list[Finding]) -> list[Sentence]:
        """The findings that are new and those that are mended since that day, in sentences."""
        return list(findings_moved(self.findings, now))


UNKNOWN = Past((), None, ())
