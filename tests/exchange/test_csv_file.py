"""Tables that people open in Excel."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from pmokit.exchange import csv_file
from tests.conftest import ROOT

MARK = b"\xef\xbb\xbf"


def test_a_table_begins_with_the_byte_order_mark_and_reads_back() -> None:
    rows = [["Adélaïde Müller", 'says "no", twice'], ["Gdańsk", "財務\nline"]]
    raw = csv_file.write(["name", "what"], rows)
    assert raw.startswith(MARK) and raw.count(MARK) == 1
    assert list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))) == [["name", "what"], *rows]


def test_the_evidence_opens_in_excel(run: Callable[..., Result], tmp_path: Path) -> None:
    for name in ("methodology", "portfolio"):
        shutil.copytree(ROOT / name, tmp_path / name)
    run("evidence", "--since", "2026-09-01", "--root", tmp_path, "--output", tmp_path / "evidence")
    files = list((tmp_path / "evidence").glob("*.csv"))
    assert len(files) > 3
    for path in files:
        assert path.read_bytes().startswith(MARK), path.name


def test_what_an_import_lost_opens_in_excel(run: Callable[..., Result], tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("Name,Begin\nÜbergang,übermorgen\n", encoding="utf-8")
    (tmp_path / "map.yaml").write_text(
        "title: Small\ncurrency: EUR\nid_from: [Name]\ncolumns:\n"
        "  - {name: Name, to: project.title, form: line}\n"
        "  - {name: Begin, to: project.start, form: date}\n"
    )
    result = run("import", "table", table, "--map", tmp_path / "map.yaml", "--into", tmp_path / "new")
    losses = tmp_path / "new/import-losses.csv"
    assert losses.exists(), result.output
    assert losses.read_bytes().startswith(MARK) and "übermorgen" in losses.read_text("utf-8-sig")
