"""`make mutants BASE=REF`: small faults in the lines changed since a commit, and the tests that miss them.

Of all mutants of the changed lines some are drawn by a seed. Each is run in a copy of the project
against the tests that reach its line (recorded once by coverage). Exit status: 0 if at least 80
percent were killed, 1 if fewer were, 2 if the tests fail without any fault.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from typing import NamedTuple

import alarm
import pytest

SELECTION = ("-m", "not browser and not slow and not sweep")
"""The tests of `make test-fast`."""
PYTEST = ("-x", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", "--no-header")
AT_LEAST = 0.8
EQUIVALENT = Path("tests/equivalent_mutants.txt")
NOTES = ".mutants.json"
SECONDS = ".mutants-seconds.json"
DATA = ".mutants"
SETTINGS = ".coverage-of-mutants"
"""How coverage measures a program that a test starts."""
CONTEXT = "PMOKIT_TEST"
"""The variable that names the test to it."""

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_CALCULATED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip


def left_out(root: Path) -> Callable[[str, list[str]], set[str]]:
    """What a copy of the project does without: history, environments, and what was built."""
    anywhere = shutil.ignore_patterns(".git", ".venv", "*_cache", "__pycache__")

    def names(folder: str, found: list[str]) -> set[str]:
        built = {"site", "dist"} if Path(folder) == root else set()
        return anywhere(folder, found) | built

    return names


def copied(root: Path, folder: Path) -> Path:
    """A copy of the project in a folder, with the real files beside it that tests read; the copy."""
    copy = Path(shutil.copytree(root, folder / root.name, ignore=left_out(root)))
    if (root.parent / "shared").is_dir():
        (folder / "shared").symlink_to(root.parent / "shared")
    return copy


class Mutant(NamedTuple):
    """One fault: in place of the characters from `start` to `end` of a file stands `new`."""

    path: str
    function: str
    line: int
    start: int
    end: int
    old: str
    new: str
    at_import: bool = False
    """Whether the line runs while its module is imported, and so for whichever test comes first."""

    @property
    def change(self) -> str:
        """The change in one line."""
        return f"{' '.join(self.old.split())} -> {' '.join(self.new.split())}"

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is known by, whatever its line."""
        return (self.path, self.function, self.change)


def changed_lines(root: Path, base: str) -> dict[str, set[int]]:
    """The lines of each file of `src/` that differ from a commit."""
    command = ["git", "diff", "-U0", "--no-color", "--no-ext-diff", base, "--", "src/*.py"]
    diff = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
    found: dict[str, set[int]] = {}
    path = ""
    for line in diff.splitlines():
        if line.startswith("+++ "):
            path = line[6:]
        elif match := re.match(r"@@ \S+ \+(\d+)(?:,(\d+))? @@", line):
            first, number = int(match[1]), int(match[2] or 1)
            found.setdefault(path, set()).update(range(first, first + number))
    return {path: lines for path, lines in found.items() if lines}


def mutants_of(path: str, text: str, lines: set[int]) -> list[Mutant]:
    """All mutants of some lines of a file, in the order of their places."""
    starts = [0]
    for line in text.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found: list[Mutant] = []
    tree = ast.parse(text)
    called = {
        number
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for number in range(node.body[0].lineno, (node.end_lineno or 0) + 1)
    }
    for node, function in _nodes(tree, ""):
        first, column = getattr(node, "lineno", 0), getattr(node, "col_offset", 0)
        last, end = getattr(node, "end_lineno", 0), getattr(node, "end_col_offset", 0)
        if first in lines:
            begin, stop = starts[first - 1] + column, starts[last - 1] + end
            old = text.encode()[begin:stop].decode()
            if not old.startswith("elif"):
                found += [
                    Mutant(path, function, first, begin, stop, old, new, first not in called)
                    for new in _faults(node)
                ]
    return sorted(set(found), key=lambda item: (item.start, item.end, item.new))


