"""An expression that looks at too much is stopped, with a finding that names it and the record; all else goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import Result

from pmokit.load import budget
from pmokit.model.finding import Finding
from pmokit.rules.language.functions import LONGEST
from tests.conftest import changed, check_files, sound, write_files

RULE = "methodology/rules/raid/pairs.yaml"
E = "portfolio/projects/example"
PAIRS = "all(one.id == two.id or one.title != two.title for one in project.raid.risks for two in project.raid.risks)"


def rule(require: str, message: str = "x", applies_to: str = "project") -> str:
    return (
        f"title: Pairs\nclause: RSK-1\nseverity: warning\napplies_to: {applies_to}\nrequire: {require}\n"
        f'message: "{message}"\nwhy: To see.\nremedy: Nothing.\nexamples: {{bad: [], good: []}}\n'
    )


def with_risks(files: Mapping[str, bytes], number: int, more: Mapping[str, str]) -> dict[str, bytes]:
    risks = "".join(
        f"  - {{id: r{n}, title: Risk {n}, cause: c, effect: e, likelihood: 2, impact: 2, owner: ana, state: open}}\n"
        for n in range(number)
    )
    return {
        **sound(files),
        f"{E}/raid.yaml": b"risks:\n" + risks.encode(),
        **{k: v.encode() for k, v in more.items()},
    }


def stopped(files: Mapping[str, bytes]) -> list[Finding]:
    return [found for found in check_files(files).findings if found.rule == "rule-exhausted"]


TWO_LOOPS = "count(one for one in project.raid.risks if any(two.title == one.title for two in project.raid.risks)) >= 0"


@pytest.mark.parametrize(("number", "reached"), [(999, False), (1000, True)])
def test_two_loops_over_a_long_list_are_stopped_at_the_number_of_steps(
    shipped_files: Mapping[str, bytes], number: int, reached: bool
) -> None:
    # The outer loop looks at each entry once, the inner one at each of them again.
    assert (number + number * number > budget.STEPS) is reached
    found = stopped(with_risks(shipped_files, number, {RULE: rule(TWO_LOOPS)}))
    assert [(entry.of_rule, entry.record, entry.path) for entry in found] == [
        ("pairs", "example", f"{E}/project.yaml")
    ][: int(reached)]
    if reached:
        assert "1,000,000 steps" in found[0].message and RULE in found[0].help


def test_all_records_of_a_project_share_the_steps_and_one_finding_tells(
    shipped_files: Mapping[str, bytes],
) -> None:
    text = rule("any(other.title == risk.title for other in project.raid.risks)", applies_to="risk")
    # Each risk looks at all of them: the thousand and first would be one too many.
    found = stopped(with_risks(shipped_files, 1001, {RULE: text}))
    assert [(entry.of_rule, entry.record) for entry in found] == [("pairs", "example/risk/r999")]


@pytest.mark.parametrize(
    ("number", "condition"),
    [(4_990, 'contains(project.summary, "zz")'), (1_000, "one.id in project.formerly")],
)
def test_searching_long_texts_and_lists_is_counted_too(
    shipped_files: Mapping[str, bytes], number: int, condition: str
) -> None:
    path = f"{E}/project.yaml"
    text = sound(shipped_files)[path].decode()
    old = next(line for line in text.splitlines() if line.startswith("summary: "))
    names = ", ".join(f"x{n}" for n in range(1_000))
    long = text.replace(old, f"summary: {'word ' * 3_999}\nformerly: [{names}]")
    require = f"count(one for one in project.raid.risks if {condition}) >= 0"
    assert len(stopped(with_risks(shipped_files, number, {RULE: rule(require), path: long}))) == 1


def test_an_expression_of_a_threshold_is_stopped_and_its_colour_is_not_known(
    shipped_files: Mapping[str, bytes],
) -> None:
    path = "methodology/reporting.yaml"
    value = TWO_LOOPS.removesuffix(" >= 0")
    made = changed(
        with_risks(shipped_files, 1_000, {}), (path, "value: project.worst_slip_days", f"value: {value}")
    )
    found = stopped(made)
    assert [(entry.record, entry.path) for entry in found] == [("example", f"{E}/project.yaml")]
    assert "`thresholds.0.value` of methodology/reporting.yaml" in found[0].message


def test_a_message_that_repeats_a_long_text_is_cut(shipped_files: Mapping[str, bytes]) -> None:
    text = rule("project.title == project.id", "{project.summary} " * 400)
    files = {**sound(shipped_files), RULE: text.encode()}
    some = [found for found in check_files(files).findings if found.rule == "pairs"]
    assert some and all(len(found.message) <= LONGEST + 1 for found in some)
    assert any(found.message.endswith("…") for found in some)


def test_an_id_too_long_for_a_page_is_a_finding_and_the_site_is_built(
    small_copy: Path, run: Callable[..., Result]
) -> None:
    long = "x" * 101
    write_files(small_copy, {
        f"portfolio/projects/{long}/project.yaml": b"title: T\n",
        f"{E}/gates/{long}.yaml": b"decision: approved\n",
        f"{E}/raid.yaml": f"risks:\n  - {{id: {long}, title: T}}\n".encode(),
    })  # fmt: skip
    said = run("check", "--root", small_copy)
    assert said.output.count("at most 100") >= 2 and f"perhaps to `{long[:100]}`" in said.output, said.output


def test_folders_inside_one_another_without_end_are_a_finding_and_hide_nothing(
    small_copy: Path, run: Callable[..., Result]
) -> None:
    deep = small_copy / "portfolio/zz"
    for _ in range(40):
        deep = deep / "d"
    deep.mkdir(parents=True)
    (deep / "x.yaml").write_text("a: 1\n")
    said = run("check", "--root", small_copy, "--format", "json")
    assert '"too-deep"' in said.output and '"rule": "unknown-file"' not in said.output
