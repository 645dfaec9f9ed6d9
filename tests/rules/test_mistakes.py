"""Typical mistakes of people who know no Python, and that each message alone leads to the correction."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from pmokit.model.anatomy import DAY, Type
from pmokit.model.finding import Finding
from pmokit.model.project import Project
from pmokit.model.raid import Risk
from pmokit.rules.language.narrowing import Known
from pmokit.rules.language.parts import Scope, Value
from pmokit.rules.language.syntax import Expression, ExpressionError
from pmokit.rules.language.typing import Compiler
from tests.conftest import causes, check_files, sound

NAMES = {
    "risk": Value("r", Type("record", record=Risk)),
    "project": Value("p", Type("record", record=Project)),
    "today": Value("today", DAY),
}
KNOWN = Known(frozenset(("risk.raised_on", "risk.review_on", "risk.cost", "project.finance.budget")))

# The expression, the characters of it that are wrong, and what the message says to write instead.
REPLACED = [
    # operators and words of other languages
    ("risk.impact = 3", "=", "=="),
    ("risk.impact === 3", "===", "=="),
    ("risk.impact <> 3", "<>", "!="),
    ("risk.impact => 3", "=>", ">="),
    ("risk.impact > = 3", "> =", ">="),
    ("risk.impact > > 3", "> >", ">"),
    ("risk.impact ≥ 3", "≥", ">="),
    ("risk.impact > 1 && risk.impact < 4", "&&", "and"),
    ("risk.impact > 1 || risk.impact < 4", "||", "or"),
    ("risk.impact > 1 AND risk.impact < 4", "AND", "and"),
    ("risk.impact > 1 Or risk.impact < 4", "Or", "or"),
    ("risk.impact > 1 and and risk.impact < 4", "and and", "and"),
    ("! risk.opportunity", "!", "not"),
    ("NOT risk.opportunity", "NOT", "not"),
    ('risk.state IN ["open"]', "IN", "in"),
    ("risk.impact is greater than 3", "is greater than", ">"),
    ("risk.impact at least 3", "at least", ">="),
    ('risk.state equals "open"', "equals", "=="),
    ("risk.impact between 2 and 4", "risk.impact between 2 and 4", "2 <= risk.impact <= 4"),
    ('risk.state is "open"', 'risk.state is "open"', 'risk.state == "open"'),
    ('risk.state is not "open"', 'risk.state is not "open"', 'risk.state != "open"'),
    # values that are absent
    ("risk.owner is not null", "risk.owner is not null", "risk.owner is not None"),
    ("risk.owner is none", "risk.owner is none", "risk.owner is None"),
    ("risk.owner == null", "risk.owner == null", "risk.owner is None"),
    ("risk.owner != None", "risk.owner != None", "risk.owner is not None"),
    ('risk.owner == ""', 'risk.owner == ""', "risk.owner is None"),
    ("risk.owner is empty", "risk.owner is empty", "risk.owner is None"),
    ("exists(risk.owner)", "exists(risk.owner)", "risk.owner is not None"),
    ("not isBlank(risk.owner)", "not isBlank(risk.owner)", "risk.owner is not None"),
    ("not risk.owner", "not risk.owner", "risk.owner is None"),
    ("risk.owner and risk.impact > 3", "risk.owner", "risk.owner is not None"),
    ("project.raid.risks is not None", "project.raid.risks is not None", "count(project.raid.risks) > 0"),
    # flags
    ("risk.opportunity == true", "true", "True"),
    ("risk.opportunity == FALSE", "FALSE", "False"),
    ("risk.opportunity == yes", "yes", "True"),
    ('risk.opportunity == "no"', '"no"', "False"),
    # numbers and durations
    ("today - risk.raised_on > 14 days", "14 days", "14"),
    ("today - risk.raised_on > 2 weeks", "2 weeks", "14"),
    ("(today - risk.raised_on).days > 14", "(today - risk.raised_on).days", "(today - risk.raised_on)"),
    ("datediff(today, risk.raised_on) > 14", "datediff(today, risk.raised_on)", "today - risk.raised_on"),
    ("risk.raised_on > 14", "risk.raised_on > 14", "today - risk.raised_on > 14"),
    ("today - \"14\" > risk.raised_on", '"14"', "14"),
    ("risk.impact > 10%", "10%", "10"),
    ("risk.impact > 1,000", "1,000", "1000"),
    ("risk.impact > 50k", "50k", "50000"),
    ("risk.impact > 50.000", "50.000", "50000"),
    ('risk.impact > "3"', '"3"', "3"),
    ("round(risk.impact) > 3", "round(risk.impact)", "risk.impact"),
    ("max(risk.impact, 3) is not None", "max(risk.impact, 3)", "max([risk.impact, 3])"),
    # dates
    ("today() > risk.raised_on", "today()", "today"),
    ("now() > risk.raised_on", "now()", "today"),
    ("date.today - 14 > risk.raised_on", "date.today", "today"),
    ('risk.raised_on < "2026-01-01"', '"2026-01-01"', 'date("2026-01-01")'),
    ("risk.raised_on < 2026-01-01", "2026-01-01", 'date("2026-01-01")'),
    ("risk.raised_on < 2026-11-23", "2026-11-23", 'date("2026-11-23")'),
    ("risk.raised_on < 31.1.2026", "31.1.2026", 'date("2026-01-31")'),
    ("risk.raised_on < date(2026, 1, 31)", "date(2026, 1, 31)", 'date("2026-01-31")'),
    # money
    ("risk.cost > 50000", "50000", 'money("50000 EUR")'),
    ('risk.cost > "50000 CHF"', '"50000 CHF"', 'money("50000 CHF")'),
    ("risk.cost > 50000 EUR", "50000 EUR", 'money("50000 EUR")'),
    ("risk.cost > 50,000 EUR", "50,000 EUR", 'money("50000 EUR")'),
    ("risk.cost > €50000", "€50000", 'money("50000 EUR")'),
    ("risk.cost - 50000 > risk.cost", "50000", 'money("50000 EUR")'),
    # texts
    ('risk.title contains "x"', 'risk.title contains "x"', 'contains(risk.title, "x")'),
    ('risk.title does not contain "x"', 'risk.title does not contain "x"', 'not contains(risk.title, "x")'),
    ('risk.title like "%x%"', 'risk.title like "%x%"', 'contains(risk.title, "x")'),
    ('"x" in risk.title', '"x" in risk.title', 'contains(risk.title, "x")'),
    ('contains("x", risk.title)', 'contains("x", risk.title)', 'contains(risk.title, "x")'),
    ('risk.title.contains("x")', 'risk.title.contains("x")', 'contains(risk.title, "x")'),
    ('risk.title.startswith("x")', 'risk.title.startswith("x")', 'contains(risk.title, "x")'),
    ("len(risk.title) > 3", "len(risk.title)", "words(risk.title)"),
    ("risk.state == open", "open", '"open"'),
    ('risk.state == "opne"', '"opne"', '"open"' ),
    ('risk.owner == "Ana Meier"', '"Ana Meier"', '"ana-meier"'),
    # lists and loops
    ("len(project.objectives) > 1", "len(project.objectives)", "count(project.objectives)"),
    ("project.objectives.length > 1", "project.objectives.length", "count(project.objectives)"),
    ("project.raid.risks.size() > 1", "project.raid.risks.size()", "count(project.raid.risks)"),
    ("project.raid.risks > 3", "project.raid.risks", "count(project.raid.risks)"),
    ('risk.state in ("open", "closed")', '("open", "closed")', '["open", "closed"]'),
    ('risk.state in "open", "closed"', '"open", "closed"', '["open", "closed"]'),
    ('risk.state in "open, closed"', '"open, closed"', '["open", "closed"]'),
    ('risk.state == ["open"]', 'risk.state == ["open"]', 'risk.state in ["open"]'),
    ('risk.state == "open" or "closed"', 'risk.state == "open" or "closed"', 'risk.state in ["open", "closed"]'),
    (
        'any(project.raid.risks.state == "open")',
        'any(project.raid.risks.state == "open")',
        'any(x.state == "open" for x in project.raid.risks)',
    ),
    (
        'project.raid.risks.state == "open"',
        'project.raid.risks.state == "open"',
        'any(x.state == "open" for x in project.raid.risks)',
    ),
    (
        'count(project.raid.risks where state == "open") > 1',
        'count(project.raid.risks where state == "open")',
        'count(x for x in project.raid.risks if x.state == "open")',
    ),
    (
        'count(r.state == "open" for r in project.raid.risks) > 1',
        'count(r.state == "open" for r in project.raid.risks)',
        'count(r for r in project.raid.risks if r.state == "open")',
    ),
    (
        "any(r.impact > 3 for r in project.raid.risks) > 2",
        "any(r.impact > 3 for r in project.raid.risks)",
        "count(r for r in project.raid.risks if r.impact > 3)",
    ),
    ("any(project.raid.risks)", "any(project.raid.risks)", "count(project.raid.risks) > 0"),
    (
        "for r in project.raid.risks: r.impact > 3",
        "for r in project.raid.risks: r.impact > 3",
        "all(r.impact > 3 for r in project.raid.risks)",
    ),
    ("project.raid.risks[0] is None", "project.raid.risks[0]", "first(project.raid.risks)"),
    ('count(project.raid.risks.state == "open") > 2', 'count(project.raid.risks.state == "open")', 'count(x for x in project.raid.risks if x.state == "open")'),
    ("any(r in project.raid.risks if r.impact > 3)", "any(r in project.raid.risks if r.impact > 3)", "any(r.impact > 3 for r in project.raid.risks)"),
    ("any r in project.raid.risks: r.impact > 3", "any r in project.raid.risks: r.impact > 3", "any(r.impact > 3 for r in project.raid.risks)"),
    ('sum(project.finance.lines) > money("1 EUR")', "sum(project.finance.lines)", "sum(x.budget for x in project.finance.lines)"),
    # as people say it
    ("risk.owner is not set", "risk.owner is not set", "risk.owner is None"),
    ("risk.impact >= 3 and <= 5", "risk.impact >= 3 and <=", "risk.impact >= 3 and risk.impact <="),
    ("risk.impact.between(2, 4)", "risk.impact.between(2, 4)", "2 <= risk.impact <= 4"),
    ("risk.raised_on is older than 2 weeks", "risk.raised_on is older than 2 weeks", "today - risk.raised_on > 14"),
    ("days(today - risk.raised_on) > 14", "days(today - risk.raised_on)", "today - risk.raised_on"),
    ('risk.raised_on < date("31.01.2026")', 'date("31.01.2026")', 'date("2026-01-31")'),
    ("risk.cost * 1,1 > risk.cost", "1,1", "1.1"),
    ("risk.cost * 110% > risk.cost", "110%", "1.1"),
    ('risk.state not "open"', 'risk.state not "open"', 'risk.state != "open"'),
    ('risk.state is not in ["open"]', "is not in", "not in"),
    ('risk.state one of ["open"]', "one of", "in"),
    ("risk.opportunity == 1", "1", "True"),
    ("RISK.owner is None", "RISK", "risk"),
    ("risk.Owner is None", "risk.Owner", "risk.owner"),
    ("this.owner is None", "this", "risk"),
    ("risk->owner is None", "->", "."),
    # names
    ("owner is None", "owner", "risk.owner"),
    ('risk["owner"] is None', 'risk["owner"]', "risk.owner"),
    ("risk.owner() is None", "risk.owner()", "risk.owner"),
    ("{{ risk.owner }} is None", "{{ risk.owner }}", "risk.owner"),
    ("$risk.owner is None", "$risk.owner", "risk.owner"),
    ("count(raid.risks) > 1", "raid", "project.raid"),
    ("risk.ownr is None", "risk.ownr", "owner"),
    ("rsk.owner is None", "rsk", "risk"),
    ("cont(project.objectives) > 1", "cont(project.objectives)", "count"),
]  # fmt: skip

# The expression, the characters that are wrong, a part of what the message says, and the expression as corrected by it.
EXPLAINED = [
    ('risk.state == "open', '"', "a quote on both sides", 'risk.state == "open"'),
    ('risk.state == open"', '"', "a quote on both sides", 'risk.state == "open"'),
    ("risk.state == “open”", "“", "straight quotes", 'risk.state == "open"'),
    ("(risk.impact > 1 and (risk.impact < 4)", "(", "Write `)`", "(risk.impact > 1 and (risk.impact < 4))"),
    ("risk.impact > 1)", ")", "Remove it", "risk.impact > 1"),
    ("return risk.impact > 1", "return", "Delete `return`", "risk.impact > 1"),
    ("today.year > 2026", "today.year", "Compare `today` with another date", "today > date('2026-01-31')"),
    ("risk.impact > 1;", ";", "Delete `;`", "risk.impact > 1"),
    ("risk.impact > 1 and", "and", "Write what follows `and`, or delete it", "risk.impact > 1"),
    ("and risk.impact > 1", "and", "Write what comes before `and`, or delete it", "risk.impact > 1"),
    ("risk.impact >", ">", "Write what follows `>`", "risk.impact > 1"),
    ("risk owner is None", "owner", "a field has a dot in front of it", "risk.owner is None"),
    ("if risk.impact > 3 then risk.owner is None", "if", "the condition under `when`", "risk.owner is None"),
    ("risk.impact > 3 -> risk.owner is None", "->", "the condition under `when`", "risk.owner is None"),
    ("risk.impact > 3 ? 1 : 2", "?", "`A if TEST else B`", "(1 if risk.impact > 3 else 2) > 1"),
    ("risk.title.lower() == 'a'", "risk.title.lower()", "Delete `.lower()`", "risk.title == 'a'"),
    ("risk.title + 'a' == 'b'", "risk.title + 'a'", "Use one of the two texts", "risk.title == 'b'"),
    ("today + today > today", "today + today", "Subtract the earlier date", "today - today > 1"),
    ("risk.state > 'open'", "risk.state > 'open'", "Use == or !=", "risk.state == 'open'"),
    ("risk.closed_on > today", "risk.closed_on", "Write `risk.closed_on is not None and risk.closed_on > today`", "risk.closed_on is not None and risk.closed_on > today"),
    ("risk.owner.name == 'x'", "risk.owner", "or `risk.owner is None or risk.owner.name == 'x'`", "risk.owner is None or risk.owner.name == 'x'"),
    ("all(r.closed_on > today for r in project.raid.risks)", "r.closed_on", "`r.closed_on is None or r.closed_on > today`", "all(r.closed_on is None or r.closed_on > today for r in project.raid.risks)"),
    ("sum(r.urgency for r in project.raid.issues) > 3", "r.urgency", "Add `if r.urgency is not None` at the end", "sum(r.urgency for r in project.raid.issues if r.urgency is not None) > 3"),
    ("10 / risk.impact > 3", "risk.impact", "Write `risk.impact > 0 and 10 / risk.impact > 3`", "risk.impact > 0 and 10 / risk.impact > 3"),
    ("milestone.forecast < today", "milestone", "Write `applies_to: milestone`", "any(m.forecast < today for m in project.schedule.milestones)"),
    ("milestones.critical", "milestones", "a loop over the list `project.schedule.milestones`", "any(x.critical for x in project.schedule.milestones)"),
    ("risks.owner is None", "risks", "Did you mean `risk`?", "risk.owner is None"),
    ("contains(project.raid.risks, 'x')", "contains(project.raid.risks, 'x')", "for x in project.raid.risks", "any(x.id == 'x' for x in project.raid.risks)"),
    ("risk.impact == 'high'", "risk.impact == 'high'", "one is a number, the other a text", "risk.impact == 5"),
    ("today is not None", "today", "Remove this part", "risk.impact == 5"),
    ("count(project.raid) > 1", "project.raid", "`project.raid.risks`", "count(project.raid.risks) > 1"),
    ("risk.impact > 3 # many", "#", "Write it under `why`", "risk.impact > 3"),
]  # fmt: skip


def refused(text: str) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        Compiler(Expression(text), Scope(NAMES)).compile(KNOWN)
    return caught.value


def wrong_part(text: str, error: ExpressionError) -> str:
    return text[error.start : error.start + error.length]


def compiles(text: str) -> bool:
    return bool(Compiler(Expression(text), Scope(NAMES)).compile(KNOWN).code)


@pytest.mark.parametrize(("text", "wrong", "better"), REPLACED)
def test_a_mistake_is_corrected_by_writing_what_the_message_says_where_it_points(
    text: str, wrong: str, better: str
) -> None:
    error = refused(text)
    assert wrong_part(text, error) == wrong
    assert f"`{better}`" in error.help, error.help
    if f"Write `{better}`" in error.help:
        assert compiles(text.replace(wrong, better, 1))


@pytest.mark.parametrize(("text", "wrong", "advice", "corrected"), EXPLAINED)
def test_a_mistake_that_needs_a_decision_is_named_with_the_one_thing_to_do(
    text: str, wrong: str, advice: str, corrected: str
) -> None:
    error = refused(text)
    assert (wrong_part(text, error), advice in error.help) == (wrong, True), error.help
    assert compiles(corrected)


def test_many_mistakes_are_covered_and_no_message_speaks_of_the_parser() -> None:
    messages = [refused(case[0]) for case in (*REPLACED, *EXPLAINED)]
    assert len(messages) >= 120
    assert [error.message for error in messages if "syntax" in error.message or not error.help] == []


RULE = "methodology/rules/raid/probe.yaml"
PROBE = """title: A probe
clause: RSK-1
severity: warning
applies_to: risk
require: risk.owner is None
message: "{risk.title} is owned by {risk.owner}"
why: To see.
remedy: Nothing.
examples:
  bad: [{title: owned, given: {}}]
  good: [{title: not owned, given: {raid: {risks: [{owner: (absent)}]}}}]
