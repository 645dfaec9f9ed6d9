"""A text that a `#` cuts off is found; a comment is none."""

from __future__ import annotations

import pytest

from pmokit.text.cut_text import cut_texts


@pytest.mark.parametrize(
    ("text", "line", "column", "quoted"),
    [
        ("message: Risk #{risk.id} has no owner\n", 1, 15, '"Risk #{risk.id} has no owner"'),
        ("a: 1\nlist:\n  - Site #4 in Brno\n", 3, 10, '"Site #4 in Brno"'),
        ("title: #5 of the plan\n", 1, 8, '"#5 of the plan"'),
        ("title: say \"hi\" #now\n", 1, 17, '"say \\"hi\\" #now"'),
        ("why: one\n  two #three\n", 2, 7, '"one two #three"'),
        ("title: Prüfung #7\r\n", 1, 16, '"Prüfung #7"'),
    ],
)  # fmt: skip
def test_a_sign_that_swallows_text_is_found_where_it_is(
    text: str, line: int, column: int, quoted: str
) -> None:
    (flaw,) = cut_texts(text.encode())
    assert (flaw.rule, flaw.span.line, flaw.span.column) == ("text-cut", line, column)
    assert f"Write {quoted};" in flaw.help


@pytest.mark.parametrize(
    "text",
    [
        "title: Risk # of the plan\n",
        "# yaml-language-server: $schema=x\ntitle: A  # note\n",
        'title: "Risk #5"\n',
        "title: 'Risk #5' \n",
        "why: |\n  Risk #5 and\n  a #6\n",
        "why: >-\n  Risk #5\n",
        "url: https://example.org/a#b\n",
        'title: "x" #7\n',
        "list: [a, b] #7\n",
        "title: C#7\n",
        ": #x\n\t",
    ],
)
def test_a_comment_and_a_text_in_quotes_or_a_block_are_in_order(text: str) -> None:
    assert cut_texts(text.encode()) == []
