"""The speed and size that pmokit promises, measured: `make bench`.

Each figure is a ratio of two things measured in this run, or a limit that any machine keeps. Times
are medians of whole processes, memory is the largest resident set of the process.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PYTHON = sys.executable
PMOKIT = [PYTHON, "-m", "pmokit"]
TODAY = "2026-11-23"


class Cost(NamedTuple):
    """Seconds and megabytes of one process."""

    seconds: float
    megabytes: float


def cost(command: list[str], environment: dict[str, str] | None = None, ok: tuple[int, ...] = (0, 1)) -> Cost:
    """Run a command and measure it."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command, env={**os.environ, **(environment or {})}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    assert process.stderr is not None
    complaint = process.stderr.read().decode()
    process.stderr.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in ok:
        raise SystemExit(f"{' '.join(command[:6])} failed with {process.returncode}:\n{complaint[-2000:]}")
    return Cost(seconds, usage.ru_maxrss / 1024)


def median(runs: int, work: Callable[[], Cost]) -> Cost:
    """The median of some runs."""
    found = [work() for _ in range(runs)]
    return Cost(statistics.median(c.seconds for c in found), max(c.megabytes for c in found))


def generate(folder: Path, count: int) -> None:
    """A portfolio of the shipped kind: the shipped projects again and again under other names, each
    cut to about 10 kB, with their references to each other kept within a round."""
    for name in ("methodology", "site_templates"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copyfile(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    shutil.copytree(
        ROOT / "portfolio",
        folder / "portfolio",
        ignore=shutil.ignore_patterns("projects", "periods", "waivers", "steering", "interdependencies"),
    )
    shipped = sorted((ROOT / "portfolio/projects").iterdir())
    names = [path.name for path in shipped]
    for number in range(count):
        turn, source = divmod(number, len(shipped))
        for path in sorted(shipped[source].rglob("*.yaml")):
            inside = path.relative_to(shipped[source])
            if inside.parts[0] == "reports" and path not in sorted(path.parent.iterdir())[-6:]:
                continue
            text = path.read_text(encoding="utf-8")
            for name in names:
                for form in (f"giver: {name}\n", f"merged_into: {name}\n"):
                    text = text.replace(form, form[:-1] + f"-{turn}\n")
                text = text.replace(f"milestone: {name}/", f"milestone: {name}-{turn}/")
            # No portfolio sends one text from many projects; each copy would be a finding.
            text = re.sub(r"^(summary: (?:>-\n  )?\S+)", rf"\1 site-{turn}", text, flags=re.MULTILINE)
            text = text.replace("state_decision: excellence-board/2026-10-07\n", "")
            text = text.replace("state_decision: infrastructure-board/2026-08-26\n", "")
            text = text.replace("meeting: infrastructure-board/2026-09-23\n", "")
            target = folder / "portfolio/projects" / f"{names[source]}-{turn}" / inside
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


class Table:
    """What was measured against what was promised."""

    def __init__(self) -> None:
        self.missed = 0

    def row(self, what: str, measured: float, limit: float, at_least: bool = False, unit: str = "") -> None:
        """Print one line; a promise that is not kept is counted."""
        kept = measured >= limit if at_least else measured <= limit
        self.missed += not kept
        sign = ">=" if at_least else "<="
        print(
            f"{'ok  ' if kept else 'MISS'}  {what:<66} {measured:>9.2f}{unit}  {sign} {limit:g}{unit}",
            flush=True,
        )


def check_command(folder: Path) -> list[str]:
    return [*PMOKIT, "check", "--root", str(folder), "--today", TODAY, "--output", os.devnull]


def bench_check(table: Table, folder: Path, work: Path, rivals: bool) -> None:
    cache = {"PMOKIT_CACHE": str(work / "cache")}
    command = [*PMOKIT, "check", "--root", str(folder), "--today", TODAY, "--format", "json"]

    def cold_run() -> Cost:
        shutil.rmtree(work / "cache", ignore_errors=True)
        return cost(command, cache)

    edited = next(iter(sorted((folder / "portfolio/projects").glob("sd-wan-*/raid.yaml"))))
    original = edited.read_text()

    def changed_run() -> Cost:
        edited.write_text(original + f"# {time.time_ns()}\n")
        return cost(command, cache)

    cold = median(3, cold_run)
    warm = median(5, lambda: cost(command, cache))
    changed = median(5, changed_run)
    edited.write_text(original)
    files = list((folder / "portfolio").rglob("*.yaml"))
    megabytes = sum(file.stat().st_size for file in files) / 1e6
    print(
        f"      1,000 projects: {len(files):,} files, {megabytes:.1f} MB; cold {cold.seconds:.2f} s, "
        f"warm {warm.seconds:.2f} s, one file changed {changed.seconds:.2f} s"
    )
    if rivals:
        bench_rivals(table, folder, work, cold)
    table.row("check cold / bare event loop of the parser", cold.seconds / bench_event_loop(folder), 3)
    help_ = median(9, lambda: cost([*PMOKIT, "--help"]))
    table.row("check warm / pmokit --help", warm.seconds / help_.seconds, 5)
    table.row("check cold / warm", cold.seconds / warm.seconds, 8, at_least=True)
    table.row("check with one file changed / cold", changed.seconds / cold.seconds, 0.1)
    table.row("check peak memory at 1,000 projects", cold.megabytes, 300, unit=" MB")


def bench_event_loop(folder: Path) -> float:
    """Seconds that the C parser needs for the events of all YAML files, the median of three rounds."""
    code = (
        "import sys, time, statistics; from pathlib import Path\n"
        "from ruamel.yaml.cyaml import CParser\n"
        "files = [path.read_bytes() for path in Path(sys.argv[1]).rglob('*.yaml')]\n"
        "def events():\n"
        "    start = time.perf_counter()\n"
        "    for raw in files:\n"
        "        parser = CParser(raw)\n"
        "        while parser.get_event() is not None: pass\n"
        "        parser.dispose()\n"
        "    return time.perf_counter() - start\n"
        "print(statistics.median(events() for _ in range(3)))\n"
    )
    command = [PYTHON, "-c", code, str(folder / "portfolio")]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def bench_rivals(table: Table, folder: Path, work: Path, cold: Cost) -> None:
    """check-jsonschema and yamllint in an environment of their own, on the same files."""
    environment = work / "rivals"
    venv.create(environment, with_pip=True)
    install = [environment / "bin/pip", "install", "-qq", "check-jsonschema", "yamllint"]
    subprocess.run(install, check=True, capture_output=True)
    subprocess.run(
        [*PMOKIT, "schema", "--root", str(folder), "--output", str(work / "schemas")],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    sys.path.insert(0, str(ROOT / "src"))
    from pmokit.exchange.schema import file_name
    from pmokit.load import layout

    by_schema: dict[str, list[str]] = {}
    for path in sorted((folder / "portfolio").rglob("*.yaml")):
        located = layout.place(path.relative_to(folder).as_posix())
        if located:
            by_schema.setdefault(file_name(located.slot), []).append(str(path))
    rival = sum(
        cost(
            [str(environment / "bin/check-jsonschema"), "--schemafile", str(work / "schemas" / name), *paths]
        ).seconds
        for name, paths in by_schema.items()
    )
    table.row("check-jsonschema / check cold", rival / cold.seconds, 5, at_least=True)
    lint = cost([str(environment / "bin/yamllint"), "-d", "relaxed", str(folder / "portfolio")]).seconds
    table.row("yamllint / check cold", lint / cold.seconds, 5, at_least=True)


def bench_rule() -> float:
    """The dearest rule without a loop: microseconds an evaluation."""
    code = (
        "import sys, time, json, datetime, inspect, re\n"
        "from pathlib import Path\n"
        "from pmokit.analytics.facts import FACTS\n"
        "from pmokit.text.files import read_tree\n"
        "from pmokit.load import repository, records\n"
        "from pmokit.rules.preparing import prepare\n"
        "ws = repository.start(read_tree(Path(sys.argv[1])).files, None, datetime.date(2026, 11, 23))\n"
        "rules = prepare(ws).rules\n"
        "items = {}\n"
        "for name in ws.project_ids:\n"
        "    folder = ws.folder(name)\n"
        "    for item in records.of_project(name, folder.parts, folder.project):\n"
        "        items.setdefault(item.kind, []).append((item, name))\n"
        "# A fact may have a loop of its own, and so has the scoring of tiers.yaml.\n"
        "source = inspect.getsource\n"
        "looping = {name for (_, name), fact in FACTS.items() if ' for ' in source(fact.function)}\n"
        "looping |= {'computed_tier'}\n"
        "loops = lambda text: looping & set(re.findall(r'[.](\\w+)', text))\n"
        "worst = 0\n"
        "for c in rules:\n"
        "    some = items.get(c.rule.applies_to)\n"
        "    text = (c.rule.when or '') + c.rule.require\n"
        "    if not some or ' for ' in text or loops(text): continue\n"
        "    best = 9e9\n"
        "    for _ in range(5):\n"
        "        start = time.perf_counter(); n = 0\n"
        "        while n < 3000:\n"
        "            for item, name in some:\n"
        "                c.verdict(item.record, item.parent, ws, ws.today, name); n += 1\n"
        "        best = min(best, (time.perf_counter() - start) / n)\n"
        "    worst = max(worst, (best, c.rule.id)) if worst else (best, c.rule.id)\n"
        "print(json.dumps(worst))\n"
    )
    done = subprocess.run([PYTHON, "-c", code, str(ROOT)], capture_output=True, text=True, check=True)
    seconds, name = json.loads(done.stdout)
    print(f"      the dearest rule without a loop is {name}")
    return float(seconds) * 1e6


def bench_build(table: Table, small: Path, large: Path, work: Path) -> None:
    def build(folder: Path, name: str, cold: bool) -> Cost:
        if cold:
            shutil.rmtree(work / "build-cache", ignore_errors=True)
        command = [*PMOKIT, "build", "--root", str(folder), "--today", TODAY, "--output", str(work / name)]
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        done = cost(command, {"PMOKIT_CACHE": str(work / "build-cache")})
        return Cost(done.seconds, max(done.megabytes, before / 1024))

    cold = median(2, lambda: build(small, "site-1", True))
    charter = next(iter(sorted((small / "portfolio/projects").glob("*/project.yaml"))))

    def edit_and_build() -> Cost:
        charter.write_text(charter.read_text(encoding="utf-8") + "# Edited.\n", encoding="utf-8")
        return build(small, "site-1", False)

    edited = median(2, edit_and_build)
    plain = bench_plain_mkdocs(small, work)
    double = build(large, "site-2", True)
    print(
        f"      build of 1,000 projects: cold {cold.seconds:.1f} s, edited {edited.seconds:.1f} s; "
        f"plain mkdocs {plain:.1f} s"
    )
    table.row("build cold / plain mkdocs on the same Markdown", cold.seconds / plain, 0.9)
    table.row("build after one edited file / plain mkdocs", edited.seconds / plain, 0.15)
    table.row("build of 2,000 projects / 1,000, time", double.seconds / cold.seconds, 2.1)
    table.row(
        "build of 2,000 projects / 1,000, bytes", size_of(work / "site-2") / size_of(work / "site-1"), 2.2
    )


def bench_plain_mkdocs(folder: Path, work: Path) -> float:
    """`mkdocs build` alone, on the Markdown that pmokit wrote."""
    code = (
        "import sys, datetime; from pathlib import Path\n"
        "from pmokit.cli.site_source import settings_of\n"
        "from pmokit.text.files import read_tree\n"
        "from pmokit.rules.checking import check\n"
        "from pmokit.site import build, engine\n"
        "from pmokit.views.context import Context\n"
        "root, work = map(Path, sys.argv[1:3]); day = datetime.date(2026, 11, 23)\n"
        "context = Context(check(read_tree(root), day, day))\n"
        "pages = build.write(context, [root / 'site_templates'], work / 'docs')\n"
        "found = {'nav': pages.navigation, 'not_in_nav': '\\n'.join(pages.outside)}\n"
        "values = {**settings_of(root).values, **found}\n"
        "engine.write_config(work / 'mkdocs.yml', values, pages.folder, work / 'plain', 'x', day)\n"
    )
    subprocess.run([PYTHON, "-c", code, str(folder), str(work)], check=True)
    command = [
        PYTHON,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--quiet",
        "--config-file",
        str(work / "mkdocs.yml"),
    ]
    environment = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    return median(2, lambda: cost(command, environment, ok=(0,))).seconds


def commit_often(folder: Path, commits: int, first: date, last: date) -> None:
    """Put a folder into git, with some commits between two days, each of which moves a milestone."""
    git = ["git", "-C", str(folder)]
    subprocess.run([*git, "init", "-q", "-b", "main"], check=True)
    schedules = sorted((folder / "portfolio/projects").glob("*/schedule.yaml"))
    who = "committer bench <bench@example.org>"

    def header(day: date) -> bytes:
        moment = int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp())
        return f"commit refs/heads/main\n{who} {moment} +0000\ndata 1\nx\n".encode()

    def blob(path: Path, raw: bytes) -> bytes:
        name = path.relative_to(folder).as_posix()
        return f"M 100644 inline {name}\ndata {len(raw)}\n".encode() + raw + b"\n"

    stream = [header(first)]
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and ".git" not in path.parts]
    stream += [blob(path, path.read_bytes()) for path in files]
    for number in range(1, commits):
        day = first + timedelta(days=(last - first).days * number // commits)
        path = schedules[number * 7 % len(schedules)]
        text = path.read_text(encoding="utf-8")
        moved = text.replace("forecast: 2026-12", f"forecast: 2027-0{number % 8 + 1}", 1)
        stream += [header(day), blob(path, moved.encode())]
    subprocess.run([*git, "fast-import", "--quiet"], input=b"".join(stream), check=True)
    subprocess.run([*git, "reset", "-q", "--hard"], check=True)


def bench_trend(table: Table, folder: Path, work: Path) -> None:
    """A trend of 26 periods over 500 commits, against one cold check of the same repository."""
    shutil.copytree(folder, work / "history")
    commit_often(work / "history", 500, date(2025, 12, 20), date(2027, 1, 12))
    cache = {"PMOKIT_CACHE": str(work / "trend-cache")}

    def cold(*command: str) -> Cost:
        shutil.rmtree(work / "trend-cache", ignore_errors=True)
        options = ["--root", str(work / "history"), "--today", "2027-01-15"]
        return cost([*PMOKIT, *command, *options], cache)

    check = median(2, lambda: cold("check", "--format", "json"))
    trend = median(2, lambda: cold("trend"))
    told = f"{trend.seconds:.1f} s, a cold check {check.seconds:.1f} s"
    print(f"      a trend of 26 periods over 500 commits {told}")
    table.row("trend of 26 periods over 500 commits / check cold", trend.seconds / check.seconds, 5)
    table.row("trend, peak memory at 1,000 projects", trend.megabytes, 500, unit=" MB")
    shutil.rmtree(work / "history")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="without 10,000 projects and the builds")
    parser.add_argument("--no-rivals", action="store_true", help="without check-jsonschema and yamllint")
    options = parser.parse_args()
    table = Table()
    with tempfile.TemporaryDirectory(prefix="pmokit-bench-") as name:
        work = Path(name)
        # As where pmokit is installed: its modules are compiled, whatever this shell says.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(work / "compiled")
        cost([PYTHON, "-c", "import pmokit.cli.main, pmokit.rules.checking"])
        generate(work / "one", 1_000)
        bench_check(table, work / "one", work, not options.no_rivals)
        table.row("the dearest rule without a loop, an evaluation", bench_rule(), 5, unit=" us")
        plain = median(9, lambda: cost([PYTHON, "-c", "import click"]))
        help_ = median(9, lambda: cost([*PMOKIT, "--help"]))
        table.row("pmokit --help / import click", help_.seconds / plain.seconds, 2)
        bench_trend(table, work / "one", work)
        if not options.quick:
            generate(work / "ten", 10_000)
            alone = {"PMOKIT_CACHE": str(work / "ten-cache")}
            command = [*PMOKIT, "check", "--today", TODAY, "--format", "json", "--no-cache", "--root"]
            one = median(3, lambda: cost([*command, str(work / "one")], alone))
            ten = cost([*command, str(work / "ten")], alone)
            table.row("check of 10,000 projects / 1,000", ten.seconds / one.seconds, 10.5)
            table.row("check peak memory at 10,000 projects", ten.megabytes, 1_000, unit=" MB")
            shutil.rmtree(work / "ten")
            generate(work / "two", 2_000)
            bench_build(table, work / "one", work / "two", work)
    print(f"{table.missed} promises missed")
    sys.exit(1 if table.missed else 0)


if __name__ == "__main__":
    main()
