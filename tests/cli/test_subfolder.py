"""A portfolio that is a folder of a larger git repository: what forges read names paths from the top."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import Result

from pmokit.findings.output_formats import FOR_FORGES, FORMATS
from tests.conftest import sound, write_files
from tests.text.test_files_git import git

CHARTER = "portfolio/projects/example/project.yaml"


@pytest.fixture
def inside(tmp_path: Path, shipped_files: Mapping[str, bytes]) -> Path:
    """The folder `the office/pmo` of a git repository, with one finding in a charter."""
    root = write_files(tmp_path / "repo/the office/pmo", sound(shipped_files))
    charter = root / CHARTER
    charter.write_text(charter.read_text().replace("sponsor: ana", "sponsor: nobody-known", 1))
    git(tmp_path / "repo", "init", "-q")
    return root


def paths(form: str, text: str) -> set[str]:
    """The paths that a format names, as its reader decodes them."""
    if form == "json":
        return {finding["path"] for finding in json.loads(text)["findings"]}
    if form == "gitlab":
        return {issue["location"]["path"] for issue in json.loads(text)}
    if form == "sarif":
        results = json.loads(text)["runs"][0]["results"]
        places = [result["locations"][0]["physicalLocation"]["artifactLocation"] for result in results]
        return {place["uri"].replace("%20", " ") for place in places}
    if form == "junit":
        return {suite.get("name", "") for suite in ElementTree.fromstring(text)}
    forms = {
        "github": r"file=([^,]*),",
        "markdown": r"\| ([^|]*\.yaml):\d",
        "text": r"--> (.*\.yaml):\d+:\d+$",
    }
    return set(re.findall(forms[form], text, re.M))


@pytest.mark.parametrize("form", FORMATS)
def test_formats_for_forges_name_paths_from_the_top_and_the_others_from_the_root(
    inside: Path, run: Callable[..., Result], form: str
) -> None:
    text = run("check", "--root", inside, "--format", form, "--rule", "unknown-reference").stdout
    expected = f"the office/pmo/{CHARTER}" if form in FOR_FORGES else CHARTER
    assert paths(form, text) == {expected}


@pytest.mark.parametrize("form", FOR_FORGES)
def test_without_git_and_at_the_top_nothing_changes(
    inside: Path, run: Callable[..., Result], form: str, tmp_path: Path
) -> None:
    (tmp_path / "repo/.git").rename(tmp_path / "away")
    call = ("check", "--root", inside, "--format", form, "--rule", "unknown-reference")
    without = run(*call).stdout
    git(inside, "init", "-q")
    assert paths(form, without) == {CHARTER} and run(*call).stdout == without


@pytest.fixture
def owned(inside: Path) -> Path:
    """The same, where everybody has an address."""
    charter, people = inside / CHARTER, inside / "portfolio/people.yaml"
    charter.write_text(charter.read_text().replace("sponsor: nobody-known", "sponsor: ana", 1))
    people.write_text(re.sub(r"\{id: (\w+),", r"{id: \1, email: \1@example.com,", people.read_text()))
    return inside


@pytest.mark.parametrize(
    ("form", "there", "written"),
    [
        ("github", None, ".github/CODEOWNERS"),
        ("gitlab", None, ".gitlab/CODEOWNERS"),
        ("github", "docs/CODEOWNERS", "docs/CODEOWNERS"),
        ("gitlab", "CODEOWNERS", "CODEOWNERS"),
    ],
)
def test_code_owners_are_written_where_the_forge_reads_them_and_the_lines_of_others_stay(
    owned: Path, run: Callable[..., Result], tmp_path: Path, form: str, there: str | None, written: str
) -> None:
    top = tmp_path / "repo"
    others = "/shop/ @shop\n"
    if there:
        (top / there).parent.mkdir(exist_ok=True)
        (top / there).write_text(others)
    result = run("codeowners", "--format", form, "--root", owned)
    assert result.exit_code == 0 and f"../../{written}" in result.stdout
    text = (top / written).read_text()
    assert text.startswith(others if there else "# begin")
    mine = [line for line in text.removeprefix(others).splitlines() if line and line[0] not in "#["]
    assert mine and all(line.startswith("/the\\ office/pmo/") for line in mine)
    assert mine[0] == "/the\\ office/pmo/ fay@example.com" and any(
        f"pmo/{CHARTER[:25]}" in line for line in mine
    )
    assert not (owned / ".github").exists() and not (owned / ".gitlab").exists()


def test_a_part_of_code_owners_is_replaced_and_drift_is_found_in_it_alone(
    owned: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    path = tmp_path / "repo/.github/CODEOWNERS"
    run("codeowners", "--root", owned)
    once = path.read_text()
    path.write_text("/shop/ @shop\n" + once + "/more/ @more\n")
    assert run("codeowners", "--check", "--root", owned).exit_code == 0
    run("codeowners", "--root", owned)
    assert path.read_text() == "/shop/ @shop\n" + once + "/more/ @more\n"
    path.write_text(path.read_text().replace("/pmo/methodology/ fay@", "/pmo/methodology/ eve@"))
    drifted = run("codeowners", "--check", "--root", owned)
    assert drifted.exit_code == 1 and "eve@example.com" in drifted.output and "@shop" not in drifted.output
