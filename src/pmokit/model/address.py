"""The address of a record: where it belongs, what it is, and its id. The one form for people and programs.

Text forms, told apart by the number of slashes; a portfolio other than this one comes first, with a colon:

    sd-wan                               a project
    forum/steering                       a shared record: kind and id
    sd-wan/risk/carrier-delay            a record of a project: project, kind and id
    applications:erp/milestone/go-live   the same in another portfolio

An id that itself has two parts (a meeting is `steering/2026-03-02` within its portfolio) is written with
a colon in an address: `meeting/steering:2026-03-02`.

A *reference* is what people type in a field that knows the kind of record it leads to: `go-live`,
`erp/go-live`, `applications:erp/go-live`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pmokit.model import kinds
from pmokit.words.catalogue import say, without_credentials

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KIND = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_ID = re.compile(r"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*")
PROJECT = "project"


class Address(NamedTuple):
    """Where a record is found; `str` gives its text form.

    `portfolio` is empty for this portfolio, `project` for a record that all projects share. A project
    stands in itself: its `project` and its `id` are the same.
    """

    portfolio: str
    project: str
    kind: str
    id: str

    def __str__(self) -> str:
        where = f"{self.portfolio}:" if self.portfolio else ""
        if self.kind == PROJECT:
            return where + self.id
        home = f"{self.project}/" if self.project else ""
        return f"{where}{home}{self.kind}/{self.id.replace('/', ':')}"


def of_project(project: str, portfolio: str = "") -> Address:
    """The address of a project itself."""
    return Address(portfolio, project, PROJECT, project)


def parse(text: str) -> Address:
    """The address that a text form stands for; raises ValueError if it is none."""
    where, colon, rest = text.partition(":")
    if not colon or "/" in where:
        where, rest = "", text
    elif not _NAME.fullmatch(where):
        raise _none(text)
    parts = rest.split("/")
    if len(parts) == 1 and _NAME.fullmatch(rest):
        return of_project(rest, where)
    project = parts.pop(0) if len(parts) == 3 else ""
    if len(parts) != 2 or (project and not _NAME.fullmatch(project)):
        raise _none(text)
    kind, own = parts[0], parts[1].replace(":", "/")
    if kind == PROJECT or not _KIND.fullmatch(kind) or not _ID.fullmatch(own):
        raise _none(text)
    return Address(where, project, kind, own)


def refer(kind: str, reference: str, home: str = "") -> Address:
    """The address that a reference to a record of a kind means, typed in project `home`.

    Never raises: a reference of the wrong form leads to a record that does not exist, and is reported
    as such.
    """
    portfolio, _, rest = reference.rpartition(":")
    if kind == PROJECT:
        return of_project(rest, portfolio)
    if kind not in kinds.of_projects():
        return Address(portfolio, "", kind, rest)
    project, _, own = rest.rpartition("/")
    return Address(portfolio, project or home, kind, own)


def home_of(text: str) -> str:
    """The project of this portfolio to which an address leads.

    Empty for shared records, for records of other portfolios, and for text that is no address.
    """
    try:
        found = parse(text)
    except ValueError:
        return ""
    return "" if found.portfolio else found.project


def _none(text: str) -> ValueError:
    return ValueError(say("model.no-address", text=without_credentials(text)[:80]))
