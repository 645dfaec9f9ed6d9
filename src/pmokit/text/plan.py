"""A plan: edits of a repository's files worked out, and held against what is expected.

Nothing is guessed and nothing is lost: a file that cannot be read is refused, and so is a result
that does not say exactly what the old data with the edits says.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from pmokit.text import front_matter, guard, places, yaml
from pmokit.text.edits import Change, Create, Edit, Insert, Move, Remove, Set, Within, amend
from pmokit.text.flaws import TOP, Flaw
from pmokit.text.spans import changes
from pmokit.words.catalogue import say


class Refused(Exception):
    """Edits that cannot be made; what is wrong, by path. Nothing is to be written."""

    def __init__(self, flaws: list[tuple[str, Flaw]]) -> None:
        super().__init__("; ".join(f"{path}: {flaw.message}" for path, flaw in flaws))
        self.flaws = flaws


class Draft(NamedTuple):
    """What the edits of a plan make of some files: bytes by path, None where there is no file."""

    before: dict[str, bytes | None]
    after: dict[str, bytes | None]
    changes: dict[str, list[Change]]
    """The changes of characters, by the path of the file that was there."""
    moves: dict[str, str]
    """Files that get another path."""


def draft(edits: Iterable[Edit], files: Mapping[str, bytes]) -> Draft:
    """Work out edits of files (path to bytes). Raises Refused, with each file that is in the way."""
    by_path: dict[str, list[Edit]] = {}
    for edit in edits:
        by_path.setdefault(edit.path, []).append(edit)
    result = Draft({}, {}, {}, {})
    flaws: list[tuple[str, Flaw]] = []
    for path, some in by_path.items():
        try:
            _file(path, some, files, result)
        except Refused as refused:
            flaws += refused.flaws
    if flaws:
        raise Refused(flaws)
    return result


def _file(path: str, edits: list[Edit], files: Mapping[str, bytes], result: Draft) -> None:
    raw = files.get(path)
    gone = any(isinstance(edit, Remove) and not edit.route for edit in edits)
    new = [edit for edit in edits if isinstance(edit, Create)]
    moves = [edit for edit in edits if isinstance(edit, Move) and edit.to_path]
    inner = [edit for edit in edits if isinstance(edit, (Set, Insert, Remove, Move)) and edit.route]
    if new or gone:
        if inner or moves or len(new) > 1:
            raise _refused(path, say("edit.created-and-edited"))
        if new and raw is not None and not gone:
            raise _refused(path, say("edit.file-exists"))
        if gone and raw is None:
            raise _refused(path, say("edit.no-file"))
        _note(result, path, raw, new[0].content if new else None)
        return
    if raw is None:
        raise _refused(path, say("edit.no-file"))
    if inner:
        result.changes[path] = changed(path, raw, inner)
    content = applied(raw, result.changes.get(path, []))
    target = moves[0].to_path if moves else path
    if target != path:
        if target in files:
            raise _refused(target, say("edit.file-exists"))
        result.moves[path] = target
        _note(result, path, raw, None)
        _note(result, target, None, content)
    else:
        _note(result, path, raw, content)


def _note(result: Draft, path: str, before: bytes | None, after: bytes | None) -> None:
    if path in result.after and result.after[path] is not None:
        raise _refused(path, say("edit.two-writers"))
    result.before.setdefault(path, before)
    result.after[path] = after


def changed(path: str, raw: bytes, edits: list[Within]) -> list[Change]:
    """The changes of characters that edits of one YAML file make, held against the data expected.

    Of a Markdown file the front matter is meant. Raises Refused.
    """
    text, flaws = guard.decode(raw)
    if text is None:
        raise Refused([(path, flaw) for flaw in flaws])
    front = front_matter.front_part(text) if path.endswith(".md") else (0, len(text))
    if front is None:
        raise _refused(path, say("edit.no-front-matter"))
    start, end = front
    old = yaml.parse_text(text[start:end])
    if old.flaws:
        down = text.count("\n", 0, start)
        raise Refused([(path, _lower(flaw, down)) for flaw in old.flaws])
    try:
        found = _changes_to(amend(old.data, list(edits)), text[start:end], edits)
    except (LookupError, TypeError) as error:
        problem = str(error.args[0]) if error.args else say("edit.no-target")
        route = edits[0].route
        why = f" ({problem})" if problem else ""
        message = say("edit.cannot-write", value=".".join(map(str, route)), why=why)
        span = places.locate(text[start:end], [(route, False)])[0]
        flaw = Flaw("cannot-edit", message, say("edit.by-hand.fix"), span)
        raise Refused([(path, _lower(flaw, text.count("\n", 0, start)))]) from None
    return [Change(c.start + start, c.end + start, c.text) for c in found]


def _changes_to(expected: Any, text: str, edits: list[Within]) -> list[Change]:
    """The changes of characters after which a text says what is expected. Raises LookupError."""
    # What other edits leave below a block of lines, such as a comment, may join it: then it is one line.
    for blocks in (True, False):
        found = changes(text, edits, blocks)
        new = yaml.parse_text(_spliced(text, found))
        if not new.flaws and (new.data or {}) == (expected or {}):
            return found
    raise LookupError("")


def _lower(flaw: Flaw, lines: int) -> Flaw:
    """A flaw of a part of a file that starts some lines below its top."""
    span = flaw.span
    return flaw._replace(span=span._replace(line=span.line + lines, end_line=span.end_line + lines))


def _spliced(text: str, some: list[Change]) -> str:
    at, parts = 0, []
    for change in some:
        parts += [text[at : change.start], change.text]
        at = change.end
    return "".join([*parts, text[at:]])


def edited(path: str, raw: bytes, edits: list[Within]) -> bytes:
    """The bytes of one file with edits made. Raises Refused."""
    return applied(raw, changed(path, raw, edits))


def applied(raw: bytes, some: list[Change]) -> bytes:
    """The bytes of a file with changes of its characters made; a byte order mark stays."""
    if not some:
        return raw
    mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    return mark + _spliced(raw.decode("utf-8-sig"), some).encode()


def _refused(path: str, message: str) -> Refused:
    return Refused([(path, Flaw("cannot-edit", message, "", TOP))])
