"""`pmokit serve`: preview the site, and build it again when a file changes."""

from __future__ import annotations

import signal
import sys
import threading
from datetime import date
from functools import partial
from pathlib import Path
from types import FrameType

import click

from pmokit.cli import memory
from pmokit.cli.build_command import build_once
from pmokit.cli.kept_past import history
from pmokit.cli.place import find_root, root_option, today_option
from pmokit.cli.preview import Pages, PreviewServer
from pmokit.cli.reading import read
from pmokit.text.files import read_tree
from pmokit.words.catalogue import say

PAUSE_SECONDS = 1.0


@click.command("serve", help=say("serve.help"))
@root_option
@today_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
def command(root: Path | None, today: date | None, port: int) -> None:
    """`pmokit serve`; the catalogue holds the help text."""
    folder = find_root(root)
    place = memory.folder(folder)
    output = (place or folder) / "preview"
    output.parent.mkdir(parents=True, exist_ok=True)
    # The port comes first: nobody waits for a build to learn that it is taken.
    try:
        server = PreviewServer(("127.0.0.1", port), partial(Pages, directory=str(output)))
    except OSError as error:
        raise click.UsageError(say("serve.port", port=port, reason=error.strerror)) from None
    seen = _state(folder)
    if (
        build_once(folder, read(folder, ask_git=True, today=today), today, output, history(folder)) != 0
        and not output.is_dir()
    ):
        server.server_close()
        sys.exit(1)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    click.echo(say("serve.address", port=server.server_port))
    try:
        ended = _ended_by_ctrl_c()
        while not ended.wait(PAUSE_SECONDS):
            now = _state(folder)
            if now != seen:
                seen = now
                build_once(folder, read(folder, ask_git=True, today=today), today, output, history(folder))
    except KeyboardInterrupt:
        pass
    server.shutdown()


def _ended_by_ctrl_c() -> threading.Event:
    """What Ctrl-C sets before it interrupts: Python drops an interruption that reaches it inside a
    destructor, and the preview would then go on for ever."""
    ended = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        ended.set()
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, end)
    return ended


def _state(folder: Path) -> str:
    """A digest of everything that a build reads."""
    snapshot = read_tree(folder)
    extra = [folder / "mkdocs.yml", *sorted((folder / "site_templates").rglob("*"))]
    ages = [f"{path}:{path.stat().st_mtime_ns}" for path in extra if path.is_file()]
    return memory.key(snapshot.files, *ages)
