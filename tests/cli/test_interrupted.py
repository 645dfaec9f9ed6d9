"""A command that is killed while it writes leaves everything as before or as after, at the latest when the next
command has written; what it left is said, and only what this user's own run left is believed."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pmokit.cli import memory
from pmokit.cli.main import pmokit
from pmokit.text import journal

MAP = """title: Small
id_from: [Name]
constants: {project: {state: active, workstream: infrastructure, summary: Unknown.}}
columns:
  - {name: Name, to: project.title, form: line}
"""
MIGRATION = """since: "9"
to: "10"
renames: [{of: project, old: example, new: sample}]
"""
CHANGES = ("os.rename", "os.remove", "os.mkdir")


def killed(arguments: list[object], moment: int | None, events: tuple[str, ...] = CHANGES) -> int | None:
    """Run a command in a process of its own that is killed before its n-th change of the disk.

    How many there are if it lives to its end, else None.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:  # this copy of the process never comes back into the test
        count = 0

        def watch(event: str, _details: object) -> None:
            nonlocal count
            if event in events:
                count += 1
                if count == moment:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        with contextlib.suppress(BaseException):
            CliRunner().invoke(pmokit, [str(argument) for argument in arguments])
        os.write(writer, str(count).encode())
        os._exit(0)
    os.close(writer)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reader) as pipe:
        answer = pipe.read()
    return None if os.WIFSIGNALED(status) else int(answer)


def tree(root: Path) -> dict[str, bytes]:
    """Every file, hidden ones too; empty folders do not count, since git knows none."""
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


class Scene:
    """A repository, a command that changes many of its files, and how they are before and after it."""

    def __init__(self, root: Path, arguments: list[object]) -> None:
        self.root, self.arguments = root, arguments
        self.before = tree(root)
        shutil.copytree(root, root.with_name("kept"))
        place = memory.folder(root)
        assert place is not None
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.moments = self.kill(None) or 0
        self.after = tree(root)
        assert self.after != self.before and self.moments > 3
        shutil.rmtree(root)
        shutil.copytree(root.with_name("kept"), root)

    def kill(self, moment: int | None, events: tuple[str, ...] = CHANGES) -> int | None:
        """Run the command on the repository as it was, until a moment."""
        shutil.rmtree(self.root)
        shutil.copytree(self.root.with_name("kept"), self.root)
        return killed(self.arguments, moment, events)


def scene_of(name: str, root: Path, run: Callable[..., Result]) -> Scene:
    """A command that changes many files, made ready."""
    if name == "rename":
        return Scene(root, ["rename", "project", "example", "sample", "--root", root])
    if name == "fix":
        for path in root.glob("portfolio/projects/*/*.yaml"):
            path.write_text(path.read_text().replace("title:", "titel:"))
        return Scene(root, ["fix", "--root", root])
    if name == "migrate":
        (root / "methodology/migrations").mkdir(exist_ok=True)
        (root / "methodology/migrations/9-to-10.yaml").write_text(MIGRATION)
        for path, old, new in (
            ("methodology/methodology", '"1.1"', '"10"'),
            ("portfolio/portfolio", '"1.1"', '"9"'),
        ):
            file = root / f"{path}.yaml"
            file.write_text(file.read_text().replace(old, new, 1))
        return Scene(root, ["migrate", "--root", root])
    table, mapping = root.with_name("t.csv"), root.with_name("m.yaml")
    table.write_text("Name\n" + "".join(f"Project {n}\n" for n in range(12)))
    mapping.write_text(MAP)
    return Scene(root, ["import", "table", table, "--map", mapping, "--into", root])


@pytest.fixture
def rename(sound_repository: Path, run: Callable[..., Result]) -> Scene:
    """A project gets another id: all its files move, and others name it."""
    return scene_of("rename", sound_repository, run)


