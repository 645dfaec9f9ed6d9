"""Methods that extend each other: three layers, what each adds, tightens, relaxes, and may not."""

from __future__ import annotations

import html
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pmokit.cli.main import pmokit
from pmokit.load import repository
from pmokit.text.files import read_tree
from tests.conftest import CLOCK, ROOT, once_per_run, rendered_page

ORGANISATION = """name: Organisation method
version: "3.0"
owner: pmo-lead
purpose: The method of the whole company.
"""
IT = """name: IT method
version: "2.0"
owner: pmo-lead
purpose: The method of IT.
extends: {folder: ../organisation}
"""
DEPARTMENT = """name: Infrastructure method
version: "1.0"
owner: pmo-lead
purpose: The method of infrastructure.
extends: {folder: ../it}
"""
RULE = "methodology/rules/raid/risk-unowned.yaml"


def write(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def update(root: Path) -> None:
    """Take over the method that a repository extends."""
    result = CliRunner().invoke(pmokit, ["methodology", "update", "--root", str(root)])
    assert result.exit_code == 0, result.output


def make_company(folder: Path) -> None:
    """An organisation, its IT, and a department of it, each in a repository of its own."""
    organisation, it, department = (folder / name for name in ("organisation", "it", "department"))
    shutil.copytree(ROOT / "methodology", organisation / "methodology")
    forums = ROOT / "methodology/starters/department/forums.yaml"
    shutil.copyfile(forums, organisation / "methodology/forums.yaml")
    (organisation / "portfolio").mkdir()
    write(organisation, {"methodology/methodology.yaml": ORGANISATION})
    unowned = organisation / RULE
    unowned.write_text("locked: true\n" + unowned.read_text())
    write(it, {
        "methodology/methodology.yaml": IT,
        "methodology/reporting.yaml": "due_after_days: 3\nthresholds:\n  - {id: schedule, red_from: 20}\n",
        "methodology/glossary.yaml": "terms:\n  - {id: plant, term: Plant, meaning: A place where we make things.}\n",
        "portfolio/README.md": "",
    })  # fmt: skip
    update(it)
    write(department, {
        "methodology/methodology.yaml": DEPARTMENT,
        "methodology/lifecycle.yaml": "gates:\n  - id: ready-for-executing\n    valid_days: 180\n",
        "methodology/tiers.yaml": "tiers:\n  - id: light\n    report_every_periods: 4\n    reason: Our light projects last a month.\n",
        "methodology/artefacts.yaml": "artefacts:\n  - {id: business-case, dropped: true, reason: Plants keep theirs in the ERP system.}\n"
        "  - {id: site-survey, title: Site survey, purpose: What is there., phase: planning, owner: technical-lead}\n",
        "methodology/standards/registration.md": "---\ntitle: Registration standard\nversion: '1.1'\nowner: pmo-lead\npurpose: Known projects.\n---\n\n"
        "## REG-4 The charter draws the line of the scope (shall)\n\nWe have been burnt.\n",
        "portfolio/portfolio.yaml": "title: Department\ntoday: 2026-06-01\nworkstreams: [{id: general, title: General}]\n",
    })  # fmt: skip
    update(department)


@pytest.fixture
def department(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The department, beside the repositories whose methods it extends."""
    company = once_per_run(tmp_path_factory, "company", make_company)
    return shutil.copytree(company, tmp_path / "company") / "department"


def findings(run: Callable[..., Result], root: Path) -> list[str]:
    lines = run("check", "--root", root).stdout.splitlines()
    return [line for line in lines if line.startswith(("error", "warning", "note", "  -->"))]


def test_three_layers_make_one_method_without_copying_any(
    department: Path, run: Callable[..., Result]
) -> None:
    lifecycle_dropped = "business-case"
    found = run("check", "--root", department)
    # The gate of the wider method still asks for the document that this department has dropped.
    errors = [line for line in findings(run, department) if line.startswith("error")]
    assert [line for line in errors if "not-judged" not in line] == [
        f"error[unknown-reference] there is no artefact `{lifecycle_dropped}` "
        "(in methodology/parent/parent/lifecycle.yaml, of the methodology that this one extends)"
    ], found.output


def test_what_refers_to_a_dropped_entry_is_found_where_it_is_dropped(
    department: Path, run: Callable[..., Result]
) -> None:
    _, place, waiting, same = findings(run, department)
    assert waiting.startswith("error[not-judged] ") and same.startswith("  --> methodology/artefacts.yaml:")
    path, line, _column = place.removeprefix("  --> ").rsplit(":", 2)
    assert path == "methodology/artefacts.yaml"
    assert "business-case" in (department / path).read_text().splitlines()[int(line) - 1]


@pytest.fixture
def sound_department(department: Path) -> Path:
    """The same with the gate's criteria written anew, so that nothing refers to what was dropped."""
    (department / "methodology/lifecycle.yaml").write_text(
        "gates:\n"
        "  - id: ready-for-planning\n"
        "    reason: Plants keep their business cases in the ERP system.\n"
        "    criteria:\n"
        "      - {what: The charter is approved, artefact: charter}\n"
        "  - id: ready-for-executing\n"
        "    valid_days: 180\n"
    )
    return department


def test_the_effective_method_names_for_each_entry_the_layer_it_comes_from(
    sound_department: Path, run: Callable[..., Result]
) -> None:
    assert findings(run, sound_department) == []
    shown = run("methodology", "show", "--effective", "--origin", "--root", sound_department).stdout
    lines = shown.splitlines()
    assert lines[:3] == [
        "Infrastructure method 1.0 (methodology/)",
        "IT method 2.0 (methodology/parent/)",
        "Organisation method 3.0 (methodology/parent/parent/)",
    ]

    def origin(kind: str, entry: str) -> str:
        at = next(n for n, line in enumerate(lines) if line.split()[:2] == [kind, entry])
        return lines[at + 1].strip()

    gates = "Infrastructure method, overrides Organisation method: methodology/lifecycle.yaml"
    assert origin("gate", "ready-for-executing") == gates
    assert (
        origin("gate", "ready-for-closing") == "Organisation method: methodology/parent/parent/lifecycle.yaml"
    )
    assert (
        origin("threshold", "schedule")
        == "IT method, overrides Organisation method: methodology/parent/reporting.yaml"
    )
    assert origin("term", "plant") == "IT method: methodology/parent/glossary.yaml"
    assert origin("artefact", "site-survey") == "Infrastructure method: methodology/artefacts.yaml"
    assert origin("rule", "risk-unowned").startswith("Organisation method: methodology/parent/parent/rules/")
    assert " (locked)" in next(line for line in lines if line.split()[:2] == ["rule", "risk-unowned"])
    assert "artefact   business-case" not in shown
    own = run("methodology", "show", "--root", sound_department).stdout
    assert own.endswith("\n6 entries\n"), own


def test_the_difference_says_what_is_added_tightened_relaxed_and_dropped_and_why(
    sound_department: Path, run: Callable[..., Result]
) -> None:
    out = run("methodology", "diff", "--root", sound_department).stdout
    assert out == (
        "Added:\n"
        "  artefact site-survey (Infrastructure method, methodology/artefacts.yaml)\n"
        "Tightened:\n"
        "  clause REG-4 (Infrastructure method, methodology/standards/registration.md)\n"
        "    force: should → shall\n"
        "  gate ready-for-executing (Infrastructure method, methodology/lifecycle.yaml)\n"
        "    valid_days: 365 → 180\n"
        "Relaxed:\n"
        "  gate ready-for-planning (Infrastructure method, methodology/lifecycle.yaml)\n"
        "    criteria: The charter is approved, The business case shows that the project is better than no action, "
        "Sponsor and manager have accepted their roles → The charter is approved\n"
        "    reason: Plants keep their business cases in the ERP system.\n"
        "  tier light (Infrastructure method, methodology/tiers.yaml)\n"
        "    report_every_periods: 2 → 4\n"
        "    reason: Our light projects last a month.\n"
        "Dropped:\n"
        "  artefact business-case (Infrastructure method, methodology/artefacts.yaml)\n"
        "    reason: Plants keep theirs in the ERP system.\n"
        "Added: 1, Tightened: 2, Relaxed: 2, Dropped: 1\n"
    )
    everything = run("methodology", "diff", "--all", "--root", sound_department).stdout
    assert "threshold schedule (IT method" in everything and "red_from: 30 → 20" in everything
    assert "reporting.yaml (IT method" in everything and "due_after_days: 5 → 3" in everything


@pytest.mark.slow
def test_the_page_how_we_differ_says_the_same(sound_department: Path) -> None:
    page = html.unescape(rendered_page(sound_department, "handbook/differences"))
    for text in ("Infrastructure method 1.0", "IT method 2.0", "Organisation method 3.0", "Dropped",
                 "report_every_periods: 2 → 4", "Our light projects last a month."):  # fmt: skip
        assert text in page, text


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("severity: note\nreason: We have no time for this.\n", "severity: error → note"),
        ("dropped: true\nreason: We have no time for this.\n", "it is dropped"),
        ("effective_from: 2027-01-01\nreason: Later.\n", "effective_from: nothing → 2027-01-01"),
        ('require: risk.owner is not None or risk.title == "x"\nreason: Why not.\n', "require: risk.owner is not None → "),
    ],
)  # fmt: skip
def test_a_locked_rule_cannot_be_relaxed_and_both_places_are_named(
    sound_department: Path, run: Callable[..., Result], text: str, what: str
) -> None:
    write(sound_department, {RULE: text})
    message, place = findings(run, sound_department)
    below = "methodology/parent/parent/rules/raid/risk-unowned.yaml"
    assert message.startswith(f"error[locked-relaxed] the rule `risk-unowned` is locked at {below}:1 and ")
    assert what in message
    assert place == f"  --> {RULE}:1:{len(text.splitlines()[0].split(': ')[0]) + 3}"
    shown = run("explain", "risk-unowned", "--root", sound_department).stdout
    assert "error, enforces RSK-1" in shown and "  risk.owner is not None\n" in shown, "the lock holds"


