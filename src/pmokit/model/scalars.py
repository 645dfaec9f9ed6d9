"""The kinds of single values, as types that record classes name.

`claims` says which text each of them accepts. The JSON Schemas beside them let an editor accept exactly
the plain spellings that the reader accepts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, GetCoreSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema, core_schema

from pmokit.model import claims
from pmokit.model.money import Money
from pmokit.words.catalogue import say

SOME_TEXT = r"\S"


class Ref(NamedTuple):
    """Marks a text as the id of another record of that kind."""

    kind: str


@dataclass(frozen=True, eq=False)
class _Claimed:
    """A claim of `claims`, and texts that it accepts for sure: those that pass some steps of pydantic's core.

    The core tries these first and calls no Python for most values: it takes a quarter off the making of
    records. Any other value goes to the claim, so that only the claim refuses, and says why.
    """

    claim: Callable[[Any], Any]
    sure: tuple[CoreSchema, ...]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        sure = core_schema.chain_schema([*self.sure]) if len(self.sure) > 1 else self.sure[0]
        silent = core_schema.custom_error_schema(sure, claims.UNSURE, custom_error_message=claims.UNSURE)
        claimed = core_schema.no_info_before_validator_function(self.claim, handler(source))
        return core_schema.union_schema([silent, (claimed, claims.CLAIMED)], mode="left_to_right")


def _sure(pattern: str, limit: int = claims.MAX_MATCHED) -> CoreSchema:
    """A text of a pattern in the syntax of Rust."""
    return core_schema.str_schema(strict=True, pattern=f"^(?:{pattern})$", max_length=limit)


def _plain(*types: str, **more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": list(types) if len(types) > 1 else types[0], **more})


def _anything(limit: int, **more: Any) -> WithJsonSchema:
    # YAML editors read `title: 2024` as a number and `NO` as a flag; for us both are text.
    return _plain("string", "number", "boolean", minLength=1, maxLength=limit, pattern=SOME_TEXT, **more)


def _number_schema(pattern: re.Pattern[str], low: int, high: int, kind: str) -> WithJsonSchema:
    text = {"type": "string", "pattern": f"^{pattern.pattern}$"}
    return WithJsonSchema({"anyOf": [{"type": kind, "minimum": low, "maximum": high}, text]})


def _text_schema(pattern: re.Pattern[str], **more: Any) -> WithJsonSchema:
    return _plain("string", pattern=f"^{pattern.pattern}$", **more)


def _id_schema(pattern: re.Pattern[str]) -> WithJsonSchema:
    # An id may be all digits, which an editor reads as a number.
    return WithJsonSchema(
        {"anyOf": [{"type": "string", "pattern": f"^{pattern.pattern}$"}, {"type": "integer", "minimum": 0}]}
    )


def _in_range(low: int, high: int, expected: str) -> Any:
    return (
        BeforeValidator(claims.number(low, high, expected)),
        _number_schema(claims.NUMBER, low, high, "number"),
    )


ONE = Decimal(1)
Line = Annotated[
    str,
    _Claimed(claims.text(claims.MAX_LINE, True), (_sure("[!-~][ -~]*", claims.MAX_LINE),)),
    _anything(claims.MAX_LINE),
]
"""A text on one line."""
Prose = Annotated[
    str,
    _Claimed(claims.text(claims.MAX_PROSE, False), (_sure(r"[!-~][\n -~]*", claims.MAX_PROSE),)),
    _anything(claims.MAX_PROSE),
]
"""A text of one or more paragraphs, in Markdown."""
# A short word may be reserved, which only the claim can tell.
Id = Annotated[
    str,
    _Claimed(claims.an_id, (_sure("[a-z0-9]{6,}(-[a-z0-9]+)*|[a-z0-9]+(-[a-z0-9]+)+", claims.MAX_ID),)),
    _id_schema(claims.ID),
]
Reference = Annotated[
    str,
    _Claimed(
        claims.matching(claims.REFERENCE, "bad-id", say("model.expected.reference")),
        (_sure(claims.REFERENCE.pattern),),
    ),
    _id_schema(claims.REFERENCE),
]
Part = Annotated[
    str,
    BeforeValidator(claims.matching(claims.PART, "bad-text", say("model.expected.part"))),
    _text_schema(claims.PART),
]
"""A file of a project: `project`, `finance`, `reviews/2021-03-31`."""
Target = Annotated[
    str,
    BeforeValidator(claims.matching(claims.TARGET, "bad-text", say("model.expected.target"))),
    _text_schema(claims.TARGET),
]
"""A field in a file of a project: `finance.whole_life_cost`."""
Sign = Annotated[
    str,
    BeforeValidator(claims.matching(re.compile(r"[^\w\s]|\t"), "bad-text", say("model.expected.sign"))),
    WithJsonSchema({"type": "string", "maxLength": 1}),
]
Mark = Annotated[
    str,
    BeforeValidator(claims.matching(re.compile(r"[^\w\r\n]"), "bad-text", say("model.expected.sign"))),
    WithJsonSchema({"type": "string", "maxLength": 1}),
]
"""A sign between digits, blanks among them."""
FieldName = Annotated[
    str,
    BeforeValidator(claims.matching(claims.FIELD, "bad-id", say("model.expected.field"))),
    _text_schema(claims.FIELD),
]
ClauseId = Annotated[
    str,
    BeforeValidator(claims.matching(claims.CLAUSE, "bad-id", say("model.expected.clause"))),
    _text_schema(claims.CLAUSE),
    Ref("clause"),
]
Url = Annotated[
    str,
    BeforeValidator(claims.matching(claims.URL, "bad-url", say("model.expected.url"))),
    _text_schema(claims.URL),
]
RepositoryUrl = Annotated[
    str,
    BeforeValidator(claims.matching(claims.REPOSITORY, "bad-url", say("model.expected.repository"))),
    _text_schema(claims.REPOSITORY),
]
"""The web address of a repository at its forge, without credentials: `https://github.com/acme/portfolio`."""
Branch = Annotated[
    str,
    BeforeValidator(claims.matching(claims.BRANCH, "bad-text", say("model.expected.branch"))),
    _text_schema(claims.BRANCH),
]
"""The name of a branch of git: `main`."""
Email = Annotated[
    str,
    BeforeValidator(claims.matching(claims.EMAIL, "bad-text", say("model.expected.email"))),
    _text_schema(claims.EMAIL),
]
Handle = Annotated[
    str,
    BeforeValidator(claims.matching(claims.HANDLE, "bad-text", say("model.expected.handle"))),
    _text_schema(claims.HANDLE),
]
"""How a forge knows a person or a team: `@ana`, `@group/team`, or an address."""
Fingerprint = Annotated[
    str,
    BeforeValidator(claims.matching(claims.FINGERPRINT, "bad-text", say("model.expected.fingerprint"))),
    _text_schema(claims.FINGERPRINT),
]
"""Of a key: `SHA256:` and 43 signs, or 40 hexadecimal digits."""
Currency = Annotated[
    str,
    BeforeValidator(claims.matching(claims.CURRENCY, "bad-text", say("model.expected.currency"))),
    _text_schema(claims.CURRENCY),
]
TimeZone = Annotated[str, BeforeValidator(claims.time_zone), WithJsonSchema({"type": "string"})]
"""A time zone of the IANA list: `Europe/Berlin`."""
Day = Annotated[
    date,
    _Claimed(
        claims.claim_day,
        (_sure(claims.DAY.pattern), core_schema.date_schema(ge=claims.FIRST_DAY, le=claims.LAST_DAY)),
    ),
    _text_schema(claims.DAY, format="date"),
]
Flag = Annotated[
    bool,
    BeforeValidator(claims.claim_flag),
    WithJsonSchema({"anyOf": [{"type": "boolean"}, {"enum": ["true", "false"]}]}),
]
Amount = Annotated[Money, BeforeValidator(claims.money), _text_schema(claims.MONEY)]
Number = Annotated[
    Decimal,
    BeforeValidator(claims.claim_number),
    _number_schema(claims.NUMBER, -claims.HUGE, claims.HUGE, "number"),
]
Days = Annotated[Decimal, *_in_range(0, 10_000, say("model.expected.days"))]
Percent = Annotated[Decimal, *_in_range(0, 100, say("model.expected.percent"))]
Count = Annotated[
    int, BeforeValidator(claims.whole(0, 100_000)), _number_schema(claims.WHOLE, 0, 100_000, "integer")
]
Positive = Annotated[
    int, BeforeValidator(claims.whole(1, 100_000)), _number_schema(claims.WHOLE, 1, 100_000, "integer")
]
Month = Annotated[int, BeforeValidator(claims.whole(1, 12)), _number_schema(claims.WHOLE, 1, 12, "integer")]
"""A month by its number, from 1."""
Scale = Annotated[int, BeforeValidator(claims.whole(1, 5)), _number_schema(claims.WHOLE, 1, 5, "integer")]
"""A step of a five-point scale, 1 the lowest."""


PersonRef = Annotated[Reference, Ref("person")]
RoleRef = Annotated[Reference, Ref("role")]
ForumRef = Annotated[Reference, Ref("forum")]
PhaseRef = Annotated[Reference, Ref("phase")]
GateRef = Annotated[Reference, Ref("gate")]
TierRef = Annotated[Reference, Ref("tier")]
ArtefactRef = Annotated[Reference, Ref("artefact")]
WorkstreamRef = Annotated[Reference, Ref("workstream")]
ProgrammeRef = Annotated[Reference, Ref("programme")]
ProjectRef = Annotated[Reference, Ref("project")]
SystemRef = Annotated[Reference, Ref("system")]
SiteRef = Annotated[Reference, Ref("site")]
SupplierRef = Annotated[Reference, Ref("supplier")]
ContractRef = Annotated[Reference, Ref("contract")]
MilestoneRef = Annotated[Reference, Ref("milestone")]
"""A milestone of the same project, or of another as `project/milestone`."""
TaskRef = Annotated[Reference, Ref("task")]
RuleRef = Annotated[Reference, Ref("rule")]
RiskRef = Annotated[Reference, Ref("risk")]
ChangeRef = Annotated[Reference, Ref("change")]
BaselineRef = Annotated[Reference, Ref("baseline")]
MeetingRef = Annotated[Reference, Ref("meeting")]
"""A meeting of a forum, as `forum/date`."""
