"""What a person writes who does not know the format: found, and told what to write."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from pmokit.model.finding import Finding
from tests.conftest import causes, changed, check_files, sound

E = "portfolio/projects/example"
ROLES, TIERS, LIFECYCLE = (f"methodology/{name}.yaml" for name in ("roles", "tiers", "lifecycle"))


def found_in(
    files: Mapping[str, bytes], path: str, old: str, new: str, more: tuple[tuple[str, str, str], ...] = ()
) -> list[Finding]:
    made = changed(sound(files), (path, old, new), *more)
    return [entry for entry in causes(check_files(made).findings) if entry.path == path]


def test_the_name_of_a_person_leads_to_the_id(shipped_files: Mapping[str, bytes]) -> None:
    path = f"{E}/project.yaml"
    text = sound(shipped_files)[path].decode()
    manager = next(line for line in text.splitlines() if line.startswith("manager: "))
    (found,) = found_in(shipped_files, path, manager, "manager: ben  BAKER")
    assert (found.rule, found.help) == ("bad-id", "Write the id of the person “ben  BAKER”: `ben`.")


def test_the_title_of_an_entry_of_the_methodology_leads_to_the_id(shipped_files: Mapping[str, bytes]) -> None:
    (found,) = found_in(shipped_files, LIFECYCLE, "opens: planning", "opens: Plan ning")
    assert found.help == "Did you mean `planning`?"
    (found,) = found_in(shipped_files, LIFECYCLE, "opens: executing", "opens: Execution")
    assert found.help == "Did you mean `executing`?"
    (found,) = found_in(shipped_files, LIFECYCLE, "opens: executing", "opens: EXECUTING")
    assert found.help == "Write the id of the phase “EXECUTING”: `executing`."
    (found,) = found_in(shipped_files, ROLES, "accountable: sponsor", "accountable: pmo_lead")
    assert found.help == "Write the id: `pmo-lead`."
    (found,) = found_in(shipped_files, LIFECYCLE, "forum: infrastructure-board", "forum: Steering Group")
    assert found.help == "Write the id of the forum “Steering Group”: `infrastructure-board`."


def test_a_list_where_one_value_is_expected_is_told_so(shipped_files: Mapping[str, bytes]) -> None:
    (found,) = found_in(shipped_files, ROLES, "accountable: sponsor", "accountable: [sponsor, pmo-lead]")
    assert found.help == "One value only, without brackets or a dash: write `sponsor`."


def test_a_number_that_can_be_read_in_two_ways_is_refused(shipped_files: Mapping[str, bytes]) -> None:
    (found,) = found_in(shipped_files, TIERS, "at_least: 1400", "at_least: 1.400")
    assert found.message == "expected 1400 or 1.4, which cannot be misread; found `1.400`"


def test_bands_out_of_order_are_found(shipped_files: Mapping[str, bytes]) -> None:
    lines = [line for line in shipped_files[TIERS].decode().splitlines() if "at_least: " in line]
    last = lines[-1]
    number = last.partition("at_least: ")[2].split(",")[0].rstrip("}")
    (found,) = found_in(shipped_files, TIERS, last, last.replace(f"at_least: {number}", "at_least: 0.5"))
    assert found.rule == "impossible-value" and "0.5 comes after" in found.message


@pytest.mark.parametrize(
    ("rename", "key", "help"),
    [
        ("{of: rules, old: a, new: risk-unowned}", "of", "Did you mean `rule`"),
        ("{of: risk, old: a, new: risk-unowned}", "of", "Write one of `activity`"),
        ("{of: rule, old: a, new: risk-unownd}", "new", "Did you mean `risk-unowned`"),
        ("{of: rule, old: a, new: risk-unowned}", "", ""),
        ("{of: rule, old: a, new: b}, {of: rule, old: b, new: risk-unowned}", "", ""),
    ],
)
def test_a_migration_renames_what_is_there(
    shipped_files: Mapping[str, bytes], rename: str, key: str, help: str
) -> None:
    path = "methodology/migrations/x.yaml"
    version = re.search('version: "(.+)"', shipped_files["methodology/methodology.yaml"].decode())
    assert version is not None
    found = found_in(shipped_files, path, "", f'since: "0.1"\nto: "{version[1]}"\nrenames: [{rename}]\n')
    assert [(entry.route[-1], entry.help.startswith(help)) for entry in found] == [(key, True)][: bool(key)]


def test_a_cut_text_is_a_warning_and_the_record_counts(shipped_files: Mapping[str, bytes]) -> None:
    path = "methodology/rules/raid/risk-unowned.yaml"
    text = shipped_files[path].decode()
    message = next(line for line in text.splitlines() if line.startswith("message: "))
    (found,) = found_in(shipped_files, path, message, "message: Risk #{risk.id} has no owner")
    assert (found.rule, found.severity, found.line) == (
        "text-cut",
        "warning",
        text.splitlines().index(message) + 1,
    )


def test_what_an_old_migration_led_to_may_have_gone_since(shipped_files: Mapping[str, bytes]) -> None:
    path = "methodology/migrations/x.yaml"
    text = 'since: "0.1"\nto: "0.2"\nrenames: [{of: rule, old: a, new: gone}]\n'
    assert found_in(shipped_files, path, "", text) == []
