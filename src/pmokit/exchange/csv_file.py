"""Tables as CSV that a spreadsheet opens with a double click: UTF-8 that says so, RFC 4180."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from pmokit.text.channels import cell


def write(head: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    """The bytes of a file. They begin with the byte order mark: without it Excel takes UTF-8 for the code
    page of the machine. No cell is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
