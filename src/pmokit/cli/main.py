"""`pmokit`: the entry point. Each command is a module here, imported when it is called."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from pmokit import __version__

COMMANDS = {
    "check": "Check methodology and portfolio; the exit status is the verdict.",
    "build": "Build the handbook and status site.",
    "serve": "Preview the site, and build it again on a change.",
    "gate": "Show whether a project is ready for a gate, and who must act.",
    "status": "Show calculated and reported status, with reasons.",
    "path": "Show what is expected of a project, phase by phase.",
    "tier": "Explain how a project's tier follows from its facts.",
    "adherence": "How far projects keep the standards, and what would raise it.",
    "changes": "Say what moved since a day or a commit.",
    "period": "See who owes a report of a period, and close it at the cut-off.",
    "trend": "Show how the portfolio stood by its facts, period by period.",
    "steering": "From a forum's agenda to its pack and its minutes.",
    "calendar": "Write iCalendar files to subscribe to.",
    "feeds": "Write Atom feeds of status changes, decisions and findings.",
    "digest": "Write the weekly mail of each manager and each sponsor.",
    "evidence": "Write the folder that an auditor asks for.",
    "fix": "Mend what needs no judgement, character by character.",
    "new": "Write a valid starter: a project, a risk, a report ...",
    "init": "Make a department's repository.",
    "explain": "Explain a rule: what it demands, why, and how to mend it.",
    "methodology": "Show, compare and update the method in force.",
    "migrate": "Bring the portfolio to the version of its method.",
    "codeowners": "Write CODEOWNERS from roles, forums and projects.",
    "test": "Run the rules' examples as tests.",
    "import": "Turn other people's files into a portfolio.",
    "schema": "Write JSON Schemas, so that editors complete and check.",
}


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

            ctx.fail(f"there is no command `{args[0]}`. {nearest(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="pmokit %(version)s")
def pmokit() -> None:
    """Project governance as code.

    Projects, standards and rules are YAML in a git repository. `pmokit check` holds the projects
    against the rules; `pmokit build` publishes the handbook and the status of the portfolio.
    """


def main() -> None:
    """Run a command. Exit status: 0 clean, 1 findings, 2 wrong use, 3 our own bug."""
    try:
        pmokit.main(prog_name="pmokit")
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        click.echo(f"Error: {error.strerror or error}{where}", err=True)
        sys.exit(2)
    except Exception as error:
        click.echo(_bug_report(error), err=True)
        sys.exit(3)


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
            "pmokit has a bug; your files are untouched. Please report it with these lines:",
            "",
            f"  pmokit {__version__}, Python {platform.python_version()}, {platform.system()}",
            f"  {' '.join(sys.argv[1:])}",
            f"  {type(error).__name__}: {error}",
            *places[-6:],
        ]
    )
