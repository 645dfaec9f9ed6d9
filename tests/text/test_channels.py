"""The same hostile texts through each encoder: none acts where it arrives, and what is harmless stays as it is."""

from __future__ import annotations

import html
import json
import re

import pytest

from pmokit.text import channels

ESC = "\x1b"
HOSTILE = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", " =1+1", "\t=1+1", "=HYPERLINK(\"https://evil.example\")", "＝1+1", "＋1", "－1+cmd", "＠x",
    "=cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "%0A=1", "\r=1+1",
    f"{ESC}[2J", f"{ESC}]0;title\x07", f"{ESC}[31mred", f"{ESC}]8;;https://evil.example{ESC}\\x", "\x9b2J", "\x07", "\x08\x08ok", "a\rb",
    "\u202egnp.exe", "\u2066x\u2069", "\u200bx", "\x00x", "\x7f",
    "##[add-mask]secret", "x ##[error]y", "##vso[task.setvariable variable=a]b", "x ##VSO[a]b", "::add-mask::secret", "  ::error::x", "x\n::warning::y",
    "::set-output name=a::b", "##[group]x\n::endgroup::",
    "@octocat", "@org/team", "mail@evil.example", "#1", "org/repo#1", "GH-1", "https://evil.example", "http://evil.example/x", "www.evil.example",
    "[x](//evil.example)", "![x](https://evil.example/x.png)", "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "`code`", "| cell |", "**x**",
    "@a @b", "@a/@b", "a@b.example @c", "@a\n* @b", "@a # x", "mailto:a@b.example",
]  # fmt: skip
PLAIN = [
    "SD-WAN for all plants",
    "Prüfung 2026, Teil 3",
    "12.5",
    "-500",
    "+3",
    "日本語",
    "3 % over",
    "a:b",
    "C# and F#",
    "1,200.50",
    "10:30",
]


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) >= 50


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_moves_the_cursor_or_commands_a_log(text: str) -> None:
    shown = channels.terminal(text)
    assert re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown) is None
    assert re.search(r"##\[|##vso\[|^\s*::", shown, re.MULTILINE | re.IGNORECASE) is None


@pytest.mark.parametrize("text", HOSTILE)
def test_no_document_in_a_log_commands_it_and_its_values_stay(text: str) -> None:
    written = channels.json(json.dumps({"value": text}))
    assert re.search(r"##\[|##vso\[|^\s*::", written, re.MULTILINE) is None
    assert json.loads(written) == {"value": text}


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula(text: str) -> None:
    assert not re.match(r"\s*[=+\-@＝＋－＠]|[\t\r]", str(channels.cell(text)))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_comment_at_a_forge_mentions_links_or_loads_anything(text: str) -> None:
    written = channels.markdown(text)
    assert re.search(r"[<>|`*_\[\]()!\\\n\x1b]", written) is None
    # What the forge makes of it before it looks for accounts, issues and addresses.
    shown = html.unescape(written)
    assert re.search(r"(?i)[@#]\w|://|\bwww\.|GH-\d|mailto:\w", shown) is None


@pytest.mark.parametrize("text", HOSTILE)
def test_an_owner_is_one_or_none(text: str) -> None:
    assert re.fullmatch(r"(@[\w./-]+|[\w.%+'-]+@[\w.-]+)?", channels.owner(text))
    assert channels.owner(text).count("@") <= 1


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert channels.terminal(text) == text
    assert channels.cell(text) == text
    assert html.unescape(channels.markdown(text)) == text
    assert json.loads(channels.json(json.dumps(text))) == text


@pytest.mark.parametrize(
    "text", ["@ana", "@org/team", "@org/group/team", "ana@example.org", "o'neill@example.org"]
)
def test_owners_are_accounts_teams_and_addresses(text: str) -> None:
    assert channels.owner(text) == text
