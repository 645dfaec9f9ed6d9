"""`pmokit`: the entry point. Each command is a module here, imported when it is called."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from pmokit import __version__
from pmokit.words.catalogue import say

COMMANDS = {
    "check": say("cli.check-methodology-portfolio-exit-status"),
    "build": say("cli.build-handbook-status-site"),
    "serve": say("cli.preview-site-build-again-change"),
    "gate": say("cli.show-whether-project-ready-gate"),
    "status": say("cli.show-calculated-reported-status-reasons"),
    "path": say("cli.show-what-expected-project-phase"),
    "tier": say("cli.explain-how-project-s-tier"),
    "adherence": say("cli.how-far-projects-keep-standards"),
    "changes": say("cli.say-what-moved-since-day"),
    "period": say("cli.see-who-owes-report-period"),
    "trend": say("cli.show-how-portfolio-stood-facts"),
    "steering": say("cli.forum-s-agenda-pack-minutes"),
    "calendar": say("cli.write-icalendar-files-subscribe"),
    "feeds": say("cli.write-atom-feeds-status-changes"),
    "digest": say("cli.write-weekly-mail-each-manager"),
    "evidence": say("cli.write-folder-auditor-asks"),
    "fix": say("cli.mend-what-needs-no-judgement"),
    "new": say("cli.write-valid-starter-project-risk"),
    "init": say("cli.make-department-s-repository"),
    "explain": say("cli.explain-rule-what-demands-why"),
    "methodology": say("cli.show-compare-update-method-force"),
    "migrate": say("cli.bring-portfolio-version-method"),
    "codeowners": say("cli.write-codeowners-roles-forums-projects"),
    "test": say("cli.run-rules-examples-tests"),
    "import": say("cli.turn-other-people-s-files"),
    "schema": say("cli.write-json-schemas-so-editors"),
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

            ctx.fail(say("cli.no-command", args=args[0], nearest=nearest(args[0], COMMANDS)))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(say("cli.commands")):
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
    # No other package that is installed may take part in reading records, and nobody need look for one.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "true"
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
            say("cli.pmokit-bug-your-files-untouched"),
            "",
            say(
                "cli.pmokit-python",
                version=__version__,
                python_version=platform.python_version(),
                system=platform.system(),
            ),
            f"  {' '.join(sys.argv[1:])}",
            f"  {type(error).__name__}: {error}",
            *places[-6:],
        ]
    )
