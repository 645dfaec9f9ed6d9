"""Where pages stand in the navigation."""

from __future__ import annotations

from pmokit.site.navigation import Entry, entry, navigation


def page(address: str, front: str = "") -> Entry:
    return entry(address, f"---\ntitle: {address}\n{front}\n---\n\n# Title\n")


def test_pages_stand_in_the_section_of_their_folder_by_their_position() -> None:
    pages = [
        page("index", "nav: 1"),
        page("handbook/roles", "nav: 20"),
        page("handbook/tiers", "nav: 3"),
        page("handbook/index", "nav: 10"),
        page("changes/index", "nav: 9"),
    ]
    assert navigation(pages) == [
        {"index": "index.md"},
        {"changes/index": "changes/index.md"},
        {
            "handbook/index": [
                "handbook/index.md",
                {"handbook/tiers": "handbook/tiers.md"},
                {"handbook/roles": "handbook/roles.md"},
            ]
        },
    ]


def test_a_page_may_stand_in_the_section_of_another_folder() -> None:
    pages = [page("steering/index"), page("gates/index", "nav: steering/10")]
    assert navigation(pages) == [{"steering/index": ["steering/index.md", {"gates/index": "gates/index.md"}]}]


def test_the_first_page_of_a_folder_stands_below_that_of_the_folder_above() -> None:
    pages = [page("handbook/index"), page("handbook/forums/index"), page("handbook/forums/more/extra")]
    (section,) = navigation(pages)
    assert section["handbook/index"][1] == {
        "handbook/forums/index": [
            "handbook/forums/index.md",
            {"handbook/forums/more/extra": "handbook/forums/more/extra.md"},
        ]
    }


def test_a_page_that_says_nothing_comes_last() -> None:
    pages = [page("a"), page("z", "nav: 5"), page("b/index", "nav: nowhere")]
    assert [list(item.values()) for item in navigation(pages)] == [["z.md"], ["a.md"], ["b/index.md"]]


def test_the_title_is_that_of_the_page_unless_the_page_names_another() -> None:
    assert page("a", "nav_title: Short").title == "Short"
    assert entry("a", "# No front matter\n") == Entry("a", "", None, page("a").position)
    assert navigation([entry("a", "# No front matter\n")]) == ["a.md"]
