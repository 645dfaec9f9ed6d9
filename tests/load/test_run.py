"""A run over a workspace: plain data that pickles, one memo that dies with the run, and what was asked for."""

from __future__ import annotations

import gc
import pickle
import weakref
from collections.abc import Mapping
from datetime import date

import pytest

from pmokit.load import repository
from pmokit.load.extracts import ALL_IDS, FOLDER, MILESTONE, WHOLE, Asked
from pmokit.load.run import Run
from pmokit.model.project import Project
from pmokit.rules.checking import check, check_workspace
from pmokit.rules.trend import states
from pmokit.text.files import Backing, Snapshot
from pmokit.views.context import Context
from pmokit.views.people import digest
from pmokit.views.portfolio import home, overviews
from tests.conftest import CLOCK, check_files, sound

EARLY, LATE = date(2026, 6, 1), date(2027, 6, 1)
OTHER = "portfolio/projects/other/"


def whole(*names: str) -> set[Asked]:
    """What is asked for by whoever takes whole projects by their names."""
    return {Asked(name, part) for name in names for part in (FOLDER, WHOLE)}


def start(files: Mapping[str, bytes], today: date | None = None) -> Run:
    return repository.start(files, today, CLOCK)


def one_project(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: raw for path, raw in sound(files).items() if not path.startswith(OTHER)}


def test_a_workspace_that_was_pickled_gives_the_same_check(shipped_files: Mapping[str, bytes]) -> None:
    snapshot = Snapshot(
        shipped_files, (), {"portfolio/portfolio.yaml": Backing(frozenset({frozenset({"a@example.com"})}))}
    )
    workspace = repository.load(snapshot.files, None, CLOCK, snapshot.signers)
    again = pickle.loads(pickle.dumps(workspace))
    assert again.signers == snapshot.signers
    assert again.index.keys() == workspace.index.keys() and again.folders == workspace.folders
    one, other = check_workspace(workspace, snapshot), check_workspace(again, snapshot)
    assert one.findings and other.findings == one.findings and other.memory == one.memory


def test_a_workspace_cannot_be_changed(shipped_files: Mapping[str, bytes]) -> None:
    workspace = start(sound(shipped_files)).workspace
    with pytest.raises(AttributeError):
        workspace.today = LATE  # type: ignore[misc]


def test_a_value_is_worked_out_once_a_run_for_each_function_and_argument(
    shipped_files: Mapping[str, bytes],
) -> None:
    called: list[tuple[str, Run]] = []

    def title(project: Project, run: Run) -> str:
        called.append((project.id, run))
        return project.title

    run, other = start(sound(shipped_files)), start(sound(shipped_files))
    for project in (*run.projects, *run.projects):
        assert run.once(title, project) == project.title
    assert called == [("example", run), ("other", run)]
    example = run.project("example")
    assert example is not None
    other.once(title, example)
    assert called[2:] == [("example", other)], "another run works it out for itself"


def test_none_is_a_value_and_an_exception_is_not(shipped_files: Mapping[str, bytes]) -> None:
    called: list[str] = []

    def nothing(run: Run) -> None:
        called.append("nothing")

    def broken(run: Run) -> None:
        called.append("broken")
        run.project("other")
        raise ArithmeticError

    run = start(sound(shipped_files))
    run.once(nothing)
    run.once(nothing)
    for _ in range(2):
        with pytest.raises(ArithmeticError):
            run.once(broken)
    assert called == ["nothing", "broken", "broken"]
    assert run.asked == whole("other"), "what was asked for before the exception counts"


def test_whoever_gets_a_value_later_has_asked_for_what_it_rests_on(
    shipped_files: Mapping[str, bytes],
) -> None:
    def inner(run: Run) -> int:
        return sum(1 for _ in run.projects)

    def outer(run: Run) -> int:
        run.project("example")
        return run.once(inner)

    run = start(sound(shipped_files))
    assert run.once(outer) == 2
    of_all = {ALL_IDS, Asked("example", WHOLE), Asked("other", WHOLE)}
    assert run.asked == of_all | whole("example")
    for function, asked in ((outer, of_all | whole("example")), (inner, of_all)):
        run.asked.clear()
        assert run.once(function) == 2
        assert run.asked == asked


