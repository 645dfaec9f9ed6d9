"""Twenty mistakes in twenty places of the shipped repository: each found once, nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from pmokit.model.finding import CONSEQUENCES

P = "portfolio/projects"
Edit = tuple[str, str, str, str, int, int]

# file, what is replaced, by what, the finding's rule, line, column
MISTAKES: list[Edit] = [
    (f"{P}/sd-wan/project.yaml", "manager: anna-novak", "manger: anna-novak", "unknown-key", 10, 1),
    (f"{P}/sd-wan/schedule.yaml", "baseline: 2026-06-30", "baseline: 2026-06-31", "bad-date", 4, 15),
    (f"{P}/sd-wan/finance.yaml", "budget: 2400000 EUR", "budget: 2,400,000 EUR", "bad-money", 2, 9),
    (f"{P}/sd-wan/raid.yaml", "likelihood: 4", "likelihood: often", "bad-number", 9, 17),
    (f"{P}/sd-wan/team.yaml", "percent: 80", "percent: 180", "bad-number", 5, 14),
    (f"{P}/m365-migration/project.yaml", "state: active", "state: actve", "bad-choice", 10, 8),
    (f"{P}/m365-migration/raid.yaml", "owner: julie-martin", "owner: julia-martin", "unknown-reference", 4, 12),
    (f"{P}/m365-migration/team.yaml", "role: service-owner", "role: servce-owner", "unknown-reference", 11, 11),
    (f"{P}/m365-migration/schedule.yaml", "critical: true", "critical: yes", "bad-flag", 28, 15),
    (f"{P}/backup-renewal/raid.yaml", "  - id: old-tapes", "  - id: room-late", "duplicate-id", 17, 9),
    (f"{P}/backup-renewal/team.yaml", "assignments:\n", "assignments:\n\t", "yaml-tab", 2, 1),
    (f"{P}/backup-renewal/finance.yaml", "budget: 980000 EUR", "budget: !money 980000 EUR", "yaml-tag", 2, 9),
    (f"{P}/backup-renewal/benefits.yaml", "    measure:", "    title: Again\n    measure:", "duplicate-key", 5, 5),
    (f"{P}/endpoint-refresh/raid.yaml", "owner: grace-okafor", "owner: &o grace-okafor", "yaml-anchor", 4, 12),
    (f"{P}/endpoint-refresh/team.yaml", "    role: technical-lead\n", "    role: technical-lead\n---\n", "several-documents", 8, 1),
    (f"{P}/endpoint-refresh/project.yaml", "title: Device refresh\n", "title:\n", "missing-key", 1, 1),
    (f"{P}/cloud-landing-zone/project.yaml", "finish: 2026-12-18", "finish: 2026-01-18", "dates-reversed", 14, 9),
]  # fmt: skip


def test_twenty_mistakes_give_exactly_their_findings_in_one_run(
    shipped_copy: Path, run: Callable[..., Result]
) -> None:
    before = findings(run, shipped_copy)
    expected: list[tuple[str, str, int, int]] = []
    for path, old, new, rule, line, column in MISTAKES:
        change(shipped_copy / path, old, new)
        expected.append((path, rule, line, column))
    expected += more_mistakes(shipped_copy)
    found = [entry for entry in findings(run, shipped_copy) if entry not in before]
    assert sorted(found) == sorted(expected)
    assert len(expected) == 24


def more_mistakes(root: Path) -> list[tuple[str, str, int, int]]:
    """Mistakes that are not one text for another."""
    cycle = root / P / "cloud-landing-zone/schedule.yaml"
    change(cycle, "    pessimistic: 60\n", "    pessimistic: 60\n    after:\n      - task: train\n")
    latin = root / P / "it-cost-transparency/raid.yaml"
    latin.write_bytes(latin.read_bytes().replace(b"risks:\n", b"# caf\xe9\nrisks:\n", 1))
    nul = root / P / "it-cost-transparency/team.yaml"
    nul.write_bytes(nul.read_bytes().replace(b"assignments:", b"assignments:\x00", 1))
    deep = root / P / "it-cost-transparency/benefits.yaml"
    deep.write_text("benefits: " + "[" * 20_000)
    (root / P / "it-cost-transparency/shedule.yaml").write_text("milestones: []\n")
    rule = root / "methodology/rules/raid/risk-unowned.yaml"
    change(rule, "require: risk.owner is not None", "require: risk.ownr is not None")
    (root / P / "empty-folder/notes").mkdir(parents=True)
    (root / P / "empty-folder/raid.yaml").write_text("risks: []\n")
    return [
        (f"{P}/cloud-landing-zone/schedule.yaml", "cycle", 41, 15),
        (f"{P}/it-cost-transparency/raid.yaml", "not-utf8", 1, 6),
        (f"{P}/it-cost-transparency/team.yaml", "control-character", 1, 13),
        (f"{P}/it-cost-transparency/benefits.yaml", "too-deep", 1, 60),
        (f"{P}/it-cost-transparency/shedule.yaml", "unknown-file", 1, 1),
        ("methodology/rules/raid/risk-unowned.yaml", "rule-invalid", 6, 10),
        (f"{P}/empty-folder/raid.yaml", "missing-file", 1, 1),
    ]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def findings(run: Callable[..., Result], root: Path) -> list[tuple[str, str, int, int]]:
    result = run("check", "--root", root, "--format", "json")
    return [
        (entry["path"], entry["rule"], entry["line"], entry["column"])
        for entry in json.loads(result.stdout)["findings"]
        if entry["rule"] not in CONSEQUENCES
    ]
