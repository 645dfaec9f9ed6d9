"""Tables by a mapping alone, the real ones too; nothing is lost silently."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from click.testing import Result

from tests.conftest import SHARED

MAPS = Path(__file__).parent / "maps"
GMPP = SHARED / "data/gmpp"
needs_gmpp = pytest.mark.skipif(not GMPP.is_dir(), reason="the GMPP tables are not beside the project")

MAP = """title: Small
currency: EUR
source: {decimal: ".", thousands: ","}
id_from: [Name]
constants: {project: {state: active, summary: Unknown.}, reviews/2026-05-01: {reviewer: Somebody}}
columns:
  - {name: Name, to: project.title, form: line}
  - {name: Part, to: project.workstream, form: line, collect: workstreams}
  - {name: Colour*, to: reviews/2026-05-01.rating, values: {green: green, red: red}}
  - {name: Cost, to: finance.whole_life_cost, form: money, scale: 1000, withheld: ["Exempt*"]}
  - {name: Start, to: project.start, form: date, dates: ["%d.%m.%Y", "%Y-%m-%d"]}
  - {name: Note, ignore: true}
"""
TABLE = (
    "Name,Part,Colour (now),Cost,Start,Note,Other\n"
    'Émile & Söhne,"Plant, one",GREEN,"1,200.50",01.02.2026,n,\n'
    "Emile Soehne,Plant two,purple,Exempt under 43,soon,n,more\n"
    "émile  söhne,Plant two,,free,2026-02-03,,\n"
)


def convert(
    tmp_path: Path, run: Callable[..., Result], table: str, mapping: str = MAP
) -> tuple[Path, Result]:
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    (tmp_path / "m.yaml").write_text(mapping, encoding="utf-8")
    into = tmp_path / "into"
    return into, run("import", "table", tmp_path / "t.csv", "--map", tmp_path / "m.yaml", "--into", into)


def losses(into: Path) -> list[tuple[str, str, str, str]]:
    with (into / "import-losses.csv").open(encoding="utf-8-sig", newline="") as file:
        return [(row["row"], row["column"], row["value"], row["reason"]) for row in csv.DictReader(file)]


def test_what_the_mapping_knows_is_taken_and_each_other_cell_is_reported(
    tmp_path: Path, run: Callable[..., Result]
) -> None:
    into, result = convert(tmp_path, run, TABLE)
    assert result.exit_code == 0, result.stderr
    assert "3 projects; 11 of 17 cells taken, 2 left aside, 4 lost" in result.stdout
    assert losses(into) == [
        ("2", "Colour (now)", "purple", "the mapping does not name this value"),
        ("2", "Start", "soon", "this is not a date in a form that the mapping names"),
        ("2", "Other", "more", "the mapping does not name this column"),
        ("3", "Cost", "free", "this is not plainly one number"),
    ]
    projects = into / "portfolio/projects"
    assert sorted(p.name for p in projects.iterdir() if p.is_dir()) == [
        "emile-soehne",
        "emile-sohne",
        "emile-sohne-2",
    ]
    assert "whole_life_cost: 1200500.00 EUR" in (projects / "emile-sohne/finance.yaml").read_text()
    assert "reason: Exempt under 43" in (projects / "emile-soehne/finance.yaml").read_text()
    assert "start: 2026-02-01" in (projects / "emile-sohne/project.yaml").read_text()
    document = json.loads(run("check", "--root", into, "--format", "json").stdout)
    assert {f["rule"] for f in document["findings"] if not f["clause"]} == set()


def test_a_second_import_of_the_same_table_changes_nothing(
    tmp_path: Path, run: Callable[..., Result]
) -> None:
    into, _ = convert(tmp_path, run, TABLE)
    before = {p: p.read_bytes() for p in into.rglob("*") if p.is_file()}
    _, again = convert(tmp_path, run, TABLE)
    assert again.exit_code == 0, again.output
    assert "The portfolio already has all of this; nothing is written." in again.stdout
    assert {p: p.read_bytes() for p in into.rglob("*") if p.is_file()} == before


def test_an_import_over_commented_files_keeps_each_byte_and_shows_what_differs(
    tmp_path: Path, run: Callable[..., Result]
) -> None:
    into, _ = convert(tmp_path, run, TABLE)
    portfolio = into / "portfolio/portfolio.yaml"
    charter = into / "portfolio/projects/emile-soehne/project.yaml"
    mine = '# Ours.\r\ntitle: "By hand"  # never touch\r\ncurrency: CHF\r\ntoday: 2026-05-05\r\nworkstreams: []\r\n'
    portfolio.write_bytes(mine.encode())
    charter.write_text("# A note.\n" + charter.read_text().replace("state: active", "state: on_hold  # why"))
    there = charter.read_text()
    dry_before = portfolio.read_bytes()
    table = (tmp_path / "t.csv", "--map", tmp_path / "m.yaml", "--into", into)
    dry = run("import", "table", *table, "--dry-run")
    assert dry.exit_code == 0 and portfolio.read_bytes() == dry_before
    result = run("import", "table", *table)
    assert result.exit_code == 0, result.output
    assert portfolio.read_bytes().decode() == mine.replace(
        "workstreams: []",
        "workstreams:\r\n  - id: plant-one\r\n    title: Plant, one\r\n  - id: plant-two\r\n    title: Plant two",
    )
    assert charter.read_text() == there
    for said in (
        "title: the portfolio has 'By hand', the source 'Small'",
        "3 values differ and are unchanged",
    ):
        assert said in result.stdout
    assert "state: the portfolio has 'on_hold', the source 'active'" in result.stdout
    replaced = run("import", "table", *table, "--replace")
    assert "3 values differed and were replaced" in replaced.stdout
    assert 'title: "Small"  # never touch\r\n' in portfolio.read_bytes().decode()
    assert charter.read_text() == there.replace("state: on_hold  # why", "state: active  # why")


@pytest.mark.parametrize(
    ("path", "raw", "said"),
    [
        ("portfolio/people.yaml", b'people:\n  - id: "ana\n', "people.yaml:2:9: the quote that opens here"),
        ("portfolio/people.yaml", b"people: []\n# Z\xfcrich\n", "people.yaml:2:4: byte 0xFC is not UTF-8"),
        (
            "portfolio/people.yaml",
            b"people: []\npeople: []\n",
            "people.yaml:2:1: the key `people` occurs twice",
        ),
        ("portfolio/portfolio.yaml", b"title: [\n", "portfolio.yaml:"),
    ],
)
def test_a_file_that_cannot_be_read_is_never_overwritten_and_nothing_else_is_written(
    tmp_path: Path, run: Callable[..., Result], path: str, raw: bytes, said: str
) -> None:
    into, _ = convert(tmp_path, run, TABLE)
    (into / path).write_bytes(raw)
    before = {p: p.read_bytes() for p in into.rglob("*") if p.is_file()}
    mapping = MAP.replace(
        "{name: Note, ignore: true}", "{name: Note, to: project.manager, form: id, collect: people}"
    )
    _, result = convert(tmp_path, run, TABLE.replace("Emile", "New"), mapping)
    assert result.exit_code == 2 and said in result.stderr, result.output
    assert {p: p.read_bytes() for p in into.rglob("*") if p.is_file()} == before


def test_people_of_an_import_join_the_directory_with_its_remarks(
    tmp_path: Path, run: Callable[..., Result]
) -> None:
    mapping = MAP.replace(
        "{name: Note, ignore: true}", "{name: Note, to: project.manager, form: id, collect: people}"
    )
    into, first = convert(tmp_path, run, "Name,Part,Colour,Cost,Start,Note\n", mapping)
    assert first.exit_code == 0, first.output
    people = into / "portfolio/people.yaml"
    people.write_text("# Ours.\npeople:\n  - {id: n, name: Nora}   # the first\n")
    _, result = convert(tmp_path, run, TABLE + "Third,Plant one,,,,Max Muster\n", mapping)
    assert result.exit_code == 0, result.output
    assert people.read_text() == (
        "# Ours.\npeople:\n  - {id: n, name: Nora}   # the first\n  - id: max-muster\n    name: Max Muster\n"
    )
    assert "name: the portfolio has 'Nora', the source 'n'" in result.stdout


def test_a_dry_run_into_a_new_folder_shows_the_files_and_makes_none(
    tmp_path: Path, run: Callable[..., Result]
) -> None:
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "m.yaml").write_text(MAP, encoding="utf-8")
    into = tmp_path / "into"
    result = run(
        "import", "table", tmp_path / "t.csv", "--map", tmp_path / "m.yaml", "--into", into, "--dry-run"
    )
    assert result.exit_code == 0 and not into.exists(), result.output
    assert "+ portfolio/projects/emile-soehne/project.yaml" in result.stdout


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("to: project.title", "to: /tmp/elsewhere.title", "m.yaml:7:22: expected a field such as `project.title`"),
        ("to: project.title", "to: ../../x.title", "m.yaml:7:22: expected a field"),
        ("form: money", "form: mony", "m.yaml:10:53: `mony` is not one of line, text, date, money, number, id. Did you mean `money`?"),
        ("title: Small", "titel: Small", "m.yaml:1:1: `titel` is not a key"),
        ("name: Note", "name: Nope", "the table has no column `Nope`"),
        ('{decimal: ".", thousands: ","}', "{encoding: klingon}", "the table is not klingon"),
        ('{decimal: ".", thousands: ","}', '{separator: "ab"}', "expected one sign"),
    ],
)  # fmt: skip
def test_a_wrong_mapping_is_named_at_its_place_and_writes_nothing(
    tmp_path: Path, run: Callable[..., Result], old: str, new: str, said: str
) -> None:
    assert old in MAP
    into, result = convert(tmp_path, run, TABLE, MAP.replace(old, new, 1))
    assert result.exit_code == 2
    assert said in result.stderr
    assert not into.exists()


def imported(run: Callable[..., Result], file: str, year: str, into: Path) -> list[Path]:
    """The projects that a file of the UK's major projects gives; what it becomes has no fault of form."""
    result = run("import", "table", GMPP / file, "--map", MAPS / f"gmpp-{year}.yaml", "--into", into)
    assert result.exit_code == 0, result.stderr
    document = json.loads(run("check", "--root", into, "--format", "json").stdout)
    assert [f for f in document["findings"] if not f["clause"]] == []
    return [p for p in (into / "portfolio/projects").iterdir() if p.is_dir()]


