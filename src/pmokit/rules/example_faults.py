"""What is wrong with an example of a rule: in which of its lines, and what to do about it."""

from __future__ import annotations

from typing import NamedTuple

from pmokit.load import layout
from pmokit.load.suggest import close
from pmokit.model import anatomy
from pmokit.model.finding import Finding
from pmokit.model.rule import Example
from pmokit.text.flaws import Route
from pmokit.words.catalogue import say


class Fault(NamedTuple):
    """Why an example does not show what it should, and from the example on the route to what is wrong.

    `help` is empty where the example and the rule disagree: either may be the one to correct.
    """

    message: str
    help: str = ""
    route: Route = ()
    key: bool = False


def of_data(example: Example, found: Finding, key: str) -> Fault:
    """Data that does not fit: at the line of the example that says it, under the key of its file."""
    message = say("example.invalid", title=example.title, path=found.path, fault=found.message)
    return Fault(message, found.help, ("given", key, *found.route), found.key)


def of_key(example: Example, key: str) -> Fault:
    """A key of an example that names no file."""
    message = say("example.fault", title=example.title, fault=say("example.no-file", key=key))
    where: Route = ("given", key)
    if key not in example.given:
        place = next(place for place, one in enumerate(example.earlier) if key in one.given)
        where = ("earlier", place, *where)
    return Fault(message, _meant(key), where, key=True)


def _meant(key: str) -> str:
    """The files of a project, and what to write for a list that is a field of one of them."""
    files = layout.files_of_a_project()
    inner = {field: file for file, model in files.items() for field in anatomy.fields(model)}
    likely = close(key, [*files, *inner])[:1]
    if likely and likely[0] not in files:
        better = f"{inner[likely[0]]}: {{{likely[0]}: ...}}"
        return say("example.inner", better=better)
    if likely:
        return say("language.write", better=likely[0])
    return say("example.no-file.fix", files=", ".join(f"`{name}`" for name in files))
