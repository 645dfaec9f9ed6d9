"""How a command that reads answers: as text for people, or as one JSON document for programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pmokit.words.catalogue import say

if TYPE_CHECKING:
    from pmokit.views.documents.document import Document

F = TypeVar("F", bound=Callable[..., Any])


def format_option(function: F) -> F:
    """The option --format."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(("text", "json")),
        default="text",
        show_default=True,
        help=say("cli.format.help"),
    )(function)


def answer(document: Document) -> None:
    """Write a document to standard output."""
    from pmokit.exchange.json_document import write

    tell_programs(write(document))


def tell_programs(text: str) -> None:
    """Write what programs read to standard output: in UTF-8, whatever the code page of the machine."""
    from pmokit.text.channels import json

    click.echo((json(text) if text.startswith(("{", "[")) else text).encode(), nl=False)
