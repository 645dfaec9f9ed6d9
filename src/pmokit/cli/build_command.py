"""`pmokit build`: publish the handbook and the status of the portfolio."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from pmokit.cli import memory
from pmokit.cli.place import find_root, root_option, today_option
from pmokit.text.files import Snapshot, read_tree


@click.command("build")
@root_option
@today_option
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Where the site goes; by default the folder site/ of the repository.",
)
def command(root: Path | None, today: date | None, output: Path | None) -> None:
    """Build the handbook and status site.

    The site is built beside the old one and takes its place only when it is whole. Findings do not
    stop a build: they are shown on the site.
    """
    folder = find_root(root)
    sys.exit(build_once(folder, read_tree(folder), today, output or folder / "site"))


def build_once(folder: Path, snapshot: Snapshot, today: date | None, output: Path) -> int:
    """Build and say how it went; the exit status."""
    from pmokit import shipped
    from pmokit.rules.checking import check
    from pmokit.site.build import build
    from pmokit.site.engine import BuildFault
    from pmokit.site.publish import Busy, NotASite
    from pmokit.site.render import TemplateFault
    from pmokit.views.context import Context

    place = memory.folder(folder)
    with memory.many_records():
        done = check(snapshot, today, memory.clock(), memory.read(place, "projects"))
    memory.keep(place, "projects", done.memory)
    missing = done.workspace.broken & {
        "about",
        "lifecycle",
        "roles",
        "artefacts",
        "tiers",
        "reporting",
        "forums",
        "glossary",
    }
    if missing:
        click.echo(f"The site cannot be built without: {', '.join(sorted(missing))}.", err=True)
        click.echo("Run `pmokit check` to see what is wrong there; the last site is untouched.", err=True)
        return 1
    templates = [
        place for place in (folder / "site_templates", shipped.folder("site_templates")) if place.is_dir()
    ]
    config = folder / "mkdocs.yml"
    if not config.is_file():
        raise click.UsageError(f"there is no mkdocs.yml in {folder}; `pmokit init` writes one")
    try:
        built = build(Context(done.workspace, done.findings), templates, config, folder, output)
    except TemplateFault as fault:
        click.echo(f"A template cannot be rendered: {fault}", err=True)
    except BuildFault as fault:
        click.echo(f"MkDocs refused to build the site:\n{fault}", err=True)
    except Busy as busy:
        click.echo(f"Nothing was built: {busy}. Try again when it is done.", err=True)
    except NotASite as refusal:
        raise click.UsageError(f"{refusal}; name another folder with --output") from None
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        click.echo(f"The site cannot be written: {error.strerror or error}{where}", err=True)
    else:
        click.echo(f"{built.pages} pages, today is {done.workspace.today}. The site is in {built.output}")
        return 0
    click.echo("The last site is untouched.", err=True)
    return 1
