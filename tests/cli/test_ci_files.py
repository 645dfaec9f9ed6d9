"""What `pmokit init` writes for forges and hooks is valid, has the least rights, and runs as it is."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import files
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import pmokit
from pmokit.cli.main import pmokit as program
from tests.cli import forges
from tests.cli.forges import (
    EXAMPLE,
    FAULT,
    TYPO,
    azure,
    change,
    checkout,
    github,
    gitlab,
    play,
    programs,
    without_examples,
)
from tests.conftest import ROOT, once_per_run
from tests.text.test_files_git import git

WORKFLOW = ".github/workflows/pmokit.yml"
SCHEMAS = {
    WORKFLOW: "vendor.github-workflows",
    ".github/ISSUE_TEMPLATE/methodology.yml": "vendor.github-issue-forms",
    ".github/ISSUE_TEMPLATE/waiver.yml": "vendor.github-issue-forms",
    ".gitlab-ci.yml": "vendor.gitlab-ci",
    "azure-pipelines.yml": "vendor.azure-pipelines",
}
INSIDE = "the office/pmo"
DEFAULT = "refs/remotes/origin/main"


def init(folder: Path) -> Result:
    """A department's repository."""
    result = CliRunner().invoke(program, ["init", str(folder), "--title", "Acme"])
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository as `init` makes it, which no test changes."""
    return once_per_run(tmp_path_factory, "fresh", init)


# --- valid, pinned, least rights


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [pytest.param(path, marks=pytest.mark.sweep) if "ISSUE" in path else path for path in SCHEMAS],
)
def test_each_file_is_valid_by_the_schema_of_its_forge(fresh: Path, path: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", SCHEMAS[path], str(fresh / path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_an_auditor_of_workflows_finds_nothing(fresh: Path) -> None:
    zizmor = next(str(entry.locate()) for entry in files("zizmor") or () if entry.stem == "zizmor")
    for audited in (["--persona", "pedantic", str(fresh)], [str(ROOT / ".github")]):
        command = [zizmor, "--offline", "--no-progress", *audited]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("root", ["fresh", "own"])
def test_every_action_is_a_commit_with_its_tag_and_no_value_is_written_into_a_script(
    fresh: Path, root: str
) -> None:
    path = fresh / WORKFLOW if root == "fresh" else ROOT / ".github/workflows/ci.yml"
    used = re.findall(r"uses: (.*)", path.read_text())
    assert used and all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", entry) for entry in used), used
    data = forges.read(path)
    assert data["permissions"] == {}
    for job in data["jobs"].values():
        assert job["permissions"]
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize(
    "path", [WORKFLOW, ".gitlab-ci.yml", "azure-pipelines.yml", ".pre-commit-config.yaml"]
)
def test_files_name_the_version_that_wrote_them_and_nothing_is_left_to_fill_in(
    fresh: Path, path: str
) -> None:
    text = (fresh / path).read_text()
    assert f"pmokit=={pmokit.__version__}" in text
    assert not re.search(r"@\w+@", text)


def test_in_a_larger_repository_the_files_name_the_folder_and_it_is_said_what_to_move(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / ".gitignore").write_text("aside/\n")
    said = init(tmp_path / INSIDE).stdout
    assert f"It is the folder {INSIDE} of a git repository" in said and ".pre-commit-config.yaml" in said
    home = tmp_path / INSIDE
    assert forges.read(home / WORKFLOW)["defaults"]["run"]["working-directory"] == INSIDE
    assert forges.read(home / ".gitlab-ci.yml")[".pmokit"]["variables"]["PMOKIT_FOLDER"] == INSIDE
    assert forges.read(home / "azure-pipelines.yml")["variables"]["PMOKIT_FOLDER"] == INSIDE
    for own in ("aside", "aside/other"):
        assert "of a git repository" not in init(tmp_path / own).stdout
        assert forges.read(tmp_path / own / WORKFLOW)["defaults"]["run"]["working-directory"] == "."


# --- as they run


@pytest.fixture
def remote(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bare remote of a department's repository."""
    made = once_per_run(tmp_path_factory, "alone", lambda path: forges.publish(path, ".", init))
    return made / "remote.git"


