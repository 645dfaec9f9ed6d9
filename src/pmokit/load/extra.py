"""A department's own fields on project charters: declared in fields.yaml, typed like all others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic_core import PydanticCustomError

from pmokit.load.integrity import finding
from pmokit.load.suggest import nearest
from pmokit.model import claims
from pmokit.model.finding import Finding
from pmokit.model.methodology.fields import ExtraField
from pmokit.model.project import Charter
from pmokit.words.catalogue import say

_CLAIMS: dict[str, Callable[[Any], Any]] = {
    "date": claims.claim_day,
    "number": claims.claim_number,
    "flag": claims.claim_flag,
}


def inspect_extra(charter: Charter, path: str, declared: Mapping[str, ExtraField]) -> list[Finding]:
    """The findings of a charter's extra fields: not declared, or not of their type."""
    found: list[Finding] = []
    for name, value in charter.extra.items():
        field = declared.get(name)
        if field is None:
            found.append(
                finding(
                    "unknown-key",
                    say("load.not-field-department", name=name),
                    path,
                    ("extra", name),
                    key=True,
                    help=nearest(name, declared) or say("load.declare-methodology-fields-yaml"),
                )
            )
        elif field.type == "choice" and value not in field.choices:
            found.append(
                finding(
                    "bad-choice",
                    say("load.not-one", value=value, choices=", ".join(field.choices)),
                    path,
                    ("extra", name),
                    help=nearest(value, field.choices) or say("load.write-one-choices"),
                )
            )
        elif field.type in _CLAIMS:
            try:
                _CLAIMS[field.type](value)
            except PydanticCustomError as error:
                found.append(
                    finding(
                        error.type, error.message(), path, ("extra", name), help=say("load.correct-value")
                    )
                )
    return found
