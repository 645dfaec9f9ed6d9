"""Extracts: what a project contributes to the whole survives its row, and is asked part by part."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest

from pmokit.load import extracts, repository
from pmokit.load.extracts import EXTRACT, MILESTONE, MILESTONES, OUTLINE, UNREAD, Asked
from pmokit.load.run import Run
from pmokit.model import anatomy
from pmokit.model.extract import Outline
from pmokit.model.project import Charter
from tests.conftest import CLOCK, sound

OTHER = "portfolio/projects/other"


def start(files: Mapping[str, bytes]) -> Run:
    return repository.start(files, None, CLOCK)


def rows_of(run: Run) -> dict[str, extracts.Row]:
    """The rows of all projects as they come back from a file."""
    kept: dict[str, extracts.Row] = json.loads(json.dumps({name: run.row(name) for name in run.project_ids}))
    return kept


def test_an_extract_comes_back_from_its_row_as_it_was(shipped_files: Mapping[str, bytes]) -> None:
    run = start(shipped_files)
    for name, row in rows_of(run).items():
        assert extracts.from_row(row) == run.extract(name)
        assert list(extracts.waits(row)) == [
            (place, item.needed_for, item.milestone)
            for place, item in enumerate(run.extract(name).dependencies)
            if item.needed_for and item.milestone and item.state != "withdrawn"
        ]
        project = run.project(name)
        assert project is not None
        assert run.extract(name).milestones == project.schedule.milestones


def test_an_outline_says_what_the_charter_says_in_the_same_types() -> None:
    charter = anatomy.fields(Charter)
    assert {name: charter[name] for name in Outline.model_fields} == anatomy.fields(Outline)


def test_with_rows_nobody_opens_a_folder_for_what_an_extract_holds(
    shipped_files: Mapping[str, bytes],
) -> None:
    files = sound(shipped_files)
    whole = start(files)
    # The folders are there, and nothing can be read in them.
    empty = {name: {f"{OTHER}/schedule.yaml": b"["} for name in whole.workspace.folders}
    run = Run(replace(whole.workspace, folders=empty), rows=rows_of(whole))
    milestone = run.find("milestone", "other/delivered", "example")
    assert milestone == whole.find("milestone", "other/delivered", "example") is not None
    outline = run.outline("other")
    assert outline is not None and outline.title == "Other project"
    assert run.candidates("milestone", "other") == ["delivered"]
    assert not run.is_broken("milestone", "other/nothing", "example")
    assert [item.id for item in run.extract("example").dependencies] == ["thing"]
    assert run.asked == {
        Asked("other", f"{MILESTONE}delivered"),
        Asked("other", OUTLINE),
        Asked("other", MILESTONES),
        Asked("other", UNREAD),
        Asked("example", EXTRACT),
    }
    with pytest.raises(KeyError):
        run.extract("nowhere")


def test_what_could_not_be_read_stands_in_the_extract(shipped_files: Mapping[str, bytes]) -> None:
    files = sound(shipped_files)
    run = start({**files, f"{OTHER}/project.yaml": b"[", f"{OTHER}/schedule.yaml": b"["})
    extract = run.extract("other")
    assert (extract.outline, extract.unread, extract.milestones) == (None, ("charter", "schedule"), ())
    again = extracts.from_row(run.row("other"))
    assert again == extract
    assert run.outline("other") is None and run.outline("nowhere") is None
    assert run.is_broken("milestone", "other/delivered", "example")


def test_of_two_milestones_with_one_id_everybody_finds_the_last(shipped_files: Mapping[str, bytes]) -> None:
    files = sound(shipped_files)
    path = f"{OTHER}/schedule.yaml"
    run = start({**files, path: files[path] + b"  - {id: delivered, title: Again, forecast: 2026-08-01}\n"})
    own, foreign = (run.find("milestone", "other/delivered", home) for home in ("other", "example"))
    assert own == foreign and own.title == "Again"
    part = extracts.part_of(run.row("other"), f"{MILESTONE}delivered")
    assert part["title"] == "Again"
    assert extracts.part_of(run.row("other"), f"{MILESTONE}nothing") is None


def test_a_part_changes_only_with_what_it_holds(shipped_files: Mapping[str, bytes]) -> None:
    files = sound(shipped_files)
    parts = (OUTLINE, UNREAD, MILESTONES, f"{MILESTONE}delivered")

    def of(path: str, old: bytes, new: bytes) -> list[str]:
        assert old in files[path]
        rows = [start(some).row("other") for some in (files, {**files, path: files[path].replace(old, new)})]
        return [part for part in parts if len({json.dumps(extracts.part_of(row, part)) for row in rows}) > 1]

    schedule, charter = f"{OTHER}/schedule.yaml", f"{OTHER}/project.yaml"
    assert of(schedule, b"milestones:", b"milestones:  # as agreed") == []
    assert of(schedule, b"forecast: 2026-07-15", b"forecast: 2026-07-16") == [f"{MILESTONE}delivered"]
    assert of(schedule, b"id: delivered", b"id: done") == [MILESTONES, f"{MILESTONE}delivered"]
    assert of(charter, b"title: Other project", b"title: Another project") == [OUTLINE]
