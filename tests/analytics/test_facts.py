"""Facts: where they are declared, when their modules are imported, how often they are computed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import CodeType, FrameType

import pytest

from pmokit import analytics
from pmokit.analytics.fact import Fact, declared
from pmokit.analytics.facts import FACTS, INDEX
from pmokit.load import records
from pmokit.load.run import Run
from pmokit.model import kinds
from pmokit.model.anatomy import NUMBER
from pmokit.model.project import Project
from pmokit.model.rule import Rule
from pmokit.rules.judging import by_kind, judge
from pmokit.rules.language.compiling import Compiled, Language, compile_rule
from pmokit.views.context import Context
from pmokit.views.portfolio import home, overviews
from pmokit.views.project import project_page
from pmokit.views.steering import pack
from tests.conftest import CLOCK, check_files, sound, write_files


def test_the_index_names_what_the_modules_declare() -> None:
    found: dict[str, set[str]] = {}
    for module in walk_packages(analytics.__path__, f"{analytics.__name__}."):
        names = {".".join(key) for key in declared(import_module(module.name))}
        if names:
            found[module.name.removeprefix(f"{analytics.__name__}.")] = names
    assert found == {module: set(names) for module, names in INDEX.items()}
    assert sum(map(len, INDEX.values())) == len(FACTS), "no fact is declared twice"


def test_every_fact_belongs_to_a_kind_hides_no_field_and_has_a_title() -> None:
    for (kind, name), fact in FACTS.items():
        assert name not in kinds.all_kinds()[kind].model_fields
        assert fact.title


def test_a_check_imports_no_module_of_facts_that_no_rule_names(
    tmp_path: Path, shipped_files: Mapping[str, bytes]
) -> None:
    left_out = re.compile("/(rules|waivers|migrations)/")
    files = {path: raw for path, raw in sound(shipped_files).items() if not left_out.search(path)}
    for name in ("reporting", "tiers", "lifecycle"):
        files.pop(f"methodology/{name}.yaml", None)
    late = "methodology/rules/schedule/milestone-late.yaml"
    files[late] = shipped_files[_first_rule_that_names(shipped_files, "overdue_days")]
    root = write_files(tmp_path / "small", files)
    command = [
        "check",
        "--no-cache",
        "--root",
        str(root),
        "--format",
        "json",
        "--output",
        str(tmp_path / "out.json"),
    ]
    code = (
        "import json, sys\nfrom pmokit.cli.main import pmokit\n"
        f"try: pmokit({command!r})\nexcept SystemExit: pass\n"
        "print(json.dumps([name for name in sys.modules if name == 'numpy' or '.analytics.' in name]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    imported = {name.removeprefix("pmokit.analytics.") for name in json.loads(done.stdout.splitlines()[-1])}
    assert "schedule.slips" in imported, "the rule names a fact of it"
    assert imported == {
        "by_git",
        "by_register",
        "by_words",
        "fact",
        "facts",
        "index",
        "schedule",
        "schedule.slips",
    }
    assert "rule-invalid" not in (tmp_path / "out.json").read_text()


def _first_rule_that_names(files: Mapping[str, bytes], fact: str) -> str:
    other = {name for _, name in FACTS} - {fact}
    return next(
        path
        for path, raw in sorted(files.items())
        if path.startswith("methodology/rules/")
        and f".{fact}" in raw.decode()
        and not any(f".{name}" in raw.decode() for name in other)
    )


def heavy_rules(heavy: Fact[..., int], number: int) -> list[Compiled]:
    """Rules that all name a fact."""
    words = Language({}, [heavy])
    found: list[Compiled] = []
    for place in range(number):
        rule = Rule.model_construct(
            id=f"heavy-{place}", title="T", applies_to="project", when=f"project.heavy > {place}",
            require="project.heavy < 0", message="is {project.heavy}", at=None, fix=None, subject="s",
            severity="note", by_tier={}, effective_from=None, clause="", remedy="",
        )  # fmt: skip
        compiled, findings = compile_rule(rule, words)
        assert compiled is not None, findings
        found.append(compiled)
    return found


def test_a_heavy_fact_is_computed_once_a_run_and_not_at_all_where_no_rule_names_it(
    shipped_files: Mapping[str, bytes],
) -> None:
    calls: Counter[str] = Counter()

    def work(project: Project, run: Run) -> int:
        calls[project.id] += 1
        time.sleep(0.05)
        return 100

    heavy: Fact[[Project, Run], int] = Fact("project", "heavy", NUMBER, work)
    checked = check_files(sound(shipped_files))
    run = checked.run
    rules = heavy_rules(heavy, 10)
    assert calls == {}
    project = run.project("example")
    assert project is not None
    items = list(records.of_project("example", run.folder("example").parts, project))
    assert len(judge(items, by_kind(rules), run, "example", frozenset()).findings) == 10
    for _page in ("home", "project", "workstream", "pack"):
        assert heavy(project, run) == 100
    assert calls == {"example": 1}


def test_check_pages_and_pack_compute_no_fact_of_a_record_twice(shipped_files: Mapping[str, bytes]) -> None:
    codes: dict[CodeType, str] = {fact.function.__code__: ".".join(fact.key) for fact in FACTS.values()}
    calls: Counter[tuple[str, int]] = Counter()
    kept: list[object] = []

    def count(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and (name := codes.get(frame.f_code)) is not None:
            record = frame.f_locals[frame.f_code.co_varnames[0]]
            kept.append(record)  # so that no other record gets its identity
            calls[name, id(record)] += 1

    sys.setprofile(count)
    try:
        context = Context(check_files(shipped_files, CLOCK))
        home.home(context)
        overviews.projects(context)
        for project in context.projects:
            project_page.page(context, project)
        for forum in context.run.forums.values():
            pack.pack(context, forum, CLOCK)
    finally:
        sys.setprofile(None)
    assert calls[next(key for key in calls if key[0] == "milestone.slip_days")] == 1
    assert {name for (name, _), number in calls.items() if number > 1} == set()


@pytest.mark.parametrize("key", [("project", "nothing"), ("nothing", "date")])
def test_a_fact_that_nobody_declares_is_not_there(key: tuple[str, str]) -> None:
    assert key not in FACTS and FACTS.get(key) is None
