"""What the last run left for the next: findings by digest, outside the repository, as JSON.

It lies outside because a pull request must not be able to commit "no findings". Deleting it costs
time, nothing else; so does any file in it that cannot be read.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, tzinfo
from functools import cache
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any

import pmokit
from pmokit.text.journal import is_ours


def folder(root: Path) -> Path | None:
    """The cache folder of a repository; None where none can be had outside it."""
    chosen = os.environ.get("PMOKIT_CACHE") or os.environ.get("XDG_CACHE_HOME")
    base = Path(chosen) if chosen else Path.home() / ".cache"
    real = os.path.realpath(root)
    name = blake2b(os.fsencode(real), digest_size=8).hexdigest()
    place = Path(os.path.realpath(base)) / "pmokit" / name
    inside = str(place).startswith(real + os.sep)
    # What somebody else could have written is not believed.
    return None if inside or (os.path.lexists(place) and not is_ours(place)) else place


def key(files: Mapping[str, bytes], *options: object) -> str:
    """A digest of all files, the options, and the program that judges them."""
    # Processors have instructions for SHA-256: half the time of BLAKE2 over all files.
    total = sha256()
    for part in (*_program(), *map(str, options)):
        total.update(part.encode() + b"\0")
    total.update("\0".join(f"{path}\0{len(raw)}" for path, raw in files.items()).encode())
    total.update(b"".join(files.values()))
    return total.hexdigest()


@cache  # a process runs the program that it started with; each key of a check asks for it
def _program() -> tuple[str, ...]:
    """The version and what tells this program from another of the same version.

    An installed one is what the record of its wheel says, so that a cache outlives a new installation, as in
    CI. Sources in a clone may be edited in place: there it is the age of each module and of the words.
    """
    place = os.path.dirname(pmokit.__file__)
    record = os.path.join(f"{place}-{pmokit.__version__}.dist-info", "RECORD")
    found = [pmokit.__version__, sys.version]
    try:
        with open(record, "rb") as file:
            found.append(sha256(file.read()).hexdigest())
    except OSError:
        found += _ages(place)
    return tuple(found)


def _ages(place: str) -> Iterator[str]:
    for base, _folders, names in os.walk(place):
        for name in sorted(names):
            if name.endswith((".py", ".mo")):
                status = os.stat(os.path.join(base, name))
                yield f"{name}:{status.st_mtime_ns}:{status.st_size}"


def read(place: Path | None, name: str) -> Any:
    """What this very program kept under a name, or None: another version may judge otherwise."""
    if place is None:
        return None
    try:
        kept = json.loads((place / f"{name}.json").read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(kept, dict) or kept.get("program") != key({}):
        return None
    return kept.get("value")


def keep(place: Path | None, name: str, value: Any) -> None:
    """Keep a value under a name; a full or locked disk is no reason to fail."""
    if place is None:
        return
    from pmokit.cli.writing import write_atomic

    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        text = json.dumps({"program": key({}), "value": value}, separators=(",", ":"))
        write_atomic(place / f"{name}.json", text.encode())
    except OSError:
        return


def place_for(place: Path | None, name: str) -> Path | None:
    """The path of a new folder to keep; older ones of the same kind are dropped. None without a
    place that can be written to."""
    if place is None:
        return None
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        for old in place.glob(f"{name.split('-', 1)[0]}-*"):
            shutil.rmtree(old, ignore_errors=True)
    except OSError:
        return None
    return place / name


@contextmanager
def many_records() -> Iterator[None]:
    """A stretch of work that makes many small records and no circles: collecting costs a third of a check,
    and a tenth of one that remembers everything.

    What it made is frozen, or the first collection afterwards would look through all of it in vain.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def day_of(files: Mapping[str, bytes]) -> date:
    """Today where the portfolio is: in its time zone, or, where it names none, in that of this machine."""
    from pmokit.model.time_zone import time_zone

    return clock(time_zone(files))


def clock(zone: tzinfo | None = None) -> date:
    """The day in a time zone, by default in that of this machine."""
    return datetime.now(zone).date()
