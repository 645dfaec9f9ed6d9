"""Commands of the governance model as a user types them: gate, tier, fix, migrate, codeowners, the
ratchet, adherence over history, new documents and attestations."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import Result

from pmokit.model.finding import CONSEQUENCES
from tests.conftest import ROOT, rendered_page, sound, write_files

E = "portfolio/projects/example"


@pytest.fixture
def repository(tmp_path: Path, shipped_files: Mapping[str, bytes]) -> Path:
    """The sound portfolio on disk."""
    root = tmp_path / "repository"
    write_files(root, sound(shipped_files))
    shutil.copytree(ROOT / "methodology/starters", root / "methodology/starters")
    return root


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_bytes().decode()
    assert old in text, path
    (root / path).write_bytes(text.replace(old, new, 1).encode())


def tree(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def rules(run: Callable[..., Result], root: Path, *more: str) -> list[str]:
    out = run("check", "--root", root, "--format", "json", *more).stdout
    return [finding["rule"] for finding in json.loads(out)["findings"]]


# --- gate and tier


def test_gate_shows_what_holds_what_is_missing_and_who_must_act(run: Callable[..., Result]) -> None:
    result = run("gate", "security-operations", "--root", ROOT)
    assert result.exit_code == 1
    assert result.stdout == (
        "Security operations centre: phase Planning\n"
        "\n"
        "  ready-for-planning       Approved (2026-10-21)\n"
        "  ready-for-executing      next: 3 of 7 criteria not met\n"
        "  ready-for-service        2 of 3 criteria not met\n"
        "  ready-for-closing        3 of 3 criteria not met\n"
        "\n"
        "Ready for executing: Is the plan sound enough to commit the budget?\n"
        "  met      Each open risk has an owner (exit criterion of the phase before): No finding\n"
        "  not met  The project plan is approved: Draft; required: Approved; action by Noah Fischer\n"
        "  not met  The security concept is approved: Missing; required: Approved; action by Oscar Nilsson\n"
        "  not met  The solution design is approved: Missing; required: Approved; action by Oscar Nilsson\n"
        "  met      Milestones have a baseline: No finding\n"
        "  met      Providing projects have accepted the hard dependencies of the coming weeks: No finding\n"
        "  met      The budget is defined and equals the sum of its lines: Calculated from the data\n"
        "  Decided by Infrastructure steering group: Dieter Kohl, Marc Olivier, Sofia Marques, Tomas Lindqvist\n"
        "  Next meeting: 2026-12-02\n"
    )


def test_a_gate_is_ready_once_everything_it_asks_for_is_there(
    run: Callable[..., Result], repository: Path
) -> None:
    before = run("gate", "example", "ready-for-service", "--root", repository)
    assert before.exit_code == 1 and "Missing; required: Approved; action by Ben Baker" in before.stdout
    assert "Not attested yet; action by Gus Gray" in before.stdout
    assert run("new", "artefact", "example", "transition-plan", "--root", repository).exit_code == 0
    plan = f"{E}/artefacts/transition-plan.md"
    assert (
        "Draft; required: Approved"
        in run("gate", "example", "ready-for-service", "--root", repository).stdout
    )
    edit(repository, plan, "state: draft", "state: approved")
    attested = run("new", "attestation", "rollback", "--root", repository, "--by", "gus", "--project", "example",
                   "--gate", "ready-for-service", "--criterion", "rollback-tried")  # fmt: skip
    assert attested.exit_code == 0, attested.output
    edit(
        repository,
        f"{E}/attestations/rollback.yaml",
        "Describe what you checked and what you found",
        "Tried twice.",
    )
    after = run("gate", "example", "ready-for-service", "--root", repository)
    assert after.exit_code == 0 and "not met" not in after.stdout
    assert "Decided by Change advisory board: Cleo Costa, Gus Gray" in after.stdout
    assert rules(run, repository) == []


def test_gate_and_tier_answer_wrong_use_in_words(run: Callable[..., Result]) -> None:
    for arguments, words in (
        (("gate", "sd-wann"), "Did you mean `sd-wan`?"),
        (("gate", "sd-wan", "ready-for-plannig"), "Did you mean `ready-for-planning`"),
        (("tier", "sd-wann"), "Did you mean `sd-wan`?"),
    ):
        result = run(*arguments, "--root", ROOT)
        assert result.exit_code == 2 and words in result.output


def test_tier_explains_each_point_and_what_the_tier_asks_for(run: Callable[..., Result]) -> None:
    out = run("tier", "endpoint-refresh", "--root", ROOT).stdout
    assert out.startswith("   3 points  Approved budget in thousands: 2,050 (from 1,400)\n")
    assert "   6 points in total\n" in out and "  from  6 points: Major (calculated)\n" in out
    assert (
        "has the tier “Standard”; the calculated tier is “Major”.\nThe waiver `endpoint-tier` covers this.\n"
        in out
    )
    agreed = run("tier", "sd-wan", "--root", ROOT).stdout
    assert "SD-WAN for all plants has the tier “Major”, as calculated.\n" in agreed


# --- new


def test_a_document_is_filled_with_the_facts_of_the_project(
    run: Callable[..., Result], repository: Path
) -> None:
    edit(repository, f"{E}/project.yaml", "title: Example project", "title: 'Example: # {project}'")
    result = run("new", "artefact", "example", "charter", "--root", repository)
    assert result.stdout == f"wrote {E}/artefacts/charter.md\n"
    text = (repository / E / "artefacts/charter.md").read_text()
    for fact in (
        "The old system is no longer supported.",
        "Ana Alves",
        "Ben Baker",
        "2026-12-18",
        "Plant north",
        "Telephony",
    ):
        assert fact in text
    assert text.startswith('---\ntitle: "Project charter of Example: # {project}"\n') and "$" not in text
    assert set(rules(run, repository)) == {"document-missing", "criteria-unmet", "evidence-unversioned"}
    again = run("new", "artefact", "example", "charter", "--root", repository)
    assert again.exit_code == 2 and "already exists" in again.output
    unknown = run("new", "artefact", "example", "chater", "--root", repository)
    assert unknown.exit_code == 2 and "Did you mean `charter`?" in unknown.output


def test_every_template_of_the_catalogue_makes_a_document_that_checks(
    run: Callable[..., Result], repository: Path, shipped_files: Mapping[str, bytes]
) -> None:
    from tests.conftest import check_files

    artefacts = check_files(shipped_files).run.methodology.artefacts.artefacts
    assert all(item.template for item in artefacts)
    for item in artefacts:
        result = run("new", "artefact", "example", item.id, "--root", repository)
        assert result.exit_code == 0, result.output
        text = (repository / E / f"artefacts/{item.id}.md").read_text()
        assert "$" not in text, item.id
    found = set(rules(run, repository))
    assert found <= {"document-missing", "criteria-unmet", "evidence-unversioned"}, (
        "drafts take the place of what was approved"
    )


def test_an_attestation_names_what_it_speaks_of_or_is_refused(
    run: Callable[..., Result], repository: Path
) -> None:
    new = ("new", "attestation", "a", "--root", repository)
    for more, words in (
        (("--by", "fay"), "name either --clause, or --gate"),
        (("--by", "fa", "--clause", "ORG-4"), "Did you mean `fay`?"),
        (("--by", "fay", "--gate", "ready-for-planning", "--criterion", "roles"), "no such criterion"),
        (("--by", "fay", "--clause", "ORG-44"), "there is no clause `ORG-44`"),
    ):
        result = run(*new, *more)
        assert result.exit_code == 2 and words in result.output
    assert run(*new, "--by", "fay", "--clause", "ORG-4").exit_code == 0
    assert rules(run, repository) == ["without-effect"]
    edit(
        repository,
        "portfolio/attestations/a.yaml",
        "Describe what you checked and what you found",
        "I read it.",
    )
    assert rules(run, repository) == []


# --- fix


MESSY = (
    "# The register.\r\n"
    "risks:   # two of them\r\n"
    "   - id:   capacity\r\n"
    "     titel:    Too few hands   # misspelt\r\n"
    "     likelihood:  4\r\n"
    "     impact: 3\r\n"
    "     oportunity: 'No'\r\n"
    '     response: "Reduce"   # a capital\r\n'
    "     owner: ben\r\n"
    "     responses: [ {what: Ask,  owner: ben, due: 2026-06-20} ]\r\n"
    "     review_on: 2026-06-15\r\n"
    "   - {id: flow, title: \"Flow, style\",   likelihood: 2, impact: 2, owner: ben, opportunity: YES , cost: '1,250,000.50 EUR', state: Open, closed_onn: 2026-05-01}\r\n"
    "issues:\r\n"
    "   - id: late\r\n"
    "     title: Late\r\n"
    "     onwer: ben   # an owner is never written by a program\r\n"
    "     due: 2026/06/19\r\n"
)


def test_fix_changes_the_characters_that_it_reports_and_no_other(
    run: Callable[..., Result], repository: Path
) -> None:
    path = repository / E / "raid.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + MESSY.encode())
    before = tree(repository)
    dry = run("fix", "--dry-run", "--root", repository)
    assert tree(repository) == before and dry.stdout.endswith("would be fixed; nothing was written\n")
    done = run("fix", "--root", repository)
    after = tree(repository)
    assert [name for name in after if after[name] != before[name]] == [f"{E}/raid.yaml"]
    text = after[f"{E}/raid.yaml"].decode("utf-8")
    expected = (
        MESSY.replace("titel:", "title:", 1)
        .replace("oportunity: 'No'", "opportunity: 'false'")
        .replace('"Reduce"', '"reduce"')
        .replace("opportunity: YES ,", "opportunity: true ,")
        .replace("'1,250,000.50 EUR'", "'1250000.50 EUR'")
        .replace("state: Open", "state: open")
    )
    assert text == "\ufeff" + expected
    lines = [line for line in done.stdout.splitlines() if ": " in line]
    assert len(lines) == 7 and f"{E}/raid.yaml:4:6: titel -> title [unknown-key]" in lines
    left = [rule for rule in rules(run, repository) if rule not in CONSEQUENCES]
    assert sorted(left) == ["bad-date", "unknown-key", "unknown-key"], "a date and an owner take a person"
    assert run("fix", "--root", repository).stdout == "Nothing can be fixed without a person.\n"


def test_fix_mends_what_a_rule_says_itself(run: Callable[..., Result], repository: Path) -> None:
    edit(repository, f"{E}/raid.yaml", "{id: storage, title: Storage is short,", "{id: storage, state: open, closed_on: 2026-05-20, resolution: More was bought., title: Storage is short,")  # fmt: skip
    assert rules(run, repository) == ["issue-state-inconsistent"]
    out = run("fix", "--root", repository).stdout
    assert "open -> closed [issue-state-inconsistent]" in out
    assert rules(run, repository) == []


def test_fix_never_touches_an_approval(run: Callable[..., Result], repository: Path) -> None:
    edit(
        repository,
        f"{E}/gates/ready-for-executing.yaml",
        "decision: approved_with_conditions",
        "decision: Approved",
    )
    edit(repository, f"{E}/gates/ready-for-planning.yaml", "forum:", "form:")
    before = tree(repository)
    assert run("fix", "--root", repository).stdout == "Nothing can be fixed without a person.\n"
    assert tree(repository) == before


# --- migrate


OLD = {
    "methodology/migrations/9-to-10.yaml": """since: "9"