def _nodes(node: ast.AST, function: str) -> Iterator[tuple[ast.AST, str]]:
    """Every node that has an effect when it runs, with the function in which it stands; types have none."""
    yield node, function
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            function = f"{function}.{name}".lstrip(".")
            parts: list[ast.AST] = [*node.decorator_list, *node.body]
        case ast.AnnAssign(value=value):
            parts = [value] if value else []
        case ast.Subscript(value=value, slice=ast.Tuple()):
            parts = [value]
        case ast.JoinedStr() | ast.arguments():
            parts = []
        case _:
            parts = list(ast.iter_child_nodes(node))
    for part in parts:
        yield from _nodes(part, function)


def _faults(node: ast.AST) -> Iterator[str]:
    """The source of each small fault of a node."""
    match node:
        case ast.Compare(ops=operators):
            for place, operator in enumerate(operators):
                if type(operator) in _COMPARED:
                    some = [*operators]
                    some[place] = _COMPARED[type(operator)]()
                    yield _source(ast.Compare(node.left, some, node.comparators))
        case ast.BoolOp(values=values):
            for place in range(len(values)):
                rest = values[:place] + values[place + 1 :]
                yield _source(rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest))
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield _source(operand)
        case ast.BinOp(op=operator) if type(operator) in _CALCULATED:
            yield _source(ast.BinOp(node.left, _CALCULATED[type(operator)](), node.right))
        case ast.Constant(value=bool(value)):
            yield str(not value)
        case ast.Constant(value=int(value)):
            yield from (str(value + 1), f"({value - 1})")
        case ast.If(body=[*_, ast.Return() | ast.Continue() | ast.Raise()], orelse=[]):
            yield "pass"
        case ast.List(elts=elements) | ast.Tuple(elts=elements) if len(elements) > 1 and _loaded(node):
            for place in range(len(elements)):
                yield _source(type(node)(elements[:place] + elements[place + 1 :], ast.Load()))
        case ast.Call(keywords=keywords):
            for place in range(len(keywords)):
                yield _source(ast.Call(node.func, node.args, keywords[:place] + keywords[place + 1 :]))


def _loaded(node: ast.AST) -> bool:
    return isinstance(getattr(node, "ctx", None), ast.Load)


def _source(node: ast.expr) -> str:
    return f"({ast.unparse(ast.fix_missing_locations(node))})"


def equivalents(root: Path) -> set[tuple[str, str, str]]:
    """The mutants that are listed as equivalent; raises ValueError for one without its reason."""
    found: set[tuple[str, str, str]] = set()
    path = root / EQUIVALENT
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        if line.strip() and not line.startswith("#"):
            parts = [part.strip() for part in line.split(" | ")]
            if len(parts) != 4 or not all(parts):
                raise ValueError(f"{EQUIVALENT}: not `file | function | old -> new | reason`: {line}")
            found.add((parts[0], parts[1], parts[2]))
    return found


def draw(root: Path, base: str, seed: int, limit: int) -> list[Mutant]:
    """At most `limit` mutants of the lines changed since a commit."""
    known = equivalents(root)
    everything: list[Mutant] = []
    for path, lines in sorted(changed_lines(root, base).items()):
        text = (root / path).read_text(encoding="utf-8")
        everything += [mutant for mutant in mutants_of(path, text, lines) if mutant.key not in known]
    chosen = random.Random(seed).sample(everything, min(limit, len(everything)))
    print(f"{len(chosen)} of {len(everything)} mutants of the lines changed since {base}; SEED={seed}")
    return chosen


_told: dict[str, tuple[float, list[str]]] = {}
"""As a plugin of pytest: the seconds of each test, and the shared fixtures that it uses."""


