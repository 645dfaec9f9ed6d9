"""`pmokit examine`: record what the PMO found when it examined a finding about the truth of a report."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from pmokit.cli.place import root_option, today_option
from pmokit.words.catalogue import say


@click.command("examine", help=say("examine.help"))
@root_option
@today_option
@click.argument("rule")
@click.argument("record")
@click.option(
    "--verdict", type=click.Choice(["confirmed", "rejected"]), required=True, help=say("examine.verdict.help")
)
@click.option("--by", "person", required=True, metavar="PERSON", help=say("examine.by.help"))
@click.option("--reason", required=True, help=say("examine.reason.help"))
def command(
    root: Path | None, today: date | None, rule: str, record: str, verdict: str, person: str, reason: str
) -> None:
    """`pmokit examine`; the catalogue holds the help text."""
    from pmokit.cli.desk import Desk
    from pmokit.cli.reading import examine
    from pmokit.load.suggest import nearest
    from pmokit.model.address import home_of
    from pmokit.rules.examining import facts_of
    from pmokit.text.emit import emit

    desk = Desk(root, today)
    desk.know("rule", rule)
    desk.know("person", person)
    if not reason.strip():
        raise click.UsageError(say("examine.no-reason"))
    some = [finding for finding in examine(desk.root, today).findings if finding.rule == rule]
    found = next((finding for finding in some if finding.record == record), None)
    if found is None:
        near = nearest(record, [finding.record for finding in some])
        raise click.UsageError(say("examine.no-finding", rule=rule, record=record, nearest=near).strip())
    if not found.strength:
        raise click.UsageError(say("examine.no-claim", rule=rule))
    name = _free_name(desk.root, f"{rule}-{home_of(record)}")
    text = emit(
        {
            "rule": rule,
            "record": record,
            "verdict": verdict,
            "reason": reason.strip(),
            "examined_by": person,
            "examined_on": str(desk.today),
            "facts": facts_of(found),
        }
    )
    desk.write(desk.create(f"portfolio/examinations/{name}.yaml", text))


def _free_name(root: Path, name: str) -> str:
    """A name of a file that is not there yet: at most a hundred characters, numbered where it is taken."""
    folder, stem = root / "portfolio/examinations", name[:90].rstrip("-")
    taken = {path.stem for path in folder.glob("*.yaml")}
    if stem not in taken:
        return stem
    return next(f"{stem}-{n}" for n in range(2, len(taken) + 3) if f"{stem}-{n}" not in taken)
