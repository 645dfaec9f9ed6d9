"""Whose a GPG key is: of the names that its owner has written into it, those that the reader has certified."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pmokit.text.files import Backing
from tests.text.test_signatures import ATTESTED, Repository, repo

__all__ = ["repo"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("gpg") is None, reason="GnuPG is not installed"),
]


def gpg(home: Path, *arguments: str, given: bytes = b"") -> bytes:
    options = (
        "--homedir",
        str(home),
        "--batch",
        "--quiet",
        "--yes",
        "--passphrase",
        "",
        "--pinentry-mode",
        "loopback",
    )
    return subprocess.run(["gpg", *options, *arguments], input=given, check=True, capture_output=True).stdout


@pytest.fixture
def homes() -> Iterator[tuple[Path, Path]]:
    """The keyrings of Ben and of the reader; their path is short, since a socket is in it."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        some = (Path(name, "ben"), Path(name, "reader"))
        for home in some:
            home.mkdir(mode=0o700)
        yield some
        for home in some:
            subprocess.run(["gpgconf", "--homedir", str(home), "--kill", "all"], check=False)


def test_a_name_that_the_owner_of_a_key_adds_to_it_is_not_theirs(
    repo: Repository, homes: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    ben, reader = homes
    gpg(reader, "--quick-generate-key", "Reader <reader@example.com>", "ed25519", "sign", "never")
    gpg(ben, "--quick-generate-key", "Ben <ben@example.com>", "ed25519", "sign", "never")
    listing = gpg(ben, "--with-colons", "--list-keys").decode()
    key = next(row.split(":")[9] for row in listing.splitlines() if row.startswith("fpr"))
    gpg(reader, "--import", given=gpg(ben, "--export", key))
    gpg(reader, "--quick-sign-key", key, "Ben <ben@example.com>")
    gpg(ben, "--quick-add-uid", key, "Ada Kern <ada@example.com>")
    gpg(ben, "--quick-set-primary-uid", key, "Ada Kern <ada@example.com>")
    gpg(reader, "--import", given=gpg(ben, "--export", key))

    monkeypatch.setenv("GNUPGHOME", str(ben))
    repo.write(approval="approved")
    signing = ("-c", "gpg.format=openpgp", "-c", f"user.signingkey={key}", "-c", "user.email=ada@example.com")
    repo.git(*signing, "commit", "-q", "-S", "-m", "decide")
    monkeypatch.setenv("GNUPGHOME", str(reader))
    assert repo.git("log", "-1", "--format=%G? %GS").strip() == "G Ada Kern <ada@example.com>", "git says it"
    assert repo.backing() == Backing(frozenset({frozenset({"ben@example.com"})}))

    (reader / "trustdb.gpg").unlink()
    gpg(reader, "--check-trustdb")
    assert repo.backing() == ATTESTED, "a key that nobody has certified"