def test_a_layer_between_cannot_open_a_lock_for_those_above_it(
    sound_department: Path, run: Callable[..., Result]
) -> None:
    it = sound_department.parent / "it"
    write(it, {RULE: "title: Somebody must own each risk\nlocked: false\n"})
    assert run("methodology", "update", "--root", sound_department).exit_code == 0
    assert findings(run, sound_department) == []
    write(sound_department, {RULE: "severity: note\nreason: We have no time for this.\n"})
    message, _place = findings(run, sound_department)
    below = "methodology/parent/parent/rules/raid/risk-unowned.yaml"
    assert message.startswith(f"error[locked-relaxed] the rule `risk-unowned` is locked at {below}:1 and ")


def test_a_locked_rule_may_be_tightened_and_reworded(
    sound_department: Path, run: Callable[..., Result]
) -> None:
    write(sound_department, {RULE: "title: Somebody must own each risk\n"})
    assert findings(run, sound_department) == []
    out = run("methodology", "diff", "--root", sound_department).stdout
    assert "Reworded:\n  rule risk-unowned" in out
    write(
        sound_department,
        {"methodology/forums.yaml": "forums:\n  - {id: change-board, title: Release board}\n"},
    )
    assert findings(run, sound_department) == []


def test_relaxing_anything_else_needs_a_reason(sound_department: Path, run: Callable[..., Result]) -> None:
    write(sound_department, {"methodology/reporting.yaml": "due_after_days: 9\n"})
    assert findings(run, sound_department) == [
        "error[relaxed-without-reason] `reporting.yaml` of methodology/parent/reporting.yaml:1 is relaxed here "
        "without a reason: due_after_days: 3 → 9",
        "  --> methodology/reporting.yaml:1:17",
    ]
    write(
        sound_department, {"methodology/reporting.yaml": "due_after_days: 9\nreason: We close on Mondays.\n"}
    )
    assert findings(run, sound_department) == []


