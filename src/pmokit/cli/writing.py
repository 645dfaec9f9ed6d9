"""Writing files so that a reader sees the old or the new one, never half of it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import click


def write_all(files: Mapping[Path, bytes], root: Path, remove: Iterable[Path] = ()) -> None:
    """Write several files of a repository and remove others; wrong use if one cannot be written.

    Links that lead out of the repository are refused before anything is written.
    """
    real = root.resolve()
    for path in (*files, *remove):
        if not path.resolve().is_relative_to(real):
            raise click.UsageError(f"{path} leads out of the repository by a symbolic link")
    try:
        for path, raw in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomic(path, raw)
        for path in remove:
            if path not in files:
                path.unlink(missing_ok=True)
    except OSError as error:
        raise click.UsageError(f"cannot write {error.filename}: {error.strerror}") from None


def write_folder(
    files: Mapping[str, bytes], chosen: Path | None, root: Path, name: str, stale: Iterable[str] = ()
) -> Path:
    """Write files, by their names, into the folder that the user chose, else into one of the repository;
    where that is. In the repository no link may lead out of it. Those named `stale` are removed."""
    target = chosen.resolve() if chosen is not None else root / name
    inside = target if chosen is not None else root
    if chosen is not None:
        target.mkdir(parents=True, exist_ok=True)
    write_all({target / name: raw for name, raw in files.items()}, inside, [target / name for name in stale])
    return target


def refuse_broken(text: str, name: str) -> None:
    """Wrong use, if what pmokit would write is no YAML because of how the file before it was written."""
    from pmokit.text import yaml

    parsed = yaml.parse(text.encode())
    if parsed.flaws:
        raise click.UsageError(
            f"{name} is not written one `key: value` a line, so nothing can be added to it; edit it by hand"
        )


def write_atomic(path: Path, raw: bytes) -> None:
    """Write beside the file and exchange at the end. Raises OSError.

    What is there and is no regular file, such as /dev/stdout, is written to and never replaced.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(raw)
        return
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
