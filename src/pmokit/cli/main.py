"""`pmokit`: the entry point. Each command is a module here, imported when it is called."""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module
from typing import Any

import click

from pmokit import __version__
from pmokit.cli.terminal import harmless_output
from pmokit.words.catalogue import say

COMMANDS = (
    "check",
    "build",
    "serve",
    "gate",
    "status",
    "list",
    "path",
    "tier",
    "adherence",
    "assurance",
    "examine",
    "changes",
    "period",
    "trend",
    "steering",
    "calendar",
    "feeds",
    "digest",
    "evidence",
    "fix",
    "new",
    "init",
    "demo",
    "explain",
    "methodology",
    "migrate",
    "rename",
    "codeowners",
    "test",
    "import",
    "schema",
)
"""In the order of the help; each is a module `<name>_command`, and has a message `summary.<name>`."""


class Commands(click.Group):
    """A group whose commands are named at once and imported late."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"pmokit.cli.{cmd_name}_command").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            from pmokit.load.suggest import nearest

            ctx.fail(say("cli.unknown-command", command=args[0], nearest=nearest(args[0], COMMANDS)).strip())
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **options: Any) -> Any:
        """Run the program on a command line."""
        with harmless_output():
            return super().main(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; whoever stops it gets one line, and the status that shells know."""
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, click.Abort):
            click.echo(say("cli.stopped"), err=True)
            ctx.exit(130)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(say("cli.commands")):
            formatter.write_dl([(name, say(f"summary.{name}")) for name in COMMANDS])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]}, help=say("pmokit.help"))
@click.version_option(__version__, message="pmokit %(version)s")
def pmokit() -> None:
    """The whole program; the catalogue holds the help text."""


def main() -> None:
    """Run a command. Exit status: 0 clean, 1 findings, 2 wrong use, 3 our own bug."""
    # No other package that is installed may take part in reading records, and nobody need look for one.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "true"
    _accept_every_sign()
    try:
        pmokit.main(prog_name="pmokit")
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        click.echo(say("cli.error", reason=error.strerror or error, where=where), err=True)
        sys.exit(2)
    except Exception as error:
        click.echo(_bug_report(error), err=True)
        sys.exit(3)


def _accept_every_sign() -> None:
    """Output that is redirected on Windows is written in a code page; a sign that it lacks becomes `?`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _bug_report(error: Exception) -> str:
    """What a user can paste into a report: no traceback, but enough to find the place."""
    import platform
    import traceback

    places = [
        f"  {frame.filename.rsplit('pmokit/', 1)[-1]}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
        if "pmokit" in frame.filename
    ]
    return "\n".join(
        [
            say("cli.bug"),
            "",
            say(
                "cli.bug-versions",
                version=__version__,
                python=platform.python_version(),
                system=platform.system(),
            ),
            f"  {' '.join(sys.argv[1:])}",
            f"  {type(error).__name__}: {error}",
            *places[-6:],
        ]
    )
