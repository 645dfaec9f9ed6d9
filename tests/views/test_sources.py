"""Where records are written, as pages say it: file and line, the way to the forge, the commit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from pmokit.site.render import render_all
from pmokit.text.file_past import FilePast, Past, Version
from pmokit.views.context import Context
from pmokit.views.history.past import UNKNOWN
from pmokit.views.lens import see
from pmokit.views.sources import entered, of_file, of_record
from tests.conftest import ROOT, changed, check_files, sound

ABOUT = "portfolio/portfolio.yaml"
HOME = "https://github.com/acme/pmo"


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The sound portfolio with the address of its repository."""
    return changed(
        sound(shipped_files), (ABOUT, "currency: EUR", f"repository: {HOME}\nbranch: next\ncurrency: EUR")
    )


def line_of(files: Mapping[str, bytes], path: str, text: str) -> int:
    lines = files[path].decode().splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_an_entry_is_found_at_its_line_and_a_record_with_a_file_of_its_own_in_its_file(
    files: dict[str, bytes],
) -> None:
    context = Context(check_files(files))
    line = line_of(files, "portfolio/people.yaml", "id: ben")
    person = of_record(context, "person", "ben")
    assert person is not None and (person.path, person.line) == ("portfolio/people.yaml", line)
    assert person.url == f"{HOME}/blob/next/portfolio/people.yaml#L{line}"
    rule = of_record(context, "rule", "risk-unowned")
    assert rule is not None and rule.url == f"{HOME}/edit/next/methodology/rules/raid/risk-unowned.yaml"
    report = of_file(context, "example", "reports", "2026-05-15")
    assert report.url == f"{HOME}/edit/next/portfolio/projects/example/reports/2026-05-15.yaml"
    assert of_record(context, "person", "nobody") is None


def test_without_a_repository_path_line_and_commit_are_text(shipped_files: Mapping[str, bytes]) -> None:
    path = "portfolio/projects/example/project.yaml"
    context = Context(check_files(sound(shipped_files)), UNKNOWN._replace(commits={path: "0f3c1d2e"}))
    found = of_file(context, "example", "charter")
    assert found == ("portfolio/projects/example/project.yaml", 1, None, "0f3c1d2e")
    page = dict(render_all(context, [ROOT / "site_templates"], []))["projects/example"]
    assert re.search(
        r"Recorded in <.*>portfolio/projects/example/project.yaml:1</span>, commit 0f3c1d2e</p>", page
    )
    assert "Edit this" not in page


def test_every_page_of_a_record_says_where_it_is_changed(files: dict[str, bytes]) -> None:
    faults: list[object] = []
    pages = dict(render_all(Context(check_files(files)), [ROOT / "site_templates"], faults))  # type: ignore[arg-type]
    assert faults == []
    wanted = re.compile(
        r"projects/[a-z]+|people/(?!index)[a-z]+|workstreams/(?!index).*|programmes/(?!index).*|assurance/(?!index).*"
        r"|handbook/(rules|standards|forums)/(?!index).*|projects/.*/reports/.*"
    )
    some = [address for address in pages if wanted.fullmatch(address) and address != "projects/index"]
    assert len(some) > 40
    assert [a for a in some if pages[a].count(f'<p class="pk-edit"><a href="{HOME}') < 1] == []


def test_the_public_sees_no_line_of_a_file_that_also_holds_what_is_withheld(files: dict[str, bytes]) -> None:
    person = of_record(see(check_files(files), "public"), "person", "ben")
    assert person is not None and person.line == 0
    assert person.url == f"{HOME}/edit/next/portfolio/people.yaml"


def test_a_copy_of_the_methodology_that_ours_extends_is_changed_by_nobody(
    files: dict[str, bytes], tmp_path: Path
) -> None:
    names = [path for path in files if path.startswith("methodology/") and "/forums" not in path]
    below = {path.replace("methodology/", "methodology/parent/", 1): files.pop(path) for path in names}
    own = b"name: Ours\nversion: 1.0\nowner: pmo\npurpose: Ours.\nextends: {folder: ../theirs}\n"
    context = Context(check_files({**files, **below, "methodology/methodology.yaml": own}))
    role = of_record(context, "role", "sponsor")
    assert role is not None and role.path == "methodology/parent/roles.yaml" and role.url is None
    forum = of_record(context, "forum", "change-board")
    assert forum is not None and forum.url is not None


def test_the_commit_of_a_file_is_the_one_that_brought_its_present_content(files: dict[str, bytes]) -> None:
    context = Context(check_files(files))
    path = "portfolio/projects/example/gates/ready-for-planning.yaml"
    day = date(2026, 1, 5)
    versions = (Version(day, day, "11111111", b"", day, "22222222"), Version(day, day, "22222222", b""))
    assert entered(context, path) is None
    context.run.past = Past({path: FilePast(day, day, versions)}).files
    assert entered(context, path) == ("22222222", f"{HOME}/commit/22222222")
    context.run.past = Past({path: FilePast(day, day, versions, gone=True)}).files
    assert entered(context, path) is None
