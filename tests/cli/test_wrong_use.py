"""What each command says when it is used wrongly, by one golden file: never a traceback, always a way out."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from pmokit.cli.main import COMMANDS
from tests.conftest import ROOT
from tests.golden import assert_same

WRONG = """\
check nowhere
check ..
check --rule sponsor-mising
check --today 23.11.2026
check --as-of 2026-11-01
check --as-of 2026-11-01 --ratchet
check --base main
check --format yaml
check --output portfolio
check --output portfolio/people.yaml
check --output methodology/new/findings.txt
list
list risc
list risk --where risk.scor
build --output portfolio
build --as-of 2026-11-01
build --audience friends
serve --port 99999
gate sd-wann
gate sd-wan ready-for-servise
status sd-wann
path sd-wann
tier sd-wann
adherence sd-wann
adherence --workstream nope
assurance sd-wann
examine schedule-overstatd sd-wan/report/2026-11-13 --verdict rejected --by joao-pereira --reason Checked
examine schedule-overstated sd-wan/report/2026-11-13 --verdict rejected --by joao-pereira --reason Checked
examine roles-vacant service-desk-platform --verdict rejected --by joao-pereira --reason Checked
changes
changes --since main
changes --since 2026-11-01
period show May
period show 2026-11-12
period close 2026-11-13 --by nobody
period close 2026-11-27 --by helena-brandt
trend --periods 0
trend
steering agenda infrastructure-bord --date 2026-12-02
steering agenda infrastructure-board --date soon
steering pack infrastructure-board --date 2026-12-02 --output portfolio
steering minutes infrastructure-board --date 2026-08-26
steering minutes infrastructure-board
steering move infrastructure-board --date 2026-12-03 --to 2026-12-09
steering move infrastructure-board --date 2026-12-02 --to 2026-08-26
calendar --output portfolio
feeds
feeds --url ftp://pmo.example.org
feeds --url https://pmo.example.org --output methodology
digest --person nobody
digest --output portfolio/projects
evidence
evidence --since 2026-12-24
fix nowhere
new project "SD WAN"
new project sd-wan
new risk sd-wann heat
new risk sd-wan Heat
new report sd-wann
new report sd-wan --correct 2026-11-12
new waiver
new waiver x --rule sponsor-mising --project sd-wan
new rule risk-unowned
new rule raid/risk-unowned --clause RSK-1
new rule raid/risk-cold --clause RSK-99
new attestation seen --project sd-wan --gate ready-for-service --criterion nope --by luca-ferrari
new artefact sd-wan chartr
new thing
init portfolio
demo portfolio
explain sponsor-mising
explain RSK-99
methodology show risk
methodology update
migrate
rename persn ada eve
rename person ada eve
rename milestone half midway
rename gate ready-for-planning planning
new gate sd-wan ready-for-plannig --by tomas-lindqvist
codeowners --forge sourceforge
test --rule sponsor-mising
test --rule RSK-1
import table nowhere.csv --map map.yaml --into new
import table mkdocs.yml --map mkdocs.yml --into new
import records portfolio --map mkdocs.yml --into new
import spreadsheet
schema --output portfolio
chek
"""


@pytest.mark.slow
def test_wrong_use_is_answered_in_words(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "repository"
    for name in ("methodology", "portfolio"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copyfile(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    monkeypatch.chdir(root)
    monkeypatch.setenv("COLUMNS", "80")
    before = {path for path in root.rglob("*") if path.is_file()}
    said = []
    for line in WRONG.splitlines():
        result = run(*shlex.split(line))
        text = (result.stdout + result.stderr).replace(str(root), "ROOT").replace(str(tmp_path), "TMP")
        said.append(f"$ pmokit {line}\n[{result.exit_code}]\n{text}")
        assert result.exception is None or isinstance(result.exception, SystemExit), line
    assert_same(Path(__file__).parent / "golden/wrong-use.txt", "\n".join(said))
    assert before <= {path for path in root.rglob("*") if path.is_file()}


def test_each_command_is_used_wrongly_once() -> None:
    assert {line.split()[0] for line in WRONG.splitlines()} >= set(COMMANDS)
