"""Rules' examples are their tests: each bad one must be found, each good one must pass.

An example says only what differs from the sound portfolio in `methodology/examples/`. Its keys are
parts of the example project (`project`, `schedule`, ...), files of it (`gates/ready-for-planning`),
or shared files (`people`, `steering/infrastructure-board/2026-05-20`, `portfolio/team`). Mappings are
merged; an entry of a list starts from the entry of the same id, else from the first one; `(absent)`
removes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pmokit.load import layout, records
from pmokit.load.file_pasts import of_states
from pmokit.load.folder import load_folder, read_record
from pmokit.load.integrity import finding
from pmokit.load.layers import flattened
from pmokit.load.run import Run
from pmokit.load.shared import Shared, load_shared
from pmokit.load.workspace import assemble
from pmokit.model.finding import Finding
from pmokit.model.portfolio.waiver import Waiver
from pmokit.model.record import Record
from pmokit.model.rule import Example
from pmokit.rules import example_faults
from pmokit.rules.example_changes import PROJECT, changes_of, path_of_key
from pmokit.rules.example_faults import Fault
from pmokit.rules.judging import by_kind, judge
from pmokit.rules.language.compiling import Compiled
from pmokit.rules.language.opposite import opposite
from pmokit.rules.language.translating import APART, BROKEN, KEPT
from pmokit.rules.preparing import Prepared
from pmokit.rules.waiving import Waivers, waived
from pmokit.text.file_past import Past
from pmokit.text.flaws import Route
from pmokit.words.catalogue import say

FOLDER = "methodology/examples/"


class Bench:
    """The sound portfolio, ready to be changed for one example after the other."""

    def __init__(self, files: Mapping[str, bytes], prepared: Prepared) -> None:
        self.prepared = prepared
        self.method = flattened({p: raw for p, raw in files.items() if p.startswith("methodology/")})
        self.portfolio = _sound_portfolio(files)
        self._read: dict[tuple[str, bytes], tuple[Record | None, list[Finding]]] = {}
        self.shared = load_shared(self.method, read=self.read)
        about = load_shared(self.portfolio).portfolio.about
        # Without a pinned day the portfolio is at fault, and `faults` says so.
        self.today: date = (about.today if about else None) or date.max

    def read(self, path: str, raw: bytes, located: layout.Located) -> tuple[Record | None, list[Finding]]:
        """The record of a file, read once: an example changes few of them."""
        known = self._read.get((path, raw))
        if known is None:
            known = self._read[path, raw] = read_record(path, raw, located)
        return known

    def faults(self) -> list[Finding]:
        """What is wrong with the sound portfolio itself, which every example rests on."""
        if not self.portfolio:
            return [
                finding(
                    "missing-file",
                    say("example.no-portfolio", folder=FOLDER),
                    f"{FOLDER}portfolio/portfolio.yaml",
                    help=say("example.no-portfolio.fix"),
                )
            ]
        found = list(load_shared(self.portfolio).findings)
        for project, files in _folders(self.portfolio).items():
            found += load_folder(project, files).findings
        own = [entry for entry in found if entry.path.startswith("portfolio/")]
        return [entry._replace(path=FOLDER + entry.path) for entry in own]


def _sound_portfolio(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The example portfolio of the youngest layer that has one, by its paths in a repository."""
    folders = {path[: path.index("examples/")] for path in files if layout.canonical(path).startswith(FOLDER)}
    if not folders:
        return {}
    nearest = min(folders, key=len) + "examples/"
    return {path.removeprefix(nearest): raw for path, raw in files.items() if path.startswith(nearest)}


def try_rule(compiled: Compiled, bench: Bench) -> list[Finding]:
    """A finding for each example of a rule that does not show what it should."""
    found: list[Finding] = []
    examples = compiled.rule.examples
    help = ""
    for group, some, wanted in (("bad", examples.bad, True), ("good", examples.good, False)):
        if not some:
            found.append(_failed(compiled, (group,), Fault(say(f"example.missing.{group}")), ""))
        for place, example in enumerate(some):
            fault = _fault(compiled, example, bench, wanted)
            if fault is not None:
                help = help or _help(compiled, bench)
                found.append(_failed(compiled, (group, place), fault, help))
    return found


def _failed(compiled: Compiled, route: Route, fault: Fault, help: str) -> Finding:
    return finding(
        "rule-example",
        fault.message,
        compiled.path,
        ("examples", *route, *fault.route),
        key=fault.key,
        help=fault.help or help or say("example.fix"),
    )


