"""`pmokit schema`: JSON Schemas for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pmokit.cli.place import find_root, root_option
from pmokit.words.catalogue import say


@click.command("schema", help=say("schema.help"))
@root_option
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help=say("schema.output.help"),
)
def command(root: Path | None, output: Path | None) -> None:
    """`pmokit schema`; the catalogue holds the help text."""
    from pmokit.cli.writing import refuse_records
    from pmokit.exchange.schema import FOLDER

    folder = output or find_root(root) / FOLDER
    refuse_records(folder)
    click.echo(say("schema.written", write_schemas(folder), folder=folder))


def write_schemas(folder: Path) -> int:
    """Write all schemas; how many there are."""
    from pmokit.cli.writing import write_atomic
    from pmokit.exchange import json_document
    from pmokit.exchange.schema import all_schemas
    from pmokit.text.fence import leads_out

    schemas = all_schemas()
    schemas |= {f"output/{name}": value for name, value in json_document.all_schemas().items()}
    for name in schemas:
        if leads_out(folder / name, folder):
            raise click.UsageError(say("cli.symbolic-link", path=folder / name))
    try:
        (folder / "output").mkdir(parents=True, exist_ok=True)
        for name, value in schemas.items():
            text = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
            write_atomic(folder / name, text.encode())
    except OSError as error:
        raise click.UsageError(say("schema.cannot-write", folder=folder, reason=error.strerror)) from None
    return len(schemas)
