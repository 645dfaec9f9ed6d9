"""Commands that read answer in JSON too: one document each, by a schema that other programs may rely on."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import Result
from jsonschema import Draft202012Validator

from pmokit.cli.main import COMMANDS
from pmokit.exchange.json_document import DOCUMENTS, all_schemas
from pmokit.model import address
from tests.conftest import ROOT

WRITERS = {
    "build": "writes a site",
    "serve": "serves a site",
    "calendar": "writes iCalendar files",
    "feeds": "writes Atom feeds",
    "digest": "writes mails",
    "fix": "edits files",
    "examine": "writes a record",
    "new": "writes starters",
    "init": "writes a repository",
    "demo": "writes a repository",
    "migrate": "edits files",
    "rename": "edits files",
    "steering carry": "edits files",
    "codeowners": "writes CODEOWNERS",
    "schema": "writes schemas",
    "period close": "writes a record",
    "steering pack": "writes packs",
    "steering minutes": "writes a record",
    "steering move": "edits a record",
    "methodology update": "writes a copy",
}
"""Commands that answer with files, each with the reason why they have no --format."""
CALLS: dict[str, list[list[str]]] = {
    "check": [["check"]],
    "status": [["status"], ["status", "sd-wan"]],
    "adherence": [["adherence"], ["adherence", "sd-wan"]],
    "gate": [["gate", "sd-wan"], ["gate", "sd-wan", "ready-for-service"]],
    "tier": [["tier", "sd-wan"]],
    "path": [["path", "sd-wan"], ["path", "light"]],
    "assurance": [["assurance"], ["assurance", "endpoint-refresh"]],
    "evidence": [["evidence", "--since", "2026-01-01"]],
    "list": [
        ["list", "project"],
        ["list", "risk", "--where", "risk.score >= 9", "--columns", "project.title,cost"],
    ],
    "explain": [["explain"], ["explain", "report-overdue"], ["explain", "unknown-key"]],
    "period": [["period", "show"]],
    "steering": [["steering", "agenda", "infrastructure-board", "--date", "2026-12-02"]],
    "methodology": [["methodology", "show", "--effective"], ["methodology", "diff"]],
    "test": [["test", "--rule", "report-overdue"]],
}


def commands() -> Iterator[tuple[str, click.Command]]:
    for name in COMMANDS:
        found: click.Command = import_module(f"pmokit.cli.{name}_command").command
        if isinstance(found, click.Group):
            yield from ((f"{name} {part}", command) for part, command in found.commands.items())
        else:
            yield name, found


def test_every_command_that_reads_has_the_option_and_every_writer_is_named() -> None:
    silent = set()
    for name, command in commands():
        options = {option for parameter in command.params for option in parameter.opts}
        if "--format" not in options and name.split()[0] not in WRITERS and name not in WRITERS:
            silent.add(name)
    assert silent == set()


def test_every_document_has_a_call_here_or_a_test_with_a_history() -> None:
    assert DOCUMENTS.keys() - CALLS.keys() == {"trend", "changes", "import"}


@pytest.mark.parametrize("call", [call for some in CALLS.values() for call in some], ids=" ".join)
def test_a_document_is_what_its_schema_says(run: Callable[..., Result], call: list[str]) -> None:
    result = run(*call, "--root", ROOT, "--format", "json")
    assert result.exit_code in (0, 1), result.output
    document = json.loads(result.stdout)
    Draft202012Validator(all_schemas()[f"{call[0]}.json"]).validate(document)
    assert document["version"] == 1
    assert document["today"]
    assert result.stdout.endswith("}\n")


def test_documents_of_an_empty_department_are_whole_too(run: Callable[..., Result], tmp_path: Path) -> None:
    run("init", tmp_path / "acme")
    for call in (["status"], ["check"], ["adherence"], ["path", "light"], ["methodology", "show"]):
        result = (
            run(*call, "--root", tmp_path / "acme", "--today", "2026-11-23", "--format", "json")
            if call[0] not in ("methodology",)
            else run(*call, "--root", tmp_path / "acme", "--format", "json")
        )
        assert result.exit_code == 0, result.output
        Draft202012Validator(all_schemas()[f"{call[0]}.json"]).validate(json.loads(result.stdout))


def test_the_committed_schemas_are_those_of_the_program() -> None:
    """After a change: `pmokit schema`."""
    folder = ROOT / "schemas/output"
    assert {path.name: json.loads(path.read_text()) for path in folder.iterdir()} == all_schemas()


def test_status_says_what_is_calculated_and_what_is_claimed_with_the_reasons(
    run: Callable[..., Result],
) -> None:
    (row,) = json.loads(run("status", "endpoint-refresh", "--root", ROOT, "--format", "json").stdout)[
        "projects"
    ]
    assert (row["id"], row["readable"]) == ("endpoint-refresh", True)
    assert (row["overall"]["facts"], row["overall"]["claimed"]) == ("red", "green")
    worst = row["dimensions"]["schedule"]["reasons"][0]
    assert worst["colour"] == "red"
    assert worst["values"]["unit"] == "calendar days"
    assert worst["code"] and worst["text"]


def test_a_project_that_cannot_be_read_is_listed_as_unreadable(
    run: Callable[..., Result], shipped_copy: Path
) -> None:
    (shipped_copy / "portfolio/projects/sd-wan/project.yaml").write_text("title: [\n")
    shutil.rmtree(shipped_copy / "site_templates")
    rows = json.loads(run("status", "--root", shipped_copy, "--format", "json").stdout)["projects"]
    (row,) = [row for row in rows if row["id"] == "sd-wan"]
    assert not row["readable"]
    assert row["overall"]["facts"] == "unknown"
    assert len(rows) == 17


def test_records_are_named_by_addresses_that_parse(run: Callable[..., Result]) -> None:
    found = json.loads(run("evidence", "--since", "2026-01-01", "--root", ROOT, "--format", "json").stdout)
    names = [row["record"] for row in found["approvals"]]
    assert names
    assert {address.parse(name).kind for name in names} == {"approval"}
    assert {row["standing"] for row in found["approvals"]} <= {"verified", "reviewed", "attested", "nobody"}


def test_wrong_use_leaves_standard_output_empty(run: Callable[..., Result]) -> None:
    result = run("status", "sd-wam", "--root", ROOT, "--format", "json")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "sd-wan" in result.stderr
