"""The kinds of single values: what text is accepted for each, and what the error says.

The reader hands over text only. pydantic's own conversions are too generous for governance (`t`
is true, `0` is 1970-01-01, `1_000` is 1000), so each kind has a pattern of its own. `JsonSchema`
twins let an editor accept exactly the plain spellings that the reader accepts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from pmokit.model.money import Money

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,6})?")
_WHOLE = re.compile(r"[+-]?[0-9]{1,9}")
_MONEY = re.compile(r"([+-]?[0-9]{1,15}(?:\.[0-9]{1,2})?) ([A-Z]{3})")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_REFERENCE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*([:/.][a-z0-9]+(-[a-z0-9]+)*){0,3}")
_CLAUSE = re.compile(r"[A-Z]{2,8}-[0-9]{1,3}(\.[0-9]{1,2})?")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}")
_PART = re.compile(
    r"project|schedule|finance|benefits|team|raid"
    r"|(gates|changes|baselines|reports|reviews)/[a-z0-9]+(-[a-z0-9]+)*"
)
_TARGET = re.compile(rf"({_PART.pattern})(\.[a-z][a-z0-9_]*)+")
_CURRENCY = re.compile(r"[A-Z]{3}")
_FIELD = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_URL = re.compile(r"""(https?://|mailto:)[^\s<>"'`\\]{3,2000}""")
MAX_LINE = 300
MAX_PROSE = 20_000
_SOME_TEXT = r"\S"


def _refuse(rule: str, found: Any, expected: str) -> PydanticCustomError:
    shown = f"`{found}`" if isinstance(found, str) else _name(found)
    return PydanticCustomError(rule, "{expected}; found {found}", {"expected": expected, "found": shown})


def _name(found: Any) -> str:
    return {dict: "a mapping", list: "a list", type(None): "nothing"}.get(type(found), str(found))


def _text(limit: int, one_line: bool) -> Callable[[Any], Any]:
    where = " on one line" if one_line else ""
    expected = f"expected a text of 1 to {limit:,} characters{where}"

    def claim(value: Any) -> Any:
        if type(value) is not str or len(value) > limit or not value.strip():
            raise _refuse("bad-text", value if not isinstance(value, str) else value[:40], expected)
        if one_line and "\n" in value:
            raise _refuse("bad-text", value.splitlines()[0][:40] + "…", expected)
        return value

    return claim


def _matching(pattern: re.Pattern[str], rule: str, expected: str) -> Callable[[Any], Any]:
    def claim(value: Any) -> Any:
        if type(value) is not str or len(value) > 2_000 or not pattern.fullmatch(value):
            raise _refuse(rule, value[:80] if isinstance(value, str) else value, expected)
        return value

    return claim


def _id(value: Any) -> Any:
    """An id; `index` is the address of lists on the site."""
    expected = "expected an id of small letters, digits and single hyphens, other than `index`"
    if value == "index":
        raise _refuse("bad-id", value, expected)
    return _matching(_ID, "bad-id", expected)(value)


def claim_day(value: Any) -> Any:
    """A day from its text; raises PydanticCustomError."""
    if type(value) is str and _DAY.fullmatch(value):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise _refuse("bad-date", value, "expected a day that exists, as YYYY-MM-DD") from None
        if 1970 <= day.year <= 2200:
            return day
        raise _refuse("bad-date", value, "expected a day between the years 1970 and 2200")
    if type(value) is date:
        return value
    raise _refuse("bad-date", value, "expected a date as YYYY-MM-DD")


def _number(low: int, high: int, expected: str) -> Callable[[Any], Any]:
    def claim(value: Any) -> Any:
        if type(value) is str and _NUMBER.fullmatch(value):
            number = Decimal(value)
            if low <= number <= high:
                return number
        if type(value) is Decimal:
            return value
        raise _refuse("bad-number", value, expected)

    return claim


def _whole(low: int, high: int) -> Callable[[Any], Any]:
    expected = f"expected a whole number from {low:,} to {high:,}"

    def claim(value: Any) -> Any:
        if type(value) is str and _WHOLE.fullmatch(value) and low <= int(value) <= high:
            return int(value)
        if type(value) is int:
            return value
        raise _refuse("bad-number", value, expected)

    return claim


def _money(value: Any) -> Any:
    if type(value) is str and (match := _MONEY.fullmatch(value)):
        return Money(Decimal(match[1]), match[2])
    if type(value) is Money:
        return value
    raise _refuse("bad-money", value, "expected an amount and a currency, such as `125000.00 EUR`")


def claim_flag(value: Any) -> Any:
    """A flag from its text; raises PydanticCustomError."""
    if value in ("true", True):
        return True
    if value in ("false", False):
        return False
    raise _refuse("bad-flag", value, "expected true or false")


class Ref(NamedTuple):
    """Marks a text as the id of another record of that kind."""

    kind: str


def _plain(*types: str, **more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": list(types) if len(types) > 1 else types[0], **more})


def _anything(limit: int, **more: Any) -> WithJsonSchema:
    # YAML editors read `title: 2024` as a number and `NO` as a flag; for us both are text.
    return _plain("string", "number", "boolean", minLength=1, maxLength=limit, pattern=_SOME_TEXT, **more)


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
        BeforeValidator(_number(low, high, expected)),
        _number_schema(_NUMBER, low, high, "number"),
    )


ONE = Decimal(1)
TEN = Decimal(10)
_HUGE = 10**15
claim_number = _number(-_HUGE, _HUGE, "expected a number such as 12 or 12.5")
Line = Annotated[str, BeforeValidator(_text(MAX_LINE, True)), _anything(MAX_LINE)]
"""A text on one line."""
Prose = Annotated[str, BeforeValidator(_text(MAX_PROSE, False)), _anything(MAX_PROSE)]
"""A text of one or more paragraphs, in Markdown."""
Id = Annotated[str, BeforeValidator(_id), _id_schema(_ID)]
Reference = Annotated[
    str,
    BeforeValidator(_matching(_REFERENCE, "bad-id", "expected the id of a record")),
    _id_schema(_REFERENCE),
]
Part = Annotated[
    str,
    BeforeValidator(_matching(_PART, "bad-text", "expected a file of a project, such as `finance`")),
    _text_schema(_PART),
]
"""A file of a project: `project`, `finance`, `reviews/2021-03-31`."""
Target = Annotated[
    str,
    BeforeValidator(_matching(_TARGET, "bad-text", "expected a field such as `project.title`")),
    _text_schema(_TARGET),
]
"""A field in a file of a project: `finance.whole_life_cost`."""
Sign = Annotated[
    str,
    BeforeValidator(_matching(re.compile(r"[^\w\s]|\t"), "bad-text", "expected one sign")),
    WithJsonSchema({"type": "string", "maxLength": 1}),
]
FieldName = Annotated[
    str,
    BeforeValidator(_matching(_FIELD, "bad-id", "expected a field name in snake_case")),
    _text_schema(_FIELD),
]
ClauseId = Annotated[
    str,
    BeforeValidator(_matching(_CLAUSE, "bad-id", "expected a clause such as REG-1")),
    _text_schema(_CLAUSE),
    Ref("clause"),
]
Url = Annotated[
    str,
    BeforeValidator(_matching(_URL, "bad-url", "expected a web address that starts with https://")),
    _text_schema(_URL),
]
Email = Annotated[
    str,
    BeforeValidator(_matching(_EMAIL, "bad-text", "expected an e-mail address")),
    _text_schema(_EMAIL),
]
Currency = Annotated[
    str,
    BeforeValidator(_matching(_CURRENCY, "bad-text", "expected a currency code such as EUR")),
    _text_schema(_CURRENCY),
]
Day = Annotated[date, BeforeValidator(claim_day), _text_schema(_DAY, format="date")]
Flag = Annotated[
    bool,
    BeforeValidator(claim_flag),
    WithJsonSchema({"anyOf": [{"type": "boolean"}, {"enum": ["true", "false"]}]}),
]
Amount = Annotated[Money, BeforeValidator(_money), _text_schema(_MONEY)]
Number = Annotated[Decimal, BeforeValidator(claim_number), _number_schema(_NUMBER, -_HUGE, _HUGE, "number")]
Days = Annotated[Decimal, *_in_range(0, 10_000, "expected a number of working days from 0 to 10,000")]
Percent = Annotated[Decimal, *_in_range(0, 100, "expected a percentage from 0 to 100, without the sign")]
Count = Annotated[int, BeforeValidator(_whole(0, 100_000)), _number_schema(_WHOLE, 0, 100_000, "integer")]
Scale = Annotated[int, BeforeValidator(_whole(1, 5)), _number_schema(_WHOLE, 1, 5, "integer")]
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
