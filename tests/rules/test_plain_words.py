"""No message shows how Python writes a value: a record is its title, nothing is “nothing”, a list its entries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

import pytest

from pmokit.model.anatomy import Type
from pmokit.model.finding import Finding
from pmokit.model.money import MixedCurrencies, Money
from pmokit.model.raid import Response, Risk
from pmokit.model.reason import reason
from pmokit.model.record import Record
from pmokit.model.schedule import Schedule
from pmokit.rules.judging import _fault
from pmokit.rules.language.functions import format_value
from pmokit.words.catalogue import say
from tests.conftest import check_files, sound

RISK = Risk.model_validate({"id": "late-parts", "title": "Parts come late", "likelihood": "3", "impact": "4"})
PYTHON = re.compile(
    r"\bNone\b|\bTrue\b|\bFalse\b|Decimal\(|datetime\.|Money\(|<class|object at 0x|\w+='|\(\)|\[\]|\{'|\['|\('"
    r"|NoneType|Traceback|\bnot supported between\b|\w+Error\b"
)
SPOILT = (
    "",
    "~",
    "[a, b]",
    "{a: b}",
    "9999-12-31",
    "-1 XXX",
    "true",
    "'x'",
    "[{a: [b]}]",
    "nobody/none",
    "0",
    "3000000",
)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "nothing"),
        (True, "true"),
        (False, "false"),
        (3, "3"),
        (Decimal("1234.50"), "1,234.5"),
        (Decimal("-0.001"), "0"),
        (date(2026, 11, 23), "2026-11-23"),
        (Money(Decimal(50000), "EUR"), "50,000 EUR"),
        ("a text", "a text"),
        (RISK, "Parts come late"),
        (Response.model_validate({"what": "Order early"}), "Order early"),
        (Schedule(), "schedule"),
        ((RISK, RISK), "Parts come late, Parts come late"),
        (("a", None), "a, nothing"),
        ((), "nothing"),
        ({"region": "north", "size": None}, "region: north, size: nothing"),
        (reason("lacks-figures"), str(reason("lacks-figures"))),
    ],
)
def test_a_value_of_each_type_is_shown_in_plain_words(value: object, shown: str) -> None:
    assert format_value(value) == shown and not PYTHON.search(shown)


def test_a_record_without_a_name_of_its_own_is_called_by_its_kind() -> None:
    class NextBestThing(Record):
        pass

    assert (str(NextBestThing()), str(Type("record", record=NextBestThing))) == ("next best thing",) * 2


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, "nothing"), (True, "true"), (("a", "b"), "a, b"), (RISK, "Parts come late"), (3, "3")],
)
def test_every_message_says_its_values_in_plain_words(value: object, shown: str) -> None:
    assert shown in say("language.not-a-choice", word=value)


@pytest.mark.parametrize(
    "error",
    [
        MixedCurrencies("EUR", "USD"),
        OverflowError("date value out of range"),
        ZeroDivisionError("division by zero"),
        TypeError("'<' not supported between instances of 'NoneType' and 'int'"),
        AttributeError("'NoneType' object has no attribute 'x'"),
    ],
)
def test_why_a_rule_failed_is_said_without_the_words_of_python(error: Exception) -> None:
    told = _fault(error).replace(type(error).__name__, "x")
    assert told and not PYTHON.search(told)


# It prints records, lists of them, and values that may be absent.
CHATTY = b"""title: A rule that prints whole records
clause: RSK-1
severity: note
applies_to: risk
require: risk.impact == 77
message: "{risk} of {project}: {project.raid.risks}, {risk.owner}, {risk.responses}, {risk.opportunity}, {risk.cost}"
why: To see.
remedy: Nothing.
examples: {bad: [{title: any, given: {}}], good: [{title: none, given: {raid: {risks: []}}}]}
"""


def spoilt(files: Mapping[str, bytes]) -> Iterator[dict[str, bytes]]:
    """The files, over and over, with one line spoilt in each: another line and another way every time."""
    lines = {path: raw.decode().split("\n") for path, raw in files.items() if path.startswith("portfolio/")}
    for turn in range(max(map(len, lines.values()))):
        changed = dict(files)
        for number, (path, text) in enumerate(sorted(lines.items())):
            if turn < len(text) and (hit := re.match(r"\s*(?:- )?[a-z_]+:", text[turn])):
                way = SPOILT[(turn * 5 + number) % len(SPOILT)]
                changed[path] = "\n".join([*text[:turn], f"{hit[0]} {way}", *text[turn + 1 :]]).encode()
        yield changed


def told(finding: Finding) -> str:
    """What a reader sees of a finding, without what it quotes from the file or tells to write."""
    return re.sub(r"`[^`]*`|“[^”]*”", "", f"{finding.title} {finding.message} {finding.help}")


@pytest.mark.sweep
def test_no_finding_over_spoilt_data_shows_a_value_as_python_writes_it(
    shipped_files: Mapping[str, bytes],
) -> None:
    sound_files = {**sound(shipped_files), "methodology/rules/raid/chatty.yaml": CHATTY}
    found = [finding for files in spoilt(sound_files) for finding in check_files(files).findings]
    assert len(found) > 500 and sum(finding.rule == "chatty" for finding in found) >= 10
    assert sorted({f"{f.rule}: {told(f)}" for f in found if PYTHON.search(told(f))}) == []
