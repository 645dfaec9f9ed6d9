"""Reading a repository and checking it, as several commands need it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmokit.cli import memory
from pmokit.cli.read_past import read_past
from pmokit.text.files import Backing, Snapshot, read_tree
from pmokit.words.catalogue import say

if TYPE_CHECKING:
    from pmokit.load.run import Run
    from pmokit.model.project import Project
    from pmokit.rules.checking import Check
    from pmokit.views.lens import Audience

_WANTS_GIT = (b"verified", b"reviewed")


def read(folder: Path, ask_git: bool = False, today: date | None = None) -> Snapshot:
    """All files; who stands behind them by git, where the method demands it or somebody asks; and what they
    were before, where a rule needs it."""
    from pmokit.text.nested_repositories import nested_repositories

    snapshot = read_tree(folder)
    snapshot = snapshot._replace(flaws=tuple(sorted((*snapshot.flaws, *nested_repositories(folder)))))
    snapshot = snapshot._replace(past=read_past(folder, snapshot.files, today))
    methods = (raw for path, raw in snapshot.files.items() if path.endswith("/lifecycle.yaml"))
    if ask_git or any(word in raw for raw in methods for word in _WANTS_GIT):
        from pmokit.text.git_process import GitError

        try:
            return snapshot._replace(signers=_signers(folder, snapshot.files))
        except GitError as error:
            raise click.UsageError(str(error)) from None
    return snapshot


def _signers(folder: Path, files: Mapping[str, bytes]) -> Mapping[str, Backing]:
    """Who stands behind the approvals; what is not believed of lists of keys and of forges is told."""
    from pmokit.load.forges import believed_forges
    from pmokit.load.known_addresses import with_known_addresses
    from pmokit.load.layout import APPROVALS
    from pmokit.text.signatures import read_signers

    forges, refused = believed_forges(folder, files)
    found = read_signers(folder, APPROVALS, files, forges)
    signers, unknown = with_known_addresses(folder, files, found.backing)
    for note in (*refused, *found.notes, *unknown):
        click.echo(note, err=True)
    return signers


def read_as_of(folder: Path, day: date) -> tuple[Snapshot, str]:
    """All files as they stood at the end of a day, and the commit; wrong use if git has none."""
    from pmokit.text.commit_history import commit_of_day
    from pmokit.text.git import read_at
    from pmokit.text.git_process import GitError

    try:
        commit = commit_of_day(folder, day)
        snapshot = read_at(folder, commit)
    except GitError as error:
        raise click.UsageError(str(error)) from None
    # What was known then: the history up to that commit.
    return snapshot._replace(past=read_past(folder, snapshot.files, day, commit)), commit


def examine(folder: Path, today: date | None, audience: Audience = "all") -> Check:
    """A whole check of a repository as an audience may see it, with what earlier runs remember."""
    done = examine_snapshot(folder, read(folder, ask_git=True, today=today), today)
    if audience == "all":
        return done
    from pmokit.views.lens import seen

    return seen(done, audience)


def examine_snapshot(folder: Path, snapshot: Snapshot, today: date | None) -> Check:
    """A whole check of files that are read already."""
    place = memory.folder(folder)
    with memory.many_records():
        # Loading the program makes as many objects as reading the records.
        from pmokit.rules.checking import check

        done = check(snapshot, today, memory.day_of(snapshot.files), memory.read(place, "projects"))
    memory.keep(place, "projects", done.memory)
    return done


def project_of(run: Run, project_id: str) -> Project:
    """A project that can be read, or wrong use."""
    from pmokit.load.suggest import nearest

    ids = run.project_ids
    if project_id not in ids:
        raise click.UsageError(
            say("project.no-such", project=project_id, nearest=nearest(project_id, ids)).strip()
        )
    project = run.project(project_id)
    if project is None:
        raise click.UsageError(say("project.unreadable", project=project_id))
    return project


def require(done: Check, *parts: str) -> None:
    """Wrong use, if a part of the method that a command needs cannot be read."""
    missing = sorted(done.run.broken & set(parts))
    if missing:
        raise click.UsageError(say("cli.unreadable", files=", ".join(missing)))
