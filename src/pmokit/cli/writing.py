"""Writing what is made from the records: packs, feeds, schemas, reports of findings.

A reader sees the old or the new file, never half of it. The records themselves have another door:
`text/writer.py`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from pmokit.text.fence import leads_out
from pmokit.text.files import FOLDERS
from pmokit.text.writer import stage
from pmokit.words.catalogue import say


def write_all(files: Mapping[Path, bytes], root: Path, remove: Iterable[Path] = ()) -> None:
    """Write several files that are no records, and remove others; wrong use if one cannot be written.

    Links that lead out of the root, and places among the records, are refused before anything is written.
    """
    for path in (*files, *remove):
        if leads_out(path, root):
            raise click.UsageError(say("cli.symbolic-link", path=path))
        refuse_records(path)
    try:
        for path, raw in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomic(path, raw)
        for path in remove:
            if path not in files:
                path.unlink(missing_ok=True)
    except OSError as error:
        raise click.UsageError(say("cli.cannot-write", file=error.filename, reason=error.strerror)) from None


def refuse_records(path: Path) -> None:
    """Wrong use, if a path lies among the records of a repository, or leads out of a repository by a link."""
    place = Path(os.path.realpath(path))
    for folder in (place, *place.parents):
        if folder.name in FOLDERS and _has_records(folder.parent):
            raise click.UsageError(say("cli.among-records", path=path))
    for folder in Path(os.path.abspath(path)).parents:
        if _has_records(folder) and leads_out(path, folder):
            raise click.UsageError(say("cli.symbolic-link", path=path))


def _has_records(folder: Path) -> bool:
    return all((folder / name).is_dir() for name in FOLDERS)


def write_folder(
    files: Mapping[str, bytes], chosen: Path | None, root: Path, name: str, stale: Iterable[str] = ()
) -> Path:
    """Write files, by their names, into the folder that the user chose, else into one of the repository;
    where that is. In the repository no link may lead out of it. Those named `stale` are removed."""
    target = Path(os.path.realpath(chosen)) if chosen is not None else root / name
    inside = target if chosen is not None else root
    if chosen is not None:
        refuse_records(chosen)
        target.mkdir(parents=True, exist_ok=True)
    write_all({target / name: raw for name, raw in files.items()}, inside, [target / name for name in stale])
    return target


def write_atomic(path: Path, raw: bytes) -> None:
    """Write beside the file and exchange at the end. Raises OSError.

    What is there and is no regular file, such as /dev/stdout, is written to and never replaced.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(raw)
        return
    staged = stage(path, raw)
    try:
        os.replace(staged, path)
    except OSError:
        staged.unlink(missing_ok=True)
        raise