@pytest.fixture
def larger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bare remote of a larger repository, of which the department's is a folder."""
    made = once_per_run(tmp_path_factory, "larger", lambda path: forges.publish(path, INSIDE, init))
    return made / "remote.git"


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    return programs(tmp_path / "tools")


def on_github(clone: Path, tools: Path, job: str, event: Mapping[str, str], **variables: str) -> forges.Ran:
    """A job for an event; beside the clone is what the runner keeps for it."""
    steps, folder = github(clone / WORKFLOW, job, event)
    temp = clone.parent / "temp"
    temp.mkdir(exist_ok=True)
    own = {"RUNNER_TEMP": temp, "GITHUB_OUTPUT": temp / "output", "GITHUB_STEP_SUMMARY": temp / "summary"}
    known = {
        "GITHUB_WORKFLOW": "pmokit",
        "GITHUB_REPOSITORY": "acme/pmo",
        "PMOKIT_CACHE": str(temp / "cache"),
    }
    if job == "check":
        steps = without_examples(steps)
    if "GITHUB_BASE_REF" not in variables:
        steps = [step for step in steps if step.name != "Comment on the pull request"]
    return play(steps, clone / folder, tools, {**known, **{k: str(v) for k, v in own.items()}, **variables})


def pull_request(clone: Path, tools: Path) -> forges.Ran:
    event = {
        "github.event.pull_request.number": "7",
        "github.token": "secret",
        "github.event.repository.default_branch": "main",
    }
    return on_github(clone, tools, "check", event, GITHUB_EVENT_NAME="pull_request", GITHUB_BASE_REF="main")


@pytest.mark.slow
def test_github_judges_a_pull_request_by_what_it_brings_and_keeps_one_comment(
    remote: Path, tools: Path, tmp_path: Path
) -> None:
    clone = checkout(remote, tmp_path / "clone", "good", merged=True)
    good = pull_request(clone, tools)
    assert good.status == 0, good.text
    assert git(clone, "symbolic-ref", "refs/remotes/origin/HEAD") == DEFAULT
    orders = (tools / "log").read_text()
    assert orders.startswith(f"pip install pmokit=={pmokit.__version__}\n")
    assert "gh api --silent --method POST repos/acme/pmo/issues/7/comments --field body=@" in orders
    (tools / "comments").write_text("41\n42\n")
    git(clone, "checkout", "-q", "--detach", "origin/main")
    git(clone, "merge", "-q", "--no-ff", "-m", "merge", "origin/bad")
    bad = pull_request(clone, tools)
    assert bad.status == 1
    assert bad.text.count("::error") == 1 and "nobody-known" in bad.text
    assert "--method PATCH repos/acme/pmo/issues/comments/41 --field body=@" in (tools / "log").read_text()
    temp = tmp_path / "temp"
    comment = (temp / "comment.md").read_text()
    assert comment.startswith("<!-- pmokit -->\n### pmokit: 1 error") and "report-overdue" in comment
    assert comment.split("\n", 1)[1] in (temp / "summary").read_text()
    shown = json.loads((temp / "pmokit.sarif").read_text())["runs"][0]["results"]
    assert "unknown-reference" in {result["ruleId"] for result in shown}
    assert (temp / "output").read_text() == "written=true\n" * 2


@pytest.mark.slow
def test_github_judges_the_calendar_by_schedule(remote: Path, tools: Path, tmp_path: Path) -> None:
    clone = checkout(remote, tmp_path / "clone", "main", merged=False)
    late = on_github(clone, tools, "check", {}, GITHUB_EVENT_NAME="schedule")
    assert late.status == 1 and late.text.count("::error") == 2


@pytest.mark.sweep
@pytest.mark.slow
def test_github_judges_a_push_by_what_it_brings_and_the_first_one_as_a_whole(
    remote: Path, tools: Path, tmp_path: Path
) -> None:
    clone = checkout(remote, tmp_path / "clone", "good", merged=False)
    for before, status in ((git(clone, "rev-parse", "origin/main"), 0), ("0" * 40, 1)):
        event = {"github.event.before": before}
        assert on_github(clone, tools, "check", event, GITHUB_EVENT_NAME="push").status == status


