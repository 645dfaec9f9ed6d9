"""Attempts to be believed: `pmokit evidence` says verified only of what the decision maker's own key signed."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import Result

from tests.conftest import ROOT, once_per_run, sound, write_files
from tests.text.test_files_git import git

GATE = "portfolio/projects/example/gates/ready-for-planning.yaml"
PEOPLE = "portfolio/people.yaml"
ABOUT = "methodology/methodology.yaml"
LIST = "keys/allowed"
REVIEWED = "Reviewed-by: Ana Alves <ana@example.com>"

pytestmark = pytest.mark.skipif(
    shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed, so no commit can be signed"
)


class Portfolio:
    """A clone on a branch `pr` of a repository, in which Ana decides and Ben would like to."""

    def __init__(self, folder: Path, run: Callable[..., Result]) -> None:
        self.keys, self.root, self._run = folder, folder / "clone", run

    def git(self, *arguments: str, key: str = "") -> str:
        signing = (
            "-c",
            "gpg.format=ssh",
            "-c",
            f"user.signingkey={self.keys / key}",
            "-c",
            "commit.gpgsign=true",
        )
        return git(self.root, *(signing if key else ()), *arguments)

    def line(self, who: str, key: str) -> str:
        return f"{who} {(self.keys / f'{key}.pub').read_text()}"

    def trust(self, path: str, *lines: str) -> None:
        """Let git verify with a list of keys; with lines, those are written into it."""
        if lines:
            write_files(self.root, {path: "".join(lines).encode()})
        self.git("config", "gpg.ssh.allowedSignersFile", path)

    def write(self, path: str, old: str, new: str) -> None:
        text = (self.root / path).read_text()
        assert old in text
        (self.root / path).write_text(text.replace(old, new, 1))

    def commit(self, message: str, key: str = "") -> None:
        self.git("add", "-A")
        self.git("commit", "--allow-empty", "-qm", message, key=key)

    def decide(self, key: str = "", message: str = "decide") -> None:
        """Another decision, in a commit that somebody signs."""
        (self.root / GATE).write_text((self.root / GATE).read_text() + "# decided\n")
        self.commit(message, key)

    def accept(self) -> None:
        """What the branch has is on the protected branch from now on."""
        self.git("push", "-q", "origin", "HEAD:main")
        self.git("fetch", "-q")

    def evidence(self) -> Result:
        since = ("--since", "2026-01-01", "--format", "json")
        return self._run("evidence", *since, "--root", self.root)

    def standing(self) -> str:
        return self._approval()["standing"]

    def reason(self) -> str:
        return self._approval()["reason"]

    def _approval(self) -> dict[str, str]:
        rows = json.loads(self.evidence().stdout)["approvals"]
        return next(row for row in rows if row["record"].endswith("ready-for-planning"))


def make(folder: Path, files: Mapping[str, bytes]) -> None:
    root = write_files(folder / "work", sound(files))
    shutil.rmtree(root / "methodology/rules")
    people = root / PEOPLE
    for name in ("ana", "ben"):
        people.write_text(
            people.read_text().replace(f"{{id: {name},", f"{{id: {name}, email: {name}@example.com,", 1)
        )
    for key in ("ana", "ben", "forge"):
        command = [
            "ssh-keygen",
            "-q",
            "-t",
            "ed25519",
            "-N",
            "",
            "-C",
            f"{key}@example.com",
            "-f",
            str(folder / key),
        ]
        subprocess.run(command, check=True)
    lines = "".join(f"{key}@example.com {(folder / f'{key}.pub').read_text()}" for key in ("ana", "ben"))
    (folder / "allowed").write_text(lines)
    write_files(root, {LIST: lines.encode()})
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "start")
    git(folder, "clone", "-q", "--bare", "work", "remote.git")


@pytest.fixture
def portfolio(
    tmp_path_factory: pytest.TempPathFactory,
    tmp_path: Path,
    shipped_files: Mapping[str, bytes],
    run: Callable[..., Result],
) -> Portfolio:
    made = once_per_run(tmp_path_factory, "proof", lambda folder: make(folder, shipped_files))
    folder = tmp_path / "p"
    shutil.copytree(made, folder)
    git(folder, "clone", "-q", "remote.git", "clone")
    git(folder / "clone", "checkout", "-q", "-b", "pr")
    found = Portfolio(folder, run)
    found.trust(str(folder / "allowed"))
    return found


def test_a_signature_of_the_decision_maker_is_verified_and_of_another_person_is_not(
    portfolio: Portfolio,
) -> None:
    portfolio.decide("ben")
    assert portfolio.standing() == "attested"
    portfolio.decide("ana")
    assert portfolio.standing() == "verified" and portfolio.evidence().stderr == ""


def test_an_approval_that_is_not_verified_says_what_is_missing(portfolio: Portfolio) -> None:
    portfolio.decide()
    assert "git does not show it: the commit that contains the decision is not signed" in portfolio.reason()
    portfolio.decide("ben")
    assert "signed with the key of another person: Ben" in portfolio.reason()
    portfolio.decide("forge")
    assert "a key that is not on a list of signers" in portfolio.reason()
    (portfolio.root / GATE).write_text((portfolio.root / GATE).read_text() + "# later\n")
    assert "not committed in this form" in portfolio.reason()
    portfolio.git("checkout", "-q", GATE)
    portfolio.write(PEOPLE, "email: ben@", "email: benjamin@")
    portfolio.decide("ben")
    portfolio.accept()
    assert "the key of ben@example.com, which is nobody's `email`" in portfolio.reason()
    portfolio.write(PEOPLE, "email: ana@", "email: ana.new@")
    portfolio.write(PEOPLE, "email: benjamin@", "email: ana@")
    portfolio.decide("ana")
    assert "is not the same on the default branch" in portfolio.reason()
    portfolio.write(PEOPLE, "email: ana.new@example.com, ", "")
    portfolio.decide()
    assert "Ana Alves has no `email` in portfolio/people.yaml" in portfolio.reason()


def test_an_unsigned_merge_that_changes_an_approval_is_not_verified(portfolio: Portfolio) -> None:
    portfolio.decide("ana")
    portfolio.git("checkout", "-q", "-b", "side", "HEAD~1")
    portfolio.commit("side")
    portfolio.git("merge", "-q", "--no-ff", "--no-commit", "pr")
    portfolio.write(GATE, "decision: approved", "decision: approved_with_conditions")
    portfolio.commit("Merge")
    assert portfolio.standing() == "attested"


def test_a_shallow_clone_does_not_verify_what_its_last_commit_does_not_touch(portfolio: Portfolio) -> None:
    portfolio.decide()
    portfolio.commit("sign something else", "ana")
    portfolio.accept()
    git(portfolio.keys, "clone", "-q", "--depth", "1", f"file://{portfolio.keys / 'remote.git'}", "shallow")
    portfolio.root = portfolio.keys / "shallow"
    portfolio.trust(str(portfolio.keys / "allowed"))
    assert portfolio.standing() == "nobody"


@pytest.mark.parametrize("merged", [False, True])
def test_a_trailer_that_names_somebody_else_makes_them_no_decision_maker(
    portfolio: Portfolio, merged: bool
) -> None:
    portfolio.decide("ben", f"decide\n\n{REVIEWED}")
    if merged:
        portfolio.git("checkout", "-q", "-b", "side", "HEAD~1")
        portfolio.git("merge", "-q", "--no-ff", "-m", f"Merge\n\n{REVIEWED}", "pr", key="ben")
    assert portfolio.standing() == "attested"


def relative(portfolio: Portfolio) -> str:
    return LIST


def absolute(portfolio: Portfolio) -> str:
    return str(portfolio.root / LIST)


def by_link(portfolio: Portfolio) -> str:
    (portfolio.keys / "linked").symlink_to(portfolio.root / "keys")
    return str(portfolio.keys / "linked/allowed")


@pytest.fixture(params=[relative, absolute, by_link])
def in_tree(request: pytest.FixtureRequest, portfolio: Portfolio) -> Iterator[Portfolio]:
    portfolio.trust(request.param(portfolio))
    yield portfolio


def test_a_key_that_a_change_adds_to_a_list_in_the_repository_counts_after_it_only(
    in_tree: Portfolio,
) -> None:
    in_tree.decide("ana")
    assert in_tree.standing() == "verified", "her key is on the protected branch"
    write_files(
        in_tree.root,
        {LIST: (in_tree.line("ana@example.com", "ben") + in_tree.line("ana@example.com", "ana")).encode()},
    )
    in_tree.decide("ben")
    assert in_tree.standing() == "attested"
    assert in_tree.evidence().stderr in (ROOT / "docs/security.md").read_text(), "the guide shows it"
    in_tree.accept()
    assert in_tree.standing() == "verified", "the protected branch says that the key is hers"


def test_a_key_that_the_protected_branch_or_the_change_no_longer_has_does_not_count(
    in_tree: Portfolio,
) -> None:
    in_tree.decide("ana")
    in_tree.git("checkout", "-q", "-b", "less", "origin/main")
    in_tree.trust(in_tree.git("config", "gpg.ssh.allowedSignersFile"))
    write_files(in_tree.root, {LIST: in_tree.line("ben@example.com", "ben").encode()})
    in_tree.commit("Ana has lost her key")
    in_tree.accept()
    in_tree.git("checkout", "-q", "pr")
    assert in_tree.standing() == "attested", "a branch from before"
    in_tree.git("merge", "-q", "-m", "Merge", "less")
    assert in_tree.standing() == "attested"


def test_without_a_known_protected_branch_no_list_in_the_repository_counts(portfolio: Portfolio) -> None:
    portfolio.trust(LIST)
    portfolio.decide("ana")
    portfolio.git("remote", "set-head", "origin", "--delete")
    assert portfolio.standing() == "attested"
    assert "git remote set-head origin --auto" in portfolio.evidence().stderr
    # A branch may be called HEAD; it is not the one that the remote says.
    portfolio.git("update-ref", "refs/remotes/origin/HEAD", "HEAD")
    assert portfolio.standing() == "attested"
    portfolio.git("update-ref", "-d", "refs/remotes/origin/HEAD")
    portfolio.git("remote", "set-head", "origin", "--auto")
    assert portfolio.standing() == "verified"


def test_a_link_in_the_repository_leads_to_no_list_that_counts(portfolio: Portfolio) -> None:
    write_files(portfolio.root, {"docs/example": portfolio.line("ana@example.com", "ben").encode()})
    portfolio.commit("an example of a list")
    portfolio.accept()
    portfolio.trust(LIST)
    (portfolio.root / LIST).unlink()
    (portfolio.root / LIST).symlink_to("../docs/example")
    portfolio.decide("ben")
    assert portfolio.standing() == "attested"
    (portfolio.keys / "outer").write_text(portfolio.line("ana@example.com", "ben"))
    (portfolio.root / LIST).unlink()
    (portfolio.root / LIST).symlink_to(portfolio.keys / "outer")
    portfolio.decide("ben")
    assert portfolio.standing() == "attested"


def test_a_key_that_a_change_takes_off_the_list_of_revoked_keys_stays_revoked(portfolio: Portfolio) -> None:
    write_files(portfolio.root, {"keys/revoked": (portfolio.keys / "ana.pub").read_bytes()})
    portfolio.commit("revoke")
    portfolio.accept()
    portfolio.git("config", "gpg.ssh.revocationFile", "keys/revoked")
    write_files(portfolio.root, {"keys/revoked": b""})
    portfolio.decide("ana")
    assert portfolio.standing() == "attested"


def test_an_entry_without_an_address_stands_for_nobody(portfolio: Portfolio) -> None:
    (portfolio.keys / "allowed").write_text(portfolio.line("ana", "ben"))
    portfolio.git("config", "user.email", "ana@example.com")
    portfolio.git("commit", "--allow-empty", "-qm", "x", "--author", "Ana <ana@example.com>")
    portfolio.git("-c", "user.email=ana@example.com", "commit", "--allow-empty", "-qm", "as Ana", key="ben")
    (portfolio.root / GATE).write_text((portfolio.root / GATE).read_text() + "# decided\n")
    identity = ("-c", "user.name=Ana Alves", "-c", "user.email=ana@example.com")
    portfolio.git(*identity, "commit", "-aqm", REVIEWED, key="ben")
    assert portfolio.git("log", "-1", "--format=%G?%ae") == "Gana@example.com", "git trusts it"
    assert portfolio.standing() == "attested"


def test_an_address_that_a_change_gives_to_somebody_else_counts_for_nobody(portfolio: Portfolio) -> None:
    portfolio.write(PEOPLE, "email: ana@example.com", "email: ben@example.com")
    portfolio.write(PEOPLE, "{id: ben, email: ben@example.com", "{id: ben, email: b@example.com")
    portfolio.decide("ben")
    assert portfolio.standing() == "attested"
    assert f"signatures of ben@example.com are not trusted, because {PEOPLE}" in portfolio.evidence().stderr
    portfolio.accept()
    assert portfolio.standing() == "verified"


TEMPLATE = "Merge %{title}\n\n%{approved_by}\n"


def test_a_forge_that_a_change_declares_is_not_believed_in_it(portfolio: Portfolio) -> None:
    fingerprint = subprocess.run(
        ["ssh-keygen", "-l", "-f", str(portfolio.keys / "forge.pub")],
        capture_output=True,
        text=True,
        check=True,
    )
    entry = f"forges: [{{id: gitlab, key: '{fingerprint.stdout.split()[1]}', merge_message: {json.dumps(TEMPLATE)}}}]\n"
    (portfolio.root / ABOUT).write_text((portfolio.root / ABOUT).read_text() + entry)
    portfolio.decide("ben")
    portfolio.git("checkout", "-q", "-b", "side", "origin/main")
    portfolio.commit("side")
    portfolio.git(
        "merge",
        "-q",
        "--no-ff",
        "-m",
        "Merge it\n\nApproved-by: Ana Alves <ana@example.com>",
        "pr",
        key="forge",
    )
    assert portfolio.standing() == "attested"
    assert f"1 forge in {ABOUT} is not trusted" in portfolio.evidence().stderr
    portfolio.accept()
    assert portfolio.standing() == "reviewed"
    portfolio.write(ABOUT, "Merge %{title}", "%{title} %{source_branch}")
    assert portfolio.standing() == "attested", "another template"


@pytest.mark.parametrize(("attribute", "wanted"), [("ident", "attested"), ("text eol=crlf", "verified")])
def test_attributes_do_not_let_another_content_pass_for_the_signed_one(
    portfolio: Portfolio, attribute: str, wanted: str
) -> None:
    portfolio.decide()
    portfolio.write(GATE, "# decided", "# $Id$")
    portfolio.commit("decide", "ana")
    write_files(portfolio.root, {".gitattributes": f"*.yaml {attribute}\n".encode()})
    portfolio.commit("attributes")
    (portfolio.root / GATE).unlink()
    portfolio.git("checkout", "-q", "--", GATE)
    assert portfolio.git("status", "--porcelain") == "", "git says that nothing has changed"
    assert portfolio.standing() == wanted


@pytest.mark.parametrize("mark", ["--assume-unchanged", "--skip-worktree"])
def test_a_mark_in_the_index_hides_no_change(portfolio: Portfolio, mark: str) -> None:
    portfolio.decide("ana")
    portfolio.git("update-index", mark, GATE)
    portfolio.write(GATE, "decision: approved", "decision: approved_with_conditions")
    assert portfolio.git("status", "--porcelain") == "", "git does not see it"
    assert portfolio.standing() == "attested"


def test_a_signed_commit_that_changes_the_mode_alone_stands_behind_no_content(portfolio: Portfolio) -> None:
    portfolio.decide()
    (portfolio.root / GATE).chmod(0o755)
    portfolio.commit("tidy up", "ana")
    assert "mode change" in portfolio.git("show", "--summary", "HEAD")
    assert portfolio.standing() == "attested"
    portfolio.decide("ana")
    assert portfolio.standing() == "verified"
