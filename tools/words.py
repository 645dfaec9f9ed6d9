"""Compiles the messages of `src/pmokit/words/en/*.po` to one `pmokit.mo`, which the program reads.

`make words` writes it. A test holds that the compiled file is what the messages give.
"""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parents[1] / "src/pmokit/words/en"


def merge(folder: Path = FOLDER) -> Catalog:
    """All messages of a folder; a key that stands twice is refused."""
    whole = Catalog(locale=folder.name, project="pmokit", charset="utf-8")
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            part = read_po(file, locale=folder.name, abort_invalid=True)
        for message in part:
            if not message.id:
                continue
            if message.id in whole:
                raise SystemExit(f"{path.name}: the key {message.id!r} stands twice")
            whole[message.id] = message
    return whole


def compiled(folder: Path = FOLDER) -> bytes:
    """The bytes of the compiled catalogue: the same for the same messages, whatever the day."""
    whole = merge(folder)
    whole.header_comment = ""
    whole.mime_headers  # noqa: B018  fills the headers before the dates are dropped
    buffer = io.BytesIO()
    write_mo(buffer, _dateless(whole))
    return buffer.getvalue()


def _dateless(whole: Catalog) -> Catalog:
    from datetime import datetime

    whole.creation_date = whole.revision_date = datetime(2000, 1, 1)
    return whole


if __name__ == "__main__":
    (FOLDER / "pmokit.mo").write_bytes(compiled())
    print(f"{len(merge())} messages in src/pmokit/words/en/pmokit.mo")
