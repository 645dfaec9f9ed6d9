"""What the documentation shows, a test has run; what there is, the documentation names."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Mapping
from datetime import date
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import Result

from pmokit.analytics.facts import FACTS
from pmokit.cli import memory
from pmokit.cli.main import COMMANDS
from pmokit.exchange.schema import _notes
from pmokit.exchange.table_map import Column, Group, RecordsMap, TableMap
from pmokit.findings.output_formats import FORMATS
from pmokit.load import layout
from pmokit.load.layout import SLOTS
from pmokit.load.shape import claim
from pmokit.model.record import Entry
from pmokit.rules.language.vocabulary import FUNCTIONS, LOOPS
from pmokit.text import yaml
from tests import records_page
from tests.conftest import ROOT
from tests.golden import assert_same

README = (ROOT / "README.md").read_text(encoding="utf-8")


def console_blocks(text: str) -> list[list[tuple[str, str]]]:
    """The commands of each console block, each with the output shown below it."""
    blocks = []
    for block in re.findall(r"```console\n(.*?)```", text, re.S):
        parts = re.split(r"^\$ (.*)\n", block, flags=re.M)
        blocks.append(list(zip(parts[1::2], parts[2::2], strict=True)))
    return blocks


def test_the_readme_shows_what_a_user_sees(
    tmp_path: Path, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(memory, "clock", lambda zone=None: date(2026, 11, 23))
    shown = 0
    for number, block in enumerate(console_blocks(README)):
        if number == 3:  # the mistake that the fourth block is about
            charter = Path("portfolio/projects/data-centre/project.yaml")
            charter.write_text(charter.read_text().replace("\nmanager:", "\nmanger: ana"))
        for command, output in block:
            program, *arguments = shlex.split(command)
            if program == "cd":
                monkeypatch.chdir(arguments[0])
            elif program == "pmokit":
                assert run(*arguments).stdout == output.lstrip("\n"), command
                shown += 1
    assert shown == 5


@pytest.mark.parametrize(
    "guide", ["docs/governance.md", "docs/steering.md", "docs/reports.md", "docs/keeping-up.md"]
)
def test_the_guides_show_what_a_user_of_the_demonstration_sees(
    guide: str, shipped_copy: Path, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shipped_copy)
    blocks = console_blocks((ROOT / guide).read_text(encoding="utf-8"))
    assert blocks
    for block in blocks:
        for command, output in block:
            program, *arguments = shlex.split(command)
            result = run(*arguments)
            shown = (result.stdout + result.stderr).replace(f"{shipped_copy}/", "")
            assert program == "pmokit" and shown == output.removesuffix("\n") + "\n", command


def test_the_guide_to_governance_names_every_command_it_belongs_to() -> None:
    guide = (ROOT / "docs/governance.md").read_text(encoding="utf-8")
    for name in (
        "gate",
        "tier",
        "fix",
        "migrate",
        "codeowners",
        "methodology",
        "check --ratchet",
        "new attestation",
    ):
        assert f"pmokit {name}" in " ".join(guide.split()), name


def test_the_readme_opens_with_what_it_is_for_a_picture_and_the_two_commands() -> None:
    first, picture, commands = README.split("\n\n")[1:4]
    assert len(re.findall(r"[.!?](\s|$)", first)) == 3
    assert (ROOT / re.search(r"\((docs/pictures/[a-z]+\.png)\)", picture)[1]).is_file()  # type: ignore[index]
    assert "make site" in commands and "make test" in commands


def test_the_readme_names_every_command_and_format() -> None:
    missing = [name for name in COMMANDS if f"`pmokit {name}" not in README]
    assert missing == []
    words = README.lower()
    assert [name for name in FORMATS if name not in words] == []


@pytest.mark.parametrize(
    "path", sorted(p.relative_to(ROOT).as_posix() for p in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
)
def test_every_link_of_the_documentation_leads_to_a_file(path: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        if not target.startswith("http"):
            assert ((ROOT / path).parent / target).exists(), target


def test_the_guide_to_rules_names_every_function() -> None:
    guide = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
    assert [name for name in (*FUNCTIONS, *LOOPS, "date", "money") if name not in guide] == []


def test_the_rule_shown_in_the_guide_is_the_shipped_one() -> None:
    guide = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
    shown = re.search(r"```yaml\n(.*?)```", guide, re.S)
    assert shown is not None
    assert shown[1] == (ROOT / "methodology/rules/raid/risk-unowned.yaml").read_text(encoding="utf-8")


def test_the_guide_to_imports_names_every_key_of_a_map() -> None:
    guide = (ROOT / "docs/import.md").read_text(encoding="utf-8")
    keys = [*TableMap.model_fields, *Column.model_fields, *RecordsMap.model_fields, *Group.model_fields]
    assert [key for key in keys if key not in guide] == []


def test_the_guide_to_yaml_shows_what_the_reader_does() -> None:
    from pmokit.text import guard, yaml

    guide = (ROOT / "docs/yaml.md").read_text(encoding="utf-8")
    assert f"over {guard.MAX_BYTES // 1_000_000} MB" in guide
    assert f"over {guard.MAX_DEPTH} levels" in guide and f"over {yaml.MAX_ITEMS:,} entries" in guide


def test_every_decision_has_a_number_of_its_own_and_a_title() -> None:
    pages = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        assert page.read_text(encoding="utf-8").startswith(f"# {int(page.name[:4])}. ")


def test_vendored_scripts_are_what_their_table_says() -> None:
    import base64
    import hashlib

    folder = ROOT / "site_templates/assets/vendor"
    rows = re.findall(
        r"`([a-z]+/[A-Za-z.]+\.js)` \| `([A-Za-z0-9+/=]+)` \| MIT, `([a-zA-Z./]+)`",
        (folder / "README.md").read_text(),
    )
    assert {row[0] for row in rows} == {p.relative_to(folder).as_posix() for p in folder.rglob("*.js")}
    for path, digest, licence in rows:
        assert base64.b64encode(hashlib.sha512((folder / path).read_bytes()).digest()).decode() == digest
        assert (
            "MIT" in (folder / licence).read_text()
            or "Permission is hereby granted" in (folder / licence).read_text()
        )


def test_every_fact_that_a_rule_may_name_is_documented() -> None:
    """Deleted, `docs/facts.md` is written again."""
    lines = [
        "# Facts",
        "",
        "A rule names a fact like a field: `project.slip_days`. A fact is worked out from the files of several",
        "records; while one of those named in the last column cannot be read, no rule that names it is judged.",
    ]
    kind = ""
    for fact in sorted(FACTS.values(), key=lambda fact: fact.key):
        if fact.kind != kind:
            kind = fact.kind
            lines += ["", f"## {kind}", "", "| fact | meaning | type | based on |", "|---|---|---|---|"]
        parts = ", ".join(sorted(fact.needs))
        lines.append(f"| `{fact.name}` | {fact.title} | {fact.type} | {parts} |")
    assert_same(ROOT / "docs/facts.md", "\n".join(lines) + "\n")


def test_every_field_of_every_record_is_described() -> None:
    records = {record for slot in SLOTS for record in records_page.records_in(slot.model)}
    assert len(records) > 80
    plain = {record.__name__: set(record.model_fields) - set(_notes(record)) for record in records}
    assert {name: fields for name, fields in plain.items() if fields} == {}


def test_every_record_is_documented_with_its_fields_and_an_example(
    shipped_files: Mapping[str, bytes],
) -> None:
    """Deleted, `docs/records.md` is written again."""
    assert_same(ROOT / "docs/records.md", records_page.page(shipped_files))


def test_every_example_of_a_record_is_accepted_and_names_all_fields() -> None:
    page = (ROOT / "docs/records.md").read_text(encoding="utf-8")
    sections = re.findall(r"^## (\S+)\n(?:.*?)```yaml\n(.*?)```", page, re.S | re.M)
    names = {"id": "a1", "subject": "raid", "forum": "board", "project": "b1", "edition": "2026-05-15"}
    assert len(sections) == len(SLOTS)
    for slot, (pattern, text) in zip(SLOTS, sections, strict=True):
        located = layout.place(pattern.format(**names, date="2026-11-23"))
        assert located is not None and located.slot is slot
        record, found = claim(slot.model, yaml.parse_text(text).data, pattern, layout.names_for(located))
        assert record is not None, (pattern, found)
        own = [name for name in slot.model.model_fields if name not in slot.model.from_name]
        assert [name for name in own if not re.search(rf"^(# )?{name}:", text, re.M)] == [], pattern


def test_every_command_is_documented_by_what_it_says_of_itself(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deleted, `docs/commands.md` is written again."""
    monkeypatch.setenv("COLUMNS", "80")
    lines = ["# Commands", "", "What `pmokit COMMAND --help` says.", ""]
    for name in ["", *COMMANDS]:
        command = import_module(f"pmokit.cli.{name}_command").command if name else None
        parts = ["", *command.commands] if isinstance(command, click.Group) else [""]
        for part in parts:
            words = [word for word in (name, part) if word]
            lines += [f"## `{' '.join(('pmokit', *words))}`", "", "```text"]
            lines += [*run(*words, "--help").stdout.splitlines(), "```", ""]
    assert_same(ROOT / "docs/commands.md", "\n".join(lines))


def test_what_makes_an_entry_of_a_methodology_stricter_is_documented() -> None:
    """Deleted, `docs/stricter.md` is written again."""
    lines = [
        "# What makes an entry stricter",
        "",
        "A department that extends a methodology may tighten each entry, and relax one that is not locked with a",
        "reason. A change of a field that is not listed here needs a reason too, and a locked entry does not allow it.",
        "",
        "| entry | stricter | wording: demands nothing |",
        "|---|---|---|",
    ]
    for entry in sorted(all_entries(Entry), key=lambda entry: entry.__name__):
        stricter = ", ".join(f"`{name}`: {way}" for name, way in sorted(entry.stricter.items()))
        wording = ", ".join(f"`{name}`" for name in sorted(entry.wording))
        lines.append(f"| {entry.__name__} | {stricter} | {wording} |")
    assert_same(ROOT / "docs/stricter.md", "\n".join(lines) + "\n")


def all_entries(entry: type[Entry]) -> list[type[Entry]]:
    return [one for some in entry.__subclasses__() for one in (some, *all_entries(some))]
