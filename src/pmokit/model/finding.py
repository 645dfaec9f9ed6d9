"""What is wrong, where, how bad, and what to do about it."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

Severity = Literal["error", "warning", "note"]
Strength = Literal["strong", "medium", "weak"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")

CONSEQUENCES = frozenset(("not-judged", "project-unreadable"))
"""Findings that there are only because of others: what these keep from being judged."""


class Contradiction(NamedTuple):
    """A place that speaks against a claim, and whose facts stand there, in words."""

    path: str
    line: int
    whose: str


class Finding(NamedTuple):
    """One thing wrong at one place.

    `route` leads to the value inside the file; line and column (from 1) are filled in when the
    findings of a run are complete. `record` is the address of the record judged (`model/address.py`),
    such as `sd-wan/risk/carrier-delay`; empty for a finding about a file. `key` asks for the place of
    the key, not of its value; `part` for some characters (offset, length) inside the value.
    """

    rule: str
    severity: Severity
    title: str
    message: str
    path: str
    route: tuple[str | int, ...] = ()
    record: str = ""
    clause: str = ""
    help: str = ""
    waived_by: str = ""
    of_rule: str = ""
    """The rule that a finding about judging speaks of: `not-judged`, `rule-failed`, `rule-invalid`."""
    key: bool = False
    part: tuple[int, int] | None = None
    fix: str = ""
    """What `pmokit fix` would write there; empty where it takes a person."""
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    strength: str = ""
    """How much the evidence weighs (`Strength`); empty where nothing claimed is in question."""
    claimed: str = ""
    """What the record claims, in words."""
    contradicted_by: tuple[Contradiction, ...] = ()

    @property
    def fingerprint(self) -> tuple[str, str, str, str, str]:
        """What stays the same when lines move: used to tell old findings from new ones."""
        route = ".".join(str(part) for part in self.route if isinstance(part, str))
        return (self.rule, self.path, self.record, route, self.of_rule)


def by_place(finding: Finding) -> tuple[object, ...]:
    """The order in which findings are shown: file, causes before consequences, line, column, rule."""
    return (
        finding.path,
        finding.rule in CONSEQUENCES,
        finding.line,
        finding.column,
        finding.rule,
        finding.message,
    )


def worst_first(finding: Finding) -> tuple[int, int, str, int]:
    """An order: not waived before waived, errors before notes, then by place."""
    return (bool(finding.waived_by), SEVERITIES.index(finding.severity), finding.path, finding.line)


def from_row(row: list[Any]) -> Finding:
    """A finding from the list of its fields, as JSON keeps it."""
    finding = Finding(*row)
    part = (finding.part[0], finding.part[1]) if finding.part else None
    against = tuple(Contradiction(*place) for place in finding.contradicted_by)
    return finding._replace(route=tuple(finding.route), part=part, contradicted_by=against)
