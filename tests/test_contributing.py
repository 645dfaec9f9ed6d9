"""The worked examples of CONTRIBUTING.md: each is built in a copy, works, and touches the files it names."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from jsonschema import Draft202012Validator

from tests.conftest import ROOT, once_per_run

# Five copies of the program are built and tried: what changes seldom is tried with the full sweeps.
pytestmark = pytest.mark.sweep
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCK = re.compile(
    r"(?:^`(?P<path>[^`\n]+)`\n\n)?^```(?P<form>\w+)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE
)
TRY = "\nTry it:\n"


class Block(NamedTuple):
    """A block of an example: a file, lines of a file (`diff`), or commands with what they print (`console`)."""

    path: str
    form: str
    body: str


def sections() -> dict[str, str]:
    """The text of each worked example by its heading."""
    parts = re.split(r"^### (.+)$", TEXT, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a text; one without a name belongs to the file named last."""
    path = ""
    for match in BLOCK.finditer(text):
        path = match["path"] or path
        yield Block(path, match["form"], match["body"])


def named(text: str) -> set[str]:
    """The files that an example says it touches."""
    said = re.search(r"^Touches .*?\n\n", text, re.DOTALL | re.MULTILINE)
    assert said is not None
    return set(re.findall(r"`([^`]+)`", said[0]))


