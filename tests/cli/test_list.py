"""`pmokit list`: a question about the records of a kind is answered without a page."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.conftest import ROOT

Run = Callable[..., Result]


def listed(run: Run, *arguments: str, root: Path = ROOT) -> dict[str, Any]:
    answer = run("list", *arguments, "--root", str(root), "--format", "json")
    assert answer.exit_code == 0, answer.stderr
    return dict(json.loads(answer.stdout))


def test_the_records_for_which_a_condition_holds_are_listed_with_the_columns_asked_for(run: Run) -> None:
    found = listed(
        run,
        "risk",
        "--where",
        "risk.state == 'open' and risk.score >= 16",
        "--columns",
        "project.title,score",
    )
    assert found["columns"] == ["project.title", "score"]
    assert found["rows"] == [
        {
            "record": "dc-consolidation/risk/exit-clause",
            "values": {"project.title": "Data centre consolidation", "score": 20},
        },
        {
            "record": "sd-wan/risk/brno-circuit",
            "values": {"project.title": "SD-WAN for all plants", "score": 16},
        },
    ]
    assert found["of"] == len(listed(run, "risk")["rows"]) > 2


def test_a_condition_holds_on_its_limit_and_not_below(run: Run) -> None:
    at, above = (listed(run, "risk", "--where", f"risk.score {sign} 20")["rows"] for sign in (">=", ">"))
    assert [row["record"] for row in at] == ["dc-consolidation/risk/exit-clause"]
    assert above == []


def test_what_all_projects_share_is_listed_too(run: Run) -> None:
    assert [row["record"] for row in listed(run, "forum")["rows"]][:2] == [
        "forum/excellence-board",
        "forum/infrastructure-board",
    ]


def test_a_list_as_text_is_a_table_with_its_count(run: Run) -> None:
    lines = run("list", "risk", "--root", str(ROOT), "--where", "risk.score >= 16").stdout.splitlines()
    assert lines[0].split() == ["record", "title", "state", "score", "owner"]
    assert lines[1].startswith("dc-consolidation/risk/exit-clause  Hostara interprets")
    assert lines[1].index("open") == lines[0].index("state") == lines[2].index("open")
    assert lines[-1].startswith("2 of ") and lines[-1].endswith(" records of the kind “risk”")


def test_a_list_as_csv_holds_whole_values_and_no_formula(run: Run, small_copy: Path) -> None:
    path = small_copy / "portfolio/projects/example/project.yaml"
    title = "=1+1 " + "a long title " * 7
    lines = [
        f'title: "{title.strip()}"' if line.startswith("title:") else line
        for line in path.read_text().splitlines()
    ]
    path.write_text("\n".join(lines) + "\n")
    answer = run("list", "project", "--root", str(small_copy), "--columns", "title,sites", "--format", "csv")
    rows = list(csv.reader(io.StringIO(answer.stdout_bytes.decode("utf-8-sig"))))
    assert rows[0] == ["record", "title", "sites"]
    assert rows[1][:2] == ["example", "'" + title.strip()]


def test_an_expression_with_commas_is_one_column(run: Run) -> None:
    wanted = "count(r for r in project.raid.risks if r.state in ['open', 'closed']),tier"
    found = listed(run, "project", "--where", "project.id == 'sd-wan'", "--columns", wanted)
    assert list(found["rows"][0]["values"].values()) == [2, "major"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["risc"], "there is no kind of record `risc`. Did you mean `risk`?"),
        (
            ["risk", "--where", "risk.scor >= 16"],
            "--where `risk.scor >= 16`: `scor` is not a field of risk. Did you mean `score`?",
        ),
        (
            ["risk", "--where", "score > 3"],
            "--where `score > 3`: `score` is not known here. Write `risk.score`.",
        ),
        (
            ["risk", "--where", "risk.score"],
            "--where `risk.score`: the expression gives a number, not true or false.",
        ),
        (
            ["project", "--columns", "raid.risks"],
            "--columns `raid.risks`: the expression gives a list of risk, which a column cannot show.",
        ),
        (["risk", "--columns", "title,,owner"], "--columns has an empty column."),
    ],
)
def test_a_question_that_cannot_be_answered_says_what_to_write(
    run: Run, arguments: list[str], message: str
) -> None:
    answer = run("list", *arguments, "--root", str(ROOT))
    assert answer.exit_code == 2
    assert message in answer.stderr


def test_the_name_of_a_kind_may_be_written_as_people_write_it(run: Run) -> None:
    assert listed(run, "Risks")["kind"] == "risk"
    assert listed(run, "meeting-action")["kind"] == "meeting_action"


def test_nobody_is_listed_by_a_condition_that_nobody_can_answer(run: Run, small_copy: Path) -> None:
    path = small_copy / "portfolio/projects/example/raid.yaml"
    path.write_text(path.read_text().replace("owner: ", "owner: nobody-", 1))
    where = "risk.owner is None or risk.owner.name != 'Ada'"
    before = listed(run, "risk", root=small_copy)
    found = listed(run, "risk", "--where", where, root=small_copy)
    assert found["left_out"] == 1
    assert len(found["rows"]) == before["of"] - 1
    answer = run("list", "risk", "--where", where, "--root", str(small_copy))
    assert "1 record is left out: whether the condition holds is not known" in answer.stderr


def test_the_public_is_told_nothing_of_a_confidential_project(run: Run, small_copy: Path) -> None:
    path = small_copy / "portfolio/projects/example/project.yaml"
    path.write_text(path.read_text() + "classification: confidential\n")
    found = listed(run, "risk", "--audience", "public", root=small_copy)
    assert (found["rows"], found["of"]) == ([], 0)
    assert listed(run, "risk", root=small_copy)["of"] > 0
