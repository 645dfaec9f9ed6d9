"""Rules' examples are their tests: each bad one must be found, each good one must pass.

An example says only what differs from the sound portfolio in `methodology/examples/`. Its keys are
parts of the example project (`project`, `schedule`, ...), files of it (`gates/ready-for-planning`),
or shared files (`people`, `steering/infrastructure-board/2026-05-20`, `portfolio/team`). Mappings are
merged; an entry of a list starts from the entry of the same id, else from the first one; `(absent)`
removes.
"""

from __future__ import annotations

import json
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
from pmokit.rules.judging import by_kind, judge
from pmokit.rules.language.compiling import Compiled
from pmokit.rules.preparing import Prepared
from pmokit.rules.waiving import Waivers, waived
from pmokit.text import yaml
from pmokit.text.file_past import Past
from pmokit.words.catalogue import say

FOLDER = "methodology/examples/"
PROJECT = "example"
ABSENT = "(absent)"


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
    for group, some, wanted in (("bad", examples.bad, True), ("good", examples.good, False)):
        if not some:
            found.append(_failed(compiled, (group,), say(f"example.missing.{group}")))
        for place, example in enumerate(some):
            problem = _problem(compiled, example, bench, wanted)
            if problem:
                found.append(_failed(compiled, (group, place), problem))
    return found


def _failed(compiled: Compiled, route: tuple[str | int, ...], message: str) -> Finding:
    return finding(
        "rule-example",
        message,
        compiled.path,
        ("examples", *route),
        help=say("example.fix"),
    )


def _problem(compiled: Compiled, example: Example, bench: Bench, wanted: bool) -> str | None:
    """What is wrong with one example, or None."""
    try:
        changes = _changes(example.given, bench)
        past = _past(example, changes, bench)
    except KeyError as error:
        return say("example.fault", title=example.title, fault=error.args[0])
    found, integrity = _judge(compiled, changes, example.today or bench.today, bench, past)
    if integrity:
        first = integrity[0]
        return say("example.invalid", title=example.title, path=first.path, fault=first.message)
    broken = [entry for entry in found if entry.rule == "rule-failed"]
    if broken:
        return say("example.fault", title=example.title, fault=broken[0].message)
    if bool(found) != wanted:
        return say("example.not-found" if wanted else "example.found", title=example.title)
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
    given = [(one.day, _changes(one.given, bench)) for one in example.earlier] + [(today, dict(changes))]
    states = [
        (day, {path: raw for path, raw in {**bench.portfolio, **some}.items() if raw is not None})
        for day, some in given
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


def _changes(given: Mapping[str, Any], bench: Bench) -> dict[str, bytes | None]:
    changes: dict[str, bytes | None] = {}
    for key, change in given.items():
        path = _path(key)
        if change == ABSENT:
            changes[path] = None
            continue
        before = yaml.parse(bench.portfolio.get(path) or bench.method.get(path) or b"").data or {}
        changes[path] = json.dumps(_merged(before, change), ensure_ascii=False).encode()
    return changes


def _path(key: str) -> str:
    for path in (
        f"{layout.folder_of(PROJECT)}/{key}.yaml",
        f"portfolio/{key}.yaml",
        f"methodology/{key}.yaml",
        f"portfolio/{key}/programme.yaml",
        f"{key}.yaml",
    ):
        if layout.place(path) is not None:
            return path
    raise KeyError(say("example.no-file", key=key))


def _merged(before: Any, change: Any) -> Any:
    if isinstance(change, dict):
        result = dict(before) if isinstance(before, dict) else {}
        for name, value in change.items():
            if value == ABSENT:
                result.pop(name, None)
            else:
                result[name] = _merged(result.get(name), value)
        return result
    if isinstance(change, list):
        return [_merged(_prototype(before, entry), entry) for entry in change]
    return change


def _prototype(before: Any, entry: Any) -> Any:
    """The entry of the same id in the sound list, else its first entry."""
    if not isinstance(before, list) or not isinstance(entry, dict):
        return None
    for candidate in before:
        if isinstance(candidate, dict) and "id" in entry and candidate.get("id") == entry["id"]:
            return candidate
    return before[0] if before else None
