"""What a value of mkdocs.yml may be: the kinds of which the list of allowed settings is made.

Each kind turns plain text of YAML into the value that MkDocs gets, or refuses it at its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from pmokit.load.suggest import nearest
from pmokit.site.escape import ascii_only
from pmokit.text.flaws import Route
from pmokit.words.catalogue import say, without_credentials


class Fault(NamedTuple):
    """A setting that is refused; `key` asks for the place of the key."""

    route: Route
    message: str
    help: str
    key: bool = False


@dataclass
class Reading:
    """One reading of a file: what was refused, and which files of the site and of its theme there are."""

    is_asset: Callable[[str], bool]
    in_theme: Callable[[str], bool]
    faults: list[Fault] = field(default_factory=list)

    def refuse(self, data: Any, route: Route, expected: str) -> None:
        """Note a value that is not what was expected."""
        name = _name(route)
        if isinstance(data, str):
            message = say("settings.value", value=_short(data), key=name)
        else:
            message = say("settings.shape", key=name)
        self.faults.append(Fault(route, message, expected))


class Kind(Protocol):
    """What a value may be."""

    def __call__(self, data: Any, route: Route, reading: Reading) -> Any:
        """The value for MkDocs; None, and a fault noted, if it is refused."""


def flag(data: Any, route: Route, reading: Reading) -> Any:
    """Yes or no."""
    known = {"true": True, "false": False}
    if isinstance(data, str) and data.lower() in known:
        return known[data.lower()]
    return reading.refuse(data, route, say("settings.expected.flag"))


def never(why: str) -> Kind:
    """A switch that stays off; `why` says what it would do."""

    def read(data: Any, route: Route, reading: Reading) -> Any:
        if isinstance(data, str) and data.lower() == "false":
            return False
        return reading.refuse(data, route, why)

    return read


def number(low: int, high: int) -> Kind:
    """A whole number of one digit."""

    def read(data: Any, route: Route, reading: Reading) -> Any:
        if isinstance(data, str) and re.fullmatch(r"[0-9]", data) and low <= int(data) <= high:
            return int(data)
        return reading.refuse(data, route, say("settings.expected.number", low=low, high=high))

    return read


def text(longest: int = 200) -> Kind:
    """A text on one line that is shown as it is: the theme prints settings without escaping them."""

    def read(data: Any, route: Route, reading: Reading) -> Any:
        if isinstance(data, str) and data.isprintable() and len(data) <= longest:
            return str(ascii_only(data))
        return reading.refuse(data, route, say("settings.expected.text", longest=longest))

    return read


def matching(pattern: str, expected: str) -> Kind:
    """A text of a pattern; `expected` names the message that describes it."""

    def read(data: Any, route: Route, reading: Reading) -> Any:
        if isinstance(data, str) and len(data) <= 300 and re.fullmatch(pattern, data):
            return data
        return reading.refuse(data, route, say(expected))

    return read


def choice(words: Sequence[str], instead: Mapping[str, str] = MappingProxyType({})) -> Kind:
    """One of some words; `instead` says for some others what to do."""

    def read(data: Any, route: Route, reading: Reading) -> Any:
        if data in words:
            return data
        help = instead.get(data) or nearest(data, words) if isinstance(data, str) else ""
        known = say("settings.expected.choice", words=", ".join(f"`{word}`" for word in words))
        return reading.refuse(data, route, help or known)

    return read


def asset(endings: tuple[str, ...]) -> Kind:
    """A file below `assets/` of the templates, by its ending."""

    plain = re.compile(r"assets(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+")

    def read(data: Any, route: Route, reading: Reading) -> Any:
        fits = isinstance(data, str) and plain.fullmatch(data) is not None and data.endswith(endings)
        if fits and reading.is_asset(data):
            return data
        return reading.refuse(data, route, say("settings.expected.asset", endings=", ".join(endings)))

    return read


def theme_file(before: str, after: str, expected: str) -> Kind:
    """The name of a file that the theme has, between `before` and `after`."""

    plain = re.compile(r"[A-Za-z0-9]+([/-][A-Za-z0-9]+)*")

    def read(data: Any, route: Route, reading: Reading) -> Any:
        fits = isinstance(data, str) and plain.fullmatch(data) is not None
        if fits and reading.in_theme(f"{before}{data}{after}"):
            return data
        return reading.refuse(data, route, say(expected))

    return read


def some(kind: Kind) -> Kind:
    """A list of values of one kind."""

    def read(data: Any, route: Route, reading: Reading) -> Any:
        if not isinstance(data, list):
            return reading.refuse(data, route, say("settings.expected.list"))
        values = [kind(item, (*route, place), reading) for place, item in enumerate(data)]
        return [value for value in values if value is not None]

    return read


def one_or_some(kind: Kind) -> Kind:
    """One value, or a list of them."""

    def read(data: Any, route: Route, reading: Reading) -> Any:
        return (some(kind) if isinstance(data, list) else kind)(data, route, reading)

    return read


def keys(kinds: Mapping[str, Kind], instead: Mapping[str, str] = MappingProxyType({})) -> Kind:
    """A mapping whose keys are listed; `instead` says for some others what to do."""

    def read(data: Any, route: Route, reading: Reading) -> Any:
        if not isinstance(data, dict):
            return reading.refuse(data, route, say("settings.expected.mapping"))
        values = {}
        for key, value in data.items():
            kind = kinds.get(key)
            if kind is None:
                name = _name((*route, _short(key)))
                help = instead.get(key) or nearest(key, kinds) or say("settings.unknown.fix")
                reading.faults.append(Fault((*route, key), say("settings.unknown", key=name), help, True))
            else:
                values[key] = kind(value, (*route, key), reading)
        return values

    return read


def listed(names: Mapping[str, Kind], instead: Mapping[str, str] = MappingProxyType({})) -> Kind:
    """Plugins or extensions: listed names, each alone or with options that are listed too; `instead` says for
    some others what to do."""

    def read(data: Any, route: Route, reading: Reading) -> Any:
        if isinstance(data, dict):
            return keys(names, instead)(data, route, reading)
        if not isinstance(data, list):
            return reading.refuse(data, route, say("settings.expected.list"))
        values = []
        for place, item in enumerate(data):
            inner = (*route, place)
            if isinstance(item, dict) and len(item) == 1:
                values.append(keys(names, instead)(item, inner, reading))
            else:
                values.append(choice(tuple(names), instead)(item, inner, reading))
        return values

    return read


def _name(route: Route) -> str:
    """The name of a setting, such as `theme.font`."""
    return ".".join(part for part in route if isinstance(part, str))


def _short(text: str) -> str:
    shown = without_credentials(text)
    plain = "".join(character if character.isprintable() else "?" for character in shown)
    return plain if len(plain) <= 80 else f"{plain[:77]}..."
