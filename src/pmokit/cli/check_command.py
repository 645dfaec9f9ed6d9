"""`pmokit check`: hold the portfolio against its methodology."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import click

from pmokit import __version__
from pmokit.cli import memory
from pmokit.cli.answers import tell_programs
from pmokit.cli.place import as_of_option, find_root, root_option, today_option
from pmokit.cli.reading import read, read_as_of
from pmokit.cli.recorded_debt import within_debt
from pmokit.cli.since import since
from pmokit.cli.site_source import site_findings, site_findings_at
from pmokit.findings.outcome import Outcome
from pmokit.findings.output_formats import FOR_FORGES, FORMATS, write
from pmokit.load.lock_file import LOCK
from pmokit.model.finding import Finding, by_place, from_row
from pmokit.text.files import Snapshot
from pmokit.words.catalogue import say

_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan", "good": "green"}


@click.command("check", help=say("check.help"))
@root_option
@today_option
@as_of_option
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help=say("check.format.help"),
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help=say("check.output.help"),
)
@click.option(
    "--fail-on",
    type=click.Choice(("error", "warning", "note", "never")),
    default="error",
    show_default=True,
    help=say("check.fail-on.help"),
)
@click.option("--rule", "rules", multiple=True, metavar="NAME", help=say("check.rule.help"))
@click.option(
    "--base",
    metavar="REF",
    default=None,
    help=say("check.base.help"),
)
@click.option(
    "--ratchet",
    is_flag=True,
    help=say("check.ratchet.help"),
)
@click.option("--no-cache", is_flag=True, help=say("check.no-memory.help"))
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@memory.many_records()
def command(
    root: Path | None,
    today: date | None,
    as_of: date | None,
    form: str,
    output: Path | None,
    fail_on: str,
    rules: tuple[str, ...],
    base: str | None,
    ratchet: bool,
    no_cache: bool,
    paths: tuple[Path, ...],
) -> None:
    """`pmokit check`; the catalogue holds the help text."""
    folder = find_root(root, writes=ratchet)
    wanted = [_inside(folder, path) for path in paths]
    if as_of is not None and (ratchet or base is not None):
        raise click.UsageError(say("check.as-of-conflict"))
    snapshot, commit = (read(folder, today=today), None) if as_of is None else read_as_of(folder, as_of)
    place = None if no_cache else memory.folder(folder)
    ran = run(snapshot, today or as_of, place)
    if rules:
        _known_rules(rules, snapshot)
    findings, apart = ran.findings, list[Finding]()
    if ratchet:
        findings, apart = within_debt(folder, snapshot, today, ran.today, ran.findings, base, place)
    elif base is not None:
        findings, apart = since(base, folder, snapshot, today, ran.findings, place)
    site = site_findings(folder, place) if commit is None else site_findings_at(folder, commit)
    found = (*findings, *site, *_unlike_shipped(snapshot))  # no recorded debt holds the latter two
    shown = sorted((f for f in found if _wanted(f, rules, wanted)), key=by_place)
    beside = [finding for finding in apart if _wanted(finding, rules, wanted)]
    outcome = Outcome(ran.today, __version__, shown, beside, snapshot.files, ran.projects)
    if form in FOR_FORGES:
        from pmokit.text.git import folder_in_git

        outcome = outcome.below(folder_in_git(folder))
    _print(outcome, form, output)
    sys.exit(1 if outcome.worst_reaches(fail_on) else 0)


class Ran(NamedTuple):
    """The findings of a run, whether judged now or remembered."""

    today: str
    projects: int
    findings: list[Finding]


def run(snapshot: Snapshot, today: date | None, place: Path | None) -> Ran:
    """Check a snapshot, or recall what the same bytes gave before."""
    clock = memory.day_of(snapshot.files)
    key = memory.key(snapshot.files, today, clock, snapshot.flaws, snapshot.by_git)
    kept = memory.read(place, "findings")
    if kept is not None and kept.get("key") == key:
        return Ran(kept["today"], kept["projects"], [from_row(row) for row in kept["findings"]])
    from pmokit.rules.checking import check

    done = check(snapshot, today, clock, memory.read(place, "projects"), keep=False)
    memory.keep(place, "projects", done.memory)
    ran = Ran(done.run.today.isoformat(), len(done.run.project_ids), done.findings)
    memory.keep(place, "findings", {"key": key, **ran._asdict()})
    return ran


def _unlike_shipped(snapshot: Snapshot) -> list[Finding]:
    """Where a copy of the methodology that comes with pmokit is another one."""
    if LOCK not in snapshot.files:
        return []
    from pmokit import shipped
    from pmokit.load.copied_method import unlike_shipped
    from pmokit.load.placing import placed
    from pmokit.text.files import read_tree

    own = read_tree(shipped.folder("methodology").parent, ("methodology",))
    return placed(unlike_shipped(snapshot.files, own.files), snapshot.files)


def _inside(root: Path, path: Path) -> str:
    """A path as findings write it, relative to the root."""
    full = Path(os.path.abspath(path))
    if not full.exists():
        raise click.UsageError(say("check.no-path", path=path))
    try:
        return full.relative_to(os.path.abspath(root)).as_posix()
    except ValueError:
        raise click.UsageError(say("check.outside", path=path, root=root)) from None


def _wanted(finding: Finding, rules: Sequence[str], paths: Sequence[str]) -> bool:
    if rules and not {finding.rule, finding.of_rule} & set(rules):
        return False
    return not paths or any(
        path == "." or finding.path == path or finding.path.startswith(f"{path}/") for path in paths
    )


def _known_rules(rules: Sequence[str], snapshot: Snapshot) -> None:
    from pmokit.load import layout
    from pmokit.load.integrity import DEMANDS
    from pmokit.load.suggest import nearest

    known = {
        path.rsplit("/", 1)[1].removesuffix(".yaml")
        for path in snapshot.files
        if layout.canonical(path).startswith("methodology/rules/")
    } | set(DEMANDS)
    for rule in rules:
        if rule not in known:
            raise click.UsageError(say("rule.unknown", rule=rule, nearest=nearest(rule, known)).strip())


def _print(outcome: Outcome, form: str, output: Path | None) -> None:
    if output is not None:
        from pmokit.cli.writing import refuse_records, write_atomic

        refuse_records(output)
        try:
            write_atomic(output, write(form, outcome).encode())
        except OSError as error:
            raise click.UsageError(say("check.cannot-write", file=output, reason=error.strerror)) from None
        click.echo(say("check.written", summary=outcome.summary(), file=output), err=True)
    elif form == "text":
        from pmokit.findings import text

        colour = not os.environ.get("NO_COLOR") and sys.stdout.isatty()
        from pmokit.cli.terminal import paint

        paint(text.write(outcome, _paint if colour else text.plain))
    else:
        tell_programs(write(form, outcome))


def _paint(text: str, meaning: str) -> str:
    return click.style(text, fg=_COLOURS.get(meaning), bold=meaning == "error", dim=meaning == "dim")