@pytest.mark.slow
def test_a_plan_killed_at_any_change_is_finished_or_gone_after_the_next_command_that_writes(
    rename: Scene, run: Callable[..., Result]
) -> None:
    half, ends = 0, set()
    for moment in sorted({1, 2, *range(3, rename.moments, rename.moments // 3), rename.moments}):
        assert rename.kill(moment) is None
        left = tree(rename.root)
        told = run("check", "--root", rename.root).stderr
        assert tree(rename.root) == left
        half += left not in (rename.before, rename.after)
        finished = run("fix", "--root", rename.root)
        if left not in (rename.before, rename.after):
            assert "`pmokit rename` was interrupted while it was writing" in told
            assert "was interrupted" in finished.stderr
        now = tree(rename.root)
        assert now in (rename.before, rename.after), moment
        ends.add(now == rename.after)
        assert "interrupted" not in run("check", "--root", rename.root).stderr
    assert half >= 2 and ends == {True, False}


def test_what_somebody_took_back_or_changed_since_stays_theirs(
    rename: Scene, run: Callable[..., Result]
) -> None:
    middle = rename.moments // 2
    rename.kill(middle)
    shutil.rmtree(rename.root)
    shutil.copytree(rename.root.with_name("kept"), rename.root)
    assert "nothing of it remains" in run("fix", "--root", rename.root).stderr
    assert tree(rename.root) == rename.before
    rename.kill(middle)
    moved = sorted(
        path for path in rename.before.keys() - rename.after.keys() if (rename.root / path).exists()
    )
    (rename.root / moved[-1]).write_text("mine")
    result = run("fix", "--root", rename.root)
    assert f"1 file was changed in the meantime and is as it was: {moved[-1]}" in result.stderr
    assert (rename.root / moved[-1]).read_text() == "mine"


@pytest.mark.parametrize("spoil", ["mode", "link", "owner of the folder", "another repository", "no JSON"])
def test_a_journal_that_another_user_could_have_written_is_not_believed(
    rename: Scene, run: Callable[..., Result], spoil: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename.kill(rename.moments // 2)
    left = tree(rename.root)
    place = memory.folder(rename.root)
    assert place is not None
    noted = place / journal.NAME
    if spoil == "mode":
        noted.chmod(0o666)
    elif spoil == "link":
        noted.rename(tmp_path / "elsewhere")
        noted.symlink_to(tmp_path / "elsewhere")
    elif spoil == "owner of the folder":
        monkeypatch.setattr(os, "getuid", lambda: os.geteuid() + 1)
    elif spoil == "another repository":
        noted.write_text(noted.read_text().replace(os.path.realpath(rename.root), "/elsewhere"))
    else:
        noted.write_text("{")
    assert "interrupted" not in run("check", "--root", rename.root).stderr
    run("fix", "--root", rename.root)
    assert tree(rename.root) == left


def test_nothing_in_the_tree_is_a_journal_and_no_journal_lies_there(
    rename: Scene, run: Callable[..., Result]
) -> None:
    rename.kill(rename.moments // 2)
    assert [path for path in tree(rename.root) if path.endswith(journal.NAME)] == []
    place = memory.folder(rename.root)
    assert place is not None
    shutil.move(place / journal.NAME, rename.root / journal.NAME)
    left = tree(rename.root)
    assert "interrupted" not in run("fix", "--root", rename.root).stderr
    assert tree(rename.root) == left


def test_two_commands_do_not_write_at_a_time(rename: Scene, run: Callable[..., Result]) -> None:
    place = memory.folder(rename.root)
    with journal.alone(place):
        result = run(*rename.arguments)
    assert result.exit_code == 2 and "another command of pmokit is writing here" in result.output


def test_an_import_that_was_killed_brings_all_or_nothing_and_the_next_one_works(
    sound_repository: Path, run: Callable[..., Result]
) -> None:
    scene = scene_of("import", sound_repository, run)
    for moment in (scene.moments // 2, scene.moments - 3):
        scene.kill(moment)
        result = run(*scene.arguments)
        assert result.exit_code == 0 and "was interrupted" in result.stderr
        assert tree(scene.root).keys() == scene.after.keys()


@pytest.mark.slow
@pytest.mark.parametrize("there", [None, ".git"])
def test_a_new_repository_is_there_whole_or_not_at_all(
    tmp_path: Path, run: Callable[..., Result], there: str | None
) -> None:
    place = tmp_path / "place"
    folder = place / "new"

    def clean() -> None:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        if there:
            (folder / there).mkdir(parents=True)

    clean()
    moments = killed(["init", folder], None) or 0
    whole = tree(folder)
    for moment in (moments // 2,):
        clean()
        assert killed(["init", folder], moment) is None
        done = folder.exists() and tree(folder) == whole
        result = run("init", folder)
        assert result.exit_code == 0 or done or "was interrupted" in result.stderr, result.output
        assert tree(folder) == whole
        assert [path.name for path in place.iterdir()] == ["new"]


@pytest.mark.sweep
@pytest.mark.parametrize("seed", range(20))
def test_a_kill_at_a_random_moment_leaves_all_as_before_or_as_after(
    sound_repository: Path, run: Callable[..., Result], seed: int
) -> None:
    chance = random.Random(seed)
    name = ("import", "fix", "rename", "migrate")[seed % 4]
    scene = scene_of(name, sound_repository, run)
    events = (*CHANGES, "open", "os.chmod")
    moments = scene.kill(None, events) or 0
    assert scene.kill(chance.randrange(1, moments), events) is None
    run("fix", "--root", scene.root)
    now = tree(scene.root)
    assert now in (scene.before, scene.after)
    assert run(*scene.arguments).exit_code in (0, 2 if now == scene.after else 0)