def pytest_runtest_logstart(nodeid: str) -> None:
    """As a plugin of pytest: what runs from here on is reached by this test."""
    _switch(nodeid)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object]) -> object:
    """As a plugin of pytest: what a shared fixture reaches is reached by every test that uses it."""
    if fixturedef.scope == "function":
        return (yield)
    outer = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]
    _switch(_name(fixturedef))
    try:
        return (yield)
    finally:
        _switch(outer)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """As a plugin of pytest: note which shared fixtures a test uses."""
    known = item._fixtureinfo.name2fixturedefs.values()
    shared = [_name(one) for some in known for one in some if one.scope != "function"]
    item.user_properties.append(("shared", shared))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """As a plugin of pytest: add up the seconds of a test."""
    seconds = _told.get(report.nodeid, (0.0, []))[0] + report.duration
    _told[report.nodeid] = (seconds, dict(report.user_properties).get("shared", []))  # type: ignore[arg-type]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """As a plugin of pytest: write down what was noted, once for all workers."""
    if not hasattr(session.config, "workerinput"):
        Path(NOTES).write_text(json.dumps(_told), encoding="utf-8")


def _name(fixture: pytest.FixtureDef[object]) -> str:
    return f"fixture {fixture.baseid} {fixture.argname}"


def _switch(context: str) -> None:
    import coverage

    # Programs that a test starts are measured too, from here on: the workers of the tests measure themselves.
    os.environ["COVERAGE_PROCESS_START"], os.environ[CONTEXT] = os.path.abspath(SETTINGS), context
    if recorder := coverage.Coverage.current():
        recorder.switch_context(context)


def environment(copy: Path) -> dict[str, str]:
    """The environment in which a copy runs its own sources."""
    path = [str(copy / "src"), str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]
    known = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**known, "PYTHONPATH": os.pathsep.join(filter(None, path))}


class Reached(NamedTuple):
    """The tests that reach each line, and each file at all; and the seconds that each test took."""

    lines: dict[tuple[str, int], set[str]]
    files: dict[str, set[str]]
    seconds: dict[str, float]

    def by(self, mutant: Mutant) -> list[str]:
        """The tests of a mutant's line, the quickest first. A line that runs at import is reached by
        whatever uses its file, and by the tests of the project as a whole."""
        if (mutant.path, mutant.line) not in self.lines:
            return []
        reached = self.lines[mutant.path, mutant.line]
        if mutant.at_import or not reached:
            whole = {test for test in self.seconds if re.match(r"tests/test_\w+\.py::", test)}
            reached = self.files[mutant.path] | whole
        return sorted(reached, key=lambda test: (self.seconds.get(test, 0.0), test))


def record(copy: Path, tests: Sequence[str], workers: int) -> Reached:
    """Which tests reach what, from one run of all; raises RuntimeError if a test fails."""
    import coverage

    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "mutants",
        "-n",
        str(workers if workers > 1 else 0),
        "--cov=src",
        "--cov-branch",
        "--cov-report=",
    ]
    lines = (
        "[run]",
        "branch = true",
        "parallel = true",
        f"source = {copy / 'src'}",
        f"data_file = {copy / DATA}",
    )
    (copy / SETTINGS).write_text("\n".join((*lines, f"context = ${{{CONTEXT}-}}")), encoding="utf-8")
    known = {**environment(copy), "COVERAGE_FILE": str(copy / DATA)}
    ran = subprocess.run([*command, *PYTEST, *tests], cwd=copy, env=known, capture_output=True, text=True)
    if ran.returncode:
        raise RuntimeError(f"the tests fail without any fault:\n{ran.stdout[-3000:]}{ran.stderr[-1000:]}")
    notes = json.loads((copy / NOTES).read_text(encoding="utf-8"))
    using: dict[str, set[str]] = {test: {test} for test in notes}
    for test, (_, shared) in notes.items():
        for fixture in shared:
            using.setdefault(fixture, set()).add(test)
    reached = Reached({}, {}, {test: seconds for test, (seconds, _) in notes.items()})
    data = coverage.CoverageData(str(copy / DATA))
    data.read()
    for file in data.measured_files():
        name = Path(file).resolve().relative_to(copy.resolve()).as_posix()
        for line, contexts in data.contexts_by_lineno(file).items():
            some = {test for context in contexts for test in using.get(context, ())}
            reached.lines[name, line] = some
            reached.files.setdefault(name, set()).update(some)
    return reached