"""
MESSAGE = '"{risk.title} is owned by {risk.owner}"'


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "advice"),
    [
        ("require: risk.owner is None", "when: risk.owner is None", 1, 1, "Write `require: ` and a value"),
        ("severity: warning", "severity: warn", 3, 11, "Did you mean `warning`?"),
        ("severity: warning", "severity: critical", 3, 11, "Write one of the words listed"),
        ("clause: RSK-1", "clause: RSK-99", 2, 9, "Did you mean `RSK-9`"),
        ("clause: RSK-1", "clause: rsk 1", 2, 9, "perhaps `RSK-1`"),
        ("applies_to: risk", "applies_to: risks", 4, 13, "Did you mean `risk`?"),
        ("applies_to: risk", "applies_to: Risk", 4, 13, "Did you mean `risk`?"),
        (MESSAGE, MESSAGE.strip('"'), 6, 10, "Write '{risk.title} is owned by {risk.owner}'"),
        (MESSAGE, "{risk.title}", 6, 1, "put it in quotes"),
        ("{risk.owner}", "{owner}", 6, 37, "Write `risk.owner`."),
        ("{risk.owner}", "{risk.boss}", 6, 37, "Fields are id, title,"),
        ("{risk.owner}", "{risk.ownr}", 6, 37, "Did you mean `owner`?"),
        ("{risk.owner}", "{who = risk.owner}", 6, 37, "Write `{risk.owner}`."),
        ("{risk.owner}", "{risk.impact:.2f}", 6, 37, "Write `{risk.impact}`."),
        ("{risk.owner}", "{risk.owner!r}", 6, 37, "Write `{risk.owner}`."),
        ("{risk.owner}", "{}", 6, 37, "such as `{risk.title}`"),
        ("{risk.owner}", "{risk.owner", 6, 36, "between two braces"),
        ("{risk.owner}", "${risk.owner}", 6, 36, "Write `{risk.owner}`."),
        ("{risk.owner}", "{{risk.owner}}", 6, 36, "Write `{risk.owner}`."),
        ("why:", "at: risk.owner\nwhy:", 7, 5, "Write `owner`."),
        ("why:", "at: ownr\nwhy:", 7, 5, "Did you mean `owner`?"),
        ("why:", "by_tier: {huge: note}\nwhy:", 7, 11, "`light`, `major`, `standard`"),
        ("why:", "by_tier: {light: notice}\nwhy:", 7, 18, "Did you mean `note`?"),
        ("  bad: [{title: owned, given: {}}]\n", "", 9, 1, "Write `bad: `"),
        ("  good:", "  Good:", 11, 3, "Did you mean `good`?"),
        ("risk.owner is None", '"risk.state == "open""', 5, 10, "Write 'risk.state == \"open\"'"),
        ("risk.owner is None", 'risk.title == "a: b"', 5, 10, "Write 'risk.title == \"a: b\"'"),
        ("risk.owner is None", '"open" == risk.state', 5, 10, "Write '\"open\" == risk.state'"),
        ("risk.owner is None", "'open' == risk.state", 5, 10, "Write \"'open' == risk.state\""),
        ("risk.owner is None", "{risk.owner} is None", 5, 10, "Write '{risk.owner} is None'"),
        ("risk.owner is None", "!risk.opportunity", 5, 10, "write `not` instead of `!`"),
        ("risk.owner is None", "true", 5, 10, "Write `True`."),
        ("require: risk.owner is None", "require:risk.owner is None", 5, 1, "a colon and a space"),
        ("require: risk.owner is None", "require:\n  - risk.owner is None", 5, 1, "without dashes"),
        ("why: To see.", "\twhy: To see.", 7, 1, "Indent with spaces"),
        ("why: To see.", " why: To see.", 7, 2, "Indent it like its neighbours"),
        ("why: To see.", "why: Note: see.", 7, 6, "Write 'Note: see.'"),
        ("why: To see.", "why: [x] is wrong", 7, 6, "Write '[x] is wrong'"),
        ("why: To see.", "why: *x* is wrong", 7, 6, "Write '*x* is wrong'"),
        ("why: To see.", "why: 'To see.", 7, 6, "Close the quote."),
        ("why: To see.", "locked: yes\nwhy: To see.", 7, 9, "Write true or false."),
        ("why: To see.", "effective_from: 1.1.2026\nwhy: To see.", 7, 17, "Write the day as YYYY-MM-DD"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_rule_file_is_shown_at_its_characters_with_what_to_do(
    shipped_files: Mapping[str, bytes], old: str, new: str, line: int, column: int, advice: str
) -> None:
    found = probed(shipped_files, old, new)
    assert [(f.line, f.column) for f in found if advice in f.help] == [(line, column)], found


def probed(shipped_files: Mapping[str, bytes], old: str, new: str, probe: str = PROBE) -> list[Finding]:
    """The findings in a rule's file after a mistake was made in it; no other rule is there."""
    assert old in probe
    files = {path: raw for path, raw in sound(shipped_files).items() if "/rules/" not in path}
    check = check_files({**files, RULE: probe.replace(old, new, 1).encode()})
    return [finding for finding in causes(check.findings) if finding.path == RULE]


