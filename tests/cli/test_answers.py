"""What each command says of the demonstration, by golden files: its text and its JSON."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.test_json import CALLS
from tests.conftest import ROOT
from tests.golden import assert_same

GOLDEN = Path(__file__).parent / "golden"
LONG = ("explain", "methodology show --effective")
"""Answers that repeat what the methodology says: too long to be read."""
ANSWERS = [call for some in CALLS.values() for call in some if " ".join(call) not in LONG]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration without the history of this repository."""
    root = tmp_path_factory.mktemp("demonstration")
    for name in ("methodology", "portfolio"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copyfile(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    return root


@pytest.fixture(autouse=True)
def shared_memory(copy: Path, own_cache: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the check of one test leaves for the next one: nothing changes between them."""
    monkeypatch.setenv("PMOKIT_CACHE", str(copy.parent / "memory"))


def slug(call: list[str]) -> str:
    return re.sub(r"[^a-z0-9]+", "-", " ".join(call))


@pytest.mark.parametrize("call", ANSWERS, ids=" ".join)
def test_an_answer_in_text_is_what_its_golden_file_shows(
    run: Callable[..., Result], copy: Path, call: list[str]
) -> None:
    text = run(*call, "--root", copy).stdout
    assert_same(GOLDEN / f"text/{slug(call)}.txt", text.replace(str(copy), "ROOT"))


@pytest.mark.parametrize("call", ANSWERS, ids=" ".join)
def test_an_answer_in_json_is_what_its_golden_file_shows(
    run: Callable[..., Result], copy: Path, call: list[str]
) -> None:
    assert_same(GOLDEN / f"json/{slug(call)}.json", run(*call, "--root", copy, "--format", "json").stdout)


@pytest.mark.parametrize(
    "call", [["changes", "--since", "2026-09-30"], ["trend", "--periods", "5"]], ids=" ".join
)
def test_an_answer_about_the_past_is_what_its_golden_files_show(
    run: Callable[..., Result], demonstration: Path, call: list[str]
) -> None:
    for form, ending in (("text", "txt"), ("json", "json")):
        answer = run(*call, "--root", demonstration, "--format", form).stdout
        # Whatever changes in the files gives the commits other ids.
        answer = re.sub(r"\b[0-9a-f]{10,40}\b", "COMMIT", answer)
        assert_same(GOLDEN / f"{form}/{slug(call)}.{ending}", answer)


@pytest.mark.parametrize(
    ("call", "file"),
    [
        (["digest"], "helena-brandt.md"),
        (["digest"], "tomas-lindqvist.md"),
        (["feeds", "--url", "https://pmo.example.org"], "decisions.atom"),
        (["feeds", "--url", "https://pmo.example.org"], "status.atom"),
        (["calendar"], "all.ics"),
    ],
)
def test_a_file_for_others_is_what_its_golden_file_shows(
    run: Callable[..., Result], demonstration: Path, tmp_path: Path, call: list[str], file: str
) -> None:
    result = run(*call, "--root", demonstration, "--output", tmp_path)
    assert result.exit_code == 0, result.output
    assert_same(GOLDEN / f"files/{file}", (tmp_path / file).read_bytes().decode())
