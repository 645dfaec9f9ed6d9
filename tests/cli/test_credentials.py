"""No message, in whatever form, repeats the credentials of an address that somebody typed into a file: messages
end in the logs of pipelines, which many may read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

SECRET = "ghp-" + "0123456789abcdef" * 8
ADDRESSES = [f"https://{SECRET}@forge.example.com/pmo", f"https://bot:{SECRET}@forge.example.com/pmo"]
FORMS = ["text", "json", "github", "gitlab", "junit", "sarif", "markdown"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_refused_address_is_shown_without_its_credentials(
    sound_repository: Path, run: Callable[..., Result], address: str, form: str
) -> None:
    about = sound_repository / "portfolio/portfolio.yaml"
    about.write_text(about.read_text() + f"repository: {address}\n")
    (sound_repository / "mkdocs.yml").write_text(f"repo_url: {address}\nsite_author: x\ntheme: {address}\n")
    answer = run("check", "--root", sound_repository, "--format", form)
    assert answer.exit_code == 1
    assert "forge.example.com" in answer.stdout
    assert SECRET[:12] not in answer.output
