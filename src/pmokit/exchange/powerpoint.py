"""A pack as a PowerPoint file (Office Open XML) with native tables and charts, which anybody may edit.

The same pack gives the same bytes: times inside the file are those of the facts.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from pmokit.views.steering.sheets import Cell, Chart, Pack, Sheet, Table
from pmokit.words.catalogue import say
from pmokit.words.wording import long_day

WIDE, HIGH, MARGIN = 13.333, 7.5, 0.55
TOP, BOTTOM = 1.75, 7.0
"""Between these heights, in inches, a sheet has its table or chart."""
TEXT_POINTS = 12
COLOURS = {
    "green": "1B7F4B",
    "amber_green": "7A8A1E",
    "amber": "B45F06",
    "amber_red": "B23C17",
    "red": "B3261E",
    "none": "5F6B7A",
    "": "1F4E79",
}
"""Of words on white."""
FILLS = {**COLOURS, "amber": "E0A100"}
"""Of bars and columns."""
INK, PALE = "1C2530", "EEF2F6"


def write(pack: Pack) -> bytes:
    """The bytes of the file."""
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(HIGH)
    about = deck.core_properties
    moment = datetime(pack.as_of.year, pack.as_of.month, pack.as_of.day)
    about.title, about.author, about.last_modified_by = _line(f"{pack.title}, {pack.day}"), "pmokit", "pmokit"
    about.created = about.modified = moment
    about.language = "en"
    _cover(deck, pack)
    for sheet in pack.sheets:
        for part, more in _parts(sheet):
            _slide(deck, part, more, pack, len(deck.slides) + 1)
    out = io.BytesIO()
    deck.save(out)
    return _settled(out.getvalue(), pack.as_of)


def _line(text: str) -> str:
    """A text on one line without what XML cannot hold."""
    return "".join(c if c.isprintable() else " " for c in text)


def _cover(deck: Any, pack: Pack) -> None:
    from pptx.util import Inches

    slide = deck.slides.add_slide(deck.slide_layouts[0])
    title, subtitle = slide.shapes.title, slide.placeholders[1]
    for shape, top, height in ((title, 2.3, 1.4), (subtitle, 3.8, 1.2)):
        shape.left, shape.width = Inches(MARGIN), Inches(WIDE - 2 * MARGIN)
        shape.top, shape.height = Inches(top), Inches(height)
    _write(title.text_frame, pack.title, 40, INK, bold=True)
    _write(subtitle.text_frame, pack.subtitle, 20, COLOURS["none"])


def _write(frame: Any, text: str, points: float, colour: str, bold: bool = False) -> None:
    """Fill a text frame with one paragraph, to the left."""
    from pptx.dml.color import RGBColor
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    frame.word_wrap = True
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = _line(text)
    run.font.size, run.font.bold = Pt(points), bold
    run.font.color.rgb = RGBColor.from_string(colour)


def _parts(sheet: Sheet) -> Iterator[tuple[Sheet, bool]]:
    """A sheet as slides: a table that is too high for one goes on on the next."""
    if sheet.table is None:
        yield sheet, False
        return
    room = BOTTOM - TOP - _height(tuple(map(Cell, sheet.table.heads)), sheet.table.widths)
    some: list[tuple[Cell, ...]] = []
    used, more = 0.0, False
    for row in sheet.table.rows:
        needs = _height(row, sheet.table.widths)
        if some and used + needs > room:
            yield sheet._replace(table=sheet.table._replace(rows=some)), more
            some, used, more = [], 0.0, True
        some.append(row)
        used += needs
    yield sheet._replace(table=sheet.table._replace(rows=some)), more


def _height(row: tuple[Cell, ...], widths: tuple[int, ...]) -> float:
    """The height of a row in inches, by how many characters fit into a line of each cell."""
    total = sum(widths)
    lines = 1
    for cell, width in zip(row, widths, strict=True):
        fitting = max(int((WIDE - 2 * MARGIN) * width / total * 11.5) - 2, 3)
        lines = max(lines, -(-len(cell.text) // fitting))
    return 0.16 + lines * TEXT_POINTS * 1.25 / 72


def _slide(deck: Any, sheet: Sheet, more: bool, pack: Pack, number: int) -> None:
    from pptx.util import Inches

    slide = deck.slides.add_slide(deck.slide_layouts[5])
    title = slide.shapes.title
    title.left, title.top = Inches(MARGIN), Inches(0.3)
    title.width, title.height = Inches(WIDE - 2 * MARGIN), Inches(0.75)
    _write(title.text_frame, sheet.title + (f" {say('pack.continued')}" if more else ""), 28, INK, bold=True)
    if sheet.lead:
        box = slide.shapes.add_textbox(Inches(MARGIN), Inches(1.05), Inches(WIDE - 2 * MARGIN), Inches(0.6))
        _write(box.text_frame, sheet.lead, 15 if len(sheet.lead) < 110 else 12, COLOURS["none"])
    if sheet.table is not None and sheet.table.rows:
        _table(slide, sheet.table, sheet.title)
    elif sheet.chart is not None:
        _chart(slide, sheet.chart, sheet.title)
    foot = slide.shapes.add_textbox(Inches(MARGIN), Inches(7.05), Inches(WIDE - 2 * MARGIN), Inches(0.3))
    told = say("pack.foot", title=pack.title, day=long_day(pack.as_of), number=number)
    _write(foot.text_frame, told, 10, COLOURS["none"])


def _table(slide: Any, table: Table, title: str) -> None:
    from pptx.dml.color import RGBColor
    from pptx.util import Inches, Pt

    whole = WIDE - 2 * MARGIN
    rows = [tuple(map(Cell, table.heads)), *table.rows]
    frame = slide.shapes.add_table(
        len(rows), len(table.heads), Inches(MARGIN), Inches(TOP), Inches(whole), Inches(0.3)
    )
    _describe(frame, title)
    grid = frame.table
    for number, width in enumerate(table.widths):
        grid.columns[number].width = Inches(whole * width / sum(table.widths))
    for place, row in enumerate(rows):
        grid.rows[place].height = Inches(_height(row, table.widths))
        for number, cell in enumerate(row):
            box = grid.cell(place, number)
            box.margin_top = box.margin_bottom = Pt(3)
            box.margin_left = box.margin_right = Pt(6)
            box.fill.solid()
            fill = INK if place == 0 else PALE if place % 2 == 0 else "FFFFFF"
            box.fill.fore_color.rgb = RGBColor.from_string(fill)
            ink = "FFFFFF" if place == 0 else COLOURS[cell.rag] if cell.rag else INK
            _write(box.text_frame, cell.text, TEXT_POINTS, ink, bold=place == 0 or bool(cell.rag))


def _chart(slide: Any, chart: Chart, title: str) -> None:
    from pptx.chart.data import CategoryChartData
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
    from pptx.util import Inches, Pt

    data = CategoryChartData()
    data.categories = [_harmless(name) for name in chart.categories]
    for series in chart.series:
        data.add_series(_harmless(series.name), series.values)
    frame = slide.shapes.add_chart(
        XL_CHART_TYPE.COLUMN_STACKED,
        Inches(MARGIN),
        Inches(TOP),
        Inches(WIDE - 2 * MARGIN),
        Inches(BOTTOM - TOP),
        data,
    )
    _describe(frame, say("pack.chart", title=title, unit=chart.unit))
    drawn = frame.chart
    drawn.has_legend, drawn.has_title = True, False
    drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    drawn.font.size = Pt(TEXT_POINTS)
    drawn.value_axis.has_title = True
    drawn.value_axis.axis_title.text_frame.text = _line(chart.unit)
    drawn.value_axis.major_gridlines.format.line.color.rgb = RGBColor.from_string("D5DCE4")
    drawn.plots[0].gap_width = 40
    for series, given in zip(drawn.plots[0].series, chart.series, strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = RGBColor.from_string(FILLS[given.rag])
        labels = series.data_labels
        labels.show_value, labels.number_format, labels.number_format_is_linked = True, "0;;;", False
        ink = INK if given.rag == "amber" else "FFFFFF"
        labels.font.size, labels.font.color.rgb = Pt(11), RGBColor.from_string(ink)


def _harmless(text: str) -> str:
    """A name that the worksheet behind a chart does not take for a formula or a link."""
    line = _line(text)
    return f" {line}" if re.match(r"[=+\-@{]|[a-z]+:", line, re.IGNORECASE) else line


def _describe(frame: Any, text: str) -> None:
    """What a screen reader says of a table or a chart."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", _line(text))


def _settled(raw: bytes, day: date) -> bytes:
    """The same archive with the times in it set to a day, and so that of each worksheet inside."""
    out = io.BytesIO()
    stamp = f"{day.isoformat()}T00:00:00Z".encode()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith(".xlsx"):
                content = _settled(content, day)
            elif name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp, content)
            # An archive knows the years from 1980 to 2107.
            year = min(max(day.year, 1980), 2107)
            entry = zipfile.ZipInfo(name, (year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return out.getvalue()
