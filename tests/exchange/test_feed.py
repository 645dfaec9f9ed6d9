"""Atom feeds, read by parsers that are not the one that wrote them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import atoma
import feedparser
import pytest
from click.testing import Result

from tests.conftest import ROOT, sound, write_files

E = "portfolio/projects/example"
URL = "https://pmo.example.org/it"


@pytest.fixture
def root(tmp_path: Path, shipped_files: Mapping[str, bytes]) -> Path:
    folder = tmp_path / "repository"
    write_files(folder, sound(shipped_files))
    return folder


def feeds(root: Path, run: Callable[..., Result], target: Path, *more: str) -> dict[str, bytes]:
    result = run("feeds", "--url", URL, "--root", root, "--output", target, *more)
    assert result.exit_code == 0, result.output
    return {path.stem: path.read_bytes() for path in sorted(target.iterdir())}


def ids(raw: bytes) -> dict[str, str]:
    found = feedparser.parse(raw)
    assert not found.bozo, found.get("bozo_exception")
    return {entry.id: entry.title for entry in found.entries}


def test_two_parsers_accept_the_feeds_of_the_demonstration(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    written = feeds(ROOT, run, tmp_path / "feeds")
    assert sorted(written) == ["decisions", "findings", "status"]
    for name, raw in written.items():
        loose, strict = feedparser.parse(raw), atoma.parse_atom_bytes(raw)
        assert not loose.bozo and loose.version == "atom10"
        assert len(loose.entries) == len(strict.entries) > 5
        assert strict.links[1].href == f"{URL}/feeds/{name}.atom" and strict.updated is not None
        assert len({entry.id_ for entry in strict.entries}) == len(strict.entries)
    titles = list(ids(written["status"]).values())
    assert titles[:2] == ["Recovery exercises: the reported status changed from Green to Amber",
                          "Cloud migration, first wave: the reported status changed from Green to Amber"]  # fmt: skip
    assert (
        "warning: “Device refresh” is reported green; its calculated status is red"
        in ids(written["findings"]).values()
    )


def test_an_entry_keeps_its_identity_and_the_same_input_gives_the_same_bytes(
    root: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    one = feeds(root, run, tmp_path / "one")
    assert one == feeds(root, run, tmp_path / "again")
    gate = root / E / "gates/ready-for-planning.yaml"
    text = gate.read_text()
    gate.write_text(text.replace("decided_on: 2026-01-2", "decided_on: 2026-01-1"))
    assert gate.read_text() != text
    two = feeds(root, run, tmp_path / "two")
    assert ids(one["decisions"]) == ids(two["decisions"]) and one["decisions"] != two["decisions"]


def test_what_is_fixed_leaves_the_feed_and_two_findings_alike_have_names_of_their_own(
    root: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    assert ids(feeds(root, run, tmp_path / "sound")["findings"]) == {}
    report = root / E / "reports/2026-05-15.yaml"
    text = report.read_text()
    report.write_text(
        text.replace("reviewed_by: dan", "reviewed_by: nobody").replace("author: ben", "author: none-such")
    )
    found = ids(feeds(root, run, tmp_path / "broken")["findings"])
    assert sum("there is no person" in title for title in found.values()) == 2
    report.write_text(text)
    assert ids(feeds(root, run, tmp_path / "fixed")["findings"]) == {}


def test_markup_in_a_title_reaches_no_reader(root: Path, run: Callable[..., Result], tmp_path: Path) -> None:
    charter = root / E / "project.yaml"
    charter.write_text(
        charter.read_text().replace("title: Example project", 'title: "<img src=x onerror=alert(1)> & co"')
    )
    raw = feeds(root, run, tmp_path / "feeds")["decisions"]
    assert b"<img" not in raw
    entry = feedparser.parse(raw, sanitize_html=False).entries[0]
    assert (
        entry.title.startswith("<img src=x onerror=alert(1)> & co:")
        and entry.title_detail.type == "text/plain"
    )
    assert entry.summary.startswith("&lt;img"), "a reader takes a summary for HTML"


def test_an_address_that_is_none_is_refused(root: Path, run: Callable[..., Result]) -> None:
    for address in ("pmo.example.org", "javascript:alert(1)", 'https://x.example/"><b>'):
        result = run("feeds", "--url", address, "--root", root)
        assert result.exit_code == 2 and "is not a web address" in result.output


def test_news_that_read_the_same_in_a_row_have_names_of_their_own(
    root: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    steering = root / "portfolio/steering"
    for forum in ("infrastructure-board", "change-board"):
        (steering / forum).mkdir(exist_ok=True)
        (steering / forum / "2026-05-06.yaml").write_text(
            "state: held\ndecisions:\n  - {id: go, what: Go, outcome: approved}\n"
        )
    decisions = ids(feeds(root, run, tmp_path / "feeds")["decisions"])
    assert sum("“Go” (" in title for title in decisions.values()) == 2, decisions


def test_two_departments_have_no_entry_in_common(
    root: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    one = ids(feeds(root, run, tmp_path / "one")["decisions"])
    about = root / "portfolio/portfolio.yaml"
    about.write_text(about.read_text().replace("title: ", "title: Another "))
    two = ids(feeds(root, run, tmp_path / "two")["decisions"])
    assert len(one) == len(two) and not set(one) & set(two)


def test_an_entry_is_the_same_one_on_the_next_day(
    root: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    report = root / E / "reports/2026-05-15.yaml"
    report.write_text(report.read_text().replace("reviewed_by: dan", "reviewed_by: nobody"))
    one, two = (feeds(root, run, tmp_path / day, "--today", day) for day in ("2026-06-01", "2026-06-02"))
    assert one["findings"] != two["findings"]
    for name in one:
        assert set(ids(one[name])) <= set(ids(two[name]))
    assert ids(one["findings"]) and ids(one["decisions"])
