"""Translations of rules are kept by their texts: no repository sees anything of another one."""

from __future__ import annotations

from collections.abc import Mapping

from tests.conftest import changed, check_files, sound

RULE = "methodology/rules/registration/tier-differs.yaml"


def messages(files: Mapping[str, bytes], rule: str) -> list[str]:
    return [finding.message for finding in check_files(files).findings if finding.rule == rule]


def test_two_methodologies_checked_in_turn_each_judge_by_their_own_expressions(
    shipped_files: Mapping[str, bytes],
) -> None:
    files = sound(shipped_files)
    tiers = files["methodology/tiers.yaml"].decode()
    # Every project scores above the highest tier.
    raised = {**files, "methodology/tiers.yaml": tiers.replace("points: ", "points: 9").encode()}
    assert messages(files, "tier-differs") == []
    found = messages(raised, "tier-differs")
    assert len(found) == 1
    assert messages(files, "tier-differs") == []
    assert messages(raised, "tier-differs") == found


def test_a_changed_text_is_translated_anew_and_a_mistake_is_named_each_time(
    shipped_files: Mapping[str, bytes],
) -> None:
    files = sound(shipped_files)
    mistaken = changed(files, (RULE, "require: project.tier ==", "require: project.teir =="))
    for _ in range(2):
        assert messages(files, "rule-invalid") == []
        assert len(messages(mistaken, "rule-invalid")) == 1
    weaker = changed(files, (RULE, "project.tier == project.computed_tier", "project.tier is None"))
    assert len(messages(weaker, "tier-differs")) == 1
    assert messages(files, "tier-differs") == []


def test_a_field_that_one_department_declares_is_unknown_to_another(
    shipped_files: Mapping[str, bytes],
) -> None:
    text = "project.tier == project.computed_tier"
    without = changed(sound(shipped_files), (RULE, text, "project.extra.hall is None"))
    field = b"fields:\n  - {id: hall, title: Hall, type: text}\n"
    with_field = {**without, "methodology/fields.yaml": field}
    assert messages(with_field, "rule-invalid") == []
    assert len(messages(without, "rule-invalid")) == 1
    assert messages(with_field, "rule-invalid") == []