def test_the_limits_of_reporting_are_overlaid_like_other_settings(
    sound_department: Path, run: Callable[..., Result]
) -> None:
    """How far one looks ahead demands nothing; a share from which texts are alike does."""
    path = "methodology/reporting.yaml"
    write(sound_department, {path: "ahead_days: 30\nrepeated_percent: 70\ncompared_reports: 60\n"})
    assert findings(run, sound_department) == []
    reporting = repository.start(read_tree(sound_department).files, None, CLOCK).reporting
    assert (reporting.ahead_days, reporting.repeated_percent, reporting.compared_reports) == (30, 70, 60)
    assert (reporting.compared_words, reporting.due_after_days) == (5, 3)
    for looser in (
        "repeated_percent: 90",
        "compared_reports: 51",
        "severity_weights: {error: 1, warning: 1, note: 1}",
    ):
        write(sound_department, {path: f"{looser}\n"})
        assert findings(run, sound_department)[0].startswith("error[relaxed-without-reason]")


def test_a_locked_clause_cannot_be_relaxed(sound_department: Path, run: Callable[..., Result]) -> None:
    path = sound_department / "methodology/standards/registration.md"
    path.write_text(path.read_text() + "\n## REG-2 Roles apart (should)\n\nReason: We are few.\n")
    message, place = findings(run, sound_department)
    parent = sound_department / "methodology/parent/parent/standards/registration.md"
    line = next(n for n, text in enumerate(parent.read_text().splitlines(), 1) if text.startswith("## REG-2"))
    assert message.startswith(
        f"error[locked-relaxed] the clause REG-2 is locked at methodology/parent/parent/standards/registration.md:{line} "
    )
    assert place.startswith("  --> methodology/standards/registration.md:")


