"""`pmokit test`: the rules' examples as tests."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pmokit.cli.answers import format_option, tell_programs
from pmokit.cli.place import find_root, root_option
from pmokit.words.catalogue import say


@click.command("test", help=say("test.help"))
@root_option
@format_option
@click.option("--rule", "wanted", multiple=True, metavar="NAME", help=say("test.rule.help"))
def command(root: Path | None, form: str, wanted: tuple[str, ...]) -> None:
    """`pmokit test`; the catalogue holds the help text."""
    from pmokit import __version__
    from pmokit.cli import memory
    from pmokit.findings import json, text
    from pmokit.findings.outcome import Outcome
    from pmokit.load import repository
    from pmokit.load.layers import translated
    from pmokit.load.placing import placed
    from pmokit.load.run import Run
    from pmokit.load.shared import load_shared
    from pmokit.load.suggest import nearest
    from pmokit.load.workspace import assemble
    from pmokit.rules.examples import Bench, try_rule
    from pmokit.rules.preparing import prepare
    from pmokit.text.files import read_tree

    files = read_tree(find_root(root)).files
    shared, _folders = repository.split(files)
    loaded = load_shared(shared)
    run = Run(assemble(loaded, {}, memory.day_of(files)))
    prepared = prepare(run)
    compiled, findings = prepared.rules, list(prepared.findings)
    unread = [found for found in loaded.findings if found.path.startswith("methodology/")]
    # One that does not compile is told with what is wrong with it.
    names = {item.rule.id for item in compiled} | {found.of_rule for found in findings if found.of_rule}
    names |= {Path(found.path).stem for found in unread if "/rules/" in found.path}
    for name in wanted:
        if name not in names:
            raise click.UsageError(say("test.unknown-rule", rule=name, nearest=nearest(name, names)).strip())
    bench = Bench(files, prepared)
    findings += bench.faults()
    chosen = [item for item in compiled if not wanted or item.rule.id in wanted]
    for item in chosen:
        findings += try_rule(item, bench)
    found = placed([*unread, *translated(findings, loaded.origins)], files)
    outcome = Outcome(str(bench.today), __version__, found, (), files, 0)
    if form == "json":
        tell_programs(json.write(outcome))
        sys.exit(1 if found else 0)
    if found:
        click.echo(text.write(outcome), nl=False)
    examples = sum(len(item.rule.examples.bad) + len(item.rule.examples.good) for item in chosen)
    failed = len(found)
    rules = say("test.rules", len(chosen))
    click.echo(say("test.done", rules=rules, examples=say("test.examples", examples), failed=failed))
    sys.exit(1 if failed else 0)
