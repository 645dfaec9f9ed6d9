"""The history of the portfolio's files: read where a rule needs it, and kept by its last commit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from pmokit.analytics.by_git import BY_GIT
from pmokit.cli import memory
from pmokit.text.file_past import Past, as_rows, from_rows

_SETTING = rb"^%s: *[\"']?([0-9]{4}-[0-9]{2}-[0-9]{2})\b"
_FACTS = sorted({entry.partition(".")[2].encode() for entries in BY_GIT.values() for entry in entries})


def read_past(folder: Path, files: Mapping[str, bytes], today: date | None, base: str | None = None) -> Past:
    """The past of the files; nothing where no rule asks for it, where git knows none, or where the clone does
    not have all of it. With a base the past up to the commit where it and the present parted."""
    rules = b"\n".join(raw for path, raw in files.items() if "/rules/" in path)
    if not any(name in rules for name in _FACTS):
        return Past()
    from pmokit.text.file_history import tip_of
    from pmokit.text.git_process import GitError

    first = _setting(files, "history_from")
    day = today or _setting(files, "today") or memory.day_of(files)
    if first is not None and first > day:
        return Past()
    try:
        tip = tip_of(folder, base)
        if tip.shallow:
            return Past(lack="shallow")
        return _remembered(folder, tip.name, first, day, "past" if base is None else "past-of-base")
    except GitError:
        return Past()


def _remembered(folder: Path, tip: str, first: date | None, day: date, name: str) -> Past:
    place = memory.folder(folder)
    # Which contents are kept is for the program to say: another one reads them again.
    key = memory.key({}, tip, first, day)
    kept = memory.read(place, name)
    if kept is not None and kept["key"] == key:
        return from_rows(kept["past"])
    from pmokit.load.file_pasts import file_pasts
    from pmokit.text.file_history import read_history
    from pmokit.text.objects import Objects

    history = read_history(folder, tip, "portfolio")
    with Objects(folder) as objects:
        past = file_pasts(history, objects.content, first, day)
    memory.keep(place, name, {"key": key, "past": as_rows(past)})
    return past


def _setting(files: Mapping[str, bytes], name: str) -> date | None:
    """A day of `portfolio.yaml`, read by its line: it is needed before anything is loaded."""
    found = re.search(_SETTING % name.encode(), files.get("portfolio/portfolio.yaml", b""), re.MULTILINE)
    try:
        return date.fromisoformat(found[1].decode()) if found else None
    except ValueError:
        return None
