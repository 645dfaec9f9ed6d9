"""Nothing is lost or misread in silence: headings, targets, ids, and what the check would refuse."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from jsonschema import Draft202012Validator

from tests.conftest import ROOT

HEAD = "title: Small\nid_from: [Name]\nconstants: {project: {state: active, workstream: general, summary: Unknown.}}\n"
NAME = "  - {name: Name, to: project.title, form: line}\n"
Bring = Callable[..., tuple[Path, Result]]


@pytest.fixture
def bring(tmp_path: Path, run: Callable[..., Result]) -> Bring:
    """Import a table by some columns beside the title."""

    def bring(table: str, columns: str, *options: str, head: str = HEAD) -> tuple[Path, Result]:
        (tmp_path / "t.csv").write_bytes(table.encode())
        (tmp_path / "m.yaml").write_text(f"{head}columns:\n{NAME}{columns}", encoding="utf-8")
        into = tmp_path / "into"
        call = ("import", "table", tmp_path / "t.csv", "--map", tmp_path / "m.yaml", "--into", into)
        return into, run(*call, *options)

    return bring


def document(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    schema = json.loads((ROOT / "schemas/output/import.json").read_text())
    Draft202012Validator(schema).validate(found)
    return found


def reasons(result: Result) -> list[tuple[str, str]]:
    return [(loss["value"], loss["reason"]) for loss in document(result)["losses"]]


def test_of_two_columns_of_one_name_the_second_is_a_loss_that_names_the_first(bring: Bring) -> None:
    columns = "  - {name: Rating, to: project.extra.rating, form: line}\n"
    into, result = bring("Name,Rating,Rating\nOne,Green,Red\nTwo,Red,Red\n", columns, "--format", "json")
    assert reasons(result) == [
        (
            "Red",
            "`project.extra.rating` already has the value “Green” from column “Rating (column 2)” in row 1",
        )
    ]
    assert "rating: Green" in (into / "portfolio/projects/one/project.yaml").read_text()


def test_columns_of_one_name_are_told_apart_by_their_positions(bring: Bring) -> None:
    columns = "  - {position: 2, to: project.extra.then, form: line}\n  - {position: 3, to: project.extra.now, form: line}\n"
    into, result = bring("Name,Rating,Rating\nOne,Green,Red\n", columns, "--format", "json")
    assert reasons(result) == []
    text = (into / "portfolio/projects/one/project.yaml").read_text()
    assert "then: Green" in text and "now: Red" in text


def test_rows_that_share_an_id_are_told_and_each_becomes_a_project(bring: Bring) -> None:
    into, result = bring("Name\nOne\nTwo\nONE\none!\n", "")
    assert "3 rows share the id `one`: they became one, one-2, one-3\n" in result.stdout
    assert sorted(p.name for p in (into / "portfolio/projects").iterdir() if p.is_dir()) == ["one", "one-2", "one-3", "two"]  # fmt: skip


def test_two_files_that_name_another_approver_of_one_gate_lose_the_second(
    tmp_path: Path, run: Callable[..., Result]
) -> None:
    (tmp_path / "source").mkdir()
    for name, who in (("a", "Ada"), ("b", "Bo")):
        (tmp_path / f"source/{name}.yaml").write_text(f"key: One\napprover: {who}\nnote: ''\nblank: ' '\n")
    (tmp_path / "m.yaml").write_text(
        "title: Small\ngroups:\n  - files: '*.yaml'\n    id_from: [key]\n    constants:\n"
        "      project: {state: active, workstream: general, summary: S}\n"
        "      gates/ready-for-planning: {decision: approved, decided_on: 2026-01-01}\n    columns:\n"
        "      - {name: key, to: project.title}\n      - {name: approver, to: gates/ready-for-planning.decided_by, collect: people}\n"
    )
    call = (
        "import",
        "records",
        tmp_path / "source",
        "--map",
        tmp_path / "m.yaml",
        "--into",
        tmp_path / "into",
    )
    said = document(run(*call, "--format", "json"))
    assert [(loss["column"], loss["reason"]) for loss in said["losses"]] == [
        (
            "b.yaml: approver",
            "`gates/ready-for-planning.decided_by` already has the value “Ada” from column “a.yaml: approver” in row 1",
        )
    ]
    assert (said["cells"], said["taken"], said["lost"]) == (4, 3, 1)


def test_names_in_any_script_get_readable_and_distinct_ids(bring: Bring) -> None:
    table = "Name,Manager\nGroß,佐藤 花\nΑθήνα,山田 実\nИндекс,Łukasz Żak\nIndex,Lukasz Zak\nAux,@kim\n☃,Kim\n—,ø\n"
    into, result = bring(
        table, "  - {name: Manager, to: project.manager, collect: people}\n", "--format", "json"
    )
    assert document(result)["lost"] == 0
    projects = {p.name for p in (into / "portfolio/projects").iterdir() if p.is_dir()}
    assert projects == {"gross", "athina", "indeks", "index-2", "aux-2", "snowman2", "project-7"}
    people = (into / "portfolio/people.yaml").read_text()
    assert people.count("- id: ") - people.count("#   - id: ") == 6
    for entry in (
        "id: lukasz-zak\n    name: Łukasz Żak",
        "id: lukasz-zak-2\n    name: Lukasz Zak",
        "id: kim\n    name: kim",
    ):
        assert entry in people


def test_all_faults_of_a_mapping_are_said_at_once_at_their_places(bring: Bring) -> None:
    columns = (
        "  - {name: Nmae, to: project.titel}\n"
        "  - {name: Name, to: raid.risks.owner}\n"
        "  - {name: Name, position: 1, to: project.extra}\n"
        "  - {position: 9, to: finance.budget.amount, form: money, decimal: '.', thousands: '.'}\n"
    )
    head = "title: Small\nid_from: [Nam]\nsource: {language: klingon}\nconstants: {project: {stat: active}}\n"
    into, result = bring("Name\nOne\n", columns, head=head)
    assert result.exit_code == 2 and not into.exists()
    said = [line.split("m.yaml:")[1] for line in result.stderr.splitlines()]
    assert said == [
        "2:11: the table has no column `Nam`. Did you mean `Name`?",
        "3:20: `klingon` is not the code of a language, such as `de`.",
        "4:29: `stat` is not a field of project.yaml. Did you mean `start` or `state`?",
        "7:12: the table has no column `Nmae`. Did you mean `Name`?",
        "7:22: `titel` is not a field of project.yaml. Did you mean `title` or `tier`?",
        "8:22: `raid.risks` is a list, which one cell cannot fill.",
        "9:5: a column has either `name` or `position`.",
        "9:35: `project.extra` has fields of its own; name one of them. Write `project.extra.` and a name of your own, such as `project.extra.category`.",
        "10:5: `decimal` and `thousands` are the same sign.",
        "10:16: the table has 1 column, and no column 9.",
        "10:23: `amount` is not a field of finance.yaml.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"Name;Cost\nOne;5\n", "write `separator: ';'` under `source`"),
        (b"Name\tCost\nOne\t5\n", 'write `separator: "\\t"` under `source`'),
        ("Name,Cost\nZürich,5\n".encode("cp1252"), "write `encoding: cp1252` under `source`"),
        ("Name,Cost\nZürich,5\n".encode("utf-16"), "write `encoding: utf-16` under `source`"),
    ],
)
def test_the_separator_and_the_encoding_that_a_file_seems_to_have_are_proposed(
    tmp_path: Path, run: Callable[..., Result], raw: bytes, said: str
) -> None:
    (tmp_path / "t.csv").write_bytes(raw)
    (tmp_path / "m.yaml").write_text(
        f"{HEAD}columns:\n{NAME}  - {{name: Cost, to: finance.budget, form: money}}\n"
    )
    result = run(
        "import", "table", tmp_path / "t.csv", "--map", tmp_path / "m.yaml", "--into", tmp_path / "into"
    )
    assert result.exit_code == 2 and said in result.stderr, result.stderr


def test_a_day_in_a_mapping_would_pin_the_portfolio_for_ever_and_is_no_key(bring: Bring) -> None:
    _, result = bring("Name\nOne\n", "", head=f"{HEAD}today: 2026-01-01\n")
    assert result.exit_code == 2 and "`today` is not a key" in result.stderr


def test_what_the_check_would_refuse_is_a_loss_and_never_written(
    bring: Bring, run: Callable[..., Result]
) -> None:
    columns = (
        "  - {name: State, to: project.state, form: line}\n  - {name: Manager, to: project.manager, form: id}\n"
        "  - {name: Start, to: project.start, form: date}\n  - {name: Budget, to: finance.budget}\n"
    )
    table = (
        "Name,State,Manager,Start,Budget\n"
        "One,actve,ada,2026-01-01,5 EUR\nTwo,active,,1066-10-14,five euros\n,active,,2026-01-01,7 EUR\n"
    )
    into, result = bring(table, columns, "--format", "json")
    assert [(value, reason.removeprefix("the check would refuse it: ")) for value, reason in reasons(result)] == [
        ("actve", "`actve` is not one of proposed, active, on_hold, cancelled, merged, closed"),
        ("ada", "there is no person `ada`"),
        ("1066-10-14", "expected a date between the years 1970 and 2200; found `1066-10-14`"),
        ("five euros", "expected an amount and a currency, such as `125000.00 EUR`; found `five euros`"),
        *((value, "the project is left out, because the check would refuse it: the key `title` is missing or empty")
          for value in ("active", "2026-01-01", "7 EUR")),
    ]  # fmt: skip
    said = document(result)
    assert (said["projects"], said["cells"], said["taken"], said["lost"]) == (2, 12, 5, 7)
    assert "state: active" in (into / "portfolio/projects/one/project.yaml").read_text(), (
        "as the mapping says of all"
    )
    checked = json.loads(run("check", "--root", into, "--format", "json").stdout)
    assert [f for f in checked["findings"] if not f["clause"]] == []


def test_a_value_of_the_mapping_that_the_check_refuses_stops_the_import(bring: Bring) -> None:
    head = HEAD.replace("state: active", "state: actve")
    into, result = bring("Name\nOne\n", "", head=head)
    assert result.exit_code == 2 and not into.exists()
    assert "the mapping gives `project.state` the value `actve`, which the check refuses: " in result.stderr


def test_amounts_of_an_existing_portfolio_are_in_its_currency_unless_the_mapping_says_otherwise(
    bring: Bring,
) -> None:
    columns = "  - {name: Cost, to: finance.budget, form: money}\n"
    into, _ = bring("Name\nOne\n", "")
    portfolio = into / "portfolio/portfolio.yaml"
    portfolio.write_text(
        portfolio.read_text() + "currency: CHF\n"
        if "currency" not in portfolio.read_text()
        else portfolio.read_text().replace("EUR", "CHF")
    )
    bring("Name,Cost\nOne,500\n", columns)
    assert "budget: 500.00 CHF" in (into / "portfolio/projects/one/finance.yaml").read_text()
    assert "currency: CHF" in portfolio.read_text()


def test_new_files_begin_with_the_line_for_the_editor(bring: Bring) -> None:
    into, _ = bring("Name,Cost\nOne,5\n", "  - {name: Cost, to: finance.budget, form: money}\n")
    for name in ("project", "finance"):
        path = into / f"portfolio/projects/one/{name}.yaml"
        first = path.read_text().splitlines()[0]
        schema = first.removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / schema).resolve() == (into / f"schemas/{name}.json").resolve()


def test_a_dry_run_answers_in_json_and_writes_nothing(bring: Bring) -> None:
    into, result = bring("Name\nOne\n", "", "--dry-run", "--format", "json")
    assert document(result)["written"] is False and not into.exists()


def test_what_the_portfolio_has_otherwise_is_in_the_document(bring: Bring) -> None:
    into, first = bring("Name\nOne\n", "", "--format", "json")
    assert document(first)["written"] is True
    path = into / "portfolio/projects/one/project.yaml"
    path.write_text(path.read_text().replace("state: active", "state: on_hold"))
    _, again = bring("Name\nOne\n", "", "--format", "json")
    said = document(again)
    assert said["written"] is False and said["differences"] == [
        {"path": "portfolio/projects/one/project.yaml", "field": "one.state", "portfolio": "on_hold", "source": "active"}
    ]  # fmt: skip
