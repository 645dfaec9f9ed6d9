"""`pmokit build`: publish the handbook and the status of the portfolio."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Mapping
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pmokit.cli import memory
from pmokit.cli.kept_past import History, history
from pmokit.cli.place import as_of_option, audience_option, find_root, root_option, today_option
from pmokit.cli.reading import examine_snapshot, read, read_as_of
from pmokit.cli.site_source import export, settings_of, template_folders
from pmokit.text.files import Snapshot
from pmokit.text.git_process import GitError
from pmokit.words.catalogue import say

if TYPE_CHECKING:
    from pmokit.site.build import Pages
    from pmokit.views.context import Context
    from pmokit.views.lens import Audience


@click.command("build", help=say("build.help"))
@root_option
@today_option
@as_of_option
@audience_option
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help=say("build.output.help"),
)
def command(
    root: Path | None, today: date | None, as_of: date | None, audience: Audience, output: Path | None
) -> None:
    """`pmokit build`; the catalogue holds the help text."""
    folder = find_root(root)
    target = output or folder / "site"
    if as_of is None:
        sys.exit(
            build_once(
                folder, read(folder, ask_git=True, today=today), today, target, history(folder), audience
            )
        )
    with tempfile.TemporaryDirectory(prefix="pmokit-as-of-") as name:
        # Templates and settings of that day as well: the site is the one that was built then.
        snapshot, commit = read_as_of(folder, as_of)
        try:
            export(folder, commit, Path(name))
        except GitError as error:
            raise click.UsageError(str(error)) from None
        status = build_once(Path(name), snapshot, today or as_of, target, history(folder, commit), audience)
        if (kept := memory.folder(Path(name))) is not None:
            shutil.rmtree(kept, ignore_errors=True)  # nobody asks for a folder of this name again
    sys.exit(status)


def build_once(
    folder: Path,
    snapshot: Snapshot,
    today: date | None,
    output: Path,
    past: History,
    audience: Audience = "all",
) -> int:
    """Build and say how it went; the exit status. `past` is the history that the site tells of."""
    _refuse_systems_without_locks()
    from pmokit.site import build, publish
    from pmokit.site.engine import BuildFault
    from pmokit.site.publish import Busy, NotASite
    from pmokit.site.render import TemplateFault

    try:
        publish.refuse_other_folders(output, folder)
        if (settings := _settings(folder)) is None:
            return 1
        with tempfile.TemporaryDirectory(prefix="pmokit-") as name:
            pages = _pages(folder, snapshot, today, Path(name), past, audience)
            if pages is None:
                return 1
            site = build.build(pages, settings, folder, output, memory.folder(output))
    except TemplateFault as fault:
        click.echo(say("build.template-failed", fault=fault), err=True)
    except BuildFault as fault:
        click.echo(say("build.mkdocs-failed", fault=fault), err=True)
    except Busy as busy:
        click.echo(say("build.is-busy", reason=busy), err=True)
    except NotASite as refusal:
        raise click.UsageError(say("build.refused", reason=refusal)) from None
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        click.echo(say("build.cannot-write", reason=error.strerror or error, where=where), err=True)
    else:
        return _say_done(pages, site)
    click.echo(say("build.unchanged"), err=True)
    return 1


def _say_done(pages: Pages, site: Path) -> int:
    """Say what was published; the exit status. A site with pages in place of others is published, but whoever
    runs the build in a pipeline has to see that it is not whole."""
    for fault in pages.faults:
        click.echo(say("build.template-failed", fault=fault), err=True)
    click.echo(say("build.done", pages.number, today=pages.today, folder=site))
    if not pages.faults:
        return 0
    click.echo(say("build.not-whole", len(pages.faults)), err=True)
    return 1


def _settings(folder: Path) -> Mapping[str, Any] | None:
    """The settings of the site; None, and what is wrong on the terminal, if one is refused."""
    settings = settings_of(folder)
    if settings is None:
        raise click.UsageError(say("build.no-settings", folder=folder))
    if not settings.findings:
        return settings.values
    lines = [f"{f.path}:{f.line}:{f.column}: {f.message}. {f.help}" for f in settings.findings]
    click.echo(say("build.settings-refused", findings="\n".join(lines)), err=True)
    click.echo(say("build.unchanged"), err=True)
    return None


def _refuse_systems_without_locks() -> None:
    try:
        import fcntl  # noqa: F401  # publishing takes a lock with it
    except ImportError:
        raise click.UsageError(say("build.no-locks")) from None


def _pages(
    folder: Path, snapshot: Snapshot, today: date | None, scratch: Path, past: History, audience: Audience
) -> Pages | None:
    """The pages: those kept by the last build if nothing they show has changed, else new ones.

    None, and the reason on the terminal, where the method cannot be read.
    """
    from pmokit.site.build import write

    templates = template_folders(folder)
    place = memory.folder(folder)
    key = memory.key(
        snapshot.files,
        today,
        memory.day_of(snapshot.files),
        snapshot.flaws,
        snapshot.signed,
        audience,
        # A clone that learns more of the past tells more of it.
        *(commit.name for commit in (past.commits[:1] + past.commits[-1:])),
        *_contents(templates),
    )
    kept = _read_kept(place, key)
    if kept is not None:
        return kept
    context = _context(folder, snapshot, today, past, audience)
    if context is None:
        return None
    target = memory.place_for(place, f"pages-{key[:16]}") or scratch / "pages"
    with memory.many_records():
        pages = write(context, templates, target)
    values: dict[str, Any] = {"key": key, "folder": target.name, "title": pages.title}
    values |= {"today": str(pages.today), "count": pages.number}
    values |= {"navigation": pages.navigation, "outside": pages.outside, "faults": pages.faults}
    memory.keep(place, "pages", values)
    return pages


def _read_kept(place: Path | None, key: str) -> Pages | None:
    """The pages that the last build left, if they are those of this key."""
    from pmokit.site.build import Pages

    kept = memory.read(place, "pages")
    if place is None or kept is None or kept.get("key") != key:
        return None
    folder, day = place / str(kept.get("folder")), date.fromisoformat(kept["today"])
    if not folder.is_dir():
        return None
    rest = (kept[name] for name in ("count", "navigation", "outside", "faults"))
    return Pages(folder, kept["title"], day, *rest)


def _contents(templates: list[Path]) -> list[str]:
    """Digests of all templates and assets."""
    from pmokit.site.reach import may_read

    return [
        f"{path.name}:{blake2b(path.read_bytes(), digest_size=16).hexdigest()}"
        for folder in templates
        for path in sorted(folder.rglob("*"))
        if path.is_file() and may_read(path, folder)
    ]


def _context(
    folder: Path, snapshot: Snapshot, today: date | None, past: History, audience: Audience
) -> Context | None:
    from pmokit.cli.kept_past import gather
    from pmokit.load.shared import REQUIRED
    from pmokit.rules.trend import since_of
    from pmokit.views.lens import see

    done = examine_snapshot(folder, snapshot, today)
    missing = done.run.broken & {part for parts in REQUIRED.values() for part in parts}
    if missing:
        click.echo(say("build.unreadable", files=", ".join(sorted(missing))), err=True)
        click.echo(say("build.unreadable.fix"), err=True)
        return None
    return see(done, audience, gather(past, done.run, since_of(done.run)))