@needs_gmpp
@pytest.mark.parametrize(
    ("year", "file", "projects", "lost"),
    [
        ("2021", "gmpp_2021_semicolon_cp1252.csv", 184, 20),
        ("2016", "gmpp_2016_transposed_cp1252.csv", 143, 9),
    ],
)
@pytest.mark.slow
def test_the_major_projects_of_the_uk_come_in_by_a_mapping_alone(
    tmp_path: Path, run: Callable[..., Result], year: str, file: str, projects: int, lost: int
) -> None:
    folders = imported(run, file, year, tmp_path / "gmpp")
    assert len(folders) == projects
    assert len(losses(tmp_path / "gmpp")) == lost


@needs_gmpp
@pytest.mark.sweep
def test_those_of_2021_are_published_with_ratings_costs_and_how_many_withhold_theirs(
    tmp_path: Path, run: Callable[..., Result]
) -> None:
    into = tmp_path / "gmpp"
    folders = imported(run, "gmpp_2021_semicolon_cp1252.csv", "2021", into)
    built = run("build", "--root", into)
    assert built.exit_code == 0, built.stderr
    rated = {p.name for p in folders if list(p.glob("reviews/*.yaml"))}
    table = (into / "site/projects/index.html").read_text(encoding="utf-8")
    rows = dict(re.findall(r'<a href="([a-z0-9-]+)/">(?:(?!<tr>).)*?<td data-order="(\d)"', table, re.S))
    assert len(rows) == 184
    assert {name for name, order in rows.items() if order == "5"} == {p.name for p in folders} - rated
    home = (into / "site/index.html").read_text(encoding="utf-8")
    card = re.search(r'aria-label="Whole-life cost">.*?</section>', home, re.S)
    assert card is not None
    assert "541,951.37 m GBP" in card[0]
    assert "over 164 projects; 17 withhold their figures; 3 without a figure" in card[0]
    with (GMPP / "gmpp_2021_semicolon_cp1252.csv").open(encoding="cp1252", newline="") as file:
        cells = [row["wlc_baseline_incl_NCG"] for row in csv.DictReader(file, delimiter=";")]
    kinds = Counter(
        "money" if c.startswith("£") else "exempt" if c.startswith("Exempt") else "other" for c in cells
    )
    assert (kinds["money"], kinds["exempt"], kinds["other"]) == (164, 17, 3)


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of Python some work runs among the importers: the same on every machine."""
    count = 0

    def trace(frame: FrameType, event: str, _value: object) -> Callable[..., Any] | None:
        nonlocal count
        count += event == "line"
        return trace if "exchange" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def test_twice_as_many_rows_with_one_name_take_twice_the_work(
    tmp_path: Path, run: Callable[..., Result]
) -> None:
    mapping = (
        "title: x\nid_from: [Name]\nconstants: {project: {state: proposed, summary: x}}\ncolumns:\n"
        "  - {name: Name, to: project.title, form: line}\n"
        "  - {name: Part, to: project.workstream, form: line, collect: workstreams}\n"
    )
    (tmp_path / "m.yaml").write_text(mapping)

    def work(rows: int) -> int:
        (tmp_path / "t.csv").write_text("Name,Part\n" + "One name,One part\n" * rows)
        names = ("--map", tmp_path / "m.yaml", "--into", tmp_path / "into", "--dry-run")

        def convert() -> None:
            result = run("import", "table", tmp_path / "t.csv", *names)
            assert result.exit_code == 0, result.output
            assert f"one-name-9, …, one-name-{rows}" in result.output or rows == 10

        return lines_run(convert)

    work(10)  # what is loaded and worked out once in a process
    few, many = work(200), work(400)
    assert few < many < 2.1 * few
