"""Building: the same bytes each time, the last good site stays, and nothing foreign is touched."""

from __future__ import annotations

import filecmp
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from pmokit.site import publish
from pmokit.site.addresses import link
from pmokit.site.build import copy_assets
from pmokit.site.prose import prose
from tests.conftest import ROOT

PMOKIT = [sys.executable, "-m", "pmokit"]


def differences(one: Path, two: Path) -> list[str]:
    """Files that differ between two folders."""
    files = {p.relative_to(f).as_posix() for f in (one, two) for p in f.rglob("*") if p.is_file()}
    return sorted(f for f in files if not ((one / f).is_file() and (two / f).is_file()
                                           and filecmp.cmp(one / f, two / f, shallow=False)))  # fmt: skip


def test_clock_locale_hash_seed_and_order_of_folders_change_no_byte(
    tmp_path: Path, shipped_copy: Path
) -> None:
    code = (
        "import sys, datetime, os, random\n"
        "import pmokit.cli.memory as memory\n"
        "memory.clock = lambda zone=None: datetime.date(2031, 5, 17)\n"
        "real = os.scandir\n"
        "def shuffled(path):\n"
        "    entries = list(real(path)); random.shuffle(entries); return entries\n"
        "import pmokit.text.files as files\n"
        "files.os = type('os', (), {**vars(os), 'scandir': staticmethod(shuffled)})\n"
        "sys.argv = ['pmokit', 'build', '--root', sys.argv[1], '--output', sys.argv[2]]\n"
        "from pmokit.cli.main import main; main()\n"
    )
    # LC_ALL=C is left out: in a folder whose name is beyond ASCII, Python 3.11 itself does not start then.
    strange = {"LC_ALL": "", "LANG": "C", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "77"}
    subprocess.run(
        [sys.executable, "-c", code, shipped_copy, tmp_path / "strange"],
        env={**os.environ, **strange},
        check=True,
        capture_output=True,
    )
    # The same copy, since pages tell what git knows of a repository.
    build = [*PMOKIT, "build", "--root", str(shipped_copy), "--output", str(tmp_path / "plain")]
    subprocess.run(
        build, check=True, capture_output=True, env={**os.environ, "PMOKIT_CACHE": str(tmp_path / "cache")}
    )
    assert (tmp_path / "plain/projects/sd-wan/index.html").is_file()
    assert differences(tmp_path / "plain", tmp_path / "strange") == []


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_build_killed_half_way_leaves_the_last_good_site_whole(small_copy: Path, site: Path) -> None:
    output = shutil.copytree(site, small_copy / "site")
    build = [*PMOKIT, "build", "--root", str(small_copy)]
    old = contents(output)
    seen = []
    for pause in (0.3, 0.6, 0.8, 1.0, 1.2, 1.5):
        process = subprocess.Popen(build, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        process.wait()
        seen.append(contents(output))
    subprocess.run(build, check=True, capture_output=True)
    new = contents(output)
    assert b"Example portfolio" in new["index.html"] and b"Example portfolio" not in old["index.html"]
    assert all(found in (old, new) for found in seen)
    assert seen[0] == old
    assert [p.name for p in small_copy.iterdir() if p.name.startswith(".site")] == []


def spoil(root: Path) -> None:
    """Make all templates that fail, so that there is nothing to publish."""
    for template in (root / "site_templates").rglob("*.md.j2"):
        template.write_text("{{ nonsense.value }}\n")


def test_a_build_that_fails_says_why_and_leaves_the_last_good_site(
    shipped_copy: Path, site: Path, run: Callable[..., Result]
) -> None:
    shutil.copytree(site, shipped_copy / "site")
    spoil(shipped_copy)
    result = run("build", "--root", shipped_copy)
    assert result.exit_code == 1
    assert ".md.j2:1: 'nonsense' is undefined" in result.stderr
    assert "The last site is unchanged." in result.stderr
    assert differences(site, shipped_copy / "site") == []


@pytest.mark.slow
def test_a_template_that_fails_costs_its_own_pages_and_is_named_in_every_build(
    small_copy: Path, run: Callable[..., Result]
) -> None:
    assert run("build", "--root", small_copy, "--output", small_copy / "whole").exit_code == 0
    templates = small_copy / "site_templates"
    for name in ("raid/index.md.j2", "projects/[project].md.j2", "handbook/roles.md.j2"):
        (templates / name).write_text((templates / name).read_text() + "\n\n{{ nonsense.value }}\n")
    (templates / "people/[person].md.j2").write_text("{% for %}\n")
    for _ in range(2):
        result = run("build", "--root", small_copy)
        assert result.exit_code == 1
        assert "The site is published, but 4 templates failed" in result.stderr
        assert "people/[person].md.j2:1:" in result.stderr
        assert result.stderr.count("'nonsense' is undefined") == 3
    cost = {
        page.relative_to(small_copy / "site").parent.as_posix()
        for page in (small_copy / "site").rglob("index.html")
        if "This page could not be built." in page.read_text(encoding="utf-8")
    }
    whole = {page.relative_to(small_copy / "whole") for page in (small_copy / "whole").rglob("*.html")}
    assert {"raid", "projects/example", "handbook/roles", "people/ana"} <= cost
    assert {page.split("/")[0] for page in cost} == {"raid", "projects", "handbook", "people"}
    assert {page.relative_to(small_copy / "site") for page in (small_copy / "site").rglob("*.html")} == whole


def test_a_check_finds_templates_that_cannot_be_used_with_file_and_line(
    sound_repository: Path, run: Callable[..., Result]
) -> None:
    templates = sound_repository / "site_templates"
    (templates / "_components").mkdir(parents=True)
    files = {
        "a.md.j2": "# a\n{% for x in y %}\n",
        "b.md.j2": "# b\n\n{{ today|dey }}\n",
        "c.md.j2": '{% import "a.md.j" as frame %}\n',
        "_components/d.j2": "{% macro d( %}\n",
        "index.md.j2": '{% import "_components/page.j2" as frame %}\n{{ frame.head("x") }}\n',
    }
    for name, text in files.items():
        (templates / name).write_text(text)
    for _ in range(2):
        result = run("check", "--root", sound_repository)
        lines = result.stdout.splitlines()
        at = [line.strip() for line in lines if "--> site_templates" in line]
        assert result.exit_code == 1
        assert [line.removeprefix("--> site_templates/") for line in at] == [
            "_components/d.j2:1:1",
            "a.md.j2:2:1",
            "b.md.j2:3:1",
            "c.md.j2:1:1",
        ]
        assert "No filter named 'dey'" in result.stdout and "Did you mean `a.md.j2`" in result.stdout
    for name in files:
        (templates / name).write_text("# right\n")
    assert run("check", "--root", sound_repository).exit_code == 0


WRONG = {
    "divided": ("{{ 1 / 0 }}", ""),
    "endless": ("{% include 'endless.md.j2' %}", ""),
    "added": ("{{ 1 + 'a' }}", ""),
    "unended": ("{% for %}", ""),
    "parsed": (
        "{{ ctx.portfolio.about.parse_raw('x', proto='pickle', allow_pickle=true) }}",
        "undefined|unsafe",
    ),
    "classed": ("{{ ctx.portfolio.about.__class__ }}", "undefined|unsafe"),
    "dumped": ("{{ ctx.projects[0].model_dump() }}", "undefined|unsafe"),
    "reached": ("{{ ''.__class__.__mro__ }}", "undefined|unsafe"),
}
"""What templates do wrong, and what is to be said of it; they reach the fields of records and nothing else."""


@pytest.mark.slow
def test_whatever_a_template_does_wrong_is_named_with_its_line(
    small_copy: Path, run: Callable[..., Result]
) -> None:
    for name, (code, _) in WRONG.items():
        (small_copy / f"site_templates/{name}.md.j2").write_text(f"---\ntitle: x\n---\n\n# x\n{code}\n")
    result = run("build", "--root", small_copy)
    for name, (_, reason) in WRONG.items():
        said = [line for line in result.stderr.splitlines() if f"{name}.md.j2:" in line]
        assert said and re.search(reason, said[0]), (name, result.stderr)
        page = (small_copy / f"site/{name}/index.html").read_text(encoding="utf-8")
        assert "This page could not be built." in page


def tabs(site: Path) -> list[str]:
    """The titles in the navigation of the site, those of sections included."""
    page = (site / "index.html").read_text(encoding="utf-8")
    found = re.findall(r'<li class="md-tabs__item[^"]*">\s*<a[^>]*>(.*?)</a>', page, re.DOTALL)
    return [" ".join(re.sub("<[^>]+>", "", text).split()) for text in found]


@pytest.mark.slow
def test_a_fork_may_write_the_navigation_itself(small_copy: Path, run: Callable[..., Result]) -> None:
    config = small_copy / "mkdocs.yml"
    own = "nav:\n  - Start: index.md\n  - Words: handbook/glossary.md\nnot_in_nav: '*'\n"
    config.write_text(config.read_text() + own)
    assert run("build", "--root", small_copy).exit_code == 0
    assert tabs(small_copy / "site") == ["Start", "Words"]


@pytest.mark.slow
def test_a_fork_s_template_wins_and_a_new_one_becomes_a_page(
    small_copy: Path, run: Callable[..., Result]
) -> None:
    shutil.rmtree(small_copy / "site_templates")
    (small_copy / "site_templates/extra").mkdir(parents=True)
    (small_copy / "site_templates/handbook").mkdir()
    (small_copy / "site_templates/extra/hello.md.j2").write_text(
        '---\ntitle: Hello\n---\n\n# Hello\n\n<div>{{ named("project", "example") }}</div>\n'
    )
    (small_copy / "site_templates/handbook/glossary.md.j2").write_text(
        "---\ntitle: Ours\n---\n\n# Our words\n"
    )
    assert run("build", "--root", small_copy).exit_code == 0
    assert "Example project" in (small_copy / "site/extra/hello/index.html").read_text()
    assert "Hello" in tabs(small_copy / "site")
    assert "Our words" in (small_copy / "site/handbook/glossary/index.html").read_text()


@pytest.mark.parametrize(
    ("where", "why"),
    [
        (".", "holds the repository's own files"),
        ("..", "holds the repository's own files"),
        ("portfolio", "holds the repository's own files"),
        ("methodology/rules", "holds the repository's own files"),
        ("notes", "was not built by pmokit"),
    ],
)
def test_a_folder_that_is_no_site_is_never_replaced(
    small_copy: Path, run: Callable[..., Result], where: str, why: str
) -> None:
    (small_copy / "notes").mkdir()
    (small_copy / "notes/mine.txt").write_text("mine")
    result = run("build", "--root", small_copy, "--output", small_copy / where)
    assert result.exit_code == 2 and why in result.stderr
    assert (small_copy / "notes/mine.txt").read_text() == "mine"
    assert (small_copy / "portfolio/portfolio.yaml").is_file()


def test_links_among_assets_are_not_published(tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(ROOT / "site_templates/assets", templates / "assets")
    (tmp_path / "secret.txt").write_text("secret")
    (templates / "assets/p.txt").symlink_to(tmp_path / "secret.txt")
    (templates / "assets/.hidden").write_text("secret")
    (templates / "assets/loop").symlink_to("loop")
    (templates / "assets/all").symlink_to(tmp_path)
    copy_assets(templates, tmp_path / "site")
    made = {path.name for path in (tmp_path / "site/assets").iterdir()}
    assert "pmokit.css" in made and not made & {"p.txt", ".hidden", "loop", "all"}


def test_only_one_build_of_a_site_runs_at_a_time(tmp_path: Path) -> None:
    site, state = tmp_path / "place/site", tmp_path / "state"
    with publish.workshop(site, state), pytest.raises(publish.Busy):
        with publish.workshop(site, state):
            pass


def killed_between(tmp_path: Path) -> tuple[Path, Path]:
    """What a build leaves that was killed while the last site was moved away; the site, and the user's state."""
    site, state = tmp_path / "place/site", tmp_path / "state"
    with publish.workshop(site, state) as work:
        (work / publish.OLD).mkdir()
        (work / publish.OLD / publish.MARK).touch()
        (work / publish.OLD / "index.html").write_text("good")
        shutil.copytree(work, tmp_path / "kept")
    shutil.move(tmp_path / "kept", work)
    return site, state


def test_a_site_that_was_moved_away_when_the_machine_stopped_comes_back(tmp_path: Path) -> None:
    site, state = killed_between(tmp_path)
    publish.heal(site, state)
    assert (site / "index.html").read_text() == "good"
    assert sorted(p.name for p in site.parent.iterdir()) == ["site"]


def test_what_only_looks_like_the_last_site_never_becomes_the_site(tmp_path: Path) -> None:
    site, state = killed_between(tmp_path)
    (state / publish.NOTE).chmod(0o666)
    for name in (".site.old", ".site.building-x/old"):
        (site.parent / name).mkdir(parents=True)
        (site.parent / name / publish.MARK).touch()
        (site.parent / name / "index.html").write_text("evil")
    for some in (state, None, tmp_path / "empty"):
        publish.heal(site, some)
        assert not site.exists()
    assert (site.parent / ".site.old/index.html").read_text() == "evil"


@pytest.mark.parametrize("lock", ["link", "folder"])
def test_a_lock_or_an_old_site_that_was_committed_changes_nothing(
    small_copy: Path, run: Callable[..., Result], tmp_path: Path, lock: str
) -> None:
    (small_copy / ".site.old").mkdir()
    for name in (publish.MARK, "index.html"):
        (small_copy / ".site.old" / name).write_text("evil")
    if lock == "link":
        (small_copy / ".site.lock").symlink_to(tmp_path / "made")
    else:
        (small_copy / ".site.lock").mkdir()
    spoil(small_copy)
    result = run("build", "--root", small_copy)
    assert result.exit_code == 1 and "nonsense" in result.stderr
    assert not (small_copy / "site").exists() and not (tmp_path / "made").exists()


@pytest.mark.parametrize("target", ["elsewhere", ".git", "loop"])
def test_a_site_that_is_a_link_is_not_written_through(
    small_copy: Path, run: Callable[..., Result], tmp_path: Path, target: str
) -> None:
    place = {"elsewhere": tmp_path / "elsewhere", ".git": small_copy / ".git", "loop": small_copy / "site"}[
        target
    ]
    if target != "loop":
        place.mkdir()
        (place / publish.MARK).touch()
    (small_copy / "site").symlink_to(place)
    result = run("build", "--root", small_copy)
    assert result.exit_code == 2 and "is a symbolic link that leads out of the repository" in result.stderr
    assert target == "loop" or [path.name for path in place.iterdir()] == [publish.MARK]


@pytest.mark.parametrize(
    "text",
    [
        "1. " * 6_000,
        "[" * 19_000,
        "![" * 9_000,
        "<a " * 9_000,
        "\n".join(" " * n + "- a" for n in range(600)),
    ],
)
def test_prose_that_markdown_is_slow_on_is_shown_as_it_is(text: str) -> None:
    started = time.process_time()
    shown = prose(text)
    assert time.process_time() - started < 2
    assert "<script" not in shown and shown


def test_prose_keeps_what_an_author_means_and_nothing_that_runs() -> None:
    text = "One *two*\n\n- [site](https://example.com)\n- [x](javascript:alert(1)) <img src=x onerror=y>"
    shown = str(prose(text))
    assert "<em>two</em>" in shown and 'href="https://example.com"' in shown
    assert "javascript" not in shown and "onerror" not in shown and "\n" not in shown


def test_addresses_are_relative_from_everywhere() -> None:
    assert link("index", "projects/sd-wan") == "projects/sd-wan/"
    assert link("projects/sd-wan", "index") == "../../"
    assert link("projects/index", "projects/sd-wan") == "sd-wan/"
    assert link("handbook/rules/x", "handbook/standards/raid", "rsk-1") == "../../standards/raid/#rsk-1"
    assert link("projects/index", "projects/index") == "./"


@pytest.mark.slow
def test_a_second_build_reuses_the_pages_and_a_changed_template_makes_new_ones(
    small_copy: Path, run: Callable[..., Result]
) -> None:
    assert run("build", "--root", small_copy).exit_code == 0
    first = contents(small_copy / "site")
    kept = list(Path(os.environ["PMOKIT_CACHE"]).rglob("pages-*/index.md"))
    assert len(kept) == 1
    kept[0].write_text(kept[0].read_text().replace("Decisions required", "Taken from the kept pages"))
    assert run("build", "--root", small_copy).exit_code == 0
    assert b"Taken from the kept pages" in (small_copy / "site/index.html").read_bytes()
    page = small_copy / "site_templates/handbook/glossary.md.j2"
    page.write_text(page.read_text() + "\n<div>More.</div>\n")
    assert run("build", "--root", small_copy).exit_code == 0
    second = contents(small_copy / "site")
    assert second["index.html"] == first["index.html"]
    assert b"<div>More.</div>" in second["handbook/glossary/index.html"]
