"""From nothing to a department's repository: init, new, explain, schema, the installed wheel."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from ruamel.yaml import YAML

from pmokit.cli.main import pmokit
from pmokit.exchange.schema import all_schemas, file_name
from pmokit.load import layout
from tests.conftest import ROOT, once_per_run
from tests.text.test_files_git import git


def make_acme(folder: Path) -> None:
    result = CliRunner().invoke(pmokit, ["init", str(folder), "--title", "Acme"])
    assert result.exit_code == 0, result.output


@pytest.fixture
def acme(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository as `init` makes it."""
    return shutil.copytree(once_per_run(tmp_path_factory, "acme", make_acme), tmp_path / "acme")


def last_line(result: Result) -> str:
    return result.stdout.splitlines()[-1]


@pytest.mark.slow
def test_a_new_repository_checks_clean_passes_its_rules_tests_and_builds(
    acme: Path, run: Callable[..., Result]
) -> None:
    checked = run("check", "--root", acme, "--fail-on", "note")
    assert checked.exit_code == 0 and last_line(checked).startswith(
        "0 errors, 0 warnings, 0 notes in 0 projects"
    )
    assert run("test", "--root", acme).exit_code == 0
    assert run("build", "--root", acme).exit_code == 0
    home = (acme / "site/index.html").read_text()
    assert "There is no project yet" in home and "<title>Acme - Acme</title>" in home
    for name in (
        ".github/workflows/pmokit.yml",
        ".gitlab-ci.yml",
        ".pre-commit-config.yaml",
        "schemas/project.json",
    ):
        assert (acme / name).is_file()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, run: Callable[..., Result]) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    result = run("init", tmp_path)
    assert result.exit_code == 2 and "is not empty" in result.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


PEOPLE = "people:\n  - {id: ada, name: Ada King}\n  - {id: bob, name: Bob Ray}\n"


@pytest.mark.slow
def test_starters_are_valid_and_say_what_is_still_to_be_written(
    acme: Path, run: Callable[..., Result]
) -> None:
    (acme / "portfolio/people.yaml").write_text(PEOPLE)
    made = [
        ["project", "alpha", "--title", "Alpha: the #1", "--sponsor", "ada", "--manager", "bob"],
        ["risk", "alpha", "late-parts"],
        ["risk", "alpha", "more"],
        ["issue", "alpha", "broken"],
        ["change", "alpha", "later"],
        ["review", "alpha"],
        ["report", "alpha"],
        ["programme", "renewal"],
        ["rule", "registration/probe", "--clause", "REG-1"],
    ]
    for arguments in made:
        result = run("new", arguments[0], "--root", acme, *arguments[1:])
        assert result.exit_code == 0, result.stderr
    document = json.loads(run("check", "--root", acme, "--format", "json").stdout)
    assert [(f["rule"], f["severity"]) for f in document["findings"] if f["severity"] == "error"] == [
        ("change-placeholder-text", "error"),
        ("report-placeholder-text", "error"),
        ("without-effect", "error"),
    ]
    assert {f["rule"] for f in document["findings"]} == {
        "change-placeholder-text",
        "report-placeholder-text",
        "report-late",
        "charter-placeholder-text",
        "programme-unowned",
        "without-effect",
    }
    assert run("test", "--root", acme, "--rule", "probe").exit_code == 0
    first = (acme / "portfolio/projects/alpha/project.yaml").read_text().splitlines()[0]
    schema = first.removeprefix("# yaml-language-server: $schema=")
    assert (acme / "portfolio/projects/alpha" / schema).resolve() == acme.resolve() / "schemas/project.json"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["project", "Alpha"], "is not an id"),
        (["project", "alpha", "--manager", "Bob Ray"], "there is no person `Bob Ray`"),
        (["project", "alpha", "--title", "x" * 301], "at most 300 characters"),
        (["risk", "alhpa", "r"], "there is no project `alhpa`"),
        (["waiver", "w", "--rule", "risk-unownd", "--project", "beta"], "Did you mean `risk-unowned`"),
        (["rule", "registration/x", "--clause", "REG-99"], "there is no clause `REG-99`"),
        (["report", "beta"], "`beta` has no project manager yet"),
    ],
)
def test_a_wrong_word_is_refused_with_the_right_one(
    acme: Path, run: Callable[..., Result], arguments: list[str], said: str
) -> None:
    assert run("new", "project", "--root", acme, "beta").exit_code == 0
    result = run("new", arguments[0], "--root", acme, *arguments[1:])
    assert result.exit_code == 2 and said in result.stderr