def test_what_was_asked_for_before_does_not_belong_to_a_value(shipped_files: Mapping[str, bytes]) -> None:
    run = start(sound(shipped_files))
    run.project("other")

    def example(run: Run) -> Project | None:
        return run.project("example")

    run.once(example)
    assert run.asked == whole("example", "other")
    run.asked.clear()
    run.once(example)
    assert run.asked == whole("example")


def test_a_typed_look_up_says_none_for_what_is_not_there_or_cannot_be_read(
    shipped_files: Mapping[str, bytes],
) -> None:
    files = sound(shipped_files)
    run = start(files)
    forum = run.forum("infrastructure-board")
    assert forum is not None and forum.id == "infrastructure-board"
    assert run.forum("infrastructure-bord") is None and run.forum(None) is None and run.gate("") is None
    broken = start({**files, "methodology/lifecycle.yaml": b"phases: [", "methodology/reporting.yaml": b"["})
    assert {"lifecycle", "reporting"} <= broken.broken
    assert broken.methodology.lifecycle.gates == () and not broken.gates
    assert broken.methodology.reporting is None
    with pytest.raises(LookupError, match=r"methodology/reporting\.yaml could not be read"):
        _ = broken.reporting


def test_two_days_of_one_active_project_have_each_their_own_colour(
    shipped_files: Mapping[str, bytes],
) -> None:
    """The same project, read once, on two days: the trend once gave both days the colour of the first."""
    files = one_project(shipped_files)
    alone = [next(iter(states([start(files, day)]))).rags for day in (EARLY, LATE)]
    assert alone[0] != alone[1]
    first = start(files, EARLY)
    folders = {"example": first.folder("example")}
    later = Run(repository.load(files, LATE, CLOCK), folders)
    assert [state.rags for state in states([first, later])] == alone


def test_two_workspaces_in_turn_give_what_each_gives_alone(shipped_files: Mapping[str, bytes]) -> None:
    """Findings, colours and pages; two days and two portfolios."""

    def shown(context: Context) -> list[object]:
        people = context.run.people.values()
        return [
            {project.id: context.derived(project) for project in context.projects},
            {project.id: context.raised(project) for project in context.projects},
            [row.project.id for row in overviews.projects(context)["rows"]],
            {person.id: repr(digest.agenda_of(context, forum)) for person in people for forum in context.methodology.forums.forums},
        ]  # fmt: skip

    def contexts() -> list[Context]:
        files, small = sound(shipped_files), one_project(shipped_files)
        return [Context(check_files(files, EARLY)), Context(check_files(files, LATE)), Context(check_files(small, EARLY))]  # fmt: skip

    alone = [shown(context) for context in contexts()]
    assert repr(alone[0]) != repr(alone[1]) != repr(alone[2])
    some = contexts()
    for _ in range(2):
        for expected, context in zip(alone, some, strict=True):
            assert repr(shown(context)) == repr(expected)


def test_nothing_outlives_its_run(shipped_files: Mapping[str, bytes]) -> None:
    done = check(Snapshot(sound(shipped_files), ()), None, CLOCK)
    context = Context(done)
    home.home(context)
    for project in context.projects:
        context.derived(project), context.raised(project)
    for forum in context.methodology.forums.forums:
        digest.agenda_of(context, forum)
    assert done.run._of_records
    run, method = weakref.ref(done.run), weakref.ref(done.run.methodology)
    del done, context, forum, project
    gc.collect()
    assert (run(), method()) == (None, None)


def test_a_check_that_keeps_nothing_finds_the_same_and_holds_no_project(
    shipped_files: Mapping[str, bytes],
) -> None:
    snapshot = Snapshot(shipped_files, ())
    kept, let_go = check(snapshot, None, CLOCK), check(snapshot, None, CLOCK, keep=False)
    assert let_go.findings == kept.findings and let_go.memory == kept.memory
    assert len(kept.run._folders) == len(kept.run.workspace.folders) > 0
    assert len(let_go.run._of_records) < len(kept.run._of_records) / 2
    assert len(let_go.run._folders) < len(kept.run._folders)


def test_whoever_follows_a_known_reference_has_asked_for_that_milestone_alone(
    shipped_files: Mapping[str, bytes],
) -> None:
    run = repository.start(sound(shipped_files), None, CLOCK)
    first = run.find("milestone", "example/half", "other")
    run.asked.clear()
    assert first is not None and run.find("milestone", "example/half", "other") is first
    assert run.asked == {Asked("example", f"{MILESTONE}half")}
