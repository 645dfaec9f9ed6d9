"""The house as `docs/architecture.md` draws it: floors, no circles, one door for each library."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.words.reading import parsed

SOURCE = Path(__file__).parents[1] / "src/pmokit"
FLOORS = [
    {"words"},
    {"text", "model"},
    {"load"},
    {"analytics"},
    {"rules"},
    {"views"},
    {"site", "findings", "exchange"},
    {"cli"},
]
FLOOR = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}
# A library may be imported below these paths only.
DOORS = {
    "ruamel": ("text/",),
    "pydantic": ("model/",),
    "pydantic_core": ("model/", "load/shape.py", "load/extra.py"),
    "jinja2": ("site/render.py", "site/sandbox.py", "site/template_check.py", "site/template_sizes.py"),
    "mkdocs": ("site/mkdocs_process.py",),
    "markdown": ("site/prose.py",),
    "nh3": ("site/prose.py",),
    "markupsafe": ("site/",),
    "click": ("cli/",),
    "icalendar": ("exchange/icalendar_file.py",),
    "pptx": ("exchange/powerpoint.py",),
    "typst": ("exchange/paper.py",),
    "feedgenerator": ("exchange/feed.py",),
    "gettext": ("words/catalogue.py",),
    "subprocess": ("text/git_process.py", "site/engine.py"),
}
ALSO = {"pydantic": ("load/shape.py", "exchange/table_map.py", "exchange/json_document.py")}


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


@cache
def nodes(path: Path) -> list[ast.AST]:
    """All nodes of a module, walked once for all tests."""
    return list(ast.walk(parsed(path)))


@cache
def imports(path: Path) -> list[str]:
    """All imports of a module, those inside functions too."""
    found: list[str] = []
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return found


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def graph() -> dict[str, set[str]]:
    """Which module of ours imports which, by path."""
    known = {
        f"pmokit.{name_of(path).removesuffix('.py').replace('/', '.')}": name_of(path) for path in modules()
    }
    return {
        name_of(path): {known[name] for name in imports(path) if name in known} - {name_of(path)}
        for path in modules()
    }


def test_each_floor_imports_only_what_stands_below_it() -> None:
    wrong = []
    for module, used in graph().items():
        here = module.split("/")[0]
        for other in used:
            there = other.split("/")[0]
            if here in FLOOR and there in FLOOR and here != there and FLOOR[there] >= FLOOR[here]:
                wrong.append(f"{module} imports {other}")
    assert wrong == []


def test_no_modules_import_each_other_in_a_circle_even_inside_functions() -> None:
    edges = graph()
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join((*trail, module))
        if module not in done:
            for other in edges[module]:
                visit(other, (*trail, module))
            done.add(module)

    for module in edges:
        visit(module, ())


@pytest.mark.parametrize("library", sorted(DOORS))
def test_each_foreign_library_has_its_doors(library: str) -> None:
    doors = DOORS[library] + ALSO.get(library, ())
    users = [
        name_of(path)
        for path in modules()
        if any(name == library or name.startswith(f"{library}.") for name in imports(path))
    ]
    assert [user for user in users if not user.startswith(doors or ("-",))] == []


def test_only_the_command_line_prints_exits_and_reads_clock_or_environment() -> None:
    wrong = []
    for path in modules():
        # A process of its own answers by what it prints and by its exit status.
        if name_of(path).startswith("cli/") or name_of(path) == "site/mkdocs_process.py":
            continue
        for node in nodes(path):
            text = ast.unparse(node) if isinstance(node, (ast.Call, ast.Attribute)) else ""
            if text.startswith(("print(", "sys.exit(", "date.today(", "datetime.now(", "time.time(")):
                wrong.append(f"{name_of(path)}: {text[:40]}")
            if text == "os.environ" and name_of(path) not in ("text/git_process.py", "site/engine.py"):
                wrong.append(f"{name_of(path)}: {text}")
    assert wrong == []


def test_no_test_reads_the_clock_of_the_machine() -> None:
    readers = (
        "date.today",
        "datetime.now",
        "datetime.today",
        "datetime.utcnow",
        "time.time",
        "time.localtime",
    )
    wrong = []
    for path in Path(__file__).parent.rglob("*.py"):
        for node in nodes(path):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(readers):
                wrong.append(f"{path.name}:{node.lineno}: {ast.unparse(node)}")
    assert wrong == []


# What changes files on disk, and who may: the door to the records, and those who write elsewhere.
WRITING = {
    "write_text",
    "write_bytes",
    "replace",
    "rename",
    "unlink",
    "rmtree",
    "copytree",
    "copyfile",
    "move",
}
WRITING |= {"mkstemp", "fdopen", "touch", "symlink", "remove", "truncate"}
WRITERS = {
    "text/journal.py": "the journal of a plan, outside the repository",
    "text/writer.py": "the one door to methodology/ and portfolio/",
    "text/git_process.py": "settings for git, in a folder of its own",
    "text/objects.py": "a state of the past, into a folder of its own",
    "rules/sharing.py": "a pipe between two processes",
    "cli/writing.py": "packs, feeds, schemas: refuses places among the records",
    "cli/init_command.py": "a new repository, where nothing is yet",
    "cli/demo_command.py": "a new repository, where nothing is yet",
    "cli/build_command.py": "the memory of a site",
    "cli/memory.py": "the memory of runs",
    "site/build.py": "the site",
    "site/engine.py": "the site",
    "site/publish.py": "the site",
    "site/mkdocs_process.py": "pages of the last site, and what they were made of",
    "site/search.py": "names that the search finds",
}


def test_one_door_writes_records_and_whoever_else_writes_is_known() -> None:
    found = {
        name_of(path)
        for path in modules()
        for node in nodes(path)
        if isinstance(node, ast.Call) and _changes_the_disk(node)
    }
    assert found == WRITERS.keys()


def _changes_the_disk(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name == "open":
        return any(isinstance(a, ast.Constant) and set(str(a.value)) & set("wax+") for a in call.args[1:2])
    owner = ast.unparse(call.func.value) if isinstance(call.func, ast.Attribute) else ""
    if name in ("replace", "remove"):
        return owner == "os"
    return name in WRITING


# What a process may keep: it follows from the program alone, not from what was read of a repository.
KEPT = {
    "model/anatomy.py: cache",
    "model/kinds.py: cache",
    "words/catalogue.py: cache",
    "cli/memory.py: cache",
    "load/inspection.py: cache",
    "load/layout.py: cache",
    "exchange/schema.py: cache",
    "site/prose.py: cache",
    "site/addresses.py: lru_cache",
    # These follow from a text alone, whichever repository holds it.
    "load/folder.py: lru_cache",
    "rules/language/syntax.py: lru_cache",
    "rules/language/translating.py: lru_cache",
}


def test_no_memo_outlives_its_run() -> None:
    """What is worked out of a repository is held by `Run.once`."""
    found = set()
    for path in modules():
        tree = parsed(path)
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module == "functools":
                found |= {f"{name_of(path)}: {a.name}" for a in node.names if "cache" in a.name}
            elif isinstance(node, ast.Attribute) and ast.unparse(node).startswith("functools."):
                found.add(f"{name_of(path)}: {ast.unparse(node)}")
            elif isinstance(node, ast.Global):
                found.add(f"{name_of(path)}: global {', '.join(node.names)}")
            elif isinstance(node, ast.Attribute) and node.attr in ("_last", "_cache", "_memo"):
                found.add(f"{name_of(path)}: {node.attr}")
    # Properties of a context live and die with it.
    assert found - {"views/context.py: cached_property"} == KEPT


def test_nobody_looks_into_the_dictionary_of_a_record() -> None:
    """Parts that could not be read are None or empty, and typed so; one hot walk reads all fields at once."""
    users = {name_of(path) for path in modules() if "__dict__" in path.read_text(encoding="utf-8")}
    assert users == {"load/inspection.py"}


def test_every_module_says_what_the_room_is_for() -> None:
    silent = [name_of(path) for path in modules() if not ast.get_docstring(parsed(path))]
    assert silent == []


def test_help_comes_without_the_heavy_libraries() -> None:
    """Importing the entry point must not import what only some commands need."""
    import subprocess
    import sys

    code = "import sys, pmokit.cli.main; print([m for m in ('pydantic', 'ruamel.yaml', 'jinja2', 'mkdocs') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.slow
def test_nothing_names_a_registry_or_a_path_of_a_machine() -> None:
    root = SOURCE.parents[1]
    listed = [
        p
        for p in root.rglob("*")
        if p.is_file() and p.suffix in {".py", ".toml", ".md", ".yaml", ".yml", ".sh", ""}
    ]
    skipped = {
        ".venv",
        ".git",
        "site",
        "node_modules",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
        ".hypothesis",
    }
    banned = ["pypi" + ".org", "npmjs" + ".org", "files.python" + "hosted", "/wo" + "rk/", "/ro" + "ot/"]
    found = [
        f"{path.relative_to(root)}: {word}"
        for path in listed
        if not skipped & set(path.relative_to(root).parts)
        for word in banned
        if word in path.read_text(encoding="utf-8", errors="ignore")
    ]
    assert found == []


def test_a_file_name_has_one_meaning() -> None:
    names = [path.name for path in modules() if path.name != "__init__.py"]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_paths_and_names_of_records_are_cut_in_one_place() -> None:
    """What a path or an address says is asked of `load/layout.py` and `model/address.py`."""
    asked = ("load/layout.py", "load/misplaced.py", "model/address.py")
    # These speak of other paths: git's trees, pages of the site, files of rules.
    others = (
        "text/",
        "site/",
        "load/folder.py",
        "load/compose.py",
        "cli/check_command.py",
        "cli/new_command.py",
        "cli/place.py",
    )
    cuts = {"split", "rsplit", "partition", "rpartition"}
    wrong = []
    for path in modules():
        for node in nodes(path):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in cuts:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and first.value in ("/", ":"):
                    wrong.append(f"{name_of(path)}: {ast.unparse(node)}")
            if isinstance(node, ast.Constant) and node.value == "portfolio/projects/":
                wrong.append(f"{name_of(path)}: {node.value}")
    assert [found for found in wrong if not found.startswith((*asked, *others))] == []


def strings(node: ast.AST) -> set[object]:
    """The plain values of a list, tuple or set, or of the keys of a mapping whose values are numbers."""
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return {item.value for item in node.elts if isinstance(item, ast.Constant)}
    if isinstance(node, ast.Dict):
        ranks = [isinstance(value, ast.Constant) and isinstance(value.value, int) for value in node.values]
        if ranks and all(ranks):
            return {key.value for key in node.keys if isinstance(key, ast.Constant)}
    return set()


def values_listed(room: Path) -> list[set[object]]:
    return [strings(node) for node in nodes(room)]


def test_colours_have_one_order() -> None:
    """A list of two colours, or a mapping from colours to numbers, is an order of its own."""
    colours = {"red", "amber_red", "amber", "amber_green", "green"}
    lists = [
        name_of(path)
        for path in modules()
        if name_of(path) != "model/colour.py" and any(len(some & colours) > 1 for some in values_listed(path))
    ]
    assert lists == []


def test_templates_list_no_colours() -> None:
    templates = sorted((SOURCE.parents[1] / "site_templates").rglob("*.j2"))
    pattern = re.compile(r"""[(\[]\s*["'](red|amber|green)["']\s*,\s*["'](red|amber|green)["']""")
    assert templates
    assert [path.name for path in templates if pattern.search(path.read_text(encoding="utf-8"))] == []


def test_under_way_and_expected_are_said_once() -> None:
    twice = []
    for path in modules():
        text = path.read_text(encoding="utf-8")
        if name_of(path) != "model/project.py" and any(
            {"active", "on_hold"} <= some for some in values_listed(path)
        ):
            twice.append(f"{name_of(path)}: under way")
        if name_of(path) != "model/schedule.py" and re.search(r"\.actual or \w+\.forecast", text):
            twice.append(f"{name_of(path)}: expected")
        if name_of(path) != "model/reporting_period.py" and re.search(
            r"\bperiod_days\b.*[*/%]|// .*\bperiod_days\b|first_period\)\.days|days=.*due_after_days", text
        ):
            twice.append(f"{name_of(path)}: periods")
    assert twice == []


def test_annotations_of_records_are_no_texts_to_be_compiled_at_every_start() -> None:
    late = "\nfrom __future__ import annotations\n"
    texts = {name_of(path): path.read_text(encoding="utf-8") for path in modules()}
    records = [
        name
        for name, text in texts.items()
        if name.startswith("model/") and re.search(r"^class \w+\((Record|Entry)\):", text, re.M)
    ]
    assert len(records) > 20
    assert [name for name in records if late in texts[name]] == []


NUMBERS = {
    "analytics/organisation/minuted_figures.py": "what numbers are called in words",
    "analytics/reporting/sentences.py": "how near a word is to the one that it denies",
    "rules/sharing.py": "when another process is worth its cost",
    "rules/trend.py": "how many periods a chart shows; how far back pages look without any period",
    "views/portfolio/verdict.py": "four weeks are a month",
    "views/registers/listing.py": "columns that fit on a screen",
    "views/steering/pack.py": "rows that are read in a meeting",
    "views/history/news.py": "how many entries a feed holds",
    "views/people/digest.py": "a digest is of a week",
    "views/steering/executive_sheet.py": "how much fits on a slide",
    "views/steering/pack_projects.py": "how much fits on a slide",
}
"""Where a number stands by a name in Python, or as a span of days, and what it is: mechanism, never policy."""


def test_numbers_that_a_method_may_want_to_change_stand_in_the_method() -> None:
    """A limit, a weight or a horizon belongs into a file of the methodology; see `reporting.yaml`."""
    judging = [
        path
        for path in modules()
        if name_of(path).startswith(("analytics/", "rules/", "views/"))
        and not name_of(path).startswith("rules/language/")
    ]
    found = {name_of(path) for path in judging if any(_numbers(parsed(path)))}
    assert found == NUMBERS.keys()


def _numbers(tree: ast.Module) -> Iterator[ast.Constant]:
    """Numbers other than 0 and 1 that a module calls by a name, or takes for a span of days."""
    for node in ast.walk(tree):
        parts: list[ast.AST] = []
        if node in tree.body and isinstance(node, ast.Assign | ast.AnnAssign):
            parts = list(ast.walk(node))
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "timedelta":
            # A multiple of what the method names is none of its own.
            parts = [*node.args, *(keyword.value for keyword in node.keywords)]
        for part in parts:
            if (
                isinstance(part, ast.Constant)
                and type(part.value) in (int, float)
                and part.value not in (0, 1)
            ):
                yield part


LONG_FILES = {
    "cli/new_command.py": 280,
    "views/people/digest.py": 280,
}
"""Files of more than 250 lines, each with the lines that it may have until it is split."""
LONG_FUNCTIONS = {
    "cli/digest_command.py command",
    "cli/period_command.py close",
    "cli/report_starter.py command",
    "cli/test_command.py command",
    "cli/trend_command.py command",
    "load/compose.py _entry",
    "load/layered_standards.py compose_standard",
    "load/relaxing.py refusal",
    "views/reporting/report_draft.py artefact",
}
"""Functions of more than 40 lines, until they are split; none may have more than 55."""


PARTICIPLES = re.compile(r"_?(told|found|said|shown|asked|given|kept|named)")


def test_functions_are_named_by_verbs_and_nouns_of_the_field_not_by_participles() -> None:
    found = {
        f"{name_of(path)} {node.name}"
        for path in modules()
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef) and PARTICIPLES.fullmatch(node.name)
    }
    assert found == set()


def test_files_have_at_most_250_lines() -> None:
    sizes = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert {name: size for name, size in sizes.items() if size > LONG_FILES.get(name, 250)} == {}
    assert {name for name in LONG_FILES if sizes[name] <= 250} == set(), "these need no exception any more"


def test_functions_have_at_most_40_lines() -> None:
    sizes = {
        f"{name_of(path)} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in modules()
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef)
    }
    assert {name: size for name, size in sizes.items() if size > (55 if name in LONG_FUNCTIONS else 40)} == {}
    assert {name for name in LONG_FUNCTIONS if sizes.get(name, 0) <= 40} == set(), "these need no exception"