@pytest.mark.sweep
@pytest.mark.slow
def test_github_honours_the_recorded_debt_and_says_when_it_can_be_shortened(
    remote: Path, tools: Path, tmp_path: Path, run: Callable[..., Result]
) -> None:
    clone = checkout(remote, tmp_path / "clone", "main", merged=False)
    schedule = {"GITHUB_EVENT_NAME": "schedule"}
    assert run("check", "--root", clone, "--ratchet").exit_code == 0
    forges.commit(clone, "debt")
    known = on_github(clone, tools, "check", {}, **schedule)
    assert known.status == 0 and "commit portfolio/debt.yaml" not in known.text
    change(clone / "portfolio/portfolio.yaml", "today: 2026-06-05", "today: 2026-06-01")
    forges.commit(clone, "nothing is late any more")
    fixed = on_github(clone, tools, "check", {}, **schedule)
    assert fixed.status == 0 and "commit portfolio/debt.yaml" in fixed.text


@pytest.mark.sweep
@pytest.mark.slow
def test_github_publishes_the_site_although_there_are_findings(
    remote: Path, tools: Path, tmp_path: Path
) -> None:
    clone = checkout(remote, tmp_path / "clone", "bad", merged=False)
    ran = on_github(clone, tools, "site", {}, GITHUB_EVENT_NAME="schedule")
    assert ran.status == 0, ran.text
    assert (tmp_path / "temp/site/index.html").is_file()
    assert (tmp_path / "temp/output").read_text() == "publish=true\n"


def on_gitlab(clone: Path, tools: Path, job: str, **variables: str) -> forges.Ran:
    steps = gitlab(clone / INSIDE / ".gitlab-ci.yml", job)
    if job == "pmokit-check":
        steps = without_examples(steps)
    own = {"CI_PROJECT_DIR": str(clone), "PMOKIT_CACHE": str(clone.parent / "cache")}
    return play(steps, clone, tools, {**own, **variables})


@pytest.mark.slow
def test_gitlab_judges_a_merge_request_by_what_it_brings_and_the_calendar_by_schedule(
    larger: Path, tools: Path, tmp_path: Path
) -> None:
    clone = checkout(larger, tmp_path / "clone", "good", merged=False)
    start = git(clone, "merge-base", "origin/main", "HEAD")
    request = {
        "CI_PIPELINE_SOURCE": "merge_request_event",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": start,
        "CI_DEFAULT_BRANCH": "main",
    }
    good = on_gitlab(clone, tools, "pmokit-check", **request)
    assert good.status == 0, good.text
    assert git(clone, "symbolic-ref", "refs/remotes/origin/HEAD") == DEFAULT
    assert (clone / ".pmokit-cache").is_dir() and not (tmp_path / "cache").exists()
    git(clone, "checkout", "-q", "--detach", "origin/bad")
    bad = on_gitlab(clone, tools, "pmokit-check", **request)
    assert bad.status == 1 and bad.text.count("error[") == 1
    shown = json.loads((clone / "gl-code-quality.json").read_text())
    assert f"{INSIDE}/{EXAMPLE}/raid.yaml" in {issue["location"]["path"] for issue in shown}
    late = on_gitlab(clone, tools, "pmokit-check", CI_PIPELINE_SOURCE="schedule")
    assert late.status == 1 and late.text.count("error[report-overdue]") == 2


def test_gitlab_takes_no_folder_for_a_cache_that_somebody_committed(
    larger: Path, tools: Path, tmp_path: Path
) -> None:
    clone = checkout(larger, tmp_path / "clone", "main", merged=False)
    step, _ = gitlab(clone / INSIDE / ".gitlab-ci.yml", "pmokit-check")
    before = step._replace(script=step.script.split("\npmokit test")[0])
    cache = tmp_path / "cache"
    for committed in (False, True):
        (clone / ".pmokit-cache").mkdir()
        (clone / ".pmokit-cache/findings.json").write_text("{}")
        if committed:
            git(clone, "add", "-f", ".pmokit-cache")
        ran = play([before], clone, tools, {"PMOKIT_CACHE": str(cache)})
        assert ran.status == 0, ran.text
        assert cache.exists() is not committed
        shutil.rmtree(cache, ignore_errors=True)


