"""`pmokit explain`: a rule, whole."""

from __future__ import annotations

import textwrap
from pathlib import Path

import click

from pmokit.cli.answers import answer, format_option
from pmokit.cli.place import find_root, root_option
from pmokit.words.catalogue import say
from pmokit.words.wording import kind_word


@click.command("explain", help=say("explain.help"))
@root_option
@format_option
@click.argument("rule", required=False)
def command(root: Path | None, form: str, rule: str | None) -> None:
    """`pmokit explain`; the catalogue holds the help text."""
    from pmokit.cli.memory import clock, day_of
    from pmokit.load import repository
    from pmokit.load.integrity import DEMANDS
    from pmokit.load.shared import load_shared
    from pmokit.load.suggest import nearest
    from pmokit.text.files import read_tree
    from pmokit.views.documents import rules_document

    if rule in DEMANDS:
        if form == "json":
            answer(rules_document.demand(clock(), rule, DEMANDS[rule].title, DEMANDS[rule].why))
        else:
            click.echo(_integrity(rule))
        return
    files = read_tree(find_root(root)).files
    shared, _folders = repository.split(files)
    loaded = load_shared(shared)
    method, about = loaded.methodology, loaded.portfolio.about
    today = (about.today if about else None) or day_of(files)
    rules = {item.id: item for item in method.rules}
    clauses = {c.id: c for s in method.standards for c in s.clauses}
    if form == "json" and (rule is None or rule in rules):
        some = sorted(rules.values(), key=lambda item: (item.subject, item.id))
        answer(rules_document.rules(today, some if rule is None else [rules[rule]], clauses))
        return
    if rule is None:
        for item in sorted(rules.values(), key=lambda item: (item.subject, item.id)):
            click.echo(f"{item.id:<28} {item.severity:<8} {item.clause:<7} {item.title}")
        return
    if rule not in rules:
        raise click.UsageError(
            say(
                "rule.unknown",
                rule=rule,
                nearest=nearest(rule, [*rules, *DEMANDS]) or say("explain.list"),
            )
        )
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
            say("explain.integrity"),
        ]
    )


def _governance(rule: object, clause: object) -> str:
    from pmokit.model.methodology.standards import Clause
    from pmokit.model.rule import Rule

    assert isinstance(rule, Rule)
    cited = f" {clause.title} ({clause.force})" if isinstance(clause, Clause) else ""
    lines = [
        f"{rule.id}: {rule.title}",
        say("explain.enforces", severity=rule.severity, clause=rule.clause, cited=cited),
        "",
    ]
    lines += [*_wrapped(rule.why), "", say("explain.remedy"), *_wrapped(rule.remedy, "  "), ""]
    lines += [say("explain.applies-to", record=kind_word(rule.applies_to))]
    if rule.when:
        lines += ["  when", *_code(rule.when)]
    lines += ["  require", *_code(rule.require), ""]
    lines += [say("explain.examples")]
    lines += [say("explain.bad-example", title=example.title) for example in rule.examples.bad]
    lines += [say("explain.good-example", title=example.title) for example in rule.examples.good]
    lines += ["", say("explain.file", subject=rule.subject, id=rule.id)]
    return "\n".join(lines)


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, 90, initial_indent=indent, subsequent_indent=indent)


def _code(text: str) -> list[str]:
    return _wrapped(text, "      ")
