"""Where each fact is declared: the index that rules, views and exports look into.

Nothing of analytics is imported here. A module is imported when something names one of its facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module

from pmokit.analytics.fact import AnyFact, declared
from pmokit.analytics.index import INDEX

Key = tuple[str, str]
"""The kind of a record and the name of a fact."""


class Facts(Mapping[Key, AnyFact]):
    """All facts of analytics, each imported when it is asked for, and those that a methodology defines."""

    def __init__(self, own: Iterable[AnyFact] = ()) -> None:
        self._own = {fact.key: fact for fact in own}
        self._modules: dict[Key, str] = dict.fromkeys(self._own, "")
        for module, facts in INDEX.items():
            for entry in facts:
                kind, _, name = entry.partition(".")
                self._modules[kind, name] = f"pmokit.analytics.{module}"

    def __getitem__(self, key: Key) -> AnyFact:
        return self._own.get(key) or declared(import_module(self._modules[key]))[key]

    def __contains__(self, key: object) -> bool:
        return key in self._modules

    def __iter__(self) -> Iterator[Key]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)


FACTS = Facts()
