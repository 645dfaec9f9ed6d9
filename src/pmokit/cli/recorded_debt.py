"""`pmokit check --ratchet`: findings against the debt that is recorded in portfolio/debt.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmokit.cli.since import since
from pmokit.model.finding import Finding
from pmokit.text.files import Snapshot
from pmokit.words.catalogue import say

if TYPE_CHECKING:
    from collections import Counter

    from pmokit.model.portfolio.debt import Debt


def within_debt(
    folder: Path,
    snapshot: Snapshot,
    asked: date | None,
    today: str,
    findings: list[Finding],
    base: str | None,
    kept: Path | None,
) -> tuple[list[Finding], list[Finding]]:
    """The findings beyond the recorded debt, and the others; the file is brought up to date.

    With a base only those count that the change since brings, or that an entry added since would cover.
    """
    from pmokit.rules import ratchet

    raw = snapshot.files.get(ratchet.PATH)
    known = _debt_in(raw)
    if raw is not None and known is None:
        return findings, []  # what is wrong with the file is one of the findings
    debt = ratchet.debt_of(findings) if known is None else ratchet.recorded(known)
    held = ratchet.held(findings, debt)
    _record(folder, snapshot, today, known, held.left)
    if base is None:
        return held.beyond, held.within
    before = _debt_in(_before(folder, base).get(ratchet.PATH))
    if before is None:
        # A change may record what was there when it began, not what it brings itself.
        return since(base, folder, snapshot, asked, findings, kept)
    covered = ratchet.held(held.within, ratchet.recorded(before))
    new, apart = since(base, folder, snapshot, asked, held.beyond, kept)
    return [*covered.beyond, *new], [*covered.within, *apart]


def _debt_in(raw: bytes | None) -> Debt | None:
    """The recorded debt in the bytes of its file; None without one, and where it cannot be read."""
    from pmokit.load.folder import read_record
    from pmokit.load.layout import place
    from pmokit.model.portfolio.debt import Debt
    from pmokit.rules import ratchet

    located = place(ratchet.PATH)
    if raw is None or located is None:
        return None
    record, _ = read_record(ratchet.PATH, raw, located)
    return record if isinstance(record, Debt) else None


def _record(
    folder: Path, snapshot: Snapshot, today: str, known: Debt | None, left: Counter[tuple[str, str]]
) -> None:
    """Write what is left of the debt where the file says otherwise, and tell how it changed."""
    from pmokit.cli.plans import carry_out
    from pmokit.load.differing import differences
    from pmokit.rules import ratchet
    from pmokit.text import yaml
    from pmokit.text.edits import Create, Edit
    from pmokit.text.emit import emit

    raw = snapshot.files.get(ratchet.PATH)
    number = left.total()
    if known is None or left != ratchet.recorded(known):
        first = known.at_first if known else number
        data = ratchet.as_data(left, str(known.recorded_on) if known else today, first)
        if raw is None:
            text = say("check.debt-comment") + emit(data)
            edits: list[Edit] = [Create(ratchet.PATH, text.encode())]
        else:
            edits = [*differences(ratchet.PATH, yaml.parse(raw).data, data, ("rule",))]
        carry_out(folder, edits, snapshot.files)
    was = ratchet.recorded(known).total() if known else number
    change = f"{was} -> {number}" if was != number else str(number)
    click.echo(say("check.debt-recorded", number, change=change, path=ratchet.PATH), err=True)


def _before(folder: Path, base: str) -> Mapping[str, bytes]:
    from pmokit.text.git import read_commit
    from pmokit.text.git_process import GitError, NoCommit

    try:
        return read_commit(folder, base).files
    except NoCommit:
        return {}
    except GitError as error:
        raise click.UsageError(str(error)) from None
