"""Hostile texts in all records, through every command and each of its formats: found by the program's own list."""

from __future__ import annotations

import csv
import html
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import Result

from pmokit.cli.main import COMMANDS, pmokit
from tests.conftest import once_per_run, sound, write_files
from tests.text.test_channels import HOSTILE

E = "portfolio/projects/example"
# What each command that shows records is called with. A command that is not here, and not below, fails the test.
SHOWN = {
    "check": [], "gate": ["example"], "status": [], "list": ["risk", "--columns", "title,effect,owner"], "path": ["example"], "tier": ["example"], "adherence": [], "assurance": ["example"],
    "changes": ["--since", "HEAD"], "trend": [], "explain": ["risk-unowned"], "migrate": ["--dry-run"], "fix": ["--dry-run"],
    "test": [], "rename": ["risk", "example/capacity", "other", "--dry-run"], "period show": ["2026-05-15"],
    "steering agenda": ["infrastructure-board", "--date", "2026-06-17"], "methodology show": [], "methodology diff": [],
}  # fmt: skip
WRITTEN = {
    "calendar": ["--output", "out"], "feeds": ["--output", "out", "--url", "https://pmo.example"], "digest": ["--output", "out"], "evidence": ["--output", "out", "--since", "2026-01-01"],
    "codeowners": [],
}  # fmt: skip
ELSEWHERE = {
    "examine", "build", "serve",  # pages: tests/site/test_hostile.py
    "steering pack", "steering minutes", "steering move", "steering carry", "period close", "init", "demo", "schema", "methodology update",
    "import table", "import records",  # tests/exchange
    *(f"new {name}" for name in ("artefact", "attestation", "change", "gate", "issue", "programme", "project", "report", "review", "risk", "rule", "waiver")),
}  # fmt: skip
"""They write records or ask for a decision; what they print goes through the same door (the last test)."""


def make(root: Path, files: dict[str, bytes]) -> None:
    """A repository in which all hostile texts that a record may hold are titles, names and sentences."""

    def typed(text: str) -> str:
        return json.dumps(text.strip() or "x")

    one_line = [text for text in HOSTILE if text.isprintable()]
    risks = "".join(
        f"  - {{id: r{n}, title: {typed(text)}, likelihood: 5, impact: 5}}\n"
        for n, text in enumerate(one_line)
    )
    people = re.sub(r"\{id: (\w+),", r"{id: \1, handle: '@org/\1',", files["portfolio/people.yaml"].decode())
    for name, text in zip(re.findall(r"name: ([^,}]+)", people), one_line, strict=False):
        people = people.replace(f"name: {name}", f"name: {typed(text)}", 1)
    charter = (
        files[f"{E}/project.yaml"]
        .decode()
        .replace("title: Example project", f"title: {typed('##[add-mask]x ::error::y')}")
    )
    summary = " ".join(one_line)[:2000]
    charter = re.sub(r"summary: .*", lambda _: f"summary: {json.dumps(summary)}", charter, count=1)
    broken = "".join(f"{json.dumps(text)}: 1\n" for text in HOSTILE)
    write_files(root, {
        **files,
        f"{E}/raid.yaml": files[f"{E}/raid.yaml"].replace(b"risks:\n", b"risks:\n" + risks.encode(), 1),
        f"{E}/project.yaml": charter.encode(),
        "portfolio/people.yaml": people.encode(),
        "portfolio/projects/other/raid.yaml": broken.encode(),
    })  # fmt: skip
    import subprocess

    git = ["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run(
            [*git, *command], check=True, env={**os.environ, "GIT_COMMITTER_DATE": "2026-05-01T12:00:00Z"}
        )


@pytest.fixture
def hostile(tmp_path_factory: pytest.TempPathFactory, shipped_files: dict[str, bytes]) -> Path:
    return once_per_run(tmp_path_factory, "channels", lambda root: make(root, sound(shipped_files)))


def commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(pmokit)
    for name in COMMANDS:
        command = pmokit.get_command(context, name)
        if isinstance(command, click.Group):
            yield from ((f"{name} {inner}", some) for inner, some in command.commands.items())
        elif command is not None:
            yield name, command


def forms(command: click.Command) -> list[str]:
    """The formats of a command."""
    choices = [
        p.type.choices
        for p in command.params
        if p.name in ("form", "format") and isinstance(p.type, click.Choice)
    ]
    return [str(choice) for choice in choices[0]] if choices else [""]


