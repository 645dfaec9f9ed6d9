"""What tests share: the shipped repository, small repositories made on the spot, a command line."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from pmokit.cli.main import pmokit
from pmokit.model.finding import CONSEQUENCES, Finding
from pmokit.rules.checking import Check, check
from pmokit.text.files import Snapshot, read_tree

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
CLOCK = date(2026, 11, 23)
# A slow machine is no fault of the program.
settings.register_profile("pmokit", deadline=None)
settings.load_profile("pmokit")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first, so that no worker ends with it while the others wait; one worker begins with
    the tests in the browser, because several browsers at a time only slow each other down.

    With `--dist worksteal` each worker begins with a part of the list in one piece.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    in_browser = [item for item in items if item.get_closest_marker("browser")]
    others = [item for item in items if not item.get_closest_marker("browser")]
    slow = [item for item in others if item.get_closest_marker("slow")]
    quick = iter([item for item in others if not item.get_closest_marker("slow")])
    heads = [in_browser, *(slow[first :: workers - 1] for first in range(workers - 1))] if workers > 1 else []
    share = len(items) // workers
    dealt = [item for head in heads for item in (*head, *islice(quick, max(share - len(head), 0)))]
    items[:] = [*dealt, *quick] if heads else [*in_browser, *slow, *quick]


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees what another one, or a user of this machine, left in the cache."""
    monkeypatch.setenv("PMOKIT_CACHE", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.fixture(autouse=True)
def fixed_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the day of this machine: the program's one door to it opens on a fixed day."""
    monkeypatch.setattr("pmokit.cli.memory.clock", lambda zone=None: CLOCK)


def once_per_run(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that the first test of the run to ask for it makes, on whichever worker; the folder.

    Readers change nothing in it. A worker's base folder lies in the run's own.
    """
    base = factory.getbasetemp()
    shared = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "shared"
    shared.mkdir(exist_ok=True)
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / f"{name}.made").exists():
            make(shared / name)
            (shared / f"{name}.made").touch()
    return shared / name


@pytest.fixture(scope="session")
def shipped_files() -> Mapping[str, bytes]:
    """The files of this repository's methodology and portfolio."""
    return read_tree(ROOT).files


@pytest.fixture
def shipped_copy(tmp_path: Path) -> Path:
    """A copy of the shipped repository that a test may change."""
    copy = tmp_path / "copy"
    for name in ("methodology", "portfolio", "site_templates"):
        shutil.copytree(ROOT / name, copy / name)
    shutil.copyfile(ROOT / "mkdocs.yml", copy / "mkdocs.yml")
    return copy


def write_files(root: Path, files: Mapping[str, bytes]) -> Path:
    """Put files into a folder; the folder."""
    for path, raw in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(raw)
    return root


@pytest.fixture
def sound_repository(tmp_path: Path, shipped_files: Mapping[str, bytes]) -> Path:
    """The sound example portfolio with the shipped methodology, in a folder that a test may change."""
    return write_files(tmp_path / "repository", sound(shipped_files))


@pytest.fixture
def small_copy(sound_repository: Path) -> Path:
    """A repository with two projects that can be built, and without rules, each of which would be a page."""
    shutil.rmtree(sound_repository / "methodology/rules")
    shutil.copyfile(ROOT / "mkdocs.yml", sound_repository / "mkdocs.yml")
    shutil.copytree(ROOT / "site_templates", sound_repository / "site_templates")
    return sound_repository


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run a command as a user would type it."""

    def invoke(*arguments: object, **options: object) -> Result:
        result = CliRunner().invoke(pmokit, [str(argument) for argument in arguments], **options)  # type: ignore[arg-type]
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


def check_files(files: Mapping[str, bytes], today: date | None = None) -> Check:
    """Check some files."""
    return check(Snapshot(dict(sorted(files.items())), ()), today, CLOCK)


def causes(findings: Iterable[Finding]) -> list[Finding]:
    """Findings without those that say what could not be judged because of the others."""
    return [finding for finding in findings if finding.rule not in CONSEQUENCES]


def changed(files: Mapping[str, bytes], *changes: tuple[str, str, str]) -> dict[str, bytes]:
    """Files with one text for another in some of them: path, old and new. An empty old text makes a new file."""
    some = dict(files)
    for path, old, new in changes:
        text = some.get(path, b"").decode()
        assert old in text if old else path not in some, path
        some[path] = text.replace(old, new, 1).encode() if old else new.encode()
    return some


def rendered_pages(root: Path) -> Iterator[tuple[str, str]]:
    """The pages of a repository with their addresses, as they are before MkDocs dresses them, one by one."""
    from pmokit.site.render import TemplateFault, render_all
    from pmokit.views.context import Context

    faults: list[TemplateFault] = []
    yield from render_all(Context(check_files(read_tree(root).files)), [ROOT / "site_templates"], faults)
    assert faults == []


def rendered_page(root: Path, address: str) -> str:
    """One of them; those that come after it are not made."""
    return next(text for found, text in rendered_pages(root) if found == address)


def sound(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The shipped methodology with the sound example portfolio, which its rules' examples use."""
    prefix = "methodology/examples/"
    method = {
        path: raw
        for path, raw in files.items()
        if path.startswith("methodology/") and not path.startswith((prefix, "methodology/starters/"))
    }
    example = {path.removeprefix(prefix): raw for path, raw in files.items() if path.startswith(prefix)}
    forums = files["methodology/starters/department/forums.yaml"]
    return {**method, **example, "methodology/forums.yaml": forums}
