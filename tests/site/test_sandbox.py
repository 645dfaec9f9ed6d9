"""A template that asks for too much is a fault with its name: no build goes on for ever, or takes all memory."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from pmokit.site.render import TemplateFault, render_all
from pmokit.views.context import Context
from tests.conftest import check_files, sound


@pytest.fixture(scope="module")
def context(shipped_files: Mapping[str, bytes]) -> Context:
    return Context(check_files(sound(shipped_files)))


def rendered(context: Context, folder: Path, template: str) -> str:
    (folder / "x.md.j2").write_text(template)
    faults: list[TemplateFault] = []
    ((_, text),) = render_all(context, [folder], faults)
    for fault in faults:
        assert "This page could not be built." in text
        raise fault
    return text


@pytest.mark.parametrize(
    "template",
    [
        "{% for i in range(9000) %}{% for j in range(9000) %}{% set x = 1 %}{% endfor %}{% endfor %}",
        pytest.param(
            "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
            marks=pytest.mark.slow,
        ),
        "{{ lipsum(n=1000000) }}",
        '{{ "a b c"|wordwrap(1)|indent(999999999) }}',
        '{{ "a"|center(999999999) }}',
        "{{ 9 ** 9 ** 9 }}",
        "{% set n = 9 %}{{ n ** n ** n }}",
        '{{ "ab" * 999999999 }}',
        "{% set n = 999999999 %}{{ [1] * n }}",
        "{% set n = 10000000000000000 %}{{ n * n }}",
        "{{ 1 / 0 }}",
        "---\ntemplate: assets/evil.html\n---\nx",
        '---\n"templ\\u0061te": evil.html\n---\nx',
        "---\na: &x 1\nb: *x\n---\nx",
        "Template: evil.html\n\nx",
    ],
)
def test_what_asks_for_too_much_is_a_fault(context: Context, tmp_path: Path, template: str) -> None:
    with pytest.raises(TemplateFault, match=r"^x\.md\.j2"):
        rendered(context, tmp_path, template)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{% for i in range(900) %}{% for j in range(900) %}{% endfor %}{% endfor %}done", "done"),
        ("{% for i in [1, 2, 3] %}{{ i }}{{ '' if loop.last else ',' }}{% endfor %}", "1,2,3"),
        ("{% for key, value in {'a': 1}.items() %}{{ key }}{{ value }}{% else %}none{% endfor %}", "a1"),
        ("{{ 6 * 7 }} {{ 'ab' * 2 }} {{ 2.5 * 2 }}", "42 abab 5.0"),
        ("---\ntitle: A\n---\nx", "---\ntitle: A\n---\nx"),
        ("# A\n\ntemplate: x", "# A\n\ntemplate: x"),
    ],
)
def test_what_templates_need_goes_on_working(
    context: Context, tmp_path: Path, template: str, text: str
) -> None:
    assert rendered(context, tmp_path, template) == text
