"""Ids from names in any script, and the name of a portfolio that no other one has."""

from __future__ import annotations

import re
from collections.abc import Container
from hashlib import blake2b

from pmokit.model.claims import RESERVED
from pmokit.model.portfolio.portfolio_file import PortfolioFile

_LONGEST = 60


def slug(text: str) -> str:
    """An id from a name: lower-case letters, digits and hyphens, at most 60 characters; empty if the name has
    neither letters nor digits."""
    from anyascii import anyascii

    plain = anyascii(text).lower().replace("'", "")
    made = ""
    for word in re.findall(r"[a-z0-9]+", plain):
        if len(made) + len(word) >= _LONGEST:
            break
        made = f"{made}-{word}" if made else word[:_LONGEST]
    return made


class Numbers:
    """The last number that each name was given, so that the next one is found without trying all."""

    def __init__(self) -> None:
        self._highest: dict[str, int] = {}

    def name(self, base: str, taken: Container[str] = ()) -> str:
        """The id itself, or with the first number from 2 with which it is neither taken nor reserved."""
        name, number = base, self._highest.get(base, 1)
        while name in taken or name in RESERVED:
            number += 1
            name = f"{base}-{number}"
        self._highest[base] = number
        return name


def portfolio_name(about: PortfolioFile) -> str:
    """What identities in calendars and feeds call a portfolio: readable, and another one for each title and
    organisation. It is the same on every day and every machine."""
    whole = f"{about.organisation or ''}\0{about.title}"
    digest = blake2b(whole.encode(), digest_size=4).hexdigest()
    return f"{slug(about.title) or 'portfolio'}-{digest}"
