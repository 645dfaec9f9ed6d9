"""`pmokit import`: other people's files to a portfolio."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import click

from pmokit.cli.answers import answer, format_option
from pmokit.cli.import_answer import LOSSES, How, document, losses_csv, report, tell_conflicts
from pmokit.cli.interrupted import finish
from pmokit.exchange.imported import AnyImporter, Imported, ImportMap, MapFault, MapFaults, SourceFault
from pmokit.exchange.importers import importers
from pmokit.model import claims
from pmokit.words.catalogue import say

if TYPE_CHECKING:
    from pmokit.load.planning import Conflict, Field
    from pmokit.model.finding import Finding
    from pmokit.text.plan import Draft

M = TypeVar("M", bound=ImportMap)


@click.group("import", help=say("import.help"))
def command() -> None:
    """`pmokit import`; the catalogue holds the help text."""


def _sub_command(name: str, importer: AnyImporter) -> click.Command:
    """The command of an importer: every importer has the same options."""
    kind = click.Path(exists=True, dir_okay=importer.folder, file_okay=not importer.folder, path_type=Path)

    @click.command(name, help=importer.help)
    @click.argument("source", metavar="DIR" if importer.folder else "FILE", type=kind)
    @click.option(
        "--map",
        "map_file",
        required=True,
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help=say("import.map.help"),
    )
    @click.option(
        "--into",
        required=True,
        type=click.Path(file_okay=False, path_type=Path),
        help=say("import.into.help"),
    )
    @click.option("--replace", is_flag=True, help=say("import.replace.help"))
    @click.option("--dry-run", is_flag=True, help=say("cli.dry-run.help"))
    @format_option
    def run(source: Path, map_file: Path, into: Path, replace: bool, dry_run: bool, form: str) -> None:
        if not dry_run:
            finish(into)
        mapping = _mapping(map_file, importer.mapping)
        try:
            imported = importer.read(source, _with_currency(mapping, into))
        except SourceFault as fault:
            raise click.UsageError(f"{source}: {fault}") from None
        except MapFaults as found:
            _refuse_mapping(map_file, found.faults)
        _finish(into, mapping, imported, How(replace, dry_run, form))

    return run


for _name, _importer in importers():
    command.add_command(_sub_command(_name, _importer))


def _finish(into: Path, mapping: ImportMap, imported: Imported, how: How) -> None:
    """Plan what was read, show it, and write it, into a new repository where there is none."""
    from pmokit.cli.init_command import prepared, settle

    if into.exists() and any(into.iterdir()):
        _bring_in(into, into, mapping, imported, how, new=False)
        return
    with prepared(into, mapping.title, None if how.dry_run else into.parent) as base:
        _bring_in(base, into, mapping, imported, how, new=True)
        if not how.dry_run:
            settle(base, into)


def _bring_in(base: Path, into: Path, mapping: ImportMap, imported: Imported, how: How, *, new: bool) -> None:
    from pmokit.cli.acceptance import accepted
    from pmokit.cli.init_command import tell_ready
    from pmokit.cli.plans import show, write_draft
    from pmokit.exchange.imported import portfolio_fields
    from pmokit.text.files import read_tree

    fields = [*portfolio_fields(mapping), *imported.fields.values()]
    done = accepted(fields, imported, read_tree(base).files, how.replace, new)
    conflicts = [] if new else done.plan.conflicts
    _note_losses(imported, [*done.plan.losses, *done.left_out], [] if how.replace else conflicts)
    if not how.dry_run:
        write_draft(base, _with_losses(_with_headers(done.draft), base, imported), journaled=not new)
    if how.form == "json":
        answer(document(imported, done, conflicts, how))
        return
    if new and not how.dry_run:
        tell_ready(into)
    if how.dry_run:
        show(done.draft)
    report(into, imported, done.projects, how)
    tell_conflicts(conflicts, how)
    if not done.plan.edits:
        click.echo(say("import.nothing-new"))


def _with_headers(draft: Draft) -> Draft:
    """New files get the line that tells an editor their schema."""
    from pmokit.exchange.schema import header
    from pmokit.load import layout

    after = dict(draft.after)
    for path, raw in draft.after.items():
        located = layout.place(path)
        if raw is not None and draft.before[path] is None and located is not None:
            after[path] = header(path, located.slot).encode() + raw
    return draft._replace(after=after)


def _with_losses(draft: Draft, base: Path, imported: Imported) -> Draft:
    """The list of what was not taken is written with the records, or not at all."""
    path = base / LOSSES
    there = path.read_bytes() if path.is_file() and not path.is_symlink() else None
    return draft._replace(
        before={**draft.before, LOSSES: there}, after={**draft.after, LOSSES: losses_csv(imported)}
    )


def _note_losses(imported: Imported, lost: list[tuple[Field, str]], conflicts: list[Conflict]) -> None:
    """Count the cells that the plan leaves out among those that were not taken."""
    left = [(conflict.field, say("import.value-differs")) for conflict in conflicts]
    for field, reason in [*lost, *left]:
        if field.cell is not None:
            imported.lose(field.id, field.cell, reason)


def _mapping(path: Path, model: type[M]) -> M:
    """The mapping, or wrong use with each mistake at its place."""
    from pmokit.load.integrity import of_flaw
    from pmokit.load.shape import claim
    from pmokit.text import yaml

    parsed = yaml.parse(path.read_bytes())
    found = [of_flaw(str(path), flaw) for flaw in parsed.flaws]
    mapping = None
    if not found:
        mapping, found = claim(model, parsed.data, str(path), {})
    if mapping is None:
        _refuse(path, found)
    return mapping


def _with_currency(mapping: M, into: Path) -> M:
    """A mapping with the currency of the portfolio that there is, where it states none."""
    from pmokit.model.portfolio.portfolio_file import PortfolioFile
    from pmokit.text import yaml
    from pmokit.text.fence import leads_out

    if mapping.currency is not None:
        return mapping
    path = into / "portfolio/portfolio.yaml"
    data = yaml.parse(path.read_bytes()).data if path.is_file() and not leads_out(path, into) else None
    found = data.get("currency") if isinstance(data, dict) else None
    if not (isinstance(found, str) and claims.CURRENCY.fullmatch(found)):
        found = PortfolioFile.model_fields["currency"].default
    return mapping.model_copy(update={"currency": found})


def _refuse_mapping(path: Path, faults: Iterable[MapFault]) -> NoReturn:
    """Wrong use: each fault of a mapping at its place."""
    from pmokit.load.integrity import finding

    _refuse(path, [finding("bad-text", f.message, str(path), f.route, help=f.help) for f in faults])


def _refuse(path: Path, findings: list[Finding]) -> NoReturn:
    from pmokit.load.placing import placed

    for one in sorted(placed(findings, {str(path): path.read_bytes()}), key=lambda f: (f.line, f.column)):
        click.echo(f"{path}:{one.line}:{one.column}: {one.message}. {one.help}".rstrip(), err=True)
    sys.exit(2)
