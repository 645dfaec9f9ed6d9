"""Markdown to a site: MkDocs builds it in a process of its own, and Pagefind indexes its text.

MkDocs runs as a process of its own, in strict mode, without any plugin, hook or override of ours,
so that another builder could take its place.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pmokit.words.catalogue import say
from pmokit.words.wording import long_day

SEARCH = "search"
_OTHER_BOXES = ("pagefind-*ui*", "pagefind-highlight.js", "wasm.unknown.pagefind")
"""Files that Pagefind adds for search boxes of its own."""


class BuildFault(Exception):
    """MkDocs refused to build; the text is what it said."""


def write_config(
    config: Path, settings: Mapping[str, Any], docs: Path, output: Path, title: str, today: date
) -> None:
    """The configuration of one build: the settings that were let pass, with folders and name filled in.

    JSON is YAML, and needs no quoting rules of ours. Nothing of the repository is read by MkDocs itself.
    """
    made = say("build.made", day=long_day(today))
    values = {
        "plugins": [],
        **settings,
        "site_name": title,
        "docs_dir": str(docs),
        "site_dir": str(output),
        "site_url": "",
        "copyright": " · ".join(filter(None, (settings.get("copyright"), made))),
    }
    config.write_text(json.dumps(values), encoding="utf-8")


def run(config: Path, today: date, made: Path, last: Path) -> None:
    """Build in strict mode. Raises BuildFault.

    `last` is the folder of the last site; `made` is the file that says what its pages were made of, and is
    written again. Pages of which nothing has changed are taken from it.
    """
    midnight = datetime(today.year, today.month, today.day, tzinfo=UTC)
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": str(int(midnight.timestamp())),
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "PYTHONIOENCODING": "utf-8",
    }
    done = subprocess.run(
        [sys.executable, "-m", "pmokit.site.mkdocs_process", str(config), str(made), str(last)],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        cwd=config.parent,
        preexec_fn=_die_with_parent if sys.platform == "linux" else None,
    )
    if done.returncode != 0:
        raise BuildFault(_complaint(done.stdout + done.stderr))


def index_text(site: Path) -> None:
    """Index the text of the pages of a finished site into its folder `search/`. Raises BuildFault."""
    from pagefind_bin import get_executable

    # Settings of the program in the environment would change what is indexed and where it is written.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    command = [str(get_executable().resolve()), "--site", str(site), "--output-subdir", SEARCH]
    command += [
        "--root-selector",
        "article",
        "--exclude-selectors",
        ".pk-subnav,.pk-crumbs,.pk-edit,.headerlink",
        "--silent",
    ]
    done = subprocess.run(
        command,
        env=environment,
        cwd=site,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        raise BuildFault(say("build.search-failed", reason=(done.stderr or done.stdout).strip()[-300:]))
    for pattern in _OTHER_BOXES:
        for path in (site / SEARCH).glob(pattern):
            path.unlink()


def _die_with_parent() -> None:
    """Ask Linux to end this process when pmokit ends, however it ends."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def _complaint(text: str) -> str:
    """The lines that matter of what MkDocs printed."""
    lines = [line for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("WARNING", "ERROR", "Error", "Config"))]
    return "\n".join((telling or lines)[-12:])
