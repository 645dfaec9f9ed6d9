"""From the data that a file holds to the data that it should hold: the fewest edits that lead there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pmokit.text.edits import Insert, Remove, Set, Within
from pmokit.text.flaws import Route

NAMES = ("id",)
"""Keys by which the entries of a list are told apart."""


def differences(
    path: str, old: Any, new: Any, names: Sequence[str] = NAMES, route: Route = ()
) -> list[Within]:
    """The edits that make one value of a file say what another one says.

    Entries of lists are the same if they are equal, or have the same value under the first of `names`
    that they hold. What comes in another order is written anew.
    """
    if old == new:
        return []
    if isinstance(old, dict) and isinstance(new, dict):
        result: list[Within] = [Remove(path, (*route, key)) for key in old if key not in new]
        for key, value in new.items():
            if key in old:
                result += differences(path, old[key], value, names, (*route, key))
            else:
                result.append(Insert(path, (*route, key), value))
        return result
    if isinstance(old, list) and isinstance(new, list):
        return _of_lists(path, old, new, names, route)
    return [Set(path, route, new)]


def _of_lists(path: str, old: list[Any], new: list[Any], names: Sequence[str], route: Route) -> list[Within]:
    result: list[Within] = []
    at = 0
    for place, entry in enumerate(old):
        if at < len(new) and _identity(entry, names) == _identity(new[at], names):
            result += differences(path, entry, new[at], names, (*route, place))
            at += 1
        else:
            result.append(Remove(path, (*route, place)))
    known = [_identity(entry, names) for entry in old]
    if any(_identity(entry, names) in known for entry in new[at:]):
        return [Set(path, route, new)]
    more = [Insert(path, (*route, len(old) + n), entry) for n, entry in enumerate(new[at:])]
    return [*result, *more]


def _identity(entry: Any, names: Sequence[str]) -> Any:
    if isinstance(entry, dict):
        return next(((name, entry[name]) for name in names if name in entry), entry)
    return entry
