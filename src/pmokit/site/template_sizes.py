"""How large what a template makes may become: texts are weighed before they are joined, printed or changed.

Whatever makes much of little would fill the memory before anybody counts it, so it is taken away, or what it
is about to make is worked out first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

from jinja2 import Environment, pass_environment
from jinja2.filters import make_attrgetter

MOST_REPEATED = 1_000_000
"""Characters or entries that one step repeats."""
# They fill pages with blanks and words that nobody needs, a thousand million of them if asked.
NO_FILTERS = ("indent", "wordwrap", "center", "format", "pprint", "random")
# The same, and what filters of the same name do and count.
NO_METHODS = frozenset(
    (
        "center",
        "ljust",
        "rjust",
        "zfill",
        "expandtabs",
        "format",
        "format_map",
        "translate",
        "replace",
        "join",
    )
)

Spend = Callable[[int], None]
Filter = Callable[..., Any]


def weigh(value: Any, known: dict[int, int] | None = None) -> int:
    """About how many characters a value has as text. What a list holds many times is looked at once."""
    if isinstance(value, str):
        return len(value)
    if not isinstance(value, (list, tuple, set, frozenset, dict)):
        return 0
    known = {} if known is None else known
    if id(value) not in known:
        parts = (*value.keys(), *value.values()) if isinstance(value, dict) else value
        known[id(value)] = 2 * len(value) + sum(weigh(part, known) for part in parts)
    return known[id(value)]


def bounded(filters: Mapping[str, Filter], spend: Spend) -> dict[str, Filter]:
    """Filters that count what they are given, without those that nobody can bound."""
    some = {name: _counted(function, spend) for name, function in filters.items() if name not in NO_FILTERS}
    own = {"join": _join(filters["join"], spend), "replace": _replace(filters["replace"], spend)}
    parts = {name: _parts(some[name], spend) for name in ("batch", "slice")}
    return {**some, **own, **parts, "sum": _sum}


def _counted(function: Filter, spend: Spend) -> Filter:
    @wraps(function)
    def counted(*values: Any, **options: Any) -> Any:
        spend(weigh(values) + weigh(options))
        return function(*values, **options)

    return counted


def _join(function: Filter, spend: Spend) -> Filter:
    @wraps(function)
    def join(context: Any, values: Iterable[Any], d: str = "", attribute: Any = None) -> Any:
        get = make_attrgetter(context.environment, attribute) if attribute is not None else None
        some = [get(value) if get else value for value in values]
        spend(weigh(some) + len(some) * len(d))
        return function(context, some, d)

    return join


def _replace(function: Filter, spend: Spend) -> Filter:
    @wraps(function)
    def replace(context: Any, s: Any, old: str, new: str, count: int | None = None) -> Any:
        spend(weigh(s) + str(s).count(old) * len(new))
        return function(context, s, old, new, count)

    return replace


def _parts(function: Filter, spend: Spend) -> Filter:
    """A filter that makes parts of as many entries as it is told, or as many parts."""

    @wraps(function)
    def parts(*values: Any, **options: Any) -> Any:
        numbers = [value for value in (*values, *options.values()) if isinstance(value, int)]
        spend(sum(abs(number) for number in numbers))
        return function(*values, **options)

    return parts


@pass_environment
def _sum(environment: Environment, values: Iterable[Any], attribute: Any = None) -> Any:
    """A sum of numbers; one of lists would copy them again and again."""
    get = make_attrgetter(environment, attribute) if attribute is not None else None
    return sum(get(value) if get else value for value in values)
