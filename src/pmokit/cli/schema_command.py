"""`pmokit schema`: JSON Schemas for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pmokit.cli.place import find_root, root_option
from pmokit.words.catalogue import say


@click.command("schema")
@root_option
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help=say("cli.folder-write-default-schemas-repository"),
)
def command(root: Path | None, output: Path | None) -> None:
    """Write a JSON Schema (draft 2020-12) for each kind of file, and for each document of --format json.

    Files that `pmokit new` writes name their schema in the first line, so that an editor with a
    YAML language server completes and checks while one types.
    """
    from pmokit.exchange.schema import FOLDER

    folder = output or find_root(root) / FOLDER
    click.echo(say("cli.schemas", folder=write_schemas(folder), folder_2=folder))


def write_schemas(folder: Path) -> int:
    """Write all schemas; how many there are."""
    from pmokit.cli.writing import write_atomic
    from pmokit.exchange import json_document
    from pmokit.exchange.schema import all_schemas

    schemas = all_schemas()
    schemas |= {f"output/{name}": value for name, value in json_document.all_schemas().items()}
    try:
        (folder / "output").mkdir(parents=True, exist_ok=True)
        for name, value in schemas.items():
            text = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
            write_atomic(folder / name, text.encode())
    except OSError as error:
        raise click.UsageError(say("cli.cannot-write-3", folder=folder, reason=error.strerror)) from None
    return len(schemas)
