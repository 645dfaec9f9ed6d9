"""The time zone of a portfolio, read by its line: the day is needed before anything is loaded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ABOUT = "portfolio/portfolio.yaml"
_LINE = re.compile(rb"^time_zone: *[\"']?([A-Za-z0-9_+/-]+)[\"']? *(?:#.*)?\r?$", re.MULTILINE)


def time_zone(files: Mapping[str, bytes]) -> ZoneInfo | None:
    """The time zone that `portfolio.yaml` names; None without one, or where there is none of that name."""
    found = _LINE.search(files.get(ABOUT, b""))
    return zone(found[1].decode()) if found else None


def zone(name: str) -> ZoneInfo | None:
    """The time zone of a name of the IANA list, such as `Europe/Berlin`."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
