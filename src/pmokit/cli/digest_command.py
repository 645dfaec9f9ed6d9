"""`pmokit digest`: the weekly mail of each manager and each sponsor."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmokit.cli.place import Address, audience_option, find_root, root_option, today_option
from pmokit.words.catalogue import say

if TYPE_CHECKING:
    from pmokit.views.lens import Audience


@click.command("digest", help=say("digest.help"))
@root_option
@today_option
@audience_option
@click.option("--url", "address", type=Address(), default=None, help=say("digest.site.help"))
@click.option("--person", "person_id", default=None, help=say("digest.person.help"))
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help=say("digest.output.help"),
)
def command(
    root: Path | None,
    today: date | None,
    audience: Audience,
    address: str | None,
    person_id: str | None,
    output: Path | None,
) -> None:
    """`pmokit digest`; the catalogue holds the help text."""
    from pmokit.cli.reading import examine, require
    from pmokit.cli.writing import write_folder
    from pmokit.exchange import mail
    from pmokit.load.suggest import nearest
    from pmokit.views.context import Context
    from pmokit.views.people.digest import digest, everybody

    folder = find_root(root)
    done = examine(folder, today, audience)
    require(done, "about", "lifecycle", "tiers", "forums", "roles", "people", "artefacts", "reporting")
    context = Context(done)
    some = {person.id: person for person in everybody(context)}
    if person_id is not None:
        if person_id not in some:
            raise click.UsageError(
                say(
                    "digest.no-duties",
                    person=person_id,
                    nearest=nearest(person_id, some),
                ).strip()
            )
        some = {person_id: some[person_id]}
    files: dict[str, bytes] = {}
    for name, person in some.items():
        found = digest(context, person)
        files[f"{name}.md"] = mail.markdown(found, address or "").encode()
        files[f"{name}.html"] = mail.html(found, address or "").encode()
    # Whoever sends the folder must not send last week's mail to somebody who has nothing to do any more.
    others = [name for name in done.run.people if name not in some]
    stale = [] if person_id else [f"{name}.{kind}" for name in others for kind in ("md", "html")]
    target = write_folder(files, output, folder, "digests", stale)
    click.echo(say("digest.written", len(some), folder=target))