def test_one_byte_changed_in_the_copy_of_the_wider_method_is_found(
    sound_department: Path, run: Callable[..., Result]
) -> None:
    path = "methodology/parent/parent/rules/raid/risk-unowned.yaml"
    full = sound_department / path
    full.write_bytes(full.read_bytes().replace(b"owner", b"0wner", 1))
    found = findings(run, sound_department)
    assert found[0] == "error[parent-changed] this file was changed since it was copied from ../it"
    assert found[1] == f"  --> {path}:1:1"
    (sound_department / "methodology/parent/glossary.yaml").unlink()
    (sound_department / "methodology/parent/extra.yaml").write_text("a: b\n")
    messages = [line for line in findings(run, sound_department) if "parent-changed" in line]
    assert len(messages) == 3
    assert run("methodology", "update", "--root", sound_department).exit_code == 0
    assert findings(run, sound_department) == []


def test_a_parent_that_is_not_here_is_found_and_update_brings_it(
    sound_department: Path, run: Callable[..., Result]
) -> None:
    shutil.rmtree(sound_department / "methodology/parent")
    found = findings(run, sound_department)
    assert "error[parent-missing] the methodology that this one extends is not in methodology/parent" in found
    run("methodology", "update", "--root", sound_department)
    assert findings(run, sound_department) == []


