"""Which findings a change brings: those of today that the commit where it began would not have today.

The base is judged on the same day, so what only the calendar brought was there before. A change that moves
the `today` of the portfolio brings what that day brings: the base is judged on the day that it names itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from pmokit.cli import memory
from pmokit.cli.read_past import read_past
from pmokit.model.finding import Finding, from_row
from pmokit.text.files import Snapshot
from pmokit.words.catalogue import say


def since(
    base: str,
    folder: Path,
    snapshot: Snapshot,
    today: date | None,
    findings: Sequence[Finding],
    place: Path | None,
) -> tuple[list[Finding], list[Finding]]:
    """The findings that the change since a commit brings, and the others.

    A waiver that the change brings is shown, since somebody has to agree to it. What was waived before
    is in neither list: no change would ever be rid of it. `today` is the day that was asked for. Wrong use if
    git knows no such commit.
    """
    from pmokit.load.copied_method import changed_copy
    from pmokit.load.placing import placed

    before = _read(base, folder)
    if before is None:
        return list(findings), []
    old = Counter(map(_known_by, _judged(base, folder, before, snapshot, today, place)))
    new = placed(changed_copy(before.files, snapshot.files), snapshot.files)
    apart: list[Finding] = []
    for finding in findings:
        if not old[_known_by(finding)]:
            new.append(finding)
            continue
        old[_known_by(finding)] -= 1
        if not finding.waived_by:
            apart.append(finding)
    return new, apart


def _known_by(finding: Finding) -> tuple[object, ...]:
    """What tells old findings from new ones: the place, and what is said of it.

    Another unknown sponsor is another finding. A figure that a change corrects in part is not: else whoever
    works on a problem would answer for it.
    """
    from pmokit.load.integrity import DEMANDS

    about_figures = finding.rule not in DEMANDS
    said = _FIGURE.sub("#", finding.message) if about_figures else finding.message
    return finding.fingerprint, bool(finding.waived_by), said


_FIGURE = re.compile(r"\d[\d.,-]*")


def _read(base: str, folder: Path) -> Snapshot | None:
    """The files of the base; None of the first commit of a repository, which has nothing before it."""
    from pmokit.text.git import read_commit
    from pmokit.text.git_process import GitError, NoCommit

    try:
        return read_commit(folder, base)
    except NoCommit:
        click.echo(say("check.first-commit"), err=True)
        return None
    except GitError as error:
        raise click.UsageError(str(error)) from None


def _judged(
    base: str, folder: Path, before: Snapshot, snapshot: Snapshot, today: date | None, place: Path | None
) -> list[Finding]:
    """What the base would have today, under the ids of today."""
    from pmokit.rules.following import follow

    clock = memory.day_of(before.files)
    before, _ = follow(before, snapshot, today or clock)
    before = before._replace(past=read_past(folder, before.files, today, base))
    # CI asks for one change in several formats.
    key = memory.key(before.files, today, clock, before.flaws, before.by_git)
    kept = memory.read(place, "base")
    if kept is not None and kept.get("key") == key:
        return [from_row(row) for row in kept["findings"]]
    from pmokit.rules.checking import check

    findings = check(before, today, clock, memory.read(place, "projects")).findings
    memory.keep(place, "base", {"key": key, "findings": findings})
    return findings
