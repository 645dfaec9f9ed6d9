"""The pack of a steering group: PowerPoint and PDF, read back by others, say what the data says."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from pptx import Presentation
from pypdf import PdfReader

from pmokit.exchange import paper, powerpoint
from pmokit.views.context import Context
from pmokit.views.steering import pack as packs
from pmokit.views.steering.next_meeting import next_meeting
from pmokit.views.steering.sheets import Cell, Chart, Pack, Series, Sheet, Table
from tests.conftest import ROOT, check_files, sound

DAY = date(2026, 12, 2)
E = "portfolio/projects/example"


@pytest.fixture(scope="module")
def demonstration(shipped_files: Mapping[str, bytes]) -> Pack:
    context = Context(check_files(shipped_files, DAY))
    return packs.pack(context, context.run.forum("infrastructure-board"), DAY)


def texts_of(pack: Pack) -> list[str]:
    """Every text that the data has for the pack."""
    found = [pack.title, pack.subtitle]
    for sheet in pack.sheets:
        found += [sheet.title, sheet.lead]
        if sheet.table and sheet.table.rows:
            found += [*sheet.table.heads, *(cell.text for row in sheet.table.rows for cell in row)]
        if sheet.chart:
            found += sheet.chart.categories
    return [text for text in found if text]


def slides_text(raw: bytes) -> str:
    found: list[str] = []
    for slide in Presentation(io.BytesIO(raw)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
            if shape.has_chart:
                found += [str(name) for name in shape.chart.plots[0].categories]
    return "\n".join(found)


def squeezed(text: str) -> str:
    """Without white space and hyphens: a PDF breaks lines where it likes."""
    return re.sub(r"[\s\-\u00ad]", "", text)


def test_the_pack_is_made_of_what_waits_for_the_forum(demonstration: Pack) -> None:
    titles = [sheet.title for sheet in demonstration.sheets]
    assert titles[0] == "At a glance"
    decisions = [title for title in titles if title.startswith("Decision: ")]
    assert titles[1 : 1 + len(decisions)] == decisions, "what is to be decided comes next"
    assert "Decision: Radio link in Brno as a bridge for the winter, SD-WAN for all plants" in decisions
    assert len(titles) - len(decisions) <= 15
    refresh = next(sheet for sheet in demonstration.sheets if sheet.title == "Device refresh").table
    assert refresh is not None
    assert [(row[0].text, row[1].rag) for row in refresh.rows[:2]] == [
        ("Reported status", "green"),
        ("Calculated status", "red"),
    ]
    assert "Members and quorum" in titles and "Decisions of 21 October 2026" in titles


def test_powerpoint_says_all_that_the_data_says_in_native_tables_and_charts(demonstration: Pack) -> None:
    raw = powerpoint.write(demonstration)
    shown = slides_text(raw)
    for text in texts_of(demonstration):
        assert text in shown, text
    deck = Presentation(io.BytesIO(raw))
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    assert sum(shape.has_table for shape in shapes) >= 12 and sum(shape.has_chart for shape in shapes) == 1
    assert not any(shape.shape_type == 13 for shape in shapes), "nothing is a picture"
    # Every table and chart is described for those who do not see it, and no row leaves the slide.
    for shape in shapes:
        if shape.has_table or shape.has_chart:
            assert shape._element.nvGraphicFramePr.cNvPr.get("descr")
            high = sum(row.height for row in shape.table.rows) if shape.has_table else shape.height
            assert shape.top + high <= deck.slide_height
    status = next(shape.chart for shape in shapes if shape.has_chart)
    assert [series.name for series in status.plots[0].series] == ["Green", "Amber", "Red"]
    assert sum(series.values[-1] for series in status.plots[0].series) == 15


def test_the_pdf_says_the_same_and_can_be_read_aloud(demonstration: Pack) -> None:
    raw = paper.write(demonstration)
    reader = PdfReader(io.BytesIO(raw))
    shown = squeezed("".join(page.extract_text() for page in reader.pages))
    for text in texts_of(demonstration):
        assert squeezed(text) in shown, text
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en"  # type: ignore[index]
    assert (
        reader.metadata is not None and reader.metadata.title == "Infrastructure steering group, 2026-12-02"
    )
    outline = [item.title for item in reader.outline if not isinstance(item, list)]
    assert "At a glance" in outline and "1. Actions" in outline


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes_whatever_the_clock(
    demonstration: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, paper_one = powerpoint.write(demonstration), paper.write(demonstration)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: __import__("datetime").datetime(2033, 5, 18).timetuple())
    assert powerpoint.write(demonstration) == one and paper.write(demonstration) == paper_one
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 12, 2, 0, 0, 0)}
        sheet = archive.read(next(name for name in archive.namelist() if name.endswith(".xlsx")))
    with zipfile.ZipFile(io.BytesIO(sheet)) as inner:
        assert b"2026-12-02T00:00:00Z" in inner.read("docProps/core.xml")


HOSTILE = [
    "=HYPERLINK(\"https://evil.example\",\"x\")", "+1+cmd|' /C calc'!A0", "@SUM(1)", "https://evil.example/",
    "<script>alert(1)</script>", "#set page(width: 1pt)", "$ x^2 $ *bold* _it_", "a\u2028b", "#read(\"/etc/passwd\")",
    "]#panic()[", "漢字 и кириллица", "&amp; <b>",
]  # fmt: skip


def test_hostile_texts_stay_texts(demonstration: Pack) -> None:
    chart = Chart(HOSTILE[0], tuple(HOSTILE), (Series(HOSTILE[2], "red", tuple(map(float, range(12)))),))
    table = Table(("a", "b"), (1, 2), [(Cell(text), Cell(text)) for text in HOSTILE])
    sheets = [Sheet(HOSTILE[4], HOSTILE[5], table), Sheet("Chart", "", chart=chart)]
    hostile = demonstration._replace(title=HOSTILE[6], subtitle=HOSTILE[7], sheets=sheets)
    raw = powerpoint.write(hostile)
    shown = slides_text(raw)
    for text in HOSTILE:
        assert text.replace("\u2028", " ") in shown
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        book = archive.read(next(name for name in archive.namelist() if name.endswith(".xlsx")))
    with zipfile.ZipFile(io.BytesIO(book)) as inner:
        cells = inner.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in cells and b"<hyperlink" not in cells
    text = squeezed(
        "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.write(hostile))).pages)
    )
    for wanted in (HOSTILE[0], HOSTILE[4], HOSTILE[5], HOSTILE[8], HOSTILE[9]):
        assert squeezed(wanted) in text
    assert "root:" not in text


def test_a_forum_that_has_nothing_to_decide_gets_a_pack_all_the_same(
    shipped_files: Mapping[str, bytes],
) -> None:
    files = {
        path: raw
        for path, raw in sound(shipped_files).items()
        if not path.startswith(("portfolio/projects/", "portfolio/steering/", "portfolio/waivers/"))
    }
    context = Context(check_files(files, DAY))
    made = packs.pack(context, context.run.forum("change-board"), DAY)
    assert made.sheets[0].lead == "No items."
    assert not [sheet for sheet in made.sheets if sheet.title[:2] in {"1.", "2.", "3."}], "no empty chapter"
    assert "Nothing has changed." in slides_text(powerpoint.write(made))
    assert len(PdfReader(io.BytesIO(paper.write(made))).pages) >= 2


@pytest.mark.slow
def test_both_files_are_written_by_the_command_and_mistakes_are_answered(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    made = ("steering", "pack", "change-board", "--date", "2026-12-02", "--root", ROOT, "--output", tmp_path)
    out = run(*made).stdout
    names = [f"change-board-2026-12-02.{kind}" for kind in ("pptx", "pdf")]
    assert out == "".join(f"wrote {tmp_path / name}\n" for name in names)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    run(*made)
    assert first == {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    unknown = run("steering", "pack", "change-bord", "--date", "2026-12-02", "--root", ROOT)
    assert unknown.exit_code == 2 and "Did you mean `change-board`?" in unknown.output


@pytest.mark.parametrize(
    ("meetings", "expected"),
    [
        ({}, (date(2026, 6, 29), False)),
        ({"2026-05-20": "held"}, (date(2026, 6, 17), False)),
        ({"2026-05-20": "held", "2026-06-10": "planned"}, (date(2026, 6, 10), True)),
        ({"2026-03-01": "held"}, (date(2026, 6, 21), False)),
    ],
)
def test_the_next_meeting_is_the_planned_one_or_follows_from_the_rhythm(
    shipped_files: Mapping[str, bytes], meetings: Mapping[str, str], expected: tuple[date, bool]
) -> None:
    folder = "portfolio/steering/infrastructure-board"
    files = {p: raw for p, raw in sound(shipped_files).items() if not p.startswith("portfolio/steering/")}
    files |= {f"{folder}/{day}.yaml": f"state: {state}\n".encode() for day, state in meetings.items()}
    context = Context(check_files(files, date(2026, 6, 1)))
    forum = context.run.forum("infrastructure-board")
    assert next_meeting(context, forum) == expected


@pytest.mark.parametrize("title", ["Rocket \U0001f680 launch", "\u0e44\u0e17\u0e22", "\u0378"])
def test_a_sign_that_no_font_has_does_not_keep_the_pack_from_being_made(
    demonstration: Pack, title: str
) -> None:
    made = demonstration._replace(title=title, sheets=demonstration.sheets[:2])
    assert len(PdfReader(io.BytesIO(paper.write(made))).pages) >= 2
    assert title in slides_text(powerpoint.write(made)) or not title.isprintable()


@pytest.mark.parametrize("year", [1970, 2200])
def test_days_beyond_what_an_archive_knows_are_no_reason_to_fail(demonstration: Pack, year: int) -> None:
    made = demonstration._replace(as_of=date(year, 1, 1), sheets=demonstration.sheets[:1])
    with zipfile.ZipFile(io.BytesIO(powerpoint.write(made))) as archive:
        assert archive.infolist()[0].date_time[0] in (1980, 2107)


def test_the_facts_of_a_pack_are_of_today_and_a_change_beyond_the_limits_goes_to_the_forum_above(
    shipped_files: Mapping[str, bytes],
) -> None:
    context = Context(check_files(shipped_files))
    below, above = (
        packs.pack(context, context.run.forum(name), DAY)
        for name in ("infrastructure-board", "excellence-board")
    )
    assert below.subtitle.endswith("Data date: 23 November 2026.")

    def asked(made: Pack) -> dict[str, str]:
        sheets = [sheet for sheet in made.sheets if sheet.title.startswith("Decision: ") and sheet.table]
        rows = {sheet.title: sheet.table.rows for sheet in sheets if sheet.table}
        return {
            title: row[1].text for title, some in rows.items() for row in some if row[0].text == "Request"
        }

    title = "Decision: New dates after the hold, Virtual desktops"
    assert asked(below)[title] == (
        "Make a recommendation to the IT excellence board (+147 days, 0 EUR; beyond the limit of 60 days)"
    )
    assert asked(above)[title].startswith("Approve or reject (+147 days, 0 EUR; beyond the limit")
    assert "Decision: Five more weeks for the shop floors, Device refresh" not in asked(above)


def test_projects_on_hold_come_after_the_active_ones(shipped_files: Mapping[str, bytes]) -> None:
    context = Context(check_files(shipped_files))
    made = packs.pack(context, context.run.forum("infrastructure-board"), DAY)
    by_title = {project.title: project for project in context.projects}
    states = [by_title[sheet.title].state for sheet in made.sheets if sheet.title in by_title]
    assert states == sorted(states) and set(states) == {"active", "on_hold"}


def rows_of(pack: Pack, title: str) -> list[tuple[str, str]]:
    table = next(sheet.table for sheet in pack.sheets if sheet.title.startswith(title))
    return [(row[0].text, row[1].text) for row in table.rows] if table else []


def test_a_slide_about_a_decision_suffices_to_decide_it(demonstration: Pack) -> None:
    rows = rows_of(demonstration, "Decision: Radio link in Brno")
    assert [label for label, _ in rows] == [
        "Project", "Option 1", "Option 2", "Option 3", "Recommendation", "Effect on time", "Effect on cost",
        "Effect on scope", "Without a decision", "Presented by", "Decision maker",
    ]  # fmt: skip
    assert dict(rows)["Effect on cost"] == "38,000 EUR more"
    assert dict(rows)["Decision maker"] == "Infrastructure steering group, by 2 Dec 2026"


def test_a_slide_about_a_gate_tells_each_criterion(demonstration: Pack) -> None:
    rows = rows_of(demonstration, "Decision: Ready for executing, Cloud migration")
    assert ("Criterion not met", "The project plan is approved: Draft; required: Approved") in rows
    assert ("Criterion met", "Milestones have a baseline") in rows


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ("options: [One, Two]\n    recommendation: One\n    without_decision: Late\n    effect_days: 3", ""),
        (
            "options: [One, Two]\n    recommendation: One\n    without_decision: Late",
            "effect on time, cost or scope",
        ),
        ("without_decision: Late\n    effect_days: 0", "Recommendation, options"),
        ("options: [One, Two]\n    effect_cost: 5 EUR", "Recommendation, Without a decision"),
    ],
)
def test_a_slide_about_a_decision_says_what_the_project_has_not_stated(
    shipped_files: Mapping[str, bytes], fields: str, missing: str
) -> None:
    register = f"decisions:\n  - id: which\n    title: Which carrier\n    {fields}\n    authority: infrastructure-board\n"
    files = {**sound(shipped_files), f"{E}/raid.yaml": register.encode()}
    context = Context(check_files(files, date(2026, 6, 1)))
    made = packs.pack(context, context.run.forum("infrastructure-board"), date(2026, 6, 10))
    sheet = next(sheet for sheet in made.sheets if sheet.title == "Decision: Which carrier, Example project")
    assert sheet.lead == (f"Not stated: {missing}." if missing else "")


@pytest.mark.parametrize(
    ("field", "label", "text"),
    [
        ("effect_days: 1", "Effect on time", "The finish is 1 day later"),
        ("effect_days: -14", "Effect on time", "The finish is 14 days earlier"),
        ("effect_days: 0", "Effect on time", "The finish does not move"),
        ("effect_cost: -5 EUR", "Effect on cost", "5 EUR less"),
        ("effect_cost: 0 EUR", "Effect on cost", "No additional cost"),
    ],
)
def test_effects_are_told_with_their_direction(
    shipped_files: Mapping[str, bytes], field: str, label: str, text: str
) -> None:
    register = (
        f"decisions:\n  - id: which\n    title: Which\n    {field}\n    authority: infrastructure-board\n"
    )
    files = {**sound(shipped_files), f"{E}/raid.yaml": register.encode()}
    context = Context(check_files(files, date(2026, 6, 1)))
    made = packs.pack(context, context.run.forum("infrastructure-board"), date(2026, 6, 10))
    assert (label, text) in rows_of(made, "Decision: Which")
