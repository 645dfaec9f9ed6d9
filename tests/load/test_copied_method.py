"""The copy of a methodology that is extended cannot be forged together with its lock."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from pmokit.load.copied_method import unlike_shipped
from pmokit.load.locking import digest
from tests.conftest import ROOT

RULE = "rules/raid/risk-unowned.yaml"
ABOUT = """name: Plants
version: "1.0"
owner: pmo-lead
purpose: The methodology of the plants.
extends: {extends}
"""
VERSION = re.search(r'^version: "(.*)"', (ROOT / "methodology/methodology.yaml").read_text(), re.MULTILINE)


def make(root: Path, extends: str) -> Path:
    """A department that extends another methodology, without its copy."""
    files = {
        "methodology/methodology.yaml": ABOUT.format(extends=extends),
        "methodology/forums.yaml": (ROOT / "methodology/starters/department/forums.yaml").read_text(),
        "portfolio/portfolio.yaml": "title: Plants\ntoday: 2026-06-01\nsince: 2026-05-01\n"
        "workstreams: [{id: general, title: General}]\n",
        "portfolio/people.yaml": (ROOT / "portfolio/people.yaml").read_text(),
    }
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


@pytest.fixture
def department(tmp_path: Path, run: Callable[..., Result]) -> Path:
    """A department that extends the methodology of pmokit."""
    assert VERSION is not None
    root = make(tmp_path / "plants", f'{{shipped: "{VERSION[1]}"}}')
    assert run("methodology", "update", "--root", root).exit_code == 0
    return root


def forge(root: Path, name: str, text: bytes | None) -> None:
    """Change or remove a file of the copy, and its line of the lock with it."""
    lock, path = root / "methodology/lock.yaml", root / "methodology/parent" / name
    known = digest(path.read_bytes())
    if text is None:
        path.unlink()
        gone = re.compile(rf"  - path: {re.escape(name)}\n    sha256: {known}\n")
        assert gone.search(lock.read_text())
        lock.write_text(gone.sub("", lock.read_text()))
    else:
        path.write_bytes(text)
        lock.write_text(lock.read_text().replace(known, digest(text)))


def parent_changed(result: Result) -> list[str]:
    lines = result.stdout.splitlines()
    return [f"{line} {lines[n + 1].strip()}" for n, line in enumerate(lines) if "[parent-changed]" in line]


@pytest.mark.slow
def test_a_rule_of_pmokit_that_is_removed_with_its_line_of_the_lock_is_missed(
    department: Path, run: Callable[..., Result]
) -> None:
    assert parent_changed(run("check", "--root", department)) == []
    forge(department, RULE, None)
    softer = (department / "methodology/parent/rules/raid/issue-overdue.yaml").read_bytes()
    forge(
        department, "rules/raid/issue-overdue.yaml", softer.replace(b"severity: warning", b"severity: note")
    )
    result = run("check", "--root", department)
    assert result.exit_code == 1
    assert [line.split(",")[0] for line in parent_changed(result)] == [
        f"error[parent-changed] `methodology/parent/rules/raid/{name}.yaml` is not as version {VERSION[1]} "  # type: ignore[index]
        "of pmokit's methodology has it"
        for name in ("issue-overdue", "risk-unowned")
    ]
    run("methodology", "update", "--root", department)
    assert parent_changed(run("check", "--root", department)) == []


@pytest.mark.slow
def test_a_change_of_the_copy_is_shown_to_whoever_reviews_it(
    tmp_path: Path, department: Path, run: Callable[..., Result]
) -> None:
    plant = make(tmp_path / "plant", "{folder: ../plants}")
    assert run("methodology", "update", "--root", plant).exit_code == 0

    def commit(title: str) -> None:
        for words in (["add", "-A"], ["commit", "-qm", title]):
            name = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
            subprocess.run(["git", *name, *words], cwd=plant, check=True)

    subprocess.run(["git", "init", "-qb", "main"], cwd=plant, check=True)
    commit("Begin")
    forge(plant, f"parent/{RULE}", None)
    commit("Forge")
    forged = run("check", "--root", plant, "--base", "HEAD~1")
    assert forged.exit_code == 1 and any(
        "changes although its source does not (../plants, version 1.0): rule risk-unowned (removed)" in line
        for line in parent_changed(forged)
    ), forged.output
    subprocess.run(["git", "reset", "-q", "--hard", "HEAD~1"], cwd=plant, check=True)
    about = department / "methodology/methodology.yaml"
    about.write_text(about.read_text().replace('version: "1.0"', 'version: "2.0"'))
    (department / "methodology/rules/raid").mkdir(parents=True)
    (department / "methodology/rules/raid/issue-overdue.yaml").write_text("severity: error\n")
    run("methodology", "update", "--root", plant)
    commit("Update")
    updated = run("check", "--root", plant, "--base", "HEAD~1")
    assert parent_changed(updated) == [
        "warning[parent-changed] the methodology that is extended changes from version 1.0 to 2.0 (../plants): "
        "rule issue-overdue (changed) --> methodology/lock.yaml:2:1"
    ], updated.output


SHIPPED = {
    "methodology/methodology.yaml": b'name: Shipped\nversion: "2.0"\nowner: pmo\npurpose: All.\n',
    "methodology/glossary.yaml": b"terms: []\n",
}


def copy_of(shipped: dict[str, bytes], extends: str) -> dict[str, bytes]:
    """A methodology with a copy of another one, and its lock."""
    names = {path.removeprefix("methodology/"): raw for path, raw in shipped.items()}
    lock = "source: pmokit\nversion: '2.0'\nfiles:\n" + "".join(
        f"  - path: {name}\n    sha256: {digest(raw)}\n" for name, raw in names.items()
    )
    own = {
        "methodology/methodology.yaml": ABOUT.format(extends=extends).encode(),
        "methodology/lock.yaml": lock.encode(),
    }
    return own | {f"methodology/parent/{name}": raw for name, raw in names.items()}


def test_only_a_copy_of_the_version_at_work_is_compared_and_what_was_added_is_found_too() -> None:
    added = {**SHIPPED, "methodology/extra.yaml": b"a: b\n"}
    same = copy_of(SHIPPED, '{shipped: "2.0"}')
    more, older = copy_of(added, '{shipped: "2.0"}'), copy_of(added, '{shipped: "1.9"}')
    assert [*unlike_shipped(same, SHIPPED)] == []
    (found,) = unlike_shipped(more, SHIPPED)
    assert found.message.startswith("`methodology/parent/extra.yaml` is not as version 2.0")
    assert [*unlike_shipped(older, SHIPPED)] == [], "nobody knows here what 1.9 was"
    without = {path: raw for path, raw in same.items() if not path.endswith("lock.yaml")}
    assert [*unlike_shipped(without, SHIPPED)] == [], "that the lock is missing is another finding"
