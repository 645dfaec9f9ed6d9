"""From data to a record, or to findings that say where the data parts from the record type.

The one place that knows pydantic's errors.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, TypeVar

from pydantic import ValidationError

from pmokit.load.integrity import finding
from pmokit.load.suggest import alike, close, nearest
from pmokit.model import anatomy, claims
from pmokit.model.finding import Finding
from pmokit.model.record import Record
from pmokit.text.flaws import Route
from pmokit.words.catalogue import say

R = TypeVar("R", bound=Record)


def claim(model: type[R], data: Any, path: str, names: dict[str, str]) -> tuple[R | None, list[Finding]]:
    """The record that the data of a file makes, or None and why not.

    `names` are the fields that come from the file's name; the file itself must not hold them.
    """
    if data is None:
        data = {}
    if not isinstance(data, dict):
        return None, [_wrong_shape(path, (), data, say("load.mapping-lines-key-value"))]
    typed = [name for name in names if name in data]
    if typed:
        return None, [_typed_name(path, name) for name in typed]
    try:
        return model.model_validate({**data, **names} if names else data), []
    except ValidationError as error:
        errors = [entry for entry in error.errors(include_url=False) if entry["type"] != claims.UNSURE]
        return None, [_explain(model, entry, data, path) for entry in errors]


def attempt(model: type[R], data: Any) -> R | None:
    """The record that some data makes, or None where it makes none."""
    try:
        return model.model_validate(data)
    except ValidationError:
        return None


def _typed_name(path: str, name: str) -> Finding:
    return finding(
        "unknown-key",
        say("load.comes-name-file", name=name),
        path,
        (name,),
        key=True,
        help=say("load.remove-key-rename-file-change"),
    )


def _explain(model: type[Record], error: Any, data: Any, path: str) -> Finding:
    route, kind = _real_route(error["loc"], data), error["type"]
    if kind == "extra_forbidden":
        return _unknown_key(model, route, path)
    if kind == "missing":
        return _missing_key(route, path)
    if kind == "literal_error":
        return _bad_choice(model, route, error["input"], error["ctx"]["expected"], path)
    expected = _SHAPES.get(kind)
    if expected:
        return _wrong_shape(path, route, error["input"], expected)
    if kind == "bad-id" and any(part == "[key]" for part in error["loc"]):
        return finding(kind, error["msg"], path, route, key=True, help=_HELP[kind])
    if kind == "bad-id" and isinstance(error["input"], str):
        return finding(kind, error["msg"], path, route, help=_id_help(error["input"], type_at(model, route)))
    if kind == "bad-text" and isinstance(error["input"], list | dict):
        return finding(kind, error["msg"], path, route, help=_ONE_TEXT[type(error["input"])])
    if isinstance(error["input"], list) and error["input"]:
        help = say("load.one-value-only", first=str(error["input"][0]))
        return finding(kind, error["msg"], path, route, help=help)
    fix = _spelt(kind, error["input"]) if "/gates/" not in path else ""
    return finding(kind, error["msg"], path, route, help=_HELP.get(kind, say("load.correct-value")), fix=fix)


_FLAGS = {"yes": "true", "on": "true", "no": "false", "off": "false", "true": "true", "false": "false"}
_GROUPED = re.compile(r"([+-]?\d{1,3}(?:[ ,_']\d{3})+(?:\.\d{1,2})?) ?([A-Z]{3})")
_LEADING = re.compile(r"([A-Z]{3}) ?([+-]?\d{1,15}(?:\.\d{1,2})?)")


def _spelt(kind: str, found: Any) -> str:
    """The same flag or amount as it is written here, where only one can be meant."""
    if not isinstance(found, str):
        return ""
    if kind == "bad-flag":
        return _FLAGS.get(found.strip().casefold(), "")
    if kind == "bad-money":
        # A single group behind a comma may be a decimal comma: 1,500 EUR is left to a person.
        grouped = _GROUPED.fullmatch(found.strip())
        if grouped and (len(re.findall(r"[ ,_']", grouped[1])) > 1 or "," not in grouped[1]):
            return f"{re.sub(r'[ ,_]', '', grouped[1]).replace(chr(39), '')} {grouped[2]}"
        if leading := _LEADING.fullmatch(found.strip()):
            return f"{leading[2]} {leading[1]}"
    return ""


_SHAPES = {
    "model_type": say("load.mapping-lines-key-value"),
    "model_attributes_type": say("load.mapping-lines-key-value"),
    "dict_type": say("load.mapping-lines-key-value"),
    "tuple_type": say("load.list-lines-start"),
}
_HELP = {
    "bad-date": say("load.write-day-yyyy-mm-dd"),
    "bad-number": say("load.write-digits-dot-decimals-without"),
    "bad-money": say("load.write-digits-space-currency-code"),
    "bad-flag": say("load.write-true-false"),
    "bad-text": say("load.write-form-expected-quote-if"),
    "bad-id": say("load.use-small-letters-digits-single"),
    "bad-url": say("load.write-whole-address-starting-https"),
}


_ONE_TEXT = {list: say("load.remove-dashes-one-text"), dict: say("load.quote-braces-one-text")}


def _id_help(found: str, type_: anatomy.Type | None) -> str:
    if type_ is not None and type_.ref == "clause":
        likely = "-".join(re.findall(r"[A-Z]+|[0-9.]+", found.upper()))
        return say("load.write-clause-perhaps", likely=likely if claims.CLAUSE.fullmatch(likely) else "REG-1")
    likely = id_of_words(found)
    return say("load.write-id-perhaps", likely=likely, help=_HELP["bad-id"]) if likely else _HELP["bad-id"]


def id_of_words(text: str) -> str:
    """The id that some words would give."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def _real_route(loc: tuple[Any, ...], data: Any) -> Route:
    """pydantic's location without the parts that the data does not have."""
    route: list[Any] = []
    node = data
    for part in loc:
        if part in ("[key]", claims.CLAIMED) and not (isinstance(node, dict) and part in node):
            break
        if isinstance(node, dict):
            route.append(part)
            node = node.get(part)
        elif isinstance(node, list) and isinstance(part, int) and part < len(node):
            route.append(part)
            node = node[part]
    return tuple(route)


