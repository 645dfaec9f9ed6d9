"""Text from YAML is untrusted: it is shown, and never becomes script, markup, address or path."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

from pmokit.cli.main import pmokit
from pmokit.site.escape import ascii_only, escape
from pmokit.text.emit import emit
from pmokit.text.guard import INVISIBLE
from tests.conftest import ROOT, SHARED, sound
from tests.site.browser import pages_of, served, watch

PAYLOADS = SHARED / "data/web/dompurify-expect-223.json"
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


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, shipped_files: Mapping[str, bytes]) -> Path:
    """A site in which each payload stands once in each place where a text can stand."""
    root = tmp_path_factory.mktemp("hostile")
    files = {**sound(shipped_files), "mkdocs.yml": (ROOT / "mkdocs.yml").read_bytes()}
    payloads = texts()
    people = [{"id": "ana", "name": "Ana"}, {"id": "ben", "name": "Ben"}]
    milestones, terms, systems = [], [], []
    for number, text in enumerate(payloads):
        people.append({"id": f"p{number}", "name": line(text), "title": line(text)})
        systems.append({"id": f"s{number}", "title": line(text)})
        terms.append({"id": f"t{number}", "term": line(text), "meaning": text})
        milestones.append({"id": f"m{number}", "title": line(text), "forecast": "2026-07-01"})
        files[f"portfolio/projects/x{number}/project.yaml"] = emit(
            {
                "title": line(text), "summary": text, "why": text, "workstream": "infrastructure",
                "sponsor": f"p{number}", "manager": f"p{number}", "state": "active", "tier": "light",
                "objectives": [line(text)], "in_scope": [line(text)], "out_of_scope": [line(text)],
                "systems": [f"s{number}"], "extra": {"cost_centre": text},
                "documents": [{"artefact": "charter", "state": "draft", "url": link(text)}],
            }
        ).encode()  # fmt: skip
        files[f"portfolio/waivers/w{number}.yaml"] = emit(
            {
                "rule": "risk-unowned", "project": f"x{number}", "reason": text, "compensating_control": text,
                "requested_by": "ben", "approved_by": f"p{number}", "since": "2026-05-01", "until": "2026-06-30",
                "extensions": [{"until": "2026-07-30", "approved_by": "ana", "approved_on": "2026-05-20", "reason": text}],
            }
        ).encode()  # fmt: skip
        files[f"portfolio/attestations/a{number}.yaml"] = emit(
            {"clause": "ORG-4", "attested_on": "2026-05-20", "attested_by": "fay", "statement": text}
        ).encode()
        files[f"portfolio/projects/x{number}/gates/ready-for-planning.yaml"] = emit(
            {
                "decision": "approved_with_conditions", "decided_on": "2026-05-20", "decided_by": f"p{number}",
                "conditions": [{"what": line(text), "due": "2026-07-01"}], "rationale": text,
                "evidence": [{"artefact": "charter", "version": line(text)}],
            }
        ).encode()  # fmt: skip
        files[f"portfolio/projects/x{number}/schedule.yaml"] = emit(
            {"milestones": [milestones[-1], {**milestones[-1], "id": "n", "baseline": "2026-05-01"}]}
        ).encode()
        files[f"portfolio/projects/x{number}/raid.yaml"] = emit(
            {"risks": [{"id": "r", "title": line(text), "cause": text, "likelihood": "4", "impact": "4"}]}
        ).encode()
        files[f"portfolio/projects/x{number}/reports/2026-05-15.yaml"] = emit(
            {
                "as_on": "2026-05-15", "submitted_on": "2026-05-15", "author": f"p{number}", "summary": text,
                "claims": {"overall": {"rag": "red", "comment": text}},
            }
        ).encode()  # fmt: skip
        files[f"portfolio/projects/x{number}/reports/2026-05-01.yaml"] = files[
            f"portfolio/projects/x{number}/reports/2026-05-15.yaml"
        ]
    files["portfolio/people.yaml"] = emit(
        {"people": people + [{"id": i, "name": i} for i in ("cleo", "dan", "eve", "fay", "gus")]}
    ).encode()
    files["portfolio/estate.yaml"] = emit(
        {"systems": [{"id": "mail", "title": "Mail"}, *systems], "sites": [{"id": "north", "title": "N"}],
         "suppliers": [{"id": "carrier", "title": "C"}]}
    ).encode()  # fmt: skip
    files["methodology/glossary.yaml"] = emit({"terms": terms}).encode()
    files["portfolio/portfolio.yaml"] = emit(
        {"title": line(BREAKERS[0]), "purpose": BREAKERS[1], "organisation": line(BREAKERS[3]),
         "today": "2026-06-01", "workstreams": [{"id": "infrastructure", "title": line(BREAKERS[0]), "purpose": BREAKERS[2]}]}
    ).encode()  # fmt: skip
    standard = "methodology/standards/steering.md"
    body = "\n\n".join(f"Text.\n\n{text}\n" for text in payloads if not re.search(r"^#", text, re.M))
    files[standard] += b"\n" + body.encode()
    for path, raw in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(raw)
    result = CliRunner().invoke(pmokit, ["build", "--root", str(root)])
    assert result.exit_code == 0, result.output
    checked = CliRunner().invoke(pmokit, ["check", "--root", str(root), "--format", "json"])
    refused = [f for f in json.loads(checked.stdout)["findings"] if not f["clause"]]
    assert refused == []
    return root / "site"


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


def test_no_payload_runs_asks_the_outside_or_breaks_a_page_and_each_is_shown_as_written(
    hostile: Path, browser: Browser
) -> None:
    problems: list[object] = []
    payloads = texts()
    with served(hostile) as base:
        page = browser.new_page()
        # The index is large and has a test of its own; each page would fetch it anew.
        index = json.loads((hostile / "search/search_index.json").read_text(encoding="utf-8"))
        empty = {**index, "docs": []}
        page.route("**/search_index.json", lambda route: route.fulfill(json=empty))
        seen = watch(page, base)
        for address in pages_of(hostile):
            page.goto(f"{base}{address}/" if address else base, wait_until="load")
            state = page.evaluate(WHAT_A_PAGE_IS)
            heading, risk = (" ".join(state.pop(name).split()) for name in ("heading", "risk"))
            if state != SOUND:
                problems.append((address, state))
            if match := re.fullmatch(r"projects/x(\d+)", address):
                wanted = line(payloads[int(match[1])])
                if heading != wanted or not risk.startswith(wanted[:60]):
                    problems.append((address, heading, risk, wanted))
    assert problems == []
    assert seen == []


def test_nothing_runs_while_somebody_searches(hostile: Path, browser: Browser) -> None:
    with served(hostile) as base:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        seen = watch(page, base)
        page.goto(base)
        for word in ("script", "onerror", "window", "img"):
            page.locator(".md-search__input").fill("")
            page.locator(".md-search__input").click()
            page.keyboard.type(word, delay=20)
            page.wait_for_selector(".md-search-result__link", timeout=20_000, state="attached")
            assert page.evaluate("window.hit") is None
        assert seen == []


def test_the_search_index_holds_no_markup_of_ours_unescaped(hostile: Path) -> None:
    index = json.loads((hostile / "search/search_index.json").read_text(encoding="utf-8"))
    assert not [doc for doc in index["docs"] if re.search(r"<(script|img|svg|iframe)", doc["title"], re.I)]


def test_no_file_lies_where_no_id_leads(hostile: Path) -> None:
    allowed = re.compile(r"[a-z0-9/.\-_]+", re.I)
    assert [p for p in hostile.rglob("*") if not allowed.fullmatch(p.relative_to(hostile).as_posix())] == []


def test_every_ascii_sign_with_a_meaning_is_written_as_a_reference() -> None:
    signs = "!\"#$&'()*+;<=>?@[\\]^_`{|}~\n\t"
    assert escape(signs) == "".join(f"&#{ord(sign)};" for sign in signs)
    assert ascii_only("é😀").isascii()
