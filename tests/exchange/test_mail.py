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
from pmokit.views.digest import Digest, Line, Part, digest, everybody
from tests.conftest import SHARED, check_files, sound

E = "portfolio/projects/example"


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return sound(shipped_files)


def week(files: Mapping[str, bytes], name: str, day: str = "2026-06-14") -> dict[str, list[str]]:
    context = Context(check_files(files, date.fromisoformat(day)))
    found = digest(context, context.workspace.index["person"][name])
    return {
        part.title: [f"{line.what} ({line.due}{'!' if line.late else ''})" for line in part.lines]
        for part in found.parts
    }


def test_a_manager_reads_what_she_owes_and_by_when(files: dict[str, bytes]) -> None:
    found = week(files, "ben")
    assert list(found) == ["To deliver", "To mend"]
    assert found["To deliver"] == [
        "Action: Order storage (2026-06-12!)",
        "Risk: Too few hands in summer (2026-06-15)",
        "Report of the period to 2026-06-12 (2026-06-17)",
        "Condition: Name a deputy (2026-07-01)",
    ]
    assert not any("Half of the mailboxes" in text for text in found["To deliver"]), "that is months away"


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
    assert found["To decide"] == ["Change: Three more weeks for the half (2026-06-17)",
                                  "Decision: Archive old mail or move it (2026-06-30)"]  # fmt: skip
    assert found["What changed"] == [], "an action that is done is no news for a sponsor"
    assert found["What worries us"][-1] == "All mailboxes moved slips by 49 days (2027-01-29)"
    assert found["What worries us"][0].startswith("Reported amber, by the facts red: All mailboxes moved")


def test_who_neither_manages_nor_sponsors_anything_gets_no_mail(files: dict[str, bytes]) -> None:
    context = Context(check_files(files))
    assert [person.id for person in everybody(context)] == ["ana", "ben", "cleo"]
    assert week(files, "dan") == {}


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
    strings: list[str] = [
        case for case in json.loads((SHARED / "data/web/blns.json").read_text()) if case.strip()
    ]
    context = Context(check_files(files))
    project = context.workspace.project("example")
    person = context.workspace.index["person"]["ben"]
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
            person, context.today, context.today, [Part("To mend", [Line(text, project, help=text)], "")]
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
    for path, raw in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(raw)
    out = run("digest", "--root", root, "--url", "https://pmo.example.org", "--output", tmp_path / "mail")
    assert out.stdout == f"3 digests, as Markdown and as HTML, in {tmp_path / 'mail'}\n"
    text = (tmp_path / "mail/ben.md").read_text()
    assert "**[Example project](https://pmo.example.org/projects/example/)**" in text
    assert "https://pmo.example.org/projects/example/" in (tmp_path / "mail/ben.html").read_text()
    one = run("digest", "--root", root, "--person", "cleo", "--output", tmp_path / "one")
    assert one.stdout.startswith("1 digest,") and len(list((tmp_path / "one").iterdir())) == 2
    unknown = run("digest", "--root", root, "--person", "anna")
    assert unknown.exit_code == 2 and "Did you mean `ana`?" in unknown.output
