"""What the public may see: no byte of a confidential project stands in anything written for it."""

from __future__ import annotations

import gzip
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from pypdf import PdfReader

from tests.conftest import ROOT, rendered_pages

SECRET = "dc-consolidation"
PLANTED = "Nightjar"
DAY = ("--today", "2026-11-23")
_LINE = re.compile(
    r"^(\s*(?:- )?(?:title|what|summary|purpose|comment|rationale|cause|effect|name): )([^\"'{\[|>#\n]+)$",
    re.M,
)


@pytest.fixture
def confidential(shipped_copy: Path) -> Path:
    """The shipped repository with one confidential project, a word planted in each of its texts."""
    folder = shipped_copy / "portfolio/projects" / SECRET
    for path in folder.rglob("*.yaml"):
        path.write_text(_LINE.sub(rf"\1\2 {PLANTED}", path.read_text()))
    charter = folder / "project.yaml"
    charter.write_text(charter.read_text() + "classification: confidential\n")
    return shipped_copy


def written(folder: Path) -> Iterator[tuple[str, str]]:
    """The text of each file, those inside packs too."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".pptx":
            with zipfile.ZipFile(path) as pack:
                yield from (
                    (f"{path.name}:{name}", pack.read(name).decode("utf-8", "ignore"))
                    for name in pack.namelist()
                )
        elif path.suffix == ".pdf":
            yield path.name, " ".join(page.extract_text() for page in PdfReader(path).pages)
        elif path.suffix in (".pf_fragment", ".pf_index", ".pf_meta"):  # of the search, compressed
            yield path.name, gzip.decompress(path.read_bytes()).decode("utf-8", "ignore")
        elif path.is_file() and path.suffix not in (".png", ".gz", ".woff2", ".ico"):
            yield str(path.relative_to(folder)), path.read_text(encoding="utf-8", errors="ignore")


def tells(text: str) -> bool:
    return PLANTED in text or SECRET in text


COMMANDS = {
    "feeds": ["feeds", "--url", "https://pmo.example.org"],
    "calendar": ["calendar"],
    "digest": ["digest"],
    "evidence": ["evidence", "--since", "2026-01-01"],
    "packs": ["steering", "pack", "infrastructure-board", "--date", "2026-12-02"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_written_for_the_public_tells_of_a_confidential_project(
    run: Callable[..., Result], confidential: Path, tmp_path: Path, name: str
) -> None:
    for audience in ("all", "public"):
        output = tmp_path / audience
        result = run(
            *COMMANDS[name], "--root", confidential, *DAY, "--audience", audience, "--output", output
        )
        assert result.exit_code == 0, result.output
    assert any(tells(text) for _, text in written(tmp_path / "all")), "the planted word must be there for all"
    assert [name for name, text in written(tmp_path / "public") if tells(text)] == []


@pytest.mark.slow
def test_no_file_of_the_site_for_the_public_tells_of_it(
    run: Callable[..., Result], confidential: Path, tmp_path: Path
) -> None:
    assert any(tells(page) for _, page in rendered_pages(confidential)), "the planted word must be there"
    output = tmp_path / "public"
    result = run("build", "--root", confidential, *DAY, "--audience", "public", "--output", output)
    assert result.exit_code == 0, result.output
    assert len(list(written(output))) > 200
    assert [name for name, text in written(output) if tells(text)] == []


DOCUMENTS = (
    ["status"],
    ["adherence"],
    ["evidence", "--since", "2026-01-01"],
    ["period", "show"],
    ["steering", "agenda", "infrastructure-board", "--date", "2026-12-02"],
)


@pytest.mark.parametrize("call", DOCUMENTS, ids=" ".join)
def test_no_document_for_the_public_tells_of_it(
    run: Callable[..., Result], confidential: Path, call: list[str]
) -> None:
    said = {
        audience: run(*call, "--root", confidential, *DAY, "--audience", audience, "--format", "json").stdout
        for audience in ("all", "public")
    }
    assert tells(said["all"])
    assert not tells(said["public"])
    assert json.loads(said["public"])["version"] == 1


def test_a_confidential_project_does_not_exist_for_the_public(
    run: Callable[..., Result], confidential: Path
) -> None:
    for call in (["status", SECRET], ["gate", SECRET], ["tier", SECRET], ["adherence", SECRET]):
        result = run(*call, "--root", confidential, *DAY, "--audience", "public")
        assert result.exit_code == 2
        assert f"there is no project `{SECRET}`" in result.stderr


def test_a_project_that_cannot_be_read_is_withheld_since_nobody_knows_its_classification(
    run: Callable[..., Result], confidential: Path
) -> None:
    (confidential / f"portfolio/projects/{SECRET}/project.yaml").write_text(f"title: [{PLANTED}\n")
    result = run("status", "--root", confidential, *DAY, "--audience", "public", "--format", "json")
    assert not tells(result.stdout)


def test_two_audiences_one_after_the_other_see_what_each_sees_alone(
    run: Callable[..., Result], confidential: Path
) -> None:
    def say(audience: str) -> str:
        return run("status", "--root", confidential, *DAY, "--audience", audience, "--format", "json").stdout

    first = [say("all"), say("public")]
    assert [say("all"), say("public"), say("all")] == [first[0], first[1], first[0]]
    assert len(json.loads(first[0])["projects"]) == len(json.loads(first[1])["projects"]) + 1


def test_without_confidential_projects_the_public_sees_what_all_see(run: Callable[..., Result]) -> None:
    said = [
        run("status", "--root", ROOT, "--audience", audience, "--format", "json").stdout
        for audience in ("all", "public")
    ]
    assert said[0] == said[1]
