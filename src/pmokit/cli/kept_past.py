"""What git knows of the past, worked out once: a past day never changes, so it is kept by its commit."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from pmokit.cli import memory
from pmokit.words.catalogue import say

if TYPE_CHECKING:
    from pmokit.load.run import Run
    from pmokit.rules.trend import State
    from pmokit.text.commit_history import Commit
    from pmokit.views.history.past import Past


class History(NamedTuple):
    """The git repository of a portfolio, and the commits up to the one that is looked at."""

    root: Path
    commits: list[Commit]

    def at(self, day: date) -> Commit | None:
        """The last commit up to the end of a day."""
        # The commits of the day itself count.
        return next((commit for commit in self.commits if commit.day <= day), None)


def history(root: Path, tip: str = "HEAD") -> History:
    """The history of a repository; empty where git knows none, wrong use where git refuses to look."""
    from pmokit.text.commit_history import commits
    from pmokit.text.git_process import GitError, NoRepository

    try:
        return History(root, commits(root, tip))
    except NoRepository:
        return History(root, [])
    except GitError as error:
        raise click.UsageError(str(error)) from None


def states(past: History, days: list[date]) -> list[tuple[Commit, State]]:
    """The state of the portfolio at the end of each day that the history knows of, with its commit.

    Raises GitError if git has lost an object.
    """
    from pmokit.load.history import runs
    from pmokit.rules.trend import as_json, from_json
    from pmokit.rules.trend import states as judged
    from pmokit.text.objects import Objects

    wanted = [(commit, day) for day in days if (commit := past.at(day)) is not None]
    place = memory.folder(past.root)
    kept: dict[str, Any] = memory.read(place, "states") or {}
    known = {key: kept[key] for commit, day in wanted if (key := f"{commit.name} {day}") in kept}
    missing = [(commit, day) for commit, day in wanted if f"{commit.name} {day}" not in known]
    if missing:
        with memory.many_records(), Objects(past.root) as objects:
            found = judged(runs(objects, missing))
            for (commit, day), state in zip(missing, found, strict=True):
                known[f"{commit.name} {day}"] = as_json(state)
        memory.keep(place, "states", known)
    return [(commit, from_json(day, known[f"{commit.name} {day}"])) for commit, day in wanted]


def gather(past: History, run: Run, since: date) -> Past:
    """What the site tells of the past: a trend by the facts, and the findings of one earlier day."""
    from pmokit.rules.trend import SHOWN, ends
    from pmokit.text.git import folder_in_git
    from pmokit.text.git_process import GitError
    from pmokit.views.history.past import UNKNOWN, Past

    commit = past.at(since)
    folder = folder_in_git(past.root) if past.commits else ""
    try:
        trend = tuple(state for _, state in states(past, ends(run, SHOWN)))
        found = _open_findings(past, commit, since) if commit is not None else []
        touched = _commits_of_files(past, run, folder)
    except GitError as error:  # a site without its past is better than none
        click.echo(say("build.no-past", reason=error), err=True)
        return UNKNOWN._replace(folder=folder)
    return Past(trend, since if commit is not None else None, tuple(found), touched, folder)


def _commits_of_files(past: History, run: Run, folder: str) -> dict[str, str]:
    """The commit that last touched each file up to today; nothing where pages link to the forge instead."""
    from pmokit.text.commit_history import last_commits
    from pmokit.text.file_history import tip_of
    from pmokit.text.files import FOLDERS
    from pmokit.views.sources import home_of

    # In a shallow clone the oldest commit seems to have brought every file.
    if not past.commits or home_of(run, folder) is not None or tip_of(past.root).shallow:
        return {}
    tip = past.commits[0].name
    found = {path: one for name in FOLDERS for path, one in last_commits(past.root, name, tip).items()}
    return {path: one.name[:8] for path, one in found.items() if one.day <= run.today}


def _open_findings(past: History, commit: Commit, day: date) -> list[Any]:
    from pmokit.model.finding import from_row
    from pmokit.rules.checking import check
    from pmokit.text.git import read_at

    place = memory.folder(past.root)
    key = f"{commit.name} {day}"
    kept = memory.read(place, "before")
    if not isinstance(kept, dict) or kept.get("key") != key:
        with memory.many_records():
            found = check(read_at(past.root, commit.name), day, day).findings
        rows = [list(finding) for finding in found if not finding.waived_by]
        kept = {"key": key, "rows": rows}
        memory.keep(place, "before", kept)
    return [from_row(row) for row in kept["rows"]]