def test_an_existing_file_is_never_overwritten(acme: Path, run: Callable[..., Result]) -> None:
    assert run("new", "project", "--root", acme, "alpha").exit_code == 0
    before = (acme / "portfolio/projects/alpha/project.yaml").read_bytes()
    result = run("new", "project", "--root", acme, "alpha", "--title", "Other")
    assert result.exit_code == 2 and "already exists" in result.stderr
    assert (acme / "portfolio/projects/alpha/project.yaml").read_bytes() == before


def test_a_report_is_prefilled_from_the_facts_and_the_last_report(
    shipped_copy: Path, run: Callable[..., Result]
) -> None:
    result = run("new", "report", "--root", shipped_copy, "sd-wan", "--today", "2026-11-28")
    assert result.exit_code == 0
    text = (shipped_copy / "portfolio/projects/sd-wan/reports/2026-11-27.yaml").read_text()
    assert "rag: amber" in text and "milestone: wave-2\n    forecast: 2026-12-18" in text
    assert "budget: 2400000 EUR" in text and "author: anna-novak" in text


def test_explain_prints_a_rule_whole_lists_all_and_suggests(run: Callable[..., Result]) -> None:
    whole = run("explain", "--root", ROOT, "risk-unowned").stdout
    for part in (
        "RSK-1 An open risk has an owner (shall)",
        "risk.owner is not None",
        "found   An open risk without an owner",
    ):
        assert part in whole
    assert "cannot be waived" in run("explain", "unknown-key").stdout
    assert len(run("explain", "--root", ROOT).stdout.splitlines()) == len(
        list(ROOT.glob("methodology/rules/*/*.yaml"))
    )
    assert "Did you mean `risk-unowned`" in run("explain", "--root", ROOT, "risk-unownd").stderr


def editor_reads(raw: bytes) -> Any:
    """A file as an editor's YAML 1.2 reader sees it, dates as text."""
    yaml = YAML(typ="safe", pure=True)
    yaml.constructor.add_constructor(
        "tag:yaml.org,2002:timestamp", lambda loader, node: loader.construct_scalar(node)
    )
    return yaml.load(raw)


@pytest.mark.slow
@pytest.mark.parametrize("every", [5, pytest.param(1, marks=pytest.mark.sweep)])
def test_every_shipped_file_is_accepted_by_its_schema(every: int) -> None:
    schemas = {name: jsonschema.Draft202012Validator(value) for name, value in all_schemas().items()}
    for schema in schemas.values():
        schema.check_schema(schema.schema)
        assert schema.schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    checked = 0
    paths = sorted([*ROOT.glob("methodology/**/*.yaml"), *ROOT.glob("portfolio/**/*.yaml")])
    for path in paths[::every]:
        located = layout.place(path.relative_to(ROOT).as_posix().removeprefix("methodology/examples/"))
        if located is None or "starters" in path.parts:
            continue
        errors = list(schemas[file_name(located.slot)].iter_errors(editor_reads(path.read_bytes()) or {}))
        assert errors == [], f"{path}: {errors[0].message}"
        checked += 1
    assert checked > 400 / every


RISK = "risks:\n  - id: a\n    title: T\n    likelihood: 3\n    impact: 3\n"
SPELLINGS = [
    ("raid", RISK, True),
    ("raid", RISK + '    owner:\n    review_on: ~\n    cost: "5 EUR"\n', True),
    ("raid", RISK.replace("title: T", "title: 2024"), True),
    ("raid", RISK.replace("title: T", "title: NO"), True),
    ("raid", RISK.replace("impact: 3", 'impact: "3"'), True),
    ("raid", RISK.replace("id: a", "id: 12"), True),
    ("raid", "risks:\n", True),
    ("raid", RISK + "    review_on: 2026-12-31\n", True),
    ("raid", RISK.replace("impact: 3", "impact: 6"), False),
    ("raid", RISK.replace("impact: 3", "impact: high"), False),
    ("raid", RISK.replace("title: T", "title:"), False),
    ("raid", RISK.replace("title: T", 'title: " "'), False),
    ("raid", RISK + "    ownr: ana\n", False),
    ("raid", RISK + "    review_on: 31.12.2026\n", False),
    ("raid", RISK + "    opportunity: yes\n", False),
    ("raid", RISK + "    opportunity: true\n", True),
    ("raid", RISK + "    cost: 5\n", False),
    ("raid", RISK + "    state: opened\n", False),
    ("raid", RISK.replace("id: a", "id: A b"), False),
    ("raid", "risks: none\n", False),
    ("raid", "risks:\n  id: a\n", False),
    ("charter", "id: x\ntitle: T\nsummary: S\nworkstream: w\nstate: active\n", False),
    ("charter", "title: T\nsummary: S\nworkstream: w\nstate: active\nextra: {a: 1.5}\n", True),
]


