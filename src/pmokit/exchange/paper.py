"""A pack as a PDF, tagged so that screen readers can follow it (PDF/UA-1), set by Typst.

`pack.typ` beside this file says how it looks. Texts reach it as data, never as markup.
"""

from __future__ import annotations

import json
from pathlib import Path

from pmokit.views.steering.sheets import Chart, Pack, Sheet, Table
from pmokit.words.catalogue import say
from pmokit.words.wording import long_day

TEMPLATE = Path(__file__).with_name("pack.typ")


def write(pack: Pack) -> bytes:
    """The bytes of the file; the same pack gives the same bytes where the same fonts are.

    Typst brings fonts for Latin, Greek and Cyrillic; other scripts take those of the machine. A sign that
    no font has is shown as a box, and the file is then not tagged as PDF/UA, which forbids that.
    """
    import typst

    data = {
        "title": pack.title,
        "subtitle": pack.subtitle,
        "day": str(pack.day),
        "as_of": long_day(pack.as_of),
        "sheets": [_sheet(sheet) for sheet in pack.sheets],
    }
    given = {"pack": json.dumps(data)}
    try:
        return _compiled(given, tagged=True)
    except typst.TypstError:
        return _compiled(given, tagged=False)


def _compiled(given: dict[str, str], tagged: bool) -> bytes:
    import typst

    raw: bytes = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        format="pdf",
        sys_inputs=given,
        pdf_standards=["ua-1"] if tagged else [],
    )
    return raw


def _sheet(sheet: Sheet) -> dict[str, object]:
    return {
        "title": sheet.title,
        "lead": sheet.lead,
        "table": _table(sheet.table) if sheet.table else None,
        "chart": _chart(sheet.chart) if sheet.chart else None,
    }


def _table(table: Table) -> dict[str, object]:
    rows = [[cell._asdict() for cell in row] for row in table.rows]
    return {"heads": table.heads, "widths": table.widths, "rows": rows}


def _chart(chart: Chart) -> dict[str, object]:
    series = [series._asdict() for series in chart.series]
    return {**chart._asdict(), "series": series, "in_unit": say("pack.in-unit", unit=chart.unit)}
