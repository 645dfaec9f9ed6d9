"""The one door to git: which repository it reads, with which settings, and what it says.

What is read may come from strangers. So the repository is looked for from outside its files and named, and
git sees a configuration with what `git_settings` allows instead of that of the clone: in a folder of its own
that stands for the shared part of the repository and refers to its objects and branches.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

from pmokit.text.git_place import find_place
from pmokit.text.git_settings import LISTING, REVOKED, SIGNERS, read_settings, write_settings
from pmokit.words.catalogue import say

REGULAR, LINK, SUBMODULE = (b"100644", b"100755"), b"120000", b"160000"
"""What an entry of a tree can be, by its mode."""

SHARED = ("objects", "refs", "packed-refs", "reftable", "shallow", "info/exclude")
"""What git needs of the shared part of a repository; neither its configuration nor its hooks."""

_ALLOWED = "allowed_signers"
"""The list of keys of a repository that we make, beside its configuration, where no commit can change it."""


class GitError(Exception):
    """git cannot answer; the text says why."""


class NoRepository(GitError):
    """There is no past to ask: no git, no repository, or none with a commit."""


class NoCommit(NoRepository):
    """A repository in which nothing has been committed."""

    def __init__(self) -> None:
        super().__init__(say("git.no-commit-yet"))


class Repository:
    """The git repository around a folder, for as long as the context lasts.

    Raises NoRepository where there is none, GitError where git does not look at it.
    """

    def __init__(self, root: Path) -> None:
        self.root = Path(os.path.realpath(root))
        place = find_place(self.root)
        if place is None:
            raise NoRepository(say("git.no-repository"))
        self.place = place
        settings = read_settings(_run(place.top, LISTING, _from_user()) or b"", place)
        if not settings.complete and _run(place.top, ("rev-parse", "--git-dir"), _from_user()) is None:
            raise NoRepository(say("git.no-repository"))
        self._values = settings.values
        self._stand_in = Path(tempfile.mkdtemp(prefix="pmokit-git-"))
        for name in SHARED:
            link = self._stand_in / name
            link.parent.mkdir(exist_ok=True)
            link.symlink_to(place.common / name)
        # Whose keys count is for `trusted_keys` to say.
        self.signers, self.revoked = self._values.pop(SIGNERS, ""), self._values.pop(REVOKED, "")
        self._write_settings()

    def __enter__(self) -> Repository:
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._stand_in, ignore_errors=True)

    @property
    def prefix(self) -> str:
        """The path of the folder from the top of the repository, with a slash at its end; "" at the top."""
        path = self.root.relative_to(self.place.top).as_posix()
        return "" if path == "." else f"{path}/"

    def run(self, *arguments: str, given: bytes | None = None) -> bytes | None:
        """What git prints, or None if it says no. Raises GitError where git cannot look at all."""
        return _run(self.root, self._name_repository(arguments), self._environment(), given)

    def ask(self, *arguments: str, given: bytes | None = None) -> bytes:
        """What git prints, where it must not say no. Raises NoCommit and GitError."""
        answer = self.run(*arguments, given=given)
        if answer is None:
            if self.run("rev-parse", "--verify", "--quiet", "HEAD^{commit}") is None:
                raise NoCommit
            raise GitError(say("git.fails", reason=f"git {arguments[0]}"))
        return answer

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A process of git that answers questions, one after the other."""
        return subprocess.Popen(
            ["git", *self._name_repository(arguments)],
            cwd=self.root,
            env=self._environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def trust(self, signers: bytes, revoked: bytes) -> None:
        """Verify signatures with these lists of keys from now on."""
        for key, name, content in ((SIGNERS, "signers", signers), (REVOKED, "revoked", revoked)):
            file = self._stand_in / name
            file.write_bytes(content)
            self._values[key] = str(file)
        if not revoked:
            del self._values[REVOKED]
        self._write_settings()

    def list_gpg_keys(self, fingerprints: list[str]) -> str:
        """What GnuPG prints with `--with-colons` of some keys; nothing of those that it does not know."""
        program = self._values.get("gpg.openpgp.program") or self._values.get("gpg.program") or "gpg"
        options = ("--batch", "--no-tty", "--with-colons", "--list-keys", "--")
        try:
            command = [program, *options, *fingerprints]
            done = subprocess.run(
                command, cwd=self._stand_in, capture_output=True, env=_environment(), check=False
            )
        except OSError:
            return ""
        return done.stdout.decode(errors="replace")

    def _write_settings(self) -> None:
        text = write_settings(self._values)
        (self._stand_in / "config").write_text(text, encoding="utf-8", errors="surrogateescape")

    def _name_repository(self, arguments: tuple[str, ...]) -> tuple[str, ...]:
        return (f"--git-dir={self.place.git_dir}", f"--work-tree={self.place.top}", *arguments)

    def _environment(self) -> dict[str, str]:
        return {
            **_environment(),
            "GIT_COMMON_DIR": str(self._stand_in),
            "GIT_OBJECT_DIRECTORY": str(self.place.common / "objects"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            # A commit is what its name says, whatever somebody has put in its place.
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_NO_LAZY_FETCH": "1",
        }


def fetch(folder: Path, address: str, reference: str) -> bool:
    """Fetch a commit of another repository into an empty folder, as the user's own git does; whether it
    could be fetched. Raises GitError."""
    calls = (("init", "--quiet"), ("fetch", "--quiet", "--depth=1", "--", address, reference))
    return all(_run(folder, call, _from_user()) is not None for call in calls)


def create(folder: Path, branch: str, tip: str, pack: bytes, signers: str) -> None:
    """Make an empty folder a repository of a pack, with a branch that ends at a commit, and write its files.

    The keys of `signers` count there, and the commit is the protected branch, as if it had been fetched. No
    template, hook or setting of the user or the system takes part. Raises GitError.
    """
    environment = {**_environment(), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    calls: tuple[tuple[tuple[str, ...], bytes | None], ...] = (
        (("init", "--quiet", "--template=", "--object-format=sha1", f"--initial-branch={branch}"), None),
        (("index-pack", "--stdin"), pack),
        (("update-ref", f"refs/heads/{branch}", tip), None),
        (("update-ref", f"refs/remotes/origin/{branch}", tip), None),
        (("symbolic-ref", "refs/remotes/origin/HEAD", f"refs/remotes/origin/{branch}"), None),
        (("config", SIGNERS, f".git/{_ALLOWED}"), None),
        (("reset", "--quiet", "--hard"), None),
    )
    for arguments, given in calls:
        if _run(folder, arguments, environment, given) is None:
            raise GitError(say("git.fails", reason=f"git {arguments[0]}"))
    (folder / ".git" / _ALLOWED).write_text(signers, encoding="utf-8", newline="\n")


def _environment(*kept: str) -> dict[str, str]:
    """git asks nobody, writes nothing, speaks English, reaches only what it should, and takes no repository
    and no program from a hook in which we run, only variables with these beginnings."""
    kept += ("GIT_EXEC_PATH",)
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith(kept)
    }
    # What is relative there is looked for in the work tree, whose files others may have brought.
    programs = [folder for folder in os.get_exec_path() if os.path.isabs(folder)]
    return {
        **own,
        "PATH": os.pathsep.join(programs),
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_ALLOW_PROTOCOL": "file:https:http:ssh",
    }


def _from_user() -> dict[str, str]:
    """The same with what the user tells git about settings and about the way to other machines."""
    return _environment(
        "GIT_CONFIG_", "GIT_TEST_", "GIT_SSH", "GIT_SSL", "GIT_HTTP", "GIT_PROXY", "GIT_ASKPASS"
    )


def _run(
    folder: Path, arguments: tuple[str, ...], environment: dict[str, str], given: bytes | None = None
) -> bytes | None:
    try:
        done = subprocess.run(
            ["git", "-c", "safe.bareRepository=explicit", *arguments],
            cwd=folder,
            input=given,
            capture_output=True,
            env=environment,
            check=False,
        )
    except FileNotFoundError:
        raise NoRepository(say("git.not-installed")) from None
    if done.returncode == 0:
        return done.stdout
    refused = _REFUSED.search(said := os.fsdecode(done.stderr))
    if refused:
        name = refused.group(1) or refused.group(2)
        raise GitError(say("git.refused", folder=name, quoted=shlex.quote(name)))
    failed = _FAILED.search(said)
    if failed:
        raise GitError(say("git.fails", reason=failed.group(1)))
    return None


_REFUSED = re.compile(r"dubious ownership in repository at '(.+)'|unsafe repository \('(.+)' is owned by")
"""The folder belongs to another user than the one who runs git, in words of git from 2.35.2 on."""

_FAILED = re.compile(
    r"^(?:fatal|error): (bad config .+|.*Permission denied|detected .+|unable to read .+"
    r"|Could not read [0-9a-f]{40}.*|unable to parse .+|missing .+|bad tree object .+)$",
    re.MULTILINE,
)
"""What keeps git from any answer, so that none of them is one about the repository."""
