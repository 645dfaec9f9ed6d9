"""Somebody else's method: the enhancement process of Kubernetes as YAML only, on its real records."""

from __future__ import annotations

import ast
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.conftest import ROOT, SHARED

KEPS = SHARED / "data/kep/keps"
SAMPLE = Path(__file__).parent / "kep"

pytestmark = pytest.mark.skipif(not KEPS.is_dir(), reason=f"the real records are not in {KEPS}")


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """A copy of the real records."""
    return Path(shutil.copytree(KEPS, tmp_path / "keps"))


@pytest.fixture
def imported(tmp_path: Path, run: Callable[..., Result]) -> Callable[[Path], Path]:
    """A repository with the sample's method, and the records brought in by its map."""

    def bring(records: Path) -> Path:
        root = tmp_path / "repository"
        shutil.copytree(SAMPLE / "methodology", root / "methodology")
        shutil.copyfile(ROOT / "mkdocs.yml", root / "mkdocs.yml")
        result = run("import", "records", records, "--map", SAMPLE / "map.yaml", "--into", root)
        assert result.exit_code == 0, result.output
        return root

    return bring


def found(run: Callable[..., Result], root: Path) -> list[tuple[str, str]]:
    out = run("check", "--root", root, "--format", "json").stdout
    return [(f["rule"], f["path"]) for f in json.loads(out)["findings"]]


@pytest.mark.slow
def test_the_ten_real_records_come_in_whole_and_check_clean(
    records: Path, imported: Callable[[Path], Path], run: Callable[..., Result], tmp_path: Path
) -> None:
    root = imported(records)
    assert len(list((root / "portfolio/projects").iterdir())) == 10
    assert (root / "import-losses.csv").read_text("utf-8-sig") == "row,project,column,value,reason\n"
    assert found(run, root) == []
    assert run("build", "--root", root, "--output", tmp_path / "site").exit_code == 0
    shown = run("gate", "kep-1287", "--root", root).stdout
    assert (
        shown.startswith("In-place Update of Pod Resources: phase Stable")
        and "All gates have been passed." in shown
    )


@pytest.mark.parametrize(
    ("stage", "rule"),
    [("alpha", "approval-skipped"), ("beta", "approval-skipped"), ("stable", "stage-unapproved")],
)
def test_a_deleted_approval_is_found_once(
    records: Path, imported: Callable[[Path], Path], run: Callable[..., Result], stage: str, rule: str
) -> None:
    path = records / "prod-readiness/sig-node/127.yaml"
    text = path.read_text()
    path.write_text(text.replace(f'{stage}:\n  approver: "wojtek-t"\n', ""))
    assert path.read_text() != text
    assert found(run, imported(records)) == [(rule, "portfolio/projects/kep-127/project.yaml")]


def test_a_wrong_approver_is_found_once(
    records: Path, imported: Callable[[Path], Path], run: Callable[..., Result]
) -> None:
    path = records / "prod-readiness/sig-node/1287.yaml"
    path.write_text(path.read_text().replace("@ehashman", "@somebody-else"))
    assert found(run, imported(records)) == [
        ("approver-unknown", "portfolio/projects/kep-1287/gates/alpha.yaml")
    ]


def test_an_approver_of_whom_nobody_knows_is_found_and_nobody_goes_by_the_approval(
    records: Path, imported: Callable[[Path], Path], run: Callable[..., Result]
) -> None:
    root = imported(records)
    path = root / "portfolio/projects/kep-127/gates/beta.yaml"
    path.write_text(path.read_text().replace("decided_by: wojtek-t", "decided_by: woytek-t"))
    path = "portfolio/projects/kep-127/gates/beta.yaml"
    assert found(run, root) == [("unknown-reference", path), ("not-judged", path)]


def test_a_misspelt_status_is_a_loss_and_never_written(
    records: Path, imported: Callable[[Path], Path], run: Callable[..., Result]
) -> None:
    path = next(records.glob("sig-auth/*/kep.yaml"))
    path.write_text(path.read_text().replace("status: implementable", "status: implementible"))
    root = imported(records)
    (loss,) = (root / "import-losses.csv").read_text("utf-8-sig").splitlines()[1:]
    assert 'kep.yaml: status,implementible,"the check would refuse it: `implementible` is not one of ' in loss
    assert found(run, root) == []


def test_the_samples_own_rules_prove_themselves(tmp_path: Path, run: Callable[..., Result]) -> None:
    shutil.copytree(SAMPLE / "methodology", tmp_path / "methodology")
    assert run("test", "--root", tmp_path).stdout == "4 rules, 8 examples, 0 failed\n"


def test_what_the_map_does_not_name_is_reported_and_the_rest_comes_in(
    records: Path, imported: Callable[[Path], Path]
) -> None:
    path = next(records.glob("sig-auth/*/kep.yaml"))
    path.write_text(path.read_text() + "surprise:\n  inside: 7\n")
    (records / "sig-auth/odd").mkdir()
    (records / "sig-auth/odd/kep.yaml").write_text("title: [unclosed\n")
    losses = (imported(records) / "import-losses.csv").read_text("utf-8-sig")
    assert ": surprise.inside,7,the mapping does not name this column" in losses
    assert "sig-auth/odd/kep.yaml,the whole file,line 1: " in losses


def test_no_python_of_ours_knows_of_it() -> None:
    words = ("kubernetes", "kep", "prod-readiness", "alpha", "implementable")
    for path in sorted((ROOT / "src").rglob("*.py")):
        texts = [n.value for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Constant)]
        known = [t for t in texts if isinstance(t, str) and any(w in t.lower().split() for w in words)]
        assert known == [], path


def test_no_python_of_ours_names_a_phase_a_gate_a_role_or_a_tier_of_the_shipped_method() -> None:
    from pmokit.text import yaml

    method = ROOT / "methodology"
    ids = {
        entry["id"]
        for name, key in (
            ("lifecycle", "phases"),
            ("lifecycle", "gates"),
            ("roles", "roles"),
            ("tiers", "tiers"),
        )
        for entry in yaml.parse((method / f"{name}.yaml").read_bytes()).data[key]
    } - {"sponsor", "standard", "light", "major"}  # words that mean something else, too
    for path in sorted((ROOT / "src").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        used = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
        assert not used & ids, path
