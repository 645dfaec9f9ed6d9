"""`pmokit explain`: a rule, whole."""

from __future__ import annotations

import textwrap
from pathlib import Path

import click

from pmokit.cli.place import find_root, root_option


@click.command("explain")
@root_option
@click.argument("rule", required=False)
def command(root: Path | None, rule: str | None) -> None:
    """Explain a rule: what it demands, of which records, why, and how to mend a finding.

    RULE is the name in brackets of a finding, such as `report-overdue`. Without it all rules are
    listed.
    """
    from pmokit.load import repository
    from pmokit.load.integrity import DEMANDS
    from pmokit.load.shared import load_shared
    from pmokit.load.suggest import nearest
    from pmokit.text.files import read_tree

    if rule in DEMANDS:
        click.echo(_integrity(rule))
        return
    shared, _folders = repository.split(read_tree(find_root(root)).files)
    method = load_shared(shared).methodology
    rules = {item.id: item for item in method.rules}
    if rule is None:
        for item in sorted(rules.values(), key=lambda item: (item.subject, item.id)):
            click.echo(f"{item.id:<28} {item.severity:<8} {item.clause:<7} {item.title}")
        return
    if rule not in rules:
        raise click.UsageError(
            f"there is no rule `{rule}`. {nearest(rule, [*rules, *DEMANDS]) or '`pmokit explain` lists all.'}"
        )
    clauses = {c.id: c for s in method.standards for c in s.clauses}
    click.echo(_governance(rules[rule], clauses.get(rules[rule].clause)))


def _integrity(name: str) -> str:
    from pmokit.load.integrity import DEMANDS

    demand = DEMANDS[name]
    return "\n".join(
        [
            f"{name}: {demand.title}",
            "",
            *_wrapped(demand.why),
            "",
            "This is a demand of integrity: always an error, and it cannot be waived.",
        ]
    )


def _governance(rule: object, clause: object) -> str:
    from pmokit.model.methodology.standards import Clause
    from pmokit.model.rule import Rule

    assert isinstance(rule, Rule)
    cited = f" {clause.title} ({clause.force})" if isinstance(clause, Clause) else ""
    lines = [f"{rule.id}: {rule.title}", f"{rule.severity}, enforces {rule.clause}{cited}", ""]
    lines += [*_wrapped(rule.why), "", "What to do:", *_wrapped(rule.remedy, "  "), ""]
    lines += [f"It is checked for each {rule.applies_to.replace('_', ' ')}:"]
    if rule.when:
        lines += ["  when", *_code(rule.when)]
    lines += ["  require", *_code(rule.require), ""]
    lines += ["Examples:"]
    lines += [f"  found   {example.title}" for example in rule.examples.bad]
    lines += [f"  passes  {example.title}" for example in rule.examples.good]
    lines += ["", f"The rule is methodology/rules/{rule.subject}/{rule.id}.yaml"]
    return "\n".join(lines)


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, 90, initial_indent=indent, subsequent_indent=indent)


def _code(text: str) -> list[str]:
    return _wrapped(text, "      ")
