"""Conditions written as a person would say them: the first message alone gives the expression that is right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pytest

from pmokit.model.finding import Finding
from tests.conftest import causes, check_files, sound

PROBE = """title: A probe
clause: RSK-1
severity: warning
applies_to: {kind}
require: {text}
message: x
why: To see.
remedy: Nothing.
examples:
  bad: [{{title: one, given: {{}}}}]
  good: [{{title: other, given: {{}}}}]
"""

# What is written, and what the message says to write instead: all of it, or the part at the characters it shows.
SENTENCES = [
    # days
    ("project", "project.finance.as_on is within 45 days", "project.finance.as_on is not None and abs(today - project.finance.as_on) <= 45"),
    ("project", "project.finance.as_on is not within 45 days of today", "project.finance.as_on is None or abs(today - project.finance.as_on) > 45"),
    ("project", "project.finance.as_on is within the last 6 weeks", "project.finance.as_on is not None and today - 42 <= project.finance.as_on <= today"),
    ("issue", "issue.due is in the next 14 days", "issue.due is not None and today <= issue.due <= today + 14"),
    ("issue", "issue.due is within 14 days after issue.raised_on", "issue.raised_on is not None and issue.due is not None and issue.raised_on <= issue.due <= issue.raised_on + 14"),
    ("project", "project.finance.as_on is not older than 45 days", "project.finance.as_on is not None and today - project.finance.as_on <= 45"),
    ("project", "project.finance.as_on is at most 45 days old", "project.finance.as_on is not None and today - project.finance.as_on <= 45"),
    ("risk", "risk.raised_on is more than 30 days ago", "risk.raised_on is not None and today - risk.raised_on > 30"),
    ("issue", "issue.due is more than 30 days from now", "issue.due is not None and issue.due - today > 30"),
    ("risk", "risk.review_on < 30 days ago", "risk.review_on is not None and risk.review_on < today - 30"),
    ("issue", "issue.due is overdue", "issue.due is not None and issue.due < today"),
    ("issue", "issue.due is not in the past", "issue.due is not None and issue.due >= today"),
    ("milestone", "milestone.forecast is at most 30 days after milestone.baseline", "milestone.baseline is not None and milestone.forecast - milestone.baseline <= 30"),
    ("milestone", "milestone.forecast is at least 1 week before project.finish", "project.finish is not None and project.finish - milestone.forecast >= 7"),
    ("milestone", "milestone.forecast <= 30 days after milestone.baseline", "milestone.baseline is not None and milestone.forecast <= milestone.baseline + 30"),
    ("milestone", "milestone.forecast is on or before 31.12.2026", 'milestone.forecast <= date("2026-12-31")'),
    # what is there
    ("project", "project.budget exists", "project.budget is not None"),
    ("project", "project.budget does not exist", "project.budget is None"),
    ("project", "project.budget.exists", "project.budget is not None"),
    ("project", "project.budget is filled in and project.manager is given", "project.budget is not None and project.manager is not None"),
    ("project", "project.manager is not missing", "project.manager is not None"),
    ("project", "project.objectives is filled", "count(project.objectives) > 0"),
    ("project", "project.objectives is empty", "count(project.objectives) == 0"),
    ("risk", "risk.title is not blank", 'risk.title != ""'),
    ("risk", "risk.owner must not be empty", "risk.owner is not None"),
    ("risk", "risk.owner has no value", "risk.owner is None"),
    # comparisons
    ("risk", 'risk.state is not one of ("open", "closed")', 'risk.state not in ["open", "closed"]'),
    ("project", "project.state is either active or on_hold", 'project.state in ["active", "on_hold"]'),
    ("project", "project.state is neither 'active' nor 'on_hold'", "not in ['active', 'on_hold']"),
    ("project", "project.state is active or on_hold", 'project.state in ["active", "on_hold"]'),
    ("risk", "risk.score must not exceed 12", "risk.score <= 12"),
    ("risk", "risk.score is no more than 3", "<="),
    ("risk", "risk.score is greater than or equal to 3", ">="),
    ("risk", "risk.score is not less than 3", ">="),
    ("risk", "risk.score is different from 3", "!="),
    ("risk", "risk.score is 12 or more", "risk.score >= 12"),
    ("risk", "risk.score is not between 3 and 12", "not 3 <= risk.score <= 12"),
    ("risk", "risk.title is longer than 10 words", "words(risk.title) > 10"),
    ("project", "project.raid.risks has at least one entry", "count(project.raid.risks) >= 1"),
    # shares and sums
    ("cost", "cost.forecast <= 100% of cost.budget", "cost.forecast is not None and cost.forecast <= cost.budget"),
    ("cost", "cost.forecast <= 90 % of cost.budget", "cost.forecast is not None and cost.forecast <= cost.budget * 0.9"),
    ("cost", "cost.forecast <= 7,5% * cost.budget", "cost.forecast is not None and cost.forecast <= 0.075 * cost.budget"),
    ("cost", "cost.forecast <= cost.budget + 10%", "cost.forecast is not None and cost.forecast <= cost.budget * 1.1"),
    ("cost", "cost.forecast <= 10% more than cost.budget", "cost.forecast is not None and cost.forecast <= cost.budget * 1.1"),
    ("cost", "cost.forecast is more than 10% above cost.budget", "cost.forecast is not None and cost.forecast > cost.budget * 1.1"),
    ("cost", "cost.forecast is more than 10% below cost.budget", "cost.forecast is not None and cost.forecast < cost.budget * 0.9"),
    ("cost", "cost.forecast exceeds cost.budget by at most 5 percent", "cost.forecast is not None and cost.forecast <= cost.budget * 1.05"),
    ("cost", "cost.forecast <= half of cost.budget", "cost.forecast is not None and cost.forecast <= cost.budget * 0.5"),
    ("cost", "cost.forecast <= cost.budget / 2", "cost.forecast is not None and cost.forecast <= cost.budget * 0.5"),
    ("project", "project.budget / 1000 > 50", "project.budget is not None and project.budget.amount / 1000 > 50"),
    ("project", "project.budget > 1.5 million euros", 'project.budget is not None and project.budget > money("1500000 EUR")'),
    # spreadsheets
    ("risk", 'IF(risk.state = "open", risk.score >= 10, FALSE)', 'risk.state == "open" and risk.score >= 10'),
    ("risk", 'IF(OR(risk.state = "open"; risk.score > 4); risk.score >= 10)', '(risk.state == "open" or risk.score > 4) and risk.score >= 10'),
    ("risk", 'IF(risk.state = "open", risk.owner <> "", TRUE)', 'not (risk.state == "open") or risk.owner is not None'),
    ("risk", 'IF(risk.state = "open", IF(risk.score > 9, TRUE, FALSE), TRUE)', 'not (risk.state == "open") or (risk.score > 9)'),
    ("risk", 'OR(risk.state = "closed", NOT(ISBLANK(risk.owner)))', '(risk.state == "closed" or not(risk.owner is None))'),
    ("risk", '=AND(risk.state = "open", risk.score > 4)', '(risk.state == "open" and risk.score > 4)'),
    # an id that is compared with something else
    ("risk", "risk.owner is not None and risk.owner != project.manager.name", "risk.owner is not None and (project.manager is None or risk.owner != project.manager)"),
    ("risk", "risk.owner in [project.manager.name]", "project.manager is not None and risk.owner is not None and risk.owner in [project.manager]"),
    ("risk", "any(person.name == risk.owner for person in portfolio.people.people)", "any(risk.owner is not None and person.id == risk.owner for person in portfolio.people.people)"),
    # more than one thing at once
    ("project", 'project.state == "active" and project.tier == "Standard"', 'project.state == "active" and (project.tier is None or project.tier == "standard")'),
    ("risk", 'risk.response == "accept" or risk.responses.owner is not None', 'risk.response is not None and risk.response == "accept" or any(x.owner is not None for x in risk.responses)'),
    ("project", "not project.budget > 50000", 'not (project.budget is None or project.budget > money("50000 EUR"))'),
    ("project", "sum(x.urgency for x in project.raid.issues) > 3 and project.phase_number >= 3 000", "sum(x.urgency for x in project.raid.issues if x.urgency is not None) > 3 and project.phase_number >= 3000"),
    ("risk", "risk.impact > 2 and 10 / risk.impact > 3 or 1,5 < risk.impact", "risk.impact > 2 and risk.impact > 0 and 10 / risk.impact > 3 or 1.5 < risk.impact"),
    ("risk", "risk owner is None", "risk.owner is None"),
    # tried by others later
    ("risk", "risk.state is “open” and risk.owner is empty", 'risk.state == "open" and risk.owner is None'),
    ("project", "project.state isn't \"active\"", 'project.state != "active"'),
    ("milestone", "milestone.forecast is later than milestone.baseline by more than 30 days", "milestone.baseline is not None and milestone.forecast - milestone.baseline > 30"),
    ("milestone", "difference between milestone.forecast and milestone.baseline <= 30", "milestone.baseline is not None and abs(milestone.forecast - milestone.baseline) <= 30"),
    ("risk", "days since risk.review_on <= 90", "risk.review_on is not None and (today - risk.review_on) <= 90"),
    ("project", "the number of project.objectives is at least 1", "count(project.objectives) >= 1"),
    ("project", "sum of project.finance.lines.budget > 5", 'sum(x.budget for x in project.finance.lines) > money("5 EUR")'),
    ("project", "every(x.owner is not None for x in project.raid.risks)", "all"),
    ("cost", "cost.forecast >= 1.1 x cost.budget", "cost.forecast is not None and cost.forecast >= 1.1 * cost.budget"),
    ("cost", "cost.forecast > cost.budget * (1 + 10%)", "cost.forecast is not None and cost.forecast > cost.budget * (1 + 0.1)"),
    ("cost", "cost.forecast / cost.budget > 90%", "cost.forecast is not None and cost.budget.amount > 0 and cost.forecast / cost.budget > 0.9"),
    ("cost", "cost.forecast is 90% of cost.budget or more", "cost.forecast is not None and cost.forecast >= cost.budget * 0.9"),
    ("risk", "risk.impact is 3, 4 or 5", "in [3, 4, 5]"),
    ("risk", "Owner is filled", "risk.owner is not None"),
    ("risk", "risk.owner.name is not blank", 'risk.owner is not None and risk.owner.name != ""'),
    ("project", 'project.tier in ("Standard", "Major")', 'project.tier is not None and project.tier in ["standard", "major"]'),
    ("project", "ROUND(project.budget / 1000; 0) > 1.000.000", "project.budget is not None and project.budget.amount / 1000 > 1000000"),
    ("risk", "risk.state closed", 'risk.state == "closed"'),
]  # fmt: skip


def refused(files: Mapping[str, bytes], rules: Iterable[tuple[str, str]]) -> dict[str, Finding]:
    """What is wrong with rules of a kind and with a demand, each, by their place in the list."""
    made = {path: raw for path, raw in sound(files).items() if "/rules/" not in path}
    for place, (kind, text) in enumerate(rules):
        quoted = "'" + text.replace("'", "''") + "'"
        made[f"methodology/rules/raid/probe-{place}.yaml"] = PROBE.format(kind=kind, text=quoted).encode()
    found = [entry for entry in causes(check_files(made).findings) if entry.rule == "rule-invalid"]
    return {re.sub(r"\D", "", entry.path): entry for entry in found}


def test_the_first_message_about_each_sentence_gives_an_expression_that_is_right(
    shipped_files: Mapping[str, bytes],
) -> None:
    found = refused(shipped_files, [(kind, text) for kind, text, _ in SENTENCES])
    missed, right = [], []
    for place, (kind, text, better) in enumerate(SENTENCES):
        entry = found.get(str(place))
        if entry is None or f"`{better}`" not in entry.help:
            missed.append((text, entry and entry.help))
            continue
        whole = re.findall(r"(?:expression as|; or as) `(.+?)`", entry.help)
        start, length = entry.part or (0, 0)
        advised = whole or re.findall(r"(?:Write|; or) `(.+?)`", entry.help)
        right += [(kind, one if whole else text[:start] + one + text[start + length :]) for one in advised]
    assert missed == []
    wrong = refused(shipped_files, right)
    assert [(right[int(place)][1], entry.message) for place, entry in wrong.items()] == []


@pytest.mark.parametrize(
    ("text", "message", "help"),
    [
        ("risk.owner == project.title", "`project.title` is a text, and is never equal to an id", "`project.sponsor`"),
        ("risk.owner == project.tier", "the id of a person is compared with the id of a tier", "names a person"),
        ("risk.owner is a member of the team", "are side by side", "Between two values write"),
        ("risk.score > 3 if risk.state == 'open'", "there is no `if` here", "under `require`"),
        ("every risk has an owner", "`every` and `risk` are side by side", "Between two values write"),
    ],
)  # fmt: skip
def test_what_has_no_single_correction_is_named(
    shipped_files: Mapping[str, bytes], text: str, message: str, help: str
) -> None:
    found = refused(shipped_files, [("risk", text)])["0"]
    assert (message in found.message, help in found.help) == (True, True), found


def test_a_number_that_is_written_there_may_divide(shipped_files: Mapping[str, bytes]) -> None:
    texts = ['project.budget is None or project.budget / money("1000 EUR") > 5']
    texts += ['project.budget is None or project.budget.amount / money("1000 EUR").amount > 5']
    assert refused(shipped_files, [("project", text) for text in texts]) == {}
    zero = refused(shipped_files, [("project", texts[0].replace("1000", "0"))])
    assert "may be zero" in zero["0"].message


def test_a_faulty_when_brings_no_second_error_that_there_is_none(shipped_files: Mapping[str, bytes]) -> None:
    kind = 'action\nwhen: \'action.due is not None and project.state is one of ("active", "on_hold")\''
    found = refused(shipped_files, [(kind, "action.due >= today")])["0"]
    assert found.route == ("when",)
    assert "may have no value" in refused(shipped_files, [("action", "action.due >= today")])["0"].message