class Copy:
    """A copy of the repository in which an example is built."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def take(self) -> dict[str, bytes]:
        """Copy what the examples need; the files as they are before an example is built."""
        root = self.root
        for name in ("src", "methodology", "portfolio", "site_templates", "schemas", "tools"):
            # With its compiled modules: each example would compile the whole program anew.
            shutil.copytree(ROOT / name, root / name)
        for name in ("mkdocs.yml", "pyproject.toml", "tests/cli/test_json.py"):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, root / name)
        return self.files()

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in self.root.rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }

    def touched(self, before: dict[str, bytes]) -> set[str]:
        now = self.files()
        return {path for path in now.keys() | before.keys() if now.get(path) != before.get(path)}

    def apply(self, text: str) -> str:
        """Write the files of an example and run its commands; what they printed."""
        printed = ""
        for block in blocks(text):
            if block.form == "console":
                printed += self._console(block.body)
            elif block.form == "diff":
                self._insert(block)
            else:
                path = self.root / block.path
                path.parent.mkdir(parents=True, exist_ok=True)
                assert not path.exists(), f"{block.path} is there already"
                path.write_text(block.body, encoding="utf-8")
        return printed

    def _insert(self, block: Block) -> None:
        path, lines = self.root / block.path, block.body.splitlines(keepends=True)
        old = "".join(line[1:] for line in lines if not line.startswith("+"))
        new = "".join(line[1:] for line in lines if not line.startswith("-"))
        text = path.read_text(encoding="utf-8")
        assert old == "" or text.count(old) == 1, f"{block.path} does not have these lines once:\n{old}"
        path.write_text(text.replace(old, new) if old else text + new, encoding="utf-8")

    def _console(self, body: str) -> str:
        """Run commands; each prints the lines that stand below it."""
        printed = ""
        for call in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
            command, *expected = call.splitlines()
            output = self.run(*command.split())
            missing = [line for line in expected if line not in output]
            assert missing == [], output
            printed += output
        return printed

    def run(self, *command: str, status: tuple[int, ...] = (0, 1)) -> str:
        """What a command prints. `make words` is what the Makefile makes of it; findings are no failure."""
        words = ["tools/words.py"] if command == ("make", "words") else ["-m", *command]
        own = {
            "PYTHONPATH": str(self.root / "src"),
            "PMOKIT_CACHE": str(self.root.parent / "cache"),
        }
        done = subprocess.run(
            [sys.executable, *words],
            cwd=self.root,
            env={**os.environ, **own},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in status and "Traceback" not in done.stderr, done.stderr
        printed = done.stdout + done.stderr
        return " ".join(printed.split()) if "--help" in command else printed


class Built(NamedTuple):
    """An example that was built and tried: the copy, what it touched, and what trying it printed."""

    copy: Copy
    touched: set[str]
    printed: str


class Examples:
    """The worked examples, each built in a copy of its own by the first test of the run that asks for it."""

    def __init__(self, factory: pytest.TempPathFactory) -> None:
        self._factory = factory

    def __getitem__(self, heading: str) -> Built:
        folder = once_per_run(self._factory, f"example-{heading.replace(' ', '-')}", partial(_build, heading))
        note = json.loads((folder / "note.json").read_text(encoding="utf-8"))
        return Built(Copy(folder / "copy"), set(note["touched"]), note["printed"])


def _build(heading: str, folder: Path) -> None:
    copy = Copy(folder / "copy")
    before = copy.take()
    build, _, trial = sections()[heading].partition(TRY)
    copy.apply(build)
    touched = sorted(copy.touched(before))
    note = {"touched": touched, "printed": copy.apply(trial)}
    (folder / "note.json").write_text(json.dumps(note), encoding="utf-8")


@pytest.fixture
def built(tmp_path_factory: pytest.TempPathFactory) -> Examples:
    """The worked examples."""
    return Examples(tmp_path_factory)


def test_there_is_a_worked_example_of_each_thing_that_is_often_added() -> None:
    assert list(sections()) == ["A fact", "A page", "An importer", "A kind of record", "A command"]


@pytest.mark.parametrize("heading", sections())
def test_an_example_touches_the_files_that_it_names_and_no_more(built: Examples, heading: str) -> None:
    assert built[heading].touched == named(sections()[heading])


@pytest.mark.parametrize("heading", sections())
def test_an_example_keeps_the_style_of_the_project(built: Examples, heading: str) -> None:
    sources = sorted(path for path in built[heading].touched if re.match(r"src/.*\.py", path))
    for check in (("check", "--no-cache"), ("format", "--check", "--no-cache")):
        printed = built[heading].copy.run("ruff", *check, *sources)
        assert "All checks passed!" in printed or "already formatted" in printed, printed


def test_a_rule_names_the_fact_and_finds_what_the_fact_says(built: Examples) -> None:
    found = re.findall(r"of “(.*?)” is “(.*?)”", built["A fact"].printed)
    assert found == [
        ("Data centre consolidation", "Hostara interprets the exit clause differently"),
        ("SD-WAN for all plants", "Second circuit in Brno comes late"),
    ]


def test_the_page_is_on_the_site_and_in_its_navigation(built: Examples) -> None:
    site = built["A page"].copy.root / "site"
    page = (site / "systems/index.html").read_text(encoding="utf-8")
    assert "Backup vault" in page and "Samir Patel" in page
    tabs = re.findall(
        r'class="md-tabs__link">\s*(.*?)\s*</a>', (site / "index.html").read_text(encoding="utf-8")
    )
    assert tabs[tabs.index("Systems") - 1 : tabs.index("Systems") + 2] == ["People", "Systems", "Handbook"]


def test_the_importer_brings_a_project_in_and_reports_what_it_could_not_take(built: Examples) -> None:
    root = built["An importer"].copy.root / "imported"
    project = (root / "portfolio/projects/new-intranet/project.yaml").read_text(encoding="utf-8")
    assert "title: New intranet" in project and "start: 2027-02-01" in project
    assert "new-intranet,Mood,good" in (root / "import-losses.csv").read_text(encoding="utf-8-sig")


def test_the_importer_refuses_what_is_no_list_of_projects(built: Examples) -> None:
    copy = built["An importer"].copy
    (copy.root / "wrong.json").write_text('[{"Title": "No name"}]')
    call = ("pmokit", "import", "json", "wrong.json", "--map", "map.yaml", "--into", "other")
    assert "wrong.json: not a JSON list of objects with the key for the id ('Name')" in copy.run(
        *call, status=(2,)
    )


def test_the_kind_of_record_has_a_schema(built: Examples) -> None:
    schema = json.loads((built["A kind of record"].copy.root / "schemas/lesson.json").read_text())
    assert schema["properties"].keys() == {"title", "owner"}
    Draft202012Validator(schema).validate({"title": "Rehearse", "owner": "ben"})


def test_the_command_answers_with_a_document_of_its_schema(built: Examples) -> None:
    copy = built["A command"].copy
    document = json.loads(copy.run("pmokit", "risks", "--format", "json", status=(0,)))
    Draft202012Validator(json.loads((copy.root / "schemas/output/risks.json").read_text())).validate(document)
    scores = [row["score"] for row in document["risks"]]
    assert len(scores) > 5 and scores == sorted(scores, reverse=True)
    assert "risks" in copy.run("pmokit", "--help")