def is_killed(mutant: Mutant, copy: Path, tests: Sequence[str], seconds: float) -> bool:
    """Whether a test fails, or does not end, with the fault in a copy of the project.

    Raises subprocess.TimeoutExpired if the tests are still running after so many seconds.
    """
    path = copy / mutant.path
    sound = path.read_bytes()
    _write(path, sound[: mutant.start] + mutant.new.encode() + sound[mutant.end :])
    try:
        command = [sys.executable, "-m", "pytest", "-p", "alarm", *PYTEST, *tests]
        own = {**environment(copy), alarm.VARIABLE: str(copy.parent.parent / SECONDS)}
        ran = subprocess.run(command, cwd=copy, env=own, capture_output=True, timeout=seconds)
        return ran.returncode != 0
    finally:
        _write(path, sound)


def _write(path: Path, raw: bytes) -> None:
    """Change a module. Python knows a compiled one by size and second, which another fault may share."""
    path.write_bytes(raw)
    for compiled in path.parent.glob(f"__pycache__/{path.stem}.*.pyc"):
        compiled.unlink()


class Result(NamedTuple):
    """What became of the mutants; `untried` are those for which no time was left."""

    killed: list[Mutant]
    survived: list[Mutant]
    untried: list[Mutant]


def run(root: Path, chosen: Sequence[Mutant], tests: Sequence[str], minutes: float, workers: int) -> Result:
    """Run each mutant against the tests that reach it, in as many copies as there are workers."""
    end = time.monotonic() + minutes * 60
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copies: Queue[Path] = Queue()
        for number in range(workers):
            copies.put(copied(root, Path(folder) / f"{number}"))
        first = copies.get()
        reached = record(first, tests, workers)
        (Path(folder) / SECONDS).write_text(json.dumps(reached.seconds), encoding="utf-8")
        copies.put(first)

        def judge(mutant: Mutant) -> bool | None:
            reaching = reached.by(mutant)
            left = end - time.monotonic()
            if not reaching or left <= 0:
                return None if reaching else False
            copy = copies.get()
            try:
                return is_killed(mutant, copy, reaching, left)
            except subprocess.TimeoutExpired:
                return None
            finally:
                copies.put(copy)

        with ThreadPoolExecutor(workers) as pool:
            verdicts = list(zip(chosen, pool.map(judge, chosen), strict=True))
    return Result(*([mutant for mutant, verdict in verdicts if verdict is v] for v in (True, False, None)))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", help="the commit since which lines count as changed")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--limit", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--root", type=Path, default=Path.cwd())
    parser.add_argument(
        "--tests",
        nargs=argparse.REMAINDER,
        default=SELECTION,
        help="what pytest is given; by default the tests of test-fast",
    )
    options = parser.parse_args(arguments)
    try:
        chosen = draw(options.root, options.base, options.seed, options.limit)
        result = (
            run(options.root, chosen, options.tests, options.minutes, options.workers)
            if chosen
            else Result([], [], [])
        )
    except (RuntimeError, ValueError) as error:
        print(error)
        return 2
    for mutant in sorted(result.survived):
        print(f"survived: {mutant.path}:{mutant.line} in {mutant.function or 'module'}: {mutant.change}")
    tried = len(result.killed) + len(result.survived)
    share = len(result.killed) / tried if tried else 1.0
    print(f"{len(result.killed)} of {tried} killed ({share:.0%}); {len(result.untried)} untried")
    return 0 if share >= AT_LEAST and not result.untried else 1


if __name__ == "__main__":
    sys.exit(main())
