"""What other programs leave in a file: unfinished merges, pointers of Git LFS, spaces that are none to YAML.

Asked only where a file makes no sense: inside a text such a space is nothing wrong.
"""

from __future__ import annotations

import re
import unicodedata

from pmokit.text.flaws import TOP, Flaw
from pmokit.text.guard import span_at
from pmokit.words.catalogue import say

_CONFLICT = re.compile(r"^(<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|\Z)", re.MULTILINE)
_SPACES = "\u00a0\u00ad\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff"
# Where YAML needs a space: in the indentation, behind a dash, and behind a colon, a comma or a bracket.
_ODD_SPACE = re.compile(rf"(?:^[ \-]*|[:,{{\[])[ ]*([{_SPACES}])", re.MULTILINE)
_LFS = "version https://git-lfs.github.com/spec/"


def leftover(text: str) -> Flaw | None:
    """The first thing of this kind in the text of a file, if any."""
    if text.startswith(_LFS):
        return Flaw("unreadable-file", say("text.lfs"), say("text.lfs.fix"), TOP)
    return conflict(text) or _odd_space(text)


def conflict(text: str) -> Flaw | None:
    """The first line of an unfinished merge, if any."""
    if "<<<<<<<" not in text or (hit := _CONFLICT.search(text)) is None:
        return None
    span = span_at(text, hit.start(), 7)
    return Flaw("unfinished-merge", say("text.conflict", marker=hit[1]), say("text.conflict.fix"), span)


def _odd_space(text: str) -> Flaw | None:
    if text.isascii() or (hit := _ODD_SPACE.search(text)) is None:
        return None
    name = unicodedata.name(hit[1], "").lower()
    message = say("text.odd-space", name=name, code=f"{ord(hit[1]):04X}")
    return Flaw("control-character", message, say("text.odd-space.fix"), span_at(text, hit.start(1)))