def _help(compiled: Compiled, bench: Bench) -> str:
    """What to do where a rule and its examples disagree; they may all be right about its opposite."""

    def verdict(*values: Any) -> int:
        return {KEPT: BROKEN, BROKEN: KEPT, APART: APART}[compiled.verdict(*values)]

    def nothing(*_values: Any) -> str:
        return ""

    turned = compiled._replace(
        verdict=verdict, message=nothing, at=nothing, fix=None, claimed=None, against=()
    )
    examples = compiled.rule.examples
    all_right = not any(_fault(turned, one, bench, True) for one in examples.bad) and not any(
        _fault(turned, one, bench, False) for one in examples.good
    )
    if not all_right or not examples.bad:
        return say("example.fix")
    return say("example.reversed", better=opposite(compiled.rule.require))


def _fault(compiled: Compiled, example: Example, bench: Bench, wanted: bool) -> Fault | None:
    """What is wrong with one example, or None."""
    try:
        changes = changes_of(example.given, bench.portfolio, bench.method)
        past = _past(example, changes, bench)
    except KeyError as error:
        return example_faults.of_key(example, error.args[0])
    found, integrity = _judge(compiled, changes, example.today or bench.today, bench, past)
    if integrity:
        first = integrity[0]
        key = next(key for key in example.given if path_of_key(key) == first.path)
        return example_faults.of_data(example, first, key)
    broken = [entry for entry in found if entry.rule == "rule-failed"]
    if broken:
        return Fault(say("example.fault", title=example.title, fault=broken[0].message))
    if bool(found) != wanted:
        return Fault(say("example.not-found" if wanted else "example.found", title=example.title))
    return None


def _judge(
    compiled: Compiled, changes: Mapping[str, bytes | None], today: date, bench: Bench, past: Past
) -> tuple[list[Finding], list[Finding]]:
    """The findings of the rule, and those of integrity in the files that the example changes."""
    portfolio = {**bench.portfolio, **changes}
    files = {path: raw for path, raw in sorted(portfolio.items()) if raw is not None}
    shared = _shared(files, bench)
    folders = _folders(files)
    folder = load_folder(PROJECT, folders.get(PROJECT, {}), read=bench.read)
    run = Run(assemble(shared, folders, today, files, past=past), {PROJECT: folder})
    integrity = [entry for entry in (*shared.findings, *folder.findings) if entry.path in changes]
    items = list(records.of_project(PROJECT, folder.parts, folder.project))
    if compiled.rule.applies_to == Waiver.kind:
        _cover(items, run, bench.prepared)
    rules = by_kind([compiled])
    found = judge(items, rules, run, PROJECT, frozenset()).findings
    return found + judge(run.workspace.shared_items, rules, run, "", frozenset()).findings, integrity


def _past(example: Example, changes: Mapping[str, bytes | None], bench: Bench) -> Past:
    """The git history of an example: its earlier states, and that of today as the last commit."""
    if not example.earlier:
        return Past()
    today = example.today or bench.today
    given = [
        (one.day, one.by, changes_of(one.given, bench.portfolio, bench.method)) for one in example.earlier
    ]
    given.append((today, example.by, dict(changes)))
    states = [
        (day, by or "", {path: raw for path, raw in {**bench.portfolio, **some}.items() if raw is not None})
        for day, by, some in given
    ]
    return of_states(states, today)


def _cover(items: list[records.Item], run: Run, prepared: Prepared) -> None:
    """Find out what the example's waivers cover, which rules about waivers may ask."""
    everything = judge(items, by_kind(prepared.rules), run, PROJECT, frozenset()).findings
    prepared.coverage.clear()
    waived(everything, Waivers(run), prepared.coverage)


def _folders(files: Mapping[str, bytes]) -> dict[str, dict[str, bytes]]:
    folders: dict[str, dict[str, bytes]] = {}
    for path, raw in files.items():
        if project := layout.project_of(path):
            folders.setdefault(project, {})[path] = raw
    return folders


def _shared(files: Mapping[str, bytes], bench: Bench) -> Shared:
    own = {path: raw for path, raw in files.items() if layout.project_of(path) is None}
    if any(path.startswith("methodology/") for path in own):
        return load_shared({**bench.method, **own}, read=bench.read)
    loaded = load_shared(own, read=bench.read)
    return bench.shared._replace(portfolio=loaded.portfolio, findings=loaded.findings)