to: "10"
renames:
  - {of: gate, old: ready-for-work, new: ready-for-executing}
  - {of: rule, old: no-baseline, new: milestone-without-baseline}
  - {of: role, old: tech-lead, new: technical-lead}
fields:
  - {old: cost_center, new: cost_centre}
decide:
  - applies_to: project
    when: project.state == "active" and count(project.sites) == 0
    what: Say which sites it touches; the tier needs it.
""",
}


@pytest.fixture
def old_version(repository: Path) -> Path:
    """The sound portfolio as it would have been written for version 9 of its method."""
    for path, text in OLD.items():
        (repository / path).parent.mkdir(exist_ok=True)
        (repository / path).write_text(text)
    edit(repository, "methodology/methodology.yaml", 'version: "1.1"', 'version: "10"')
    edit(repository, "portfolio/portfolio.yaml", 'methodology: "1.1"', 'methodology: "9"   # moved by pmokit')
    gates = repository / E / "gates"
    (gates / "ready-for-executing.yaml").rename(gates / "ready-for-work.yaml")
    edit(
        repository,
        f"{E}/schedule.yaml",
        "critical: true, owner: ben}",
        "critical: true , owner: ben, gate:  'ready-for-work'}  # the end\r",
    )
    edit(repository, f"{E}/team.yaml", "role: technical-lead", "role:    tech-lead")
    edit(
        repository, f"{E}/project.yaml", "state: active", "state: active\nextra: {cost_center: IT-1}  # books"
    )
    edit(
        repository,
        "portfolio/waivers/late-plan.yaml",
        "rule: milestone-without-baseline",
        'rule: "no-baseline" # why',
    )
    return repository


def test_migrate_makes_the_declared_edits_and_leaves_every_other_byte(
    run: Callable[..., Result], old_version: Path
) -> None:
    before = tree(old_version)
    assert "version-differs" in rules(run, old_version)
    dry = run("migrate", "--dry-run", "--root", old_version)
    assert dry.exit_code == 0 and tree(old_version) == before
    done = run("migrate", "--root", old_version)
    assert done.exit_code == 0, done.output
    after = tree(old_version)
    assert after.pop(f"{E}/gates/ready-for-executing.yaml") == before.pop(f"{E}/gates/ready-for-work.yaml")
    changed = {name: raw for name, raw in after.items() if before.get(name) != raw}
    expected = {
        f"{E}/schedule.yaml": (b"'ready-for-work'", b"'ready-for-executing'"),
        f"{E}/team.yaml": (b"role:    tech-lead", b"role:    technical-lead"),
        f"{E}/project.yaml": (b"cost_center:", b"cost_centre:"),
        "portfolio/waivers/late-plan.yaml": (b'"no-baseline"', b'"milestone-without-baseline"'),
        "portfolio/portfolio.yaml": (b'methodology: "9"', b'methodology: "10"'),
    }
    assert changed == {name: before[name].replace(old, new) for name, (old, new) in expected.items()}
    assert before.keys() == after.keys()
    assert "portfolio/projects/other/project.yaml: other: Say which sites it touches" in done.stdout
    assert done.stdout.endswith(
        "From version 9 to 10: 5 values changed, 1 file renamed; 1 record must be changed by a person.\n"
    )
    assert rules(run, old_version) == []


def test_migrating_twice_changes_nothing(run: Callable[..., Result], old_version: Path) -> None:
    run("migrate", "--root", old_version)
    once = tree(old_version)
    again = run("migrate", "--root", old_version)
    assert again.stdout == "The portfolio is already at version 10; nothing is changed.\n"
    assert tree(old_version) == once


def test_migrate_says_where_no_way_leads(run: Callable[..., Result], old_version: Path) -> None:
    edit(old_version, "portfolio/portfolio.yaml", 'methodology: "9"', 'methodology: "7"')
    result = run("migrate", "--root", old_version)
    assert result.exit_code == 2 and "there is no migration from version 7 to 10" in result.output


def test_a_portfolio_of_the_previous_shipped_version_is_migrated(
    run: Callable[..., Result], repository: Path
) -> None:
    edit(repository, "portfolio/portfolio.yaml", 'methodology: "1.1"', 'methodology: "1.0"')
    edit(
        repository,
        "portfolio/waivers/late-plan.yaml",
        "rule: milestone-without-baseline",
        "rule: sponsor-is-manager",
    )
    edit(repository, f"{E}/project.yaml", "tier: standard", "tier: light")
    out = run("migrate", "--root", repository).stdout
    assert "sponsor-is-manager -> roles-not-separate" in out
    assert f"{E}/project.yaml: example: The tier is now derived from a scoring." in out
    assert run("migrate", "--root", repository).stdout.startswith("The portfolio is already at version 1.1")


# --- codeowners


@pytest.fixture
def with_mail(repository: Path) -> Path:
    """Everybody of the sound portfolio has an address or a handle."""
    path = repository / "portfolio/people.yaml"
    text = path.read_text().replace("{id: ana,", '{id: ana, handle: "@ana",')
    path.write_text(re.sub(r"\{id: (?!ana)(\w+),", r"{id: \1, email: \1@example.com,", text))
    return repository


def test_codeowners_asks_whoever_may_decide(run: Callable[..., Result], with_mail: Path) -> None:
    result = run("codeowners", "--root", with_mail)
    assert result.exit_code == 0, result.output
    lines = (with_mail / ".github/CODEOWNERS").read_text().splitlines()
    owners = {line.split()[0]: line.split()[1:] for line in lines if line and not line.startswith("#")}
    assert owners["*"] == owners["/methodology/"] == ["fay@example.com"]
    assert owners[f"/{E}/"] == ["@ana", "ben@example.com"]
    assert owners[f"/{E}/gates/ready-for-executing.yaml"] == ["@ana", "dan@example.com", "gus@example.com"]
    assert owners[f"/{E}/changes/"] == ["@ana"], "changes are decided by the sponsor"
    assert "eve@example.com" not in " ".join(lines), "she has left"
    gitlab = run("codeowners", "--format", "gitlab", "--root", with_mail)
    assert gitlab.exit_code == 0
    assert "[Example project]" in (with_mail / ".gitlab/CODEOWNERS").read_text()


def test_a_drift_of_codeowners_is_found(run: Callable[..., Result], with_mail: Path) -> None:
    missing = run("codeowners", "--check", "--root", with_mail)
    assert missing.exit_code == 1 and "does not exist" in missing.output
    run("codeowners", "--root", with_mail)
    assert run("codeowners", "--check", "--root", with_mail).exit_code == 0
    edit(with_mail, f"{E}/project.yaml", "manager: ben", "manager: cleo")
    drifted = run("codeowners", "--check", "--root", with_mail)
    assert drifted.exit_code == 1
    assert f"-/{E}/ @ana ben@example.com" in drifted.output
    assert f"+/{E}/ @ana cleo@example.com" in drifted.output


def test_a_path_without_an_owner_fails(run: Callable[..., Result], repository: Path) -> None:
    result = run("codeowners", "--root", repository)
    assert result.exit_code == 1 and "/portfolio/ has no owner (PMO lead)" in result.output
    assert not (repository / ".github/CODEOWNERS").exists()


def test_a_title_cannot_forge_a_line_of_codeowners(run: Callable[..., Result], with_mail: Path) -> None:
    edit(with_mail, f"{E}/project.yaml", "title: Example project", 'title: "X] @evil [Y # z"')
    run("codeowners", "--format", "gitlab", "--root", with_mail)
    text = (with_mail / ".gitlab/CODEOWNERS").read_text()
    assert "[X @evil Y  z]" in text


# --- the ratchet


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.com", *arguments], cwd=root, check=True, capture_output=True)  # fmt: skip


@pytest.fixture(scope="module")
def two_hundred(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table of two hundred projects, imported into the full method, in a git repository."""
    from click.testing import CliRunner

    from pmokit.cli.main import pmokit

    folder = tmp_path_factory.mktemp("adopting")
    rows = "".join(f"{n},Project {n},2026-0{n % 9 + 1}-15\n" for n in range(200))
    (folder / "projects.csv").write_text("no,title,start\n" + rows)
    (folder / "map.yaml").write_text(
        "title: Adopting\nid_from: [title]\n"
        "constants: {project: {state: active, workstream: general, summary: What it does.}}\n"
        "columns:\n  - {name: no, ignore: true}\n  - {name: title, to: project.title, form: line}\n"
        "  - {name: start, to: project.start, form: date}\n"
    )
    root = folder / "repository"
    arguments = ["import", "table", str(folder / "projects.csv"), "--map", str(folder / "map.yaml"), "--into", str(root)]  # fmt: skip
    result = CliRunner().invoke(pmokit, arguments)
    assert result.exit_code == 0, result.output
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "imported")
    return root


