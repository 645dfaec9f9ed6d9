"""Messages by key, from one catalogue: `en/*.po`, one file for each room, compiled to `en/pmokit.mo`.

A key names the room and the fact (`load.unknown-key`), never the wording. Values stand in braces by
their names, so that a translation may order them otherwise; how many there are of something decides
between singular and plural by the catalogue's own rule.
"""

from __future__ import annotations

import re
from functools import cache
from gettext import GNUTranslations
from pathlib import Path
from string import Formatter

FOLDER = Path(__file__).parent / "en"
FILE = FOLDER / "pmokit.mo"
_CREDENTIALS = re.compile(r"//[^/\s@`'\"]+@")
"""What stands before the host of an address: a name and a password, or a token."""


class Missing(KeyError):
    """The catalogue has no message of that key: a mistake of ours, which a test finds before a user."""


@cache  # the catalogue is a part of the program: it never changes while one runs
def _messages() -> GNUTranslations:
    with FILE.open("rb") as file:
        return GNUTranslations(file)


def say(key: str, /, n: int | None = None, **values: object) -> str:
    """The message of a key with its values filled in; `n` chooses singular or plural and is a value too.

    Values are printed by `str`, lists as their entries. Credentials in an address are left out: messages end
    in logs that many read. Raises Missing for a key that the catalogue does not have.
    """
    message = wording(key, n)
    values = {name: _plain(value) for name, value in values.items()}
    if n is not None:
        values = {**values, "n": n}
    return message.format_map(values) if "{" in message or "}" in message else message


def _plain(value: object) -> object:
    """A value without the signs of Python: nobody reads `None`, `True` or `('a', 'b')`."""
    if value is None:
        return wording("values.nothing")
    if isinstance(value, bool):
        return "true" if value else "false"
    if type(value) in (tuple, list):
        return ", ".join(str(_plain(item)) for item in value)  # type: ignore[attr-defined]  # see above
    return without_credentials(value) if isinstance(value, str) else value


def without_credentials(text: str) -> str:
    """A text whose addresses say no more whose they are. Cut a text afterwards: a half is not recognised."""
    return _CREDENTIALS.sub("//…@", text) if "//" in text and "@" in text else text


def masked(line: str) -> str:
    """A line of a file without such credentials and of the same length, so that a caret below it fits."""
    return _CREDENTIALS.sub(lambda found: f"//{'*' * (len(found[0]) - 3)}@", line)


def wording(key: str, n: int | None = None) -> str:
    """The message of a key with its braces still in it. Raises Missing."""
    messages = _messages()
    message = messages.gettext(key) if n is None else messages.ngettext(key, key, n)
    if message == key:
        raise Missing(key)
    return message


def names(message: str) -> frozenset[str]:
    """The values that a message wants."""
    return frozenset(name for _, name, _, _ in Formatter().parse(message) if name is not None)
