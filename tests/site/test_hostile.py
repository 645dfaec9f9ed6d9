"""Text from YAML is untrusted: it is shown, and never becomes script, markup, address or path."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from pmokit.cli.main import pmokit
from pmokit.model.finding import CONSEQUENCES
from pmokit.site.escape import ascii_only, escape
from pmokit.text.emit import emit
from pmokit.text.guard import INVISIBLE
from tests.conftest import ROOT, SHARED, once_per_run, sound, write_files
from tests.site.browser import search, served, watch
from tests.site.pages import pages_of, sample

PAYLOADS = SHARED / "data/web/dompurify-expect-223.json"
# How many payloads share a project: its page shows them all in its lists.
SIZE = 16
OTHER_RULES = re.compile("methodology/rules/(?!raid/)")
BREAKERS = [
    "</title></textarea></script><script>window.hit=1</script>",
    '"><img src=x onerror=window.hit=1>',
    "```\n</p></div><script>window.hit=1</script>\n```",
    "~~~\n<script>window.hit=1</script>",
    "[x](javascript:window.hit=1) ![y](x onerror=window.hit=1) *b*{ onclick=window.hit=1 }",
    "{{ 7*7 }} {% raw %} ${7*7} &lt;script&gt; &#60;script&#62;",
    "[TOC]\n# Heading\n---\ntitle: x\n---\n",
    "wzxhzdk:0 \u200b ''' \\ | a | b |\n|---|---|",
    "]]></svg></text><script>window.hit=1</script>",
]


def texts() -> list[str]:
    """Payloads in the form in which the reader lets texts through."""
    if not PAYLOADS.is_file():
        return BREAKERS
    found = [entry["payload"] for entry in json.loads(PAYLOADS.read_text(encoding="utf-8"))]
    assert len(found) == 223
    return BREAKERS + [INVISIBLE.sub("", text) for text in found if INVISIBLE.sub("", text).strip()]


def line(text: str) -> str:
    """A payload as a text of one line, at most 300 characters."""
    return " ".join(text.split())[:300] or "x"


def link(text: str) -> str:
    """A payload as an address, with what the reader refuses in addresses left out."""
    return "https://example.com/" + re.sub(r"[\s<>\"'`\\]", "", text)[:500]


def groups(payloads: list[str], size: int) -> list[list[str]]:
    """The payloads in groups; each group becomes one project."""
    return [payloads[start : start + size] for start in range(0, len(payloads), size)]


def person(number: int) -> str:
    """Who bears a payload: one in the name and the next in the title, which halves the pages of people."""
    return f"p{number // 2}"


def project_files(number: int, group: list[str], first: int) -> dict[str, object]:
    """A project in which each payload of a group stands in each list, and they share the single places."""
    base = f"portfolio/projects/x{number}"

    def one(place: int) -> str:
        return group[place % len(group)]

    def each(**entry: object) -> list[dict[str, object]]:
        return [
            {key: make(text) if callable(make) else make for key, make in entry.items()} for text in group
        ]

    def numbered(entries: list[dict[str, object]]) -> list[dict[str, object]]:
        return [{"id": f"n{place}", **entry} for place, entry in enumerate(entries)]

    files: dict[str, object] = {
        f"{base}/project.yaml": {
            "title": line(one(0)), "summary": one(1), "why": one(2), "workstream": "infrastructure",
            "sponsor": person(first), "manager": person(first), "state": "active", "tier": "light",
            "objectives": [line(text) for text in group], "in_scope": [line(text) for text in group],
            "out_of_scope": [line(text) for text in group], "systems": [f"s{first + place}" for place in range(len(group))],
            "extra": {"cost_centre": one(3)}, "documents": [{"artefact": "charter", "state": "draft", "url": link(one(4))}],
        },
        f"{base}/gates/ready-for-planning.yaml": {
            "decision": "approved_with_conditions", "decided_on": "2026-05-20", "decided_by": person(first),
            "conditions": each(what=line, due="2026-07-01"), "rationale": one(5),
            "evidence": [{"artefact": "charter", "version": line(one(6))}],
        },
        f"{base}/schedule.yaml": {
            "milestones": numbered(each(title=line, forecast="2026-07-01", baseline="2026-05-01"))
        },
        f"{base}/raid.yaml": {
            "risks": numbered(each(title=line, cause=str, likelihood="4", impact="4"))
        },
    }  # fmt: skip
    for place, day in enumerate(("2026-05-01", "2026-05-15"), 7):
        files[f"{base}/reports/{day}.yaml"] = {
            "as_on": day, "submitted_on": day, "author": person(first), "summary": one(place),
            "claims": {"overall": {"rag": "red", "comment": one(place + 2)}},
            "achievements": [line(text) for text in group[place - 7:]], "decisions_needed": [line(one(place))],
            "next_steps": [{"what": line(text)} for text in group], "path_to_green": {"what": one(place)},
            "override": {"reason": one(place), "approved_by": "ana", "until": "2026-05-20"},
        }  # fmt: skip
    return files


def record_files(number: int, project: int, text: str) -> dict[str, object]:
    """The records of the whole portfolio in which one payload stands."""
    return {
        f"portfolio/waivers/w{number}.yaml": {
            "rule": "risk-unowned", "project": f"x{project}", "reason": text, "compensating_control": text,
            "requested_by": "ben", "approved_by": person(number), "since": "2026-05-01", "until": "2026-06-30",
            "extensions": [{"until": "2026-07-30", "approved_by": "ana", "approved_on": "2026-05-20", "reason": text}],
        },
        f"portfolio/attestations/a{number}.yaml": {
            "clause": "ORG-4", "attested_on": "2026-05-20", "attested_by": "fay", "statement": text,
        },
    }  # fmt: skip


def shared_files(payloads: list[str]) -> dict[str, object]:
    """People, systems, terms and the portfolio itself, with each payload in each of them."""
    pairs = ((n, payloads[n], payloads[(n + 1) % len(payloads)]) for n in range(0, len(payloads), 2))
    persons = ({"id": person(n), "name": line(name), "title": line(title)} for n, name, title in pairs)
    named = [{"id": name, "name": name} for name in ("ana", "ben", "cleo", "dan", "eve", "fay", "gus")]
    systems = [{"id": f"s{n}", "title": line(text)} for n, text in enumerate(payloads)]
    return {
        "portfolio/people.yaml": {"people": [*named, *persons]},
        "portfolio/estate.yaml": {
            "systems": [{"id": "mail", "title": "Mail"}, *systems], "sites": [{"id": "north", "title": "N"}],
            "suppliers": [{"id": "carrier", "title": "C"}],
        },
        "methodology/glossary.yaml": {
            "terms": [{"id": f"t{n}", "term": line(text), "meaning": text} for n, text in enumerate(payloads)]
        },
        "portfolio/portfolio.yaml": {
            "title": line(BREAKERS[0]), "purpose": BREAKERS[1], "organisation": line(BREAKERS[3]), "today": "2026-06-01",
            "workstreams": [{"id": "infrastructure", "title": line(BREAKERS[0]), "purpose": BREAKERS[2]}],
        },
    }  # fmt: skip


def hostile_files(payloads: list[str], size: int) -> dict[str, object]:
    """All files with payloads, so many of them in a project."""
    files = shared_files(payloads)
    for number, group in enumerate(groups(payloads, size)):
        files |= project_files(number, group, number * size)
        for place, text in enumerate(group):
            files |= record_files(number * size + place, number, text)
    return files


def build_hostile(root: Path, shipped_files: Mapping[str, bytes], size: int) -> None:
    """A site in which each payload stands in each place where a text can stand."""
    payloads = texts()
    # Each rule would be a page without a payload.
    method = {path: raw for path, raw in sound(shipped_files).items() if not OTHER_RULES.match(path)}
    files = {**method, "mkdocs.yml": (ROOT / "mkdocs.yml").read_bytes()}
    files |= {path: emit(data).encode() for path, data in hostile_files(payloads, size).items()}
    body = "\n\n".join(f"Text.\n\n{text}\n" for text in payloads if not re.search(r"^#", text, re.M))
    files["methodology/standards/steering.md"] += b"\n" + body.encode()
    write_files(root, files)
    result = CliRunner().invoke(pmokit, ["build", "--root", str(root)])
    assert result.exit_code == 0, result.output
    checked = CliRunner().invoke(pmokit, ["check", "--root", str(root), "--format", "json"])
    # Clauses and a lifecycle that miss their rules, and nothing else that is not about a rule.
    refused = {f["rule"] for f in json.loads(checked.stdout)["findings"] if not f["clause"]}
    assert refused - CONSEQUENCES == {"clause-unchecked", "unknown-reference"}


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory, shipped_files: Mapping[str, bytes]) -> Path:
    """The site with sixteen payloads a project."""
    return (
        once_per_run(tmp_path_factory, "hostile", lambda root: build_hostile(root, shipped_files, SIZE))
        / "site"
    )


WHAT_A_PAGE_IS = """() => ({
  hit: window.hit, footers: document.querySelectorAll('.md-footer').length,
  strange: document.querySelectorAll('article :is(script, iframe, object, embed, img, form, style, link, base)').length,
  handlers: [...document.querySelectorAll('article *')].filter(e => [...e.attributes].some(a => /^on/i.test(a.name))).length,
  links: [...document.querySelectorAll('article a')].filter(a => a.href && !/^(https?|mailto):/.test(a.href)).length,
  nested: document.querySelectorAll('article .pk .pk').length, headings: document.querySelectorAll('h1').length,
  heading: (document.querySelector('article h1')?.firstChild?.textContent ?? ''),
  risk: (document.querySelector('#risks-and-issues ~ div table.pk-table tbody th')?.textContent ?? ''),
})"""
SOUND = {"hit": None, "footers": 1, "strange": 0, "handlers": 0, "links": 0, "nested": 0, "headings": 1}


def faults_in_browser(site: Path, browser: Browser, addresses: list[str], size: int) -> list[object]:
    """Pages on which a payload runs, asks the outside, breaks the page, or is not shown as written."""
    faults: list[object] = []
    projects = groups(texts(), size)
    with served(site) as base:
        page = browser.new_page()
        seen = watch(page, base)
        for address in addresses:
            page.goto(f"{base}{address}/" if address else base, wait_until="load")
            state = page.evaluate(WHAT_A_PAGE_IS)
            heading, risk = (" ".join(state.pop(name).split()) for name in ("heading", "risk"))
            if state != SOUND:
                faults.append((address, state))
            if match := re.fullmatch(r"projects/x(\d+)", address):
                group = [line(text) for text in projects[int(match[1])]]
                if heading != group[0] or not risk.startswith(tuple(text[:60] for text in group)):
                    faults.append((address, heading, risk, group))
        page.close()
    return [*faults, *seen]


@pytest.mark.parametrize("part", range(3))
def test_no_payload_runs_asks_the_outside_or_breaks_a_page_in_the_browser(
    hostile: Path, browser: Browser, part: int
) -> None:
    assert faults_in_browser(hostile, browser, sample(hostile, 0)[part::3], SIZE) == []


@pytest.mark.sweep
def test_the_same_holds_for_each_page_with_a_project_for_each_payload(
    tmp_path: Path, shipped_files: Mapping[str, bytes], browser: Browser
) -> None:
    build_hostile(tmp_path, shipped_files, 1)
    site = tmp_path / "site"
    assert faults_in_browser(site, browser, pages_of(site), 1) == []


STRANGE = "script, iframe, object, embed, img, form, style, link, base"


def test_a_parser_finds_no_markup_of_a_payload_and_each_payload_as_it_was_written(hostile: Path) -> None:
    """The parser builds the tree that a browser builds, for every page, and runs nothing."""
    faults, missing = [], []
    for address in pages_of(hostile):
        tree = LexborHTMLParser((hostile / address / "index.html").read_text(encoding="utf-8"))
        inside = tree.css("article *")
        faults += [(address, node.html[:80]) for node in tree.css(f"article :is({STRANGE})")]
        faults += [
            (address, name) for node in inside for name in node.attributes if name.lower().startswith("on")
        ]
        faults += [
            (address, to) for node in tree.css("article a[href]")
            if re.match(r"\s*(?!https?:|mailto:)[a-z][a-z+.-]*:", to := node.attributes["href"] or "", re.I)
        ]  # fmt: skip
        faults += [(address, what) for what in ("h1", ".md-footer") if len(tree.css(what)) != 1]
        if match := re.fullmatch(r"projects/x(\d+)", address):
            shown = " ".join(tree.css_first("article").text().split())
            missing += [text for text in groups(texts(), SIZE)[int(match[1])] if line(text)[:60] not in shown]
    assert faults == [] and missing == []


def test_nothing_runs_while_somebody_searches(hostile: Path, browser: Browser) -> None:
    with served(hostile) as base:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        seen = watch(page, base)
        page.goto(base)
        for word in ("script", "onerror", "window", "img"):
            assert search(page, word)
            assert page.evaluate("window.hit") is None
            assert page.locator(".pk-search-list :is(script, img, svg, iframe, style)").count() == 0
        assert seen == []


def test_no_file_lies_where_no_id_leads(hostile: Path) -> None:
    allowed = re.compile(r"[a-z0-9/.\-_]+", re.I)
    assert [p for p in hostile.rglob("*") if not allowed.fullmatch(p.relative_to(hostile).as_posix())] == []


def test_every_ascii_sign_with_a_meaning_is_written_as_a_reference() -> None:
    signs = "!\"#$&'()*+;<=>?@[\\]^_`{|}~\n\t"
    assert escape(signs) == "".join(f"&#{ord(sign)};" for sign in signs)
    assert ascii_only("é😀").isascii()