@pytest.mark.slow
def test_two_hundred_imported_projects_come_in_with_a_debt_that_may_only_shrink(
    two_hundred: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    root = Path(shutil.copytree(two_hundred, tmp_path / "repository"))
    plain = run("check", "--root", root)
    assert plain.exit_code == 1 and " in 200 projects" in plain.stdout
    first = run("check", "--ratchet", "--root", root)
    assert first.exit_code == 0, first.output
    debt = int(first.stderr.split("recorded debt: ")[1].split()[0])
    assert debt > 1000 and "0 errors, 0 warnings, 0 notes" in first.stdout
    git(root, "add", "-A")
    git(root, "commit", "-qm", "debt")

    # A pull request that adds nothing passes, and leaves the file as it is.
    charter = root / "portfolio/projects/project-7/project.yaml"
    charter.write_text(charter.read_text().replace("What it does.", "What it really does."))
    assert run("check", "--ratchet", "--root", root).exit_code == 0
    assert subprocess.run(["git", "status", "--porcelain", "portfolio/debt.yaml"], cwd=root, capture_output=True).stdout == b""  # fmt: skip

    # One that adds a fault fails, and shows only that one.
    raid = root / "portfolio/projects/project-7/raid.yaml"
    raid.write_text("risks:\n  - {id: new, title: New, likelihood: 2, impact: 2, review_on: 2026-12-24}\n")
    worse = run("check", "--ratchet", "--root", root)
    assert worse.exit_code == 1
    assert worse.stdout.count("error[") == 1 and "error[risk-unowned]" in worse.stdout.split("Not brought")[0]
    raid.unlink()

    # One that mends lowers the debt, for good.
    charter.write_text(charter.read_text() + "why: The old one breaks.\nobjectives: [It runs]\n")
    better = run("check", "--ratchet", "--root", root)
    assert better.exit_code == 0
    assert f"recorded debt: {debt} -> {debt - 1} findings" in better.stderr
    charter.write_text(charter.read_text().replace("why: The old one breaks.\nobjectives: [It runs]\n", ""))
    again = run("check", "--ratchet", "--root", root)
    assert again.exit_code == 1, "what was mended must not come back"


def test_debt_added_by_hand_does_not_pass_when_held_against_the_base(
    two_hundred: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    root = Path(shutil.copytree(two_hundred, tmp_path / "repository"))
    run("check", "--ratchet", "--root", root)
    git(root, "add", "-A")
    git(root, "commit", "-qm", "debt")
    raid = root / "portfolio/projects/project-7/raid.yaml"
    raid.write_text("risks:\n  - {id: new, title: New, likelihood: 2, impact: 2, review_on: 2026-12-24}\n")
    debt = root / "portfolio/debt.yaml"
    debt.write_text(debt.read_text() + "  - rule: risk-unowned\n    records: [project-7/risk/new]\n")
    assert run("check", "--ratchet", "--root", root).exit_code == 0
    assert run("check", "--ratchet", "--base", "HEAD", "--root", root).exit_code == 1


def test_the_first_debt_covers_nothing_that_the_change_which_records_it_brings(
    two_hundred: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    root = Path(shutil.copytree(two_hundred, tmp_path / "repository"))
    raid = root / "portfolio/projects/project-7/raid.yaml"
    raid.write_text("risks:\n  - {id: new, title: New, likelihood: 2, impact: 2, review_on: 2026-12-24}\n")
    assert run("check", "--ratchet", "--root", root).exit_code == 0
    git(root, "add", "-A")
    git(root, "commit", "-qm", "a fault and its debt")
    brought = run("check", "--ratchet", "--base", "HEAD~1", "--root", root)
    assert brought.exit_code == 1
    assert brought.stdout.count("error[") == 1 and "error[risk-unowned]" in brought.stdout
    raid.unlink()
    assert run("check", "--ratchet", "--base", "HEAD~1", "--root", root).exit_code == 0


def test_integrity_is_never_debt(two_hundred: Path, run: Callable[..., Result], tmp_path: Path) -> None:
    root = Path(shutil.copytree(two_hundred, tmp_path / "repository"))
    charter = root / "portfolio/projects/project-7/project.yaml"
    charter.write_text(charter.read_text().replace("state: active", "state: actve"))
    result = run("check", "--ratchet", "--root", root)
    assert result.exit_code == 1 and "error[bad-choice]" in result.stdout
    assert "bad-choice" not in (root / "portfolio/debt.yaml").read_text()


@pytest.mark.slow
def test_the_debt_is_shown_on_the_site(two_hundred: Path, run: Callable[..., Result], tmp_path: Path) -> None:
    root = Path(shutil.copytree(two_hundred, tmp_path / "repository"))
    for number in range(5, 200):
        shutil.rmtree(root / f"portfolio/projects/project-{number}")
    run("check", "--ratchet", "--root", root)
    page = rendered_page(root, "findings/index")
    assert "existed when the rules were introduced" in page and "Recorded debt" in page


# --- adherence


def test_adherence_over_history_has_a_line_for_each_period(
    run: Callable[..., Result], repository: Path
) -> None:
    git(repository, "init", "-q", "-b", "main")
    for day, text in (("2026-04-01", "first"), ("2026-05-20", "second"), ("2026-06-01", "third")):
        if text == "second":
            edit(repository, f"{E}/raid.yaml", "    owner: ben\n    likelihood", "    likelihood")
        if text == "third":
            edit(repository, f"{E}/raid.yaml", "    likelihood: 4", "    owner: ben\n    likelihood: 4")
        (repository / "note.txt").write_text(text)
        edit(repository, "portfolio/portfolio.yaml", "title: ", "title: E")
        git(repository, "add", "-A")
        env = f"{day}T12:00:00"
        subprocess.run(
            ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", text],
            cwd=repository, check=True, env={"GIT_AUTHOR_DATE": env, "GIT_COMMITTER_DATE": env, "PATH": "/usr/bin:/bin:/usr/local/bin"},
        )  # fmt: skip
    out = run("adherence", "--since", "2026-04-01", "--root", repository).stdout
    trend = [line.split() for line in out.split("Trend\n")[1].splitlines()]
    assert [row[0] for row in trend] == ["2026-04-01", "2026-05-20", "2026-06-01"]
    assert float(trend[1][1]) < float(trend[2][1]) == 80.4, "the other project has neither cost nor risks"
    unknown = run("adherence", "--since", "nothing-like-that", "--root", repository)
    assert unknown.exit_code == 2 and "there is no commit" in unknown.output


@pytest.mark.slow
def test_figures_about_people_are_off_unless_the_portfolio_turns_them_on(
    repository: Path,
) -> None:
    assert "By project manager" not in rendered_page(repository, "adherence/index")
    edit(repository, "portfolio/portfolio.yaml", "currency: EUR", "currency: EUR\nfigures_of_people: true")
    assert "By project manager" in rendered_page(repository, "adherence/index")


def test_the_shipped_portfolio_has_an_owner_for_each_path(run: Callable[..., Result], tmp_path: Path) -> None:
    root = tmp_path / "copy"
    for name in ("methodology", "portfolio"):
        shutil.copytree(ROOT / name, root / name)
    result = run("codeowners", "--root", root)
    assert result.exit_code == 0 and "each with an owner" in result.stdout