@pytest.mark.parametrize(("part", "text", "good"), SPELLINGS)
def test_schema_and_reader_agree(part: str, text: str, good: bool) -> None:
    from pmokit.load.folder import read_record

    path = layout.path_of("x", part)
    located = layout.place(path)
    assert located is not None
    record, findings = read_record(path, text.encode(), located)
    schema = all_schemas()[file_name(located.slot)]
    accepted = jsonschema.Draft202012Validator(schema).is_valid(editor_reads(text.encode()) or {})
    assert (record is not None and not findings, accepted) == (good, good)


def test_the_committed_schemas_are_the_ones_that_pmokit_writes(
    tmp_path: Path, run: Callable[..., Result]
) -> None:
    assert run("schema", "--root", ROOT, "--output", tmp_path).exit_code == 0
    folder = ROOT / "schemas"
    written = {str(p.relative_to(tmp_path)): p.read_text() for p in tmp_path.rglob("*.json")}
    assert written == {str(p.relative_to(folder)): p.read_text() for p in folder.rglob("*.json")}


@pytest.mark.slow
@pytest.mark.parametrize(
    "dependencies", ["of this environment", pytest.param("from the package index", marks=pytest.mark.sweep)]
)
def test_the_wheel_alone_makes_checks_and_builds_a_repository(tmp_path: Path, dependencies: str) -> None:
    """Without the source tree: a new environment, the wheel, and a folder of its own."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    wheel_of = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", tmp_path, ROOT]
    subprocess.run(wheel_of, check=True, capture_output=True)
    wheel = next(tmp_path.glob("pmokit-*.whl"))
    venv.create(tmp_path / "env")
    python = tmp_path / "env/bin/python"
    install = [*pip, "--python", python, "install", wheel]
    if dependencies == "of this environment":
        install.append("--no-deps")
        (packages,) = (tmp_path / "env/lib").glob("python*/site-packages")
        # pip and the site module read no .pth files of a folder that a .pth file names: the sources stay away.
        (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    subprocess.run(install, check=True, capture_output=True)
    # Whoever runs the tests may have pointed Python at the sources.
    alone = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def pmokit(*arguments: str, folder: Path) -> str:
        done = subprocess.run(
            [tmp_path / "env/bin/pmokit", *arguments],
            cwd=folder,
            env=alone,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    pmokit("init", "acme", folder=tmp_path)
    assert pmokit("check", folder=tmp_path / "acme").startswith("0 errors")
    assert "pages, as of" in pmokit("build", folder=tmp_path / "acme")
    assert "commits from 2026-05-18" in pmokit("demo", "show", folder=tmp_path)
    assert pmokit("check", folder=tmp_path / "show").endswith("today is 2026-11-23\n")
    told = [python, "-c", "import pmokit; print(pmokit.__file__)"]
    where = subprocess.run(told, env=alone, capture_output=True, text=True, check=True)
    assert str(tmp_path) in where.stdout


def test_a_new_repository_keeps_its_line_ends_where_git_turns_them(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    root, clone = tmp_path / "acme", tmp_path / "clone"
    run("init", root)
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "all")
    git(tmp_path, "-c", "core.autocrlf=true", "clone", "-q", str(root), str(clone))
    for path in ("methodology/parent/roles.yaml", "portfolio/portfolio.yaml"):
        assert (clone / path).read_bytes() == (root / path).read_bytes() and b"\r" not in (
            clone / path
        ).read_bytes()
