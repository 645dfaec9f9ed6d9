"""Longer texts of authors as a page shows them."""

from __future__ import annotations

import pytest

from pmokit.site.prose import prose


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("See [the plan](plan.md).", "<p>See the plan.</p>"),
        ("See [the *minutes*](docs/minutes.pdf).", "<p>See the <em>minutes</em>.</p>"),
        ("See [a](/top/) [b](#part) [c](//other.example) [d]().", "<p>See a b c d.</p>"),
        ("See <a href='plan.md'>the plan</a>.", "<p>See the plan.</p>"),
        ("Late[^1].\n\n[^1]: Source", "<p>Late[^1].</p>&#10;<p>[^1]: Source</p>"),
        ("Matches `[^a]`.", "<p>Matches <code>[^a]</code>.</p>"),
    ],
)
def test_a_link_that_leads_to_no_page_is_plain_text(text: str, shown: str) -> None:
    assert prose(text) == shown


@pytest.mark.parametrize(
    "address", ["https://pmo.example/plan", "http://pmo.example", "mailto:ada@acme.example"]
)
def test_a_link_to_the_web_stays(address: str) -> None:
    assert prose(f"[here]({address})") == f'<p><a href="{address}" rel="noopener noreferrer">here</a></p>'
