"""No command reads or writes by a link that leads out of the folder which it stands in, or to something hidden."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.conftest import ROOT

SECRET = "token-of-the-build"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the repository, with what nobody outside of it may see."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "secret.md").write_text(f"---\ntitle: {SECRET}\n---\n\n# {SECRET}\n")
    (folder / "secret.yaml").write_text(f"title: {SECRET}\n")
    return folder


def findings(result: Result) -> list[tuple[str, str]]:
    return [(found["rule"], found["path"]) for found in json.loads(result.stdout)["findings"]]


@pytest.mark.parametrize("where", ["neighbour", "inside", "loop", "nowhere"])
@pytest.mark.parametrize("name", ["portfolio", "methodology"])
def test_a_folder_of_records_that_is_a_link_is_a_finding_and_nothing_in_it_is_read(
    sound_repository: Path, run: Callable[..., Result], tmp_path: Path, name: str, where: str
) -> None:
    folder = sound_repository / name
    places = {
        "neighbour": tmp_path / "neighbour",
        "inside": sound_repository / "data",
        "loop": folder,
        "nowhere": tmp_path / "nowhere",
    }
    shutil.move(folder, tmp_path / "kept" if where in ("loop", "nowhere") else places[where])
    folder.symlink_to(places[where])
    result = run("check", "--root", sound_repository, "--format", "json")
    assert result.exit_code == 1 and ("outside-link", name) in findings(result)
    assert "Replace the link by the folder itself" in result.stdout
    if name == "portfolio":
        status = run("status", "--root", sound_repository)
        assert "Example project" not in status.output


def test_links_among_records_lead_neither_out_nor_to_hidden_files_and_a_circle_hides_nothing(
    sound_repository: Path, run: Callable[..., Result], outside: Path
) -> None:
    project = sound_repository / "portfolio/projects/example"
    (sound_repository / ".git").mkdir()
    (sound_repository / ".git/secret.md").write_text(SECRET)
    (sound_repository / ".hidden.yaml").write_text(f"title: {SECRET}\n")
    links = {
        "raid.yaml": outside / "secret.yaml",
        "a.md": sound_repository / ".git/secret.md",
        "b.yaml": sound_repository / ".hidden.yaml",
        "c": outside,
        "d": project / "d",
        "e.yaml": project / "f.yaml",
        "f.yaml": project / "e.yaml",
    }
    (project / "raid.yaml").unlink()
    for name, target in links.items():
        (project / name).symlink_to(target)
    (project / "project.yaml").write_text("titel: x\n" + (project / "project.yaml").read_text())
    result = run("check", "--root", sound_repository, "--format", "json")
    found = findings(result)
    for name in links:
        assert ("outside-link", f"portfolio/projects/example/{name}") in found
    assert ("unknown-key", "portfolio/projects/example/project.yaml") in found
    assert SECRET not in result.stdout


@pytest.mark.parametrize(
    ("name", "target", "text"),
    [
        ("index.md.j2", "secret.md", ""),
        ("part.html", "secret.md", "{% include 'part.html' %}"),
        ("extra", "", "{% include 'extra/secret.md' %}"),
        (".hidden", "secret.md", "{% include '.hidden' %}"),
        ("part.html", "loop", "{% include 'part.html' %}"),
    ],
)
def test_a_template_includes_nothing_from_outside_its_folder(
    small_copy: Path, run: Callable[..., Result], outside: Path, name: str, target: str, text: str
) -> None:
    templates = small_copy / "site_templates"
    if text:
        (templates / "index.md.j2").write_text(f"---\ntitle: x\n---\n\n# x\n{text}\n")
    else:
        (templates / name).unlink()
    (templates / name).symlink_to(templates / name if target == "loop" else outside / target)
    result = run("build", "--root", small_copy)
    assert "leads out of the folder of templates" in result.stderr
    pages = [page.read_text(encoding="utf-8") for page in (small_copy / "site").rglob("*.html")]
    assert any("This page could not be built." in page for page in pages)
    assert not any(SECRET in text for text in (result.output, *pages))
    found = findings(run("check", "--root", small_copy, "--format", "json"))
    assert ("outside-link", f"site_templates/{name}") in found


def test_a_folder_of_templates_or_assets_that_is_a_link_is_not_published(
    small_copy: Path, run: Callable[..., Result], outside: Path
) -> None:
    templates = small_copy / "site_templates"
    shutil.rmtree(templates)
    templates.symlink_to(outside)
    (outside / "assets").mkdir()
    (outside / "assets/secret.txt").write_text(SECRET)
    (outside / "leak.md.j2").write_text(SECRET)
    assert ("outside-link", "site_templates") in findings(
        run("check", "--root", small_copy, "--format", "json")
    )
    assert run("build", "--root", small_copy).exit_code == 0
    assert not (small_copy / "site/leak").exists() and not (small_copy / "site/assets/secret.txt").exists()
    templates.unlink()
    templates.mkdir()
    (templates / "assets").symlink_to(outside / "assets")
    assert run("build", "--root", small_copy).exit_code == 0
    assert (small_copy / "site/assets/pmokit.css").is_file()
    assert not (small_copy / "site/assets/secret.txt").exists()


def test_a_starter_that_is_a_link_is_not_copied(
    sound_repository: Path, run: Callable[..., Result], outside: Path
) -> None:
    starter = sound_repository / "methodology/starters/review.yaml"
    starter.parent.mkdir(exist_ok=True)
    starter.unlink(missing_ok=True)
    starter.symlink_to(outside / "secret.yaml")
    result = run("new", "review", "example", "--root", sound_repository)
    assert result.exit_code == 2 and "by a symbolic link" in result.output
    assert not list(sound_repository.glob("portfolio/projects/example/reviews/2026-11-23*"))


@pytest.mark.parametrize("target", ["outside", ".git/hooks", "loop"])
@pytest.mark.parametrize(
    ("place", "command"),
    [
        ("packs", ("steering", "pack", "change-board", "--date", "2026-06-10")),
        ("packs/change-board-2026-06-10.pdf", ("steering", "pack", "change-board", "--date", "2026-06-10")),
        ("found.json", ("check", "--format", "json", "--output", "found.json")),
        ("portfolio/waivers", ("new", "waiver", "w", "--rule", "report-overdue", "--project", "example")),
        ("calendar", ("calendar",)),
        ("schemas", ("schema",)),
        ("schemas/output", ("schema",)),
        ("feeds", ("feeds", "--url", "https://example.com", "--output", "feeds")),
        ("calendar", ("calendar", "--output", "./calendar/below")),
    ],
)
def test_nothing_is_written_by_a_link_out_of_the_repository_or_to_something_hidden(
    sound_repository: Path,
    run: Callable[..., Result],
    outside: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    command: tuple[str, ...],
    target: str,
) -> None:
    monkeypatch.chdir(sound_repository)
    hooks = sound_repository / ".git/hooks"
    hooks.mkdir(parents=True)
    link = sound_repository / place
    shutil.rmtree(link, ignore_errors=True)
    link.parent.mkdir(exist_ok=True)
    link.symlink_to({"outside": outside, ".git/hooks": hooks, "loop": link}[target])
    before = sorted(os.listdir(outside)) + sorted(os.listdir(hooks))
    result = run(*command)
    assert result.exit_code == 2, result.output
    assert sorted(os.listdir(outside)) + sorted(os.listdir(hooks)) == before
    assert link.is_symlink()


@pytest.mark.parametrize("place", ["portfolio/projects", "portfolio", "import-losses.csv"])
def test_an_import_writes_nothing_where_a_link_leads(
    sound_repository: Path, run: Callable[..., Result], outside: Path, place: str
) -> None:
    table, mapping = outside / "t.csv", outside / "m.yaml"
    table.write_text("Name\nNew one\n")
    mapping.write_text(
        "title: Small\nid_from: [Name]\ncolumns: [{name: Name, to: project.title, form: line}]\nconstants:\n"
        "  project: {state: active, workstream: infrastructure, summary: Unknown.}\n"
    )
    target = outside / "target"
    link = sound_repository / place
    if link.exists():
        shutil.move(link, target)
    else:
        target.write_text("mine")
    link.symlink_to(target)
    before = sorted(outside.rglob("*"))
    result = run("import", "table", table, "--map", mapping, "--into", sound_repository)
    assert result.exit_code != 0, result.output
    assert sorted(outside.rglob("*")) == before
    assert target.is_dir() or target.read_text() == "mine"


def test_a_link_to_a_file_of_the_repository_is_still_followed(
    sound_repository: Path, run: Callable[..., Result]
) -> None:
    project = sound_repository / "portfolio/projects/example"
    (project / "raid.yaml").rename(project / "kept.yaml")
    shutil.move(project / "kept.yaml", sound_repository / "shared.yaml")
    (project / "raid.yaml").symlink_to("../../../shared.yaml")
    found = findings(run("check", "--root", sound_repository, "--format", "json"))
    assert not [path for rule, path in found if rule == "outside-link"]


def test_the_shipped_templates_may_be_links_as_some_installers_make_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pmokit.site.reach import may_read

    for name in ("linked", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.css").symlink_to(ROOT / "site_templates/assets/pmokit.css")
    monkeypatch.setattr("pmokit.shipped.folder", lambda _name: tmp_path / "linked")
    assert may_read(tmp_path / "linked/x.css", tmp_path / "linked")
    assert not may_read(tmp_path / "other/x.css", tmp_path / "other")
