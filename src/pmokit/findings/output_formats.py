"""The formats by name. A format is a module here with `write(outcome) -> str`."""

from __future__ import annotations

from importlib import import_module

from pmokit.findings.outcome import Outcome

FORMATS = ("text", "json", "github", "gitlab", "sarif", "junit", "markdown")


def write(name: str, outcome: Outcome) -> str:
    """The findings in a format of FORMATS."""
    text: str = import_module(f"pmokit.findings.{name}").write(outcome)
    return text