def model_at(model: type[Record], route: Route) -> type[Record] | None:
    """The record class that the keys of a route lead to, or None."""
    here: type[Record] | None = model
    for part in route:
        if isinstance(part, int):
            continue
        type_ = anatomy.fields(here).get(str(part)) if here else None
        type_ = type_.item if type_ and type_.base == "list" else type_
        here = type_.record if type_ else None
    return here


def _known_keys(model: type[Record], route: Route) -> list[str]:
    owner = model_at(model, route)
    return [name for name in anatomy.fields(owner) if name not in owner.from_name] if owner else []


def _meant_key(owner: type[Record] | None, key: str, path: str) -> str:
    """The key that a misspelt one can only have meant; never one that names a person or a day, and
    none of an approval, because these decide something."""
    if owner is None or "/gates/" in path:
        return ""
    known = {name: type_ for name, type_ in anatomy.fields(owner).items() if name not in owner.from_name}
    likely = [name for name in close(key, known) if alike(key, name)]
    if len(likely) != 1 or known[likely[0]].ref == "person" or known[likely[0]].base == "day":
        return ""
    return likely[0]


def _unknown_key(model: type[Record], route: Route, path: str) -> Finding:
    owner = model_at(model, route[:-1])
    key, known = str(route[-1]), _known_keys(model, route[:-1])
    return finding(
        "unknown-key",
        say("load.not-key-record", name=key),
        path,
        route,
        key=True,
        fix=_meant_key(owner, key, path),
        help=nearest(key, known) or say("load.known-here") + ", ".join(f"`{name}`" for name in known) + ".",
    )


def _missing_key(route: Route, path: str) -> Finding:
    key = str(route[-1])
    return finding(
        "missing-key",
        say("load.key-missing-empty", name=key),
        path,
        route,
        key=True,
        help=say("load.write-value-put-value-into", name=key),
    )


def type_at(model: type[Record], route: Route) -> anatomy.Type | None:
    """The type of the field that a route leads to, if it is one."""
    owner = model_at(model, route[:-1])
    return anatomy.fields(owner).get(str(route[-1])) if owner and route else None


def _bad_choice(model: type[Record], route: Route, found: Any, expected: str, path: str) -> Finding:
    type_ = type_at(model, route)
    # The words that a mapping may hold are named by the error alone.
    choices = type_.choices if type_ else tuple(re.findall(r"'([^']*)'", expected))
    shown = f"`{found}`" if isinstance(found, str) else "this"
    plain = found.strip().casefold().replace(" ", "_").replace("-", "_") if isinstance(found, str) else ""
    return finding(
        "bad-choice",
        say("load.not-one-2", shown=shown, choices=", ".join(choices)),
        path,
        route,
        fix=plain if plain in choices and "/gates/" not in path else "",
        help=nearest(str(found), choices)
        if close(str(found), choices)
        else say("load.write-one-words-listed"),
    )


def _wrong_shape(path: str, route: Route, found: Any, expected: str) -> Finding:
    what = {dict: "a mapping", list: "a list", type(None): "nothing"}.get(type(found), "a text")
    return finding(
        "wrong-shape",
        say("load.expected-found", expected=expected, what=what),
        path,
        route,
        help=say("load.compare-indentation-dashes-pmokit-new"),
    )
