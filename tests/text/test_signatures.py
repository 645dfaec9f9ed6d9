"""Histories of one approval in a real repository, and whose key stands behind it in the end."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from pmokit.text.files import Backing, read_tree
from pmokit.text.forge_merge import Forge, reviewers
from pmokit.text.signatures import Signers, read_signers

PATH = "portfolio/projects/erp/gates/planning.yaml"
PATTERN = ":(glob)portfolio/projects/*/gates/*.yaml"
ADA = frozenset({"ada@example.com"})
REVIEWED = "Merge\n\nReviewed-by: Ada Kern <ada@example.com>"
VERIFIED, ATTESTED, NOBODY = Backing(frozenset({ADA})), Backing(), Backing(known=False)

pytestmark = pytest.mark.skipif(
    shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed, so no commit can be signed"
)


class Repository:
    """A repository in which Ada, Bo and a forge have keys that git trusts."""

    def __init__(self, folder: Path) -> None:
        self.keys = folder
        self.root = folder / "repository"
        self.root.mkdir()
        self.git("init", "-q", "-b", "main")
        self.git("config", "gpg.format", "ssh")
        self.git("config", "gpg.ssh.allowedSignersFile", str(folder / "allowed"))
        for name in ("ada", "bo", "forge"):
            key = str(folder / name)
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
        self.trust("ada@example.com ada", "bo@example.com bo", "forge@example.com forge")
        self.commit("start", other="1")

    def git(self, *arguments: str, key: str = "") -> str:
        signing = ["-c", f"user.signingkey={self.keys / key}", "-c", "commit.gpgsign=true"] if key else []
        identity = ["-c", "user.name=Kim", "-c", "user.email=kim@example.com"]
        command = ["git", *identity, *signing, *arguments]
        return subprocess.run(command, cwd=self.root, check=True, capture_output=True, text=True).stdout

    def trust(self, *lines: str) -> None:
        pairs = (line.rsplit(" ", 1) for line in lines)
        text = "".join(f"{who} {(self.keys / f'{key}.pub').read_text()}" for who, key in pairs)
        (self.keys / "allowed").write_text(text)

    def write(self, **files: str) -> None:
        for name, text in files.items():
            path = self.root / (PATH if name == "approval" else name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        self.git("add", "-A")

    def commit(self, message: str, key: str = "", **files: str) -> None:
        self.write(**files)
        self.git("commit", "-qm", message, key=key)

    def branch(self, start: str = "HEAD", name: str = "pr") -> None:
        self.git("checkout", "-q", "-b", name, start)

    def merge(self, message: str, *options: str, key: str = "", name: str = "pr", to: str = "main") -> None:
        self.git("checkout", "-q", to)
        self.git("merge", "-q", "--no-ff", *options, "-m", message, name, key=key)

    def backing(self, template: str = "") -> Backing:
        forges = [Forge(self.fingerprint("forge"), template)] if template else []
        # Why nobody stands behind it is told by `pmokit evidence`, and tested there.
        return self.signers(forges).backing.get(PATH, ATTESTED)._replace(seal="")

    def signers(self, forges: Sequence[Forge] = ()) -> Signers:
        return read_signers(self.root, PATTERN, read_tree(self.root).files, forges)

    def fingerprint(self, key: str) -> str:
        command = ["ssh-keygen", "-l", "-f", str(self.keys / f"{key}.pub")]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[1]


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def proposed(repo: Repository, key: str = "") -> None:
    """A branch that brings the approval, while the main line goes on."""
    repo.branch()
    repo.commit("record", key, approval="approved")
    repo.git("checkout", "-q", "main")
    repo.commit("more", other="2")


def test_a_commit_that_the_decider_signed_is_hers_and_an_unsigned_one_is_nobodys(repo: Repository) -> None:
    repo.commit("record", approval="approved")
    assert repo.backing() == ATTESTED
    repo.commit("confirm", "ada", approval="approved by Ada")
    assert repo.backing() == VERIFIED
    repo.commit("something else", other="3")
    assert repo.backing() == VERIFIED
    repo.commit("change", approval="rejected")
    repo.commit("change back", approval="approved by Ada")
    assert repo.backing() == ATTESTED, "whoever brings a content back has brought it"


@pytest.mark.parametrize(
    ("key", "message", "wanted"),
    [
        ("", "Merge", ATTESTED),
        ("", REVIEWED, ATTESTED),
        ("ada", REVIEWED, VERIFIED),
        ("ada", "Merge", ATTESTED),
        ("forge", REVIEWED, ATTESTED),
        ("bo", REVIEWED, ATTESTED),
    ],
)
def test_a_true_merge_counts_if_it_names_its_signer_as_reviewer(
    repo: Repository, key: str, message: str, wanted: Backing
) -> None:
    proposed(repo)
    repo.merge(message, key=key)
    assert repo.backing() == wanted


def test_an_unsigned_merge_keeps_the_signature_of_what_it_brings(repo: Repository) -> None:
    proposed(repo, "ada")
    repo.merge("Merge")
    assert repo.backing() == VERIFIED


@pytest.mark.parametrize(("key", "wanted"), [("", ATTESTED), ("ada", VERIFIED)])
def test_what_a_merge_itself_changes_is_a_change_by_whoever_made_it(
    repo: Repository, key: str, wanted: Backing
) -> None:
    repo.branch()
    repo.commit("side", side="x")
    repo.git("checkout", "-q", "main")
    repo.commit("defer", "ada", approval="deferred")
    repo.git("merge", "-q", "--no-ff", "--no-commit", "pr")
    repo.commit("Merge", key, approval="approved")
    assert repo.backing() == wanted


def test_a_merge_that_brings_an_older_decision_back_has_decided_itself(repo: Repository) -> None:
    repo.commit("approve", "ada", approval="approved")
    repo.branch()
    repo.commit("side", side="x")
    repo.git("checkout", "-q", "main")
    repo.commit("stop", "ada", approval="stopped")
    repo.git("merge", "-q", "--no-ff", "--no-commit", "pr")
    repo.commit("Merge", approval="approved")
    assert repo.backing() == ATTESTED


def test_a_merge_that_leaves_the_newer_decision_out_has_decided_itself(repo: Repository) -> None:
    repo.commit("approve", "ada", approval="approved")
    repo.branch()
    repo.commit("side", side="x")
    repo.git("checkout", "-q", "main")
    repo.commit("stop", "ada", approval="stopped")
    repo.merge("Merge", "-s", "ours", name="main", to="pr")
    assert repo.backing() == ATTESTED
    repo.git("checkout", "-q", "main")
    assert repo.backing() == VERIFIED


@pytest.mark.parametrize(("key", "wanted"), [("forge", ATTESTED), ("ada", VERIFIED)])
def test_a_squash_is_a_commit_of_whoever_signed_it(repo: Repository, key: str, wanted: Backing) -> None:
    proposed(repo, "ada")
    repo.git("merge", "-q", "--squash", "pr")
    repo.git("commit", "-qm", REVIEWED, key=key)
    assert repo.backing() == (
        Backing(frozenset({frozenset({"forge@example.com"})})) if key == "forge" else wanted
    )


def test_a_rebase_and_a_cherry_pick_by_somebody_else_lose_the_signature(repo: Repository) -> None:
    proposed(repo, "ada")
    repo.git("checkout", "-q", "-b", "picked")
    repo.git("cherry-pick", "pr")
    assert repo.backing() == ATTESTED
    repo.git("checkout", "-q", "pr")
    assert repo.backing() == VERIFIED
    repo.git("rebase", "-q", "main")
    assert repo.backing() == ATTESTED


def test_nobody_stands_behind_what_a_shallow_clone_does_not_reach(repo: Repository, tmp_path: Path) -> None:
    repo.commit("record", approval="approved")
    repo.commit("sign something else", "ada", other="3")
    shallow = tmp_path / "shallow"
    repo.git("clone", "-q", "--depth", "1", f"file://{repo.root}", str(shallow))
    repo.root = shallow
    repo.git("config", "gpg.format", "ssh")
    repo.git("config", "gpg.ssh.allowedSignersFile", str(tmp_path / "allowed"))
    assert "G" in repo.git("log", "-1", "--format=%G?"), "the tip itself is signed"
    assert repo.backing() == NOBODY
    repo.git("fetch", "-q", "--unshallow")
    assert repo.backing() == ATTESTED


def test_all_addresses_of_a_key_are_known_and_a_pattern_is_none(repo: Repository) -> None:
    repo.commit("record", "ada", approval="approved")
    repo.trust("ada@home.example ada", "ada@example.com,a.kern@example.com ada")
    assert repo.backing().keys == {frozenset({"ada@home.example", "ada@example.com", "a.kern@example.com"})}
    repo.trust("*@example.com ada")
    assert repo.backing() == ATTESTED
    repo.trust("bo@example.com bo")
    assert repo.backing() == ATTESTED


def test_a_change_in_the_work_tree_and_a_symbolic_link_have_nobody_behind_them(repo: Repository) -> None:
    repo.commit("record", "ada", approval="approved")
    (repo.root / PATH).write_text("approved twice")
    assert repo.signers() == Signers({})
    (repo.root / PATH).unlink()
    (repo.root / PATH).symlink_to("../../../../other")
    repo.commit("link", "ada")
    assert repo.signers() == Signers({})


TEMPLATE = """Merge branch '%{source_branch}' into '%{target_branch}'

