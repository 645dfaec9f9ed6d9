"""What commands print, made harmless on its way out.

Any message may quote a repository, and nobody remembers that at each of some hundred places that print; so
the one door to the terminal sees to it.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from pmokit.text import channels


class _Door:
    """A stream that passes on what it gets, without what a terminal or a log would obey."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        """Write a text."""
        return int(self.stream.write(channels.terminal(text)))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


@contextmanager
def harmless_output() -> Iterator[None]:
    """A stretch in which all that is printed goes through the door."""
    out, err = sys.stdout, sys.stderr
    # Whoever closes a stream before the start wants nothing from it.
    nowhere = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    sys.stdout, sys.stderr = _Door(out or nowhere), _Door(err or nowhere)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = out, err


def paint(text: str) -> None:
    """Print a text with colours of ours, of which each part that is not ours has been made harmless."""
    click.echo(text, nl=False, file=getattr(sys.stdout, "stream", sys.stdout))