@pytest.mark.slow
def test_a_method_may_extend_a_git_reference_and_the_one_in_the_package(
    tmp_path: Path, department: Path, run: Callable[..., Result]
) -> None:
    import subprocess

    it = department.parent / "it"
    for command in (["init", "-q", "-b", "main"], ["add", "-A"],
                    ["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "one"], ["tag", "v2.0"]):  # fmt: skip
        subprocess.run(["git", *command], cwd=it, check=True)
    about = DEPARTMENT.replace("extends: {folder: ../it}", f"extends:\n  git: file://{it}\n  ref: v2.0")
    write(department, {"methodology/methodology.yaml": about})
    out = run("methodology", "update", "--root", department)
    assert out.exit_code == 0 and "at v2.0, version 2.0" in out.stdout, out.output
    assert "commit: " in (department / "methodology/lock.yaml").read_text()
    alone = tmp_path / "alone"
    write(alone, {
        "methodology/methodology.yaml": about.split("extends")[0] + 'extends: {shipped: "1.1"}\n',
        "portfolio/portfolio.yaml": "title: Alone\ntoday: 2026-06-01\nsince: 2026-05-01\nworkstreams: [{id: general, title: General}]\n",
        "portfolio/people.yaml": (ROOT / "portfolio/people.yaml").read_text(),
        # What names people and bodies is not inherited.
        "methodology/forums.yaml": (ROOT / "methodology/starters/department/forums.yaml").read_text(),
    })  # fmt: skip
    assert run("methodology", "update", "--root", alone).exit_code == 0
    assert findings(run, alone) == []
    assert run("test", "--root", alone).stdout.endswith("examples, 0 failed\n")
    wrong = alone / "methodology/methodology.yaml"
    wrong.write_text(wrong.read_text().replace('"1.1"', '"0.9"'))
    refused = run("methodology", "update", "--root", alone)
    assert refused.exit_code == 2 and "has version 1.1 of its methodology, not 0.9" in refused.output


@pytest.mark.parametrize(
    ("extends", "message"),
    [
        ("{folder: ../nowhere}", "is not another repository"),
        ("{folder: .}", "is not another repository"),
        ("{git: 'ext::sh -c id'}", "is not the address of a git repository"),
        ("{git: '--upload-pack=id'}", "is not the address of a git repository"),
        ("{git: /nowhere, ref: '--exec=id'}", "is not a tag, branch or commit"),
        ("{git: /nowhere, ref: main}", "git cannot fetch"),
        ("{folder: ../it, shipped: '1.1'}", "names exactly one of"),
    ],
)  # fmt: skip
def test_what_cannot_be_extended_is_refused_and_the_copy_stays(
    sound_department: Path, run: Callable[..., Result], extends: str, message: str
) -> None:
    write(sound_department, {"methodology/methodology.yaml": DEPARTMENT.replace("{folder: ../it}", extends)})
    before = sorted(p.name for p in (sound_department / "methodology/parent").rglob("*"))
    result = run("methodology", "update", "--root", sound_department)
    assert result.exit_code == 2 and message in result.output
    assert sorted(p.name for p in (sound_department / "methodology/parent").rglob("*")) == before


def test_a_word_that_is_no_flag_drops_nothing_and_is_said(
    sound_department: Path, run: Callable[..., Result]
) -> None:
    overlay = "artefacts:\n  - {id: business-case, dropped: yes, reason: Ours is elsewhere.}\n"
    write(sound_department, {"methodology/artefacts.yaml": overlay})
    said = run("check", "--root", sound_department, "--format", "json").stdout
    found = [(f["rule"], f["path"], f["line"]) for f in json.loads(said)["findings"]]
    assert ("bad-flag", "methodology/artefacts.yaml", 2) in found


def test_a_clone_with_the_line_ends_of_windows_changes_nothing_in_the_copy(
    sound_department: Path, run: Callable[..., Result]
) -> None:
    before = findings(run, sound_department)
    for folder in ("methodology", "portfolio"):
        for path in (sound_department / folder).rglob("*"):
            if path.is_file():
                path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert not any("parent-changed" in line for line in findings(run, sound_department))
    assert len(findings(run, sound_department)) == len(before)