%{title}

See merge request %{reference}

%{approved_by}
"""
FILLED = """Merge branch 'pr' into 'main'

Approve the ERP project

See merge request group/erp!7

Approved-by: Ada Kern <ada@example.com>"""
UNNAMED = FILLED.partition("\n\nApproved-by")[0]
BY_ADA = Backing(named=ADA)


@pytest.mark.parametrize(
    ("key", "message", "wanted"),
    [
        ("forge", FILLED, BY_ADA),
        ("forge", FILLED.replace("Ada Kern <ada", "Bo Lang <bo"), Backing(named=frozenset({"bo@example.com"}))),
        ("forge", UNNAMED, ATTESTED),
        ("forge", "Merge\n\nApproved-by: Ada Kern <ada@example.com>", ATTESTED),
        ("forge", UNNAMED.replace("Approve the ERP project", "Approved-by: Ada Kern <ada@example.com>"), ATTESTED),
        ("forge", FILLED + "\nSigned-off-by: Kim <kim@example.com>", ATTESTED),
        ("bo", FILLED, ATTESTED),
        ("", FILLED, ATTESTED),
    ],
)  # fmt: skip
def test_a_true_merge_by_a_forge_s_template_shows_whom_it_names(
    repo: Repository, key: str, message: str, wanted: Backing
) -> None:
    proposed(repo)
    repo.merge(message, key=key)
    assert repo.backing(TEMPLATE) == wanted
    assert repo.backing() == ATTESTED, "a forge that is not declared"


def test_a_forge_s_key_counts_though_git_knows_no_owner_of_it(repo: Repository) -> None:
    repo.trust("ada@example.com ada")
    proposed(repo)
    repo.merge(FILLED, key="forge")
    assert repo.backing(TEMPLATE) == BY_ADA


def test_a_squash_by_the_forge_carries_the_contributor_s_text_and_does_not_count(repo: Repository) -> None:
    proposed(repo)
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--squash", "pr")
    repo.git("commit", "-qm", FILLED, key="forge")
    assert repo.backing(TEMPLATE) == ATTESTED


def test_a_squash_by_the_decider_is_her_own_commit(repo: Repository) -> None:
    proposed(repo)
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--squash", "pr")
    repo.git("commit", "-qm", "squash", key="ada")
    assert repo.backing(TEMPLATE) == VERIFIED


def test_what_a_forge_s_merge_decides_itself_is_not_reviewed(repo: Repository) -> None:
    repo.branch()
    repo.commit("side", side="x")
    repo.git("checkout", "-q", "main")
    repo.commit("defer", approval="deferred")
    repo.git("merge", "-q", "--no-ff", "--no-commit", "pr")
    repo.write(approval="approved")
    repo.git("commit", "-qm", FILLED, key="forge")
    assert repo.backing(TEMPLATE) == ATTESTED


@pytest.mark.parametrize("way", ["rebase", "cherry-pick"])
@pytest.mark.parametrize(
    ("key", "wanted"), [("", ATTESTED), ("bo", Backing(frozenset({frozenset({"bo@example.com"})})))]
)
def test_who_rebases_or_picks_a_signed_commit_brings_it(
    repo: Repository, way: str, key: str, wanted: Backing
) -> None:
    proposed(repo, "ada")
    if way == "rebase":
        repo.git("checkout", "-q", "pr")
        repo.git("rebase", "-q", "main", key=key)
        repo.git("checkout", "-q", "main")
        repo.git("merge", "-q", "--ff-only", "pr")
    else:
        repo.git("cherry-pick", "pr", key=key)
    assert repo.backing() == wanted


@pytest.mark.parametrize(("until", "wanted"), [("20260101", ATTESTED), ("20270101", VERIFIED)])
def test_a_key_counts_for_what_it_signed_while_it_was_valid(
    repo: Repository, monkeypatch: pytest.MonkeyPatch, until: str, wanted: Backing
) -> None:
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-06-01T12:00:00Z")
    repo.commit("record", "ada", approval="approved")
    allowed = repo.keys / "allowed"
    allowed.write_text(
        allowed.read_text().replace("ada@example.com ", f'ada@example.com valid-before="{until}Z" ', 1)
    )
    assert repo.backing() == wanted


def test_a_revoked_key_counts_for_nothing(repo: Repository) -> None:
    repo.commit("record", "ada", approval="approved")
    (repo.keys / "revoked").write_text((repo.keys / "ada.pub").read_text())
    repo.git("config", "gpg.ssh.revocationFile", str(repo.keys / "revoked"))
    assert repo.backing() == ATTESTED


@pytest.mark.parametrize(
    ("template", "message", "who"),
    [
        (TEMPLATE, FILLED, {"ada@example.com"}),
        (TEMPLATE, FILLED + "\nReviewed-by: Bo <bo@example.com>", {"ada@example.com", "bo@example.com"}),
        (TEMPLATE.replace("%{title}", "%{description}"), FILLED, set()),
        (TEMPLATE.replace("%{title}\n", "%{title}\n\n%{issues}\n"), FILLED, {"ada@example.com"}),
        ("Merge %{title}", "Merge Approved-by: Ada <ada@example.com>", set()),
        ("%{approved_by}", "x" * 20_000, set()),
        ("", "Approved-by: Ada <ada@example.com>", set()),
        (TEMPLATE, FILLED.replace("'pr'", "'a' into 'b' into 'c'"), {"ada@example.com"}),
    ],
)
def test_only_lines_that_the_forge_itself_writes_name_somebody(
    template: str, message: str, who: set[str]
) -> None:
    assert reviewers(Forge("k", template), message) == who
