"""What a YAML parser means is said in words that lead to the correction, at the place of the mistake."""

from __future__ import annotations

import pytest

from pmokit.text import yaml


@pytest.mark.parametrize(
    ("text", "line", "column", "help"),
    [
        ("a: {b} is\n", 1, 4, "Write '{b} is', with these quotes."),
        ("a: [b] is\n", 1, 4, "Write '[b] is', with these quotes."),
        ('- a: "b" or c\n', 1, 6, "Write '\"b\" or c', with these quotes."),
        ("x: 1\na: @ana said so\n", 2, 4, "Write '@ana said so', with these quotes."),
        ("a: it's one: two\n", 1, 4, 'Write "it\'s one: two", with these quotes.'),
        ('a: it\'s "one": two\n', 1, 4, "Write 'it''s \"one\": two', with these quotes."),
        ('a: "b "c" d"\n', 1, 4, "Write 'b \"c\" d', with these quotes."),
        ("a: one: two\r\nb: 1\r\n", 1, 4, "Write 'one: two', with these quotes."),
        ('a: "b\\c"\n', 1, 6, "Use single quotes around the text."),
        ("a: [b,\nc: 1\n", 1, 4, "Close it with `]` or `}`"),
        ("a: - b\n", 1, 4, "Begin the list on a line of its own"),
        ("a: 1\n  b: 2\n", 2, 4, "Indent the line like its neighbours"),
        ("a:\n\tb: 1\n", 2, 1, "Indent with spaces"),
        ('a: "b\n', 1, 4, "Close the quote."),
    ],
)
def test_a_text_that_is_not_yaml_is_told_with_what_to_write(
    text: str, line: int, column: int, help: str
) -> None:
    flaws = yaml.parse(text.encode()).flaws
    assert [(flaw.span.line, flaw.span.column, help in flaw.help) for flaw in flaws] == [
        (line, column, True)
    ], flaws