def test_gitlab_jobs_enter_merge_request_pipelines_and_those_of_the_default_branch(fresh: Path) -> None:
    data = forges.read(fresh / ".gitlab-ci.yml")
    rules = {job: [rule["if"] for rule in data[job]["rules"]] for job in data if job != ".pmokit"}
    request, default = (
        '$CI_PIPELINE_SOURCE == "merge_request_event"',
        "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH",
    )
    assert rules == {"pmokit-check": [request, default], "pmokit-site": [request], "pages": [default]}
    assert all(data[job]["needs"] == [] for job in rules), "findings stop no site"


def on_azure(clone: Path, tools: Path, **variables: str) -> forges.Ran:
    steps = without_examples(azure(clone / INSIDE / "azure-pipelines.yml", "check"))
    own = {"AGENT_TEMPDIRECTORY": str(clone.parent / "temp"), "PMOKIT_CACHE": str(clone.parent / "cache")}
    return play(steps, clone, tools, {**own, **variables})


AZURE_REQUEST = {"BUILD_REASON": "PullRequest", "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main"}


@pytest.mark.slow
def test_azure_judges_a_pull_request_by_what_it_brings_and_the_calendar_by_schedule(
    larger: Path, tools: Path, tmp_path: Path
) -> None:
    clone = checkout(larger, tmp_path / "clone", "good", merged=True)
    good = on_azure(clone, tools, **AZURE_REQUEST)
    assert good.status == 0, good.text
    assert git(clone, "symbolic-ref", "refs/remotes/origin/HEAD") == DEFAULT
    assert f"##vso[task.uploadsummary]{tmp_path}/temp/pmokit/pmokit.md" in good.text
    late = on_azure(clone, tools, BUILD_REASON="Schedule")
    assert late.status == 1 and late.text.count("error[report-overdue]") == 2


@pytest.mark.sweep
@pytest.mark.slow
def test_a_text_of_the_portfolio_gives_no_orders_to_azure(larger: Path, tools: Path, tmp_path: Path) -> None:
    clone = checkout(larger, tmp_path / "clone", "good", merged=True)
    order = "sponsor: '##vso[task.complete result=Succeeded;]'"
    change(clone / INSIDE / EXAMPLE / "project.yaml", "sponsor: ana", order)
    bad = on_azure(clone, tools, **AZURE_REQUEST)
    assert bad.status == 1 and "vso[task.complete" in bad.text and "##vso[task.complete" not in bad.text


@pytest.mark.sweep
@pytest.mark.slow
def test_gitlab_and_azure_build_the_site(larger: Path, tools: Path, tmp_path: Path) -> None:
    clone = checkout(larger, tmp_path / "clone", "bad", merged=False)
    assert on_gitlab(clone, tools, "pages").status == 0
    assert (clone / "public/index.html").is_file()
    steps = azure(clone / INSIDE / "azure-pipelines.yml", "site")
    assert play(steps, clone, tools, {"AGENT_TEMPDIRECTORY": str(tmp_path)}).status == 0
    assert (tmp_path / "site/index.html").is_file()


# --- hooks


@pytest.mark.parametrize("source", [".pre-commit-config.yaml", ".pre-commit-hooks.yaml"])
def test_a_commit_passes_on_a_day_when_reports_of_others_fell_due_and_a_fault_does_not(
    larger: Path,
    tmp_path: Path,
    run: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
    source: str,
) -> None:
    clone = checkout(larger, tmp_path / "clone", "main", merged=False)
    if source == ".pre-commit-hooks.yaml":
        (hook,) = forges.read(ROOT / source)
        hook["args"] = ["--root", INSIDE]
    else:
        hook = forges.read(clone / source)["repos"][0]["hooks"][0]
    assert re.search(hook["files"], f"{INSIDE}/{EXAMPLE}/project.yaml") and not hook["pass_filenames"]
    command = [*shlex.split(hook["entry"]), *hook["args"]]
    monkeypatch.chdir(clone)
    assert run("check", "--root", INSIDE).exit_code == 1
    for (name, old, new), status in ((TYPO, 0), (FAULT, 1)):
        change(clone / INSIDE / EXAMPLE / name, old, new)
        git(clone, "add", "-A")
        assert run(*command[1:]).exit_code == status
