"""The weekly mail of managers and sponsors, as Markdown and as HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import markdown as converter
import pytest
from click.testing import Result

from pmokit.exchange import mail
from pmokit.views.context import Context
from pmokit.views.people.digest import Digest, Line, Part, digest, everybody
from tests.conftest import SHARED, check_files, sound, write_files

E = "portfolio/projects/example"
NAUGHTY = SHARED / "data/web/blns.json"


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return sound(shipped_files)


def week(files: Mapping[str, bytes], name: str, day: str = "2026-06-14") -> dict[str, list[str]]:
    context = Context(check_files(files, date.fromisoformat(day)))
    found = digest(context, context.run.person(name))
    return {
        part.title: [f"{line.what} ({line.due}{'!' if line.late else ''})" for line in part.lines]
        for part in found.parts
    }


def test_a_manager_reads_what_she_owes_and_by_when(files: dict[str, bytes]) -> None:
    found = week(files, "ben")
    assert list(found) == ["Due soon", "Findings"]
    assert found["Due soon"] == [
        "Report of the period ending 29 May 2026 (2026-06-03!)",
        "Action: Order storage (2026-06-12!)",
        "Risk: Too few hands in summer (2026-06-15)",
        "Report of the period ending 12 June 2026 (2026-06-17)",
        "Condition: Name a deputy (2026-07-01)",
    ]
    assert not any("Half of the mailboxes" in text for text in found["Due soon"]), "that is months away"


def test_a_sponsor_reads_what_to_decide_what_changed_and_what_worries(files: dict[str, bytes]) -> None:
    schedule = f"{E}/schedule.yaml"
    later = {
        **files,
        schedule: files[schedule].replace(
            b"forecast: 2026-12-11, critical", b"forecast: 2027-01-29, critical"
        ),
        f"{E}/raid.yaml": files[f"{E}/raid.yaml"].replace(
            b"due: 2026-06-12}", b"due: 2026-06-12, done: 2026-06-11}"
        ),
    }
    found = week(later, "ana")
    assert found["Decisions required"] == [
        "Three more weeks for the half (Steering group: approve or reject (+21 days)) (2026-06-17)",
        "Archive old mail or move it (Steering group: decide) (2026-06-30)",
    ]
    assert found["What changed since 7 June 2026"] == [], "an action that is done is no news for a sponsor"
    worries = found["Items that need attention"]
    assert worries[0].startswith("Reported status: Amber; calculated status: Red (“All mailboxes moved”")
    assert (
        worries[-1]
        == "The milestone “All mailboxes moved” is 49 days behind its baseline; forecast: 29 January 2027 (None)"
    )


def test_whoever_chairs_a_forum_watches_over_what_is_steered_below_it(files: dict[str, bytes]) -> None:
    forums = "methodology/forums.yaml"
    top = b"  - {id: board, title: Board, purpose: Decides, chair: fay, quorum: 1, every_days: 28}\n"
    text = files[forums].replace(
        b"    quorum: 2\n", b"    quorum: 2\n    escalates_to: board\n    delay_limit_days: 10\n", 1
    )
    found = week({**files, forums: text + top}, "fay")
    assert found["Decisions required"] == [
        "Three more weeks for the half (Board: approve or reject (+21 days; beyond the limit of 10 days of the Steering group)) (2026-06-17)"
    ]
    assert list(found)[:3] == [
        "Decisions required",
        "What changed since 7 June 2026",
        "Items that need attention",
    ]


def test_who_neither_manages_nor_decides_anything_gets_no_mail(files: dict[str, bytes]) -> None:
    context = Context(check_files(files))
    assert [person.id for person in everybody(context)] == ["ana", "ben", "cleo", "dan", "gus"]
    assert week(files, "eve") == {}


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_no_text_becomes_markup_in_either_form(files: dict[str, bytes]) -> None:
    strings: list[str] = json.loads(NAUGHTY.read_text()) if NAUGHTY.is_file() else []
    context = Context(check_files(files))
    project = context.run.project("example")
    person = context.run.person("ben")
    for text in [
        *strings,
        "1. one",
        "- two",
        "# three",
        "> four",
        "[x](javascript:alert(1))",
        "![x](y)",
        "***",
        "+ five",
        "= =",
        "    code",
    ]:
        line = " ".join(text.split())
        if not line:
            continue
        some = Digest(
            person, context.today, context.today, [Part("Findings", [Line(text, project, help=text)], "")]
        )
        tags = _Tags()
        tags.feed(mail.html(some, ""))
        assert tags.seen <= {
            "html",
            "head",
            "meta",
            "title",
            "body",
            "h1",
            "h2",
            "p",
            "ul",
            "li",
            "strong",
            "br",
            "span",
        }
        rendered = converter.markdown(mail.markdown(some, ""))
        assert set(re.findall(r"<(\w+)", rendered)) <= {"h1", "h2", "p", "ul", "li", "strong"}, (
            text,
            rendered,
        )


def test_the_command_writes_both_forms_and_answers_mistakes(
    run: Callable[..., Result], tmp_path: Path, files: dict[str, bytes]
) -> None:
    root = tmp_path / "repository"
    write_files(root, files)
    out = run("digest", "--root", root, "--url", "https://pmo.example.org", "--output", tmp_path / "mail")
    assert out.stdout == f"5 digests, as Markdown and as HTML, in {tmp_path / 'mail'}\n"
    text = (tmp_path / "mail/ben.md").read_text()
    assert "**[Example project](https://pmo.example.org/projects/example/)**" in text
    assert "https://pmo.example.org/projects/example/" in (tmp_path / "mail/ben.html").read_text()
    one = run("digest", "--root", root, "--person", "cleo", "--output", tmp_path / "one")
    assert one.stdout.startswith("1 digest,") and len(list((tmp_path / "one").iterdir())) == 2
    unknown = run("digest", "--root", root, "--person", "anna")
    assert unknown.exit_code == 2 and "Did you mean `ana`?" in unknown.output
