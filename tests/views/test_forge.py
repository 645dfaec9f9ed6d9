"""Addresses at a forge: right for each forge, and no value of a record changes where they lead."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from pmokit.views.forge import commit_url, edit_url, repository

FILE = "portfolio/people.yaml"


@pytest.mark.parametrize(
    ("address", "line", "url"),
    [
        ("https://github.com/acme/pmo", 1, "https://github.com/acme/pmo/edit/main/portfolio/people.yaml"),
        ("https://github.com/acme/pmo.git", 0, "https://github.com/acme/pmo/edit/main/portfolio/people.yaml"),
        ("https://github.com/acme/pmo/", 7, "https://github.com/acme/pmo/blob/main/portfolio/people.yaml#L7"),
        ("https://github.acme.com/a/b", 7, "https://github.acme.com/a/b/blob/main/portfolio/people.yaml#L7"),
        ("https://gitlab.com/a/b/c", 7, "https://gitlab.com/a/b/c/-/edit/main/portfolio/people.yaml#L7"),
        ("https://gitlab.acme.de/a/b", 0, "https://gitlab.acme.de/a/b/-/edit/main/portfolio/people.yaml"),
        (
            "https://dev.azure.com/acme/My%20IT/_git/pmo",
            7,
            "https://dev.azure.com/acme/My%20IT/_git/pmo?path=/portfolio/people.yaml&version=GBmain"
            "&line=7&lineEnd=7&lineStartColumn=1&lineEndColumn=1",
        ),
        ("https://git.acme.de/it/pmo", 7, None),
        ("https://notgithub.com/it/pmo", 7, None),
    ],
)
def test_a_file_is_changed_where_its_forge_has_it(address: str, line: int, url: str | None) -> None:
    assert edit_url(repository(address, "main"), FILE, line) == url


def test_markdown_is_shown_as_text_because_a_rendered_page_has_no_lines() -> None:
    home = repository("https://github.com/acme/pmo", "main")
    assert edit_url(home, "a/b.md", 3) == "https://github.com/acme/pmo/blob/main/a/b.md?plain=1#L3"


def test_a_portfolio_in_a_folder_of_its_repository_is_found_there() -> None:
    home = repository("https://git.acme.de/it/pmo", "main", "gitlab", "data/")
    assert edit_url(home, FILE, 2) == "https://git.acme.de/it/pmo/-/edit/main/data/portfolio/people.yaml#L2"


def test_a_commit_is_shown_where_its_forge_has_it() -> None:
    addresses = {
        "https://github.com/a/b": "https://github.com/a/b/commit/0f3c1d2e",
        "https://gitlab.com/a/b": "https://gitlab.com/a/b/-/commit/0f3c1d2e",
        "https://dev.azure.com/a/b/_git/c": None,
        "https://git.acme.de/a/b": None,
    }
    for address, url in addresses.items():
        assert commit_url(repository(address, "main"), "0f3c1d2e") == url


@pytest.mark.parametrize("form", ["github", "gitlab", "azure_devops"])
@pytest.mark.parametrize(
    "text",
    ["a?b=c", "a#b", "a&version=GBevil", "a b", 'a"><script>', "a%2f..", "a\\b", "ä/ö", "javascript:alert(1)", "a@b"],
)  # fmt: skip
def test_no_path_and_no_branch_leaves_its_part_of_an_address(form: str, text: str) -> None:
    by_path = edit_url(repository("https://forge.acme.de/it/pmo", "main", form), text, 0)
    by_branch = edit_url(repository("https://forge.acme.de/it/pmo", text, form), "x.yaml", 0)
    assert by_path and by_branch
    for url in (by_path, by_branch):
        parts = urlsplit(url)
        assert (parts.scheme, parts.netloc, parts.fragment) == ("https", "forge.acme.de", "")
        assert parts.path.startswith("/it/pmo") and not set("\"<>\\ '") & set(url)
        if form == "azure_devops":
            told = parse_qs(parts.query)
            assert set(told) == {"path", "version"} and told["path"][0] in (f"/{text}", "/x.yaml")
            assert told["version"][0] in ("GBmain", f"GB{text}")
        else:
            assert parts.query == "" and unquote(parts.path).endswith((f"main/{text}", f"{text}/x.yaml"))
