"""Whether the fields that a mapping names are there: held against the record types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pmokit.exchange.imported import MapFault
from pmokit.exchange.table_map import Column, Spelt
from pmokit.load import layout
from pmokit.load.suggest import nearest
from pmokit.model import anatomy
from pmokit.model.project import Charter
from pmokit.text.flaws import Route
from pmokit.words.catalogue import say


def faults_of_columns(
    columns: Iterable[tuple[int, Column]], route: Route, source: Spelt
) -> Iterator[MapFault]:
    """What is wrong with columns of a mapping, each with its place in the list at `route`."""
    for place, column in columns:
        here = (*route, place)
        if (column.name is None) == (column.position is None):
            yield MapFault(here, say("import.name-or-position"))
        if column.to is not None and not column.ignore and (fault := _of_target(column.to)):
            yield MapFault((*here, "to"), *fault)
        decimal, thousands = column.decimal or source.decimal, column.thousands or source.thousands
        if decimal is not None and decimal == thousands:
            yield MapFault(here, say("import.one-sign-for-two"))
        for number, form in enumerate(column.dates):
            if not _is_date_form(form):
                message, help = say("import.bad-date-form", form=form), say("import.bad-date-form.fix")
                yield MapFault((*here, "dates", number), message, help)


def _is_date_form(form: str) -> bool:
    """Whether a form names a day, a month and a year, and nothing else that varies."""
    named = re.findall("%(.?)", form)
    return len(named) == 3 and all(set(named) & some for some in ({"d"}, {"m", "b", "B"}, {"Y", "y"}))


def faults_of_constants(constants: Mapping[str, Mapping[str, Any]], route: Route) -> Iterator[MapFault]:
    """What is wrong with the fields that get the same value in each project."""
    for part, values in constants.items():
        for key in values:
            if fault := _of_target(f"{part}.{key}", constant=True):
                yield MapFault((*route, part, key), *fault)


def faults_of_source(source: Spelt) -> Iterator[MapFault]:
    """What is wrong with the spelling of numbers and days that the whole source has."""
    from babel.core import Locale, UnknownLocaleError

    try:
        Locale.parse(source.language, sep="-")
    except (UnknownLocaleError, ValueError):
        yield MapFault(("source", "language"), say("import.no-language", language=source.language))


def _of_target(target: str, constant: bool = False) -> tuple[str, str] | None:
    """What is wrong with a field, and what helps; a constant may be a list."""
    part, *keys = target.split(".")
    located = layout.place(f"{layout.folder_of('x')}/{part}.yaml")
    if located is None:
        return say("load.no-place-layout", path=f"{part}.yaml"), ""
    model, file = located.slot.model, f"{part}.yaml"
    if model is Charter and keys[0] == "extra":
        if len(keys) == 2 or constant:
            return None
        return say("import.target-has-parts", target=target), say("import.target-extra.fix")
    for depth, key in enumerate(keys, 1):
        known = {name for name in anatomy.fields(model) if name not in model.from_name}
        if key not in known:
            return say("import.no-field", field=key, file=file), nearest(key, known)
        found, last = anatomy.fields(model)[key], depth == len(keys)
        if found.base == "list" and not constant:
            return say("import.target-is-list", target=".".join((part, *keys[:depth]))), ""
        if found.record is None or constant:
            return None if last or constant else (say("import.no-field", field=keys[depth], file=file), "")
        if last:
            return say("import.target-has-parts", target=target), nearest("", anatomy.fields(found.record))
        model = found.record
    return None