CASES = [(name, form) for name, command in commands() if name in SHOWN for form in forms(command)]


def test_every_command_is_tried_here_or_named_with_a_reason() -> None:
    assert {name for name, _ in commands()} == {*SHOWN, *WRITTEN, *ELSEWHERE}


@pytest.mark.parametrize(("name", "form"), CASES)
def test_nothing_that_a_command_prints_acts(
    hostile: Path, run: Callable[..., Result], name: str, form: str
) -> None:
    options = ["--format", form] if form else []
    done = run(*name.split(), *SHOWN[name], *options, "--root", hostile)
    # Where a file cannot be read nothing is renamed; the message quotes the repository all the same.
    assert done.exit_code == 2 if name == "rename" else done.exit_code in (0, 1), done.output
    text = done.output
    assert re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text) is None
    assert re.search(r"(?i)##\[|##vso\[", text) is None
    if form != "github":  # its own lines are commands, and the whole of what is quoted is in one of them
        assert re.search(r"^\s*::", text, re.MULTILINE) is None
    else:
        assert all(re.match(r"::(error|warning|notice)[ :]", line) for line in text.splitlines())
    if form == "markdown":
        cells = "\n".join(line for line in text.splitlines() if line.startswith("|"))
        assert "<" not in cells and re.search(r"(?i)[@#]\w|://|\bwww\.", html.unescape(cells)) is None


@pytest.mark.parametrize("name", WRITTEN)
def test_nothing_that_a_command_writes_acts(
    hostile: Path, run: Callable[..., Result], name: str, tmp_path: Path
) -> None:
    if name == "codeowners":
        hostile = shutil.copytree(hostile, tmp_path / "copy")
    arguments = [str(tmp_path / "out") if entry == "out" else entry for entry in WRITTEN[name]]
    done = run(name, *arguments, "--root", hostile)
    assert done.exit_code == 0, done.output
    files = (
        [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
        if (tmp_path / "out").is_dir()
        else []
    )
    assert files or name == "codeowners" or (tmp_path / "out").is_file()
    for path in files:
        if path.suffix == ".csv":
            for row in csv.reader(path.read_text(encoding="utf-8-sig").splitlines()):
                assert [cell for cell in row if re.match(r"\s*[=@＝＠]|\s*[+\-＋－](?!\d+$)", cell)] == []
        if path.suffix == ".ics":
            assert all(
                line[:1] == " " or re.match(r"[A-Z-]+[;:]", line)
                for line in path.read_text().split("\n")
                if line.strip()
            )
    if name == "codeowners":
        lines = (hostile / ".github/CODEOWNERS").read_text().splitlines()
        assert any(line.endswith(" @org/fay") for line in lines)
        for line in lines:
            assert line.startswith(("#", "[", "/", "*")) or not line, line
            owners = line.split()[1:] if line[:1] in ("/", "*") else []
            assert [some for some in owners if not re.fullmatch(r"@[\w./-]+|[\w.%+'-]+@[\w.-]+", some)] == []


def test_wrong_use_and_losses_go_through_the_same_door(
    hostile: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    for arguments in (["gate", "\x1b[2J##[add-mask]x"], ["\x1b[31mx"], ["check", "--rule", "::error::x\x07"]):
        done = run(*arguments, *(["--root", hostile] if len(arguments) > 1 else []))
        assert done.exit_code == 2
        assert "\x1b" not in done.output and "\x07" not in done.output and "##[" not in done.output
    table, mapping = tmp_path / "t.csv", tmp_path / "m.yaml"
    with table.open("w", newline="") as file:
        csv.writer(file).writerows(
            [["Name", "x\x1b[2J"], *(["Alpha", text] for text in HOSTILE if "\x00" not in text)]
        )
    mapping.write_text("title: T\nid_from: [Name]\ncolumns:\n  - {name: Name, to: project.title}\n")
    done = run("import", "table", table, "--map", mapping, "--into", tmp_path / "new")
    assert (
        "\x1b" not in done.output and "##[" not in done.output and not re.search(r"^\s*::", done.output, re.M)
    )
    losses = list(csv.reader((tmp_path / "new/import-losses.csv").read_text("utf-8-sig").splitlines()))
    assert len(losses) >= 40
    assert [row for row in losses for cell in row if re.match(r"\s*[=@＝＠+\-＋－]", cell)] == []
