"""The formats by name. A format is a module here with `write(outcome) -> str`.

Forges look paths up from the top of the git repository, and pass over what they do not find there.
"""

from __future__ import annotations

from importlib import import_module

from pmokit.findings.outcome import Outcome

FORMATS = ("text", "json", "github", "gitlab", "sarif", "junit", "markdown")
FOR_FORGES = ("github", "gitlab", "sarif", "junit", "markdown")
"""Those that a forge reads; each names paths from the top of the git repository."""


def write(name: str, outcome: Outcome) -> str:
    """The findings in a format of FORMATS."""
    text: str = import_module(f"pmokit.findings.{name}").write(outcome)
    return text
