"""What each kind of starter needs: the repository, its records, the day, and a place to write."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from pmokit.cli import memory
from pmokit.cli.place import find_root
from pmokit.cli.reading import project_of
from pmokit.cli.starters import fill, read_starter
from pmokit.load import layout, repository
from pmokit.load.run import Run
from pmokit.load.suggest import nearest
from pmokit.model.project import Project
from pmokit.text.edits import Create, Edit
from pmokit.text.files import read_tree
from pmokit.words.catalogue import say


class Desk:
    """What each kind of starter needs: the repository, its records, and the day."""

    def __init__(
        self, root: Path | None, today: date | None, known: Run | None = None, writes: bool = True
    ) -> None:
        self.root = find_root(root, writes)
        self.files = read_tree(self.root).files
        self.run: Run = known or repository.start(self.files, today, memory.day_of(self.files))
        self.today = self.run.today

    def project(self, project_id: str) -> Project:
        """A project that can be read, or wrong use."""
        return project_of(self.run, project_id)

    def create(self, path: str, text: str) -> Create:
        """A new file with its editor header; wrong use if it is there, or has no place in the layout."""
        from pmokit.exchange.schema import header

        located = layout.place(path)
        if located is None:
            raise click.UsageError(say("new.no-place", path=path))
        self.refuse_existing(path)
        head = header(path, located.slot) if path.endswith(".yaml") else ""
        return Create(path, (head + text).encode())

    def write(self, *edits: Edit) -> None:
        """Make edits, all of them or none, and name the new files."""
        from pmokit.cli.plans import carry_out

        carry_out(self.root, edits, self.files)
        for edit in edits:
            if isinstance(edit, Create):
                click.echo(say("new.wrote", path=edit.path))

    def refuse_existing(self, path: str) -> None:
        """Wrong use if a file is there already."""
        if (self.root / path).exists():
            other = say("new.exists.correct") if "/reports/" in path else say("new.exists.other-id")
            raise click.UsageError(say("new.exists", path=path, alternative=other))

    def know(self, kind: str, value: str | None) -> None:
        """Wrong use if a value is no id of a record of a kind."""
        known = self.run.candidates(kind, "")
        if value is not None and value not in known:
            raise click.UsageError(
                say("new.unknown", kind=kind, id=value, nearest=nearest(value, known)).strip()
            )

    def fill(self, starter: str, **values: str | None) -> str:
        """A starter with its names filled in."""
        return fill(read_starter(self.root, f"{starter}.yaml"), values, self.today)