# By somebody who knew spreadsheets and databases, written down before any of it was tried: the expression, the part
# of it that the first message replaces (nothing: all of it, although more than one thing is wrong), and by what.
WHOLE = [
    ("project", "project.finish <= 31.12.2026", "", 'project.finish is None or project.finish <= date("2026-12-31")'),
    ("project", "project.finish <= 2026-12-31", "", 'project.finish is None or project.finish <= date("2026-12-31")'),
    ("project", 'project.finish <= "31/12/2026"', "", 'project.finish is None or project.finish <= date("2026-12-31")'),
    ("project", 'project.state IN ("active", "on_hold")', "", 'project.state in ["active", "on_hold"]'),
    ("risk", 'risk.state == "open" and NOT risk.response', "", 'risk.state == "open" and risk.response is None'),
    ("project", "project.budget <= 250.000 EUR", "", 'project.budget is None or project.budget <= money("250000 EUR")'),
    ("project", 'project.budget <= money("1.250,50 €")', "", 'project.budget is None or project.budget <= money("1250.50 EUR")'),
    ("project", "project.budget <= EUR 250000", "", 'project.budget is None or project.budget <= money("250000 EUR")'),
    ("change", "change.effect_cost > 50000", "", 'change.effect_cost is None or change.effect_cost > money("50000 EUR")'),
    ("issue", "issue.due_date >= today", "", "issue.due is None or issue.due >= today"),
    ("risk", 'AND(risk.state = "open"; risk.owner <> "")', "", '(risk.state == "open" and risk.owner is not None)'),
    ("project", "count(project.risks) >= 1", "project.risks", "project.raid.risks"),
    ("risk", 'count(project.raid.risks, "owner") > 0', 'count(project.raid.risks, "owner")', "count(x for x in project.raid.risks if x.owner is not None)"),
    ("risk", 'risk.state == "Open"', '"Open"', '"open"'),
    ("risk", 'COUNTIF(project.raid.risks; "open") > 0', None, "count(x for x in project.raid.risks if ...)"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "part", "better"), WHOLE)
def test_the_first_message_leads_to_an_expression_that_is_right(
    shipped_files: Mapping[str, bytes], kind: str, text: str, part: str | None, better: str
) -> None:
    probe = PROBE.replace("applies_to: risk", f"applies_to: {kind}").replace(MESSAGE, "x")
    (found,) = probed(shipped_files, "risk.owner is None", f"'{text}'", probe)
    assert f"`{better}`" in found.help, found.help
    if part is not None:  # else it has dots, for what nobody can guess
        right = text.replace(part, better) if part else better
        assert probed(shipped_files, "risk.owner is None", f"'{right}'", probe) == []


@pytest.mark.parametrize(
    "text", ["issue.due <= 05/01/2026", 'issue.due == "5/1/2026"', "project.budget > 1.2.3 EUR"]
)
def test_what_could_mean_two_things_gets_an_example_and_no_guess(
    shipped_files: Mapping[str, bytes], text: str
) -> None:
    some = PROBE.replace("applies_to: risk", "applies_to: issue").replace(MESSAGE, "x")
    (found,) = probed(shipped_files, "risk.owner is None", "'" + text + "'", some)
    assert ", as in `" in found.help, found.help
