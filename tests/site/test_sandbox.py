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
        "{{ lipsum(n=1000000) }}",
        '{{ "a b c"|wordwrap(1)|indent(999999999) }}',
        '{{ "a"|center(999999999) }}',
        "{{ 9 ** 9 ** 9 }}",
        "{% set n = 9 %}{{ n ** n ** n }}",
        '{{ "ab" * 999999999 }}',
        "{% set n = 999999999 %}{{ [1] * n }}",
        "{% set n = 10000000000000000 %}{{ n * n }}",
        "{{ 1 / 0 }}",
        "{% set n = namespace(x=[1]) %}{% for i in range(20) %}{% set _ = n.x.extend(n.x) %}{% endfor %}",
        "{% set t %}{% for i in range(90000) %}" + "x" * 9000 + "{% endfor %}{% endset %}",
        "{% set x = 'ab' * 400000 %}{% set t %}{% for i in range(9000) %}{{ x }}{% endfor %}{% endset %}",
        "{% set x = 'ab' * 400000 %}{{ ([x] * 9000)|join }}",
        "{% set x = 'ab' * 400000 %}{{ x|replace('a', x) }}",
        "{{ [[1]]|batch(999999999, 0)|list }}",
        "{{ ([[1] * 1000000] * 9000)|sum(start=[]) }}",
        '{{ "a".center(999999999) }}',
        '{{ "{:999999999}".format(1) }}',
        '{% set t = "%999999999d" %}{{ t % 1 }}',
        "---\ntemplate: assets/evil.html\n---\nx",
        '---\n"templ\\u0061te": evil.html\n---\nx',
        "---\na: &x 1\nb: *x\n---\nx",
        "Template: evil.html\n\nx",
    ],
)
def test_what_asks_for_too_much_is_a_fault(context: Context, tmp_path: Path, template: str) -> None:
    with pytest.raises(TemplateFault, match=r"^x\.md\.j2"):
        rendered(context, tmp_path, template)


def test_a_macro_that_calls_itself_is_stopped_when_its_steps_are_used_up(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pmokit.site.sandbox.STEPS", 20_000)  # two millions take half a minute
    macro = "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(N) }}"
    assert rendered(context, tmp_path, macro.replace("N", "8")).strip() == ""
    with pytest.raises(TemplateFault, match=r"20,000"):
        rendered(context, tmp_path, macro.replace("N", "60"))


@pytest.mark.parametrize(
    "template",
    [
        "{% set n = namespace(x='ab') %}{% for i in range(26) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
        "{% set n = namespace(x='ab') %}{% for i in range(26) %}{% set n.x = n.x + n.x %}{% endfor %}",
        "{% set n = namespace(x='ab') %}{% for i in range(26) %}{% set n.x = [n.x, n.x]|join %}{% endfor %}",
        "{% set n = namespace(x='ab') %}{% for i in range(26) %}{% set n.x = n.x|replace('b', n.x) %}{% endfor %}",
        "{% set n = namespace(x='ab') %}{% for i in range(26) %}{% set t %}{{ n.x }}{{ n.x }}{% endset %}"
        "{% set n.x = t %}{% endfor %}",
        "{% macro two(x) %}{{ x }}{{ x }}{% endmacro %}{% set n = namespace(x='ab') %}"
        "{% for i in range(26) %}{% set n.x = two(n.x) %}{% endfor %}",
        "{% set n = namespace(x=['ab']) %}{% for i in range(26) %}{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x }}",
        "{% set n = namespace(x=['ab']) %}{% for i in range(26) %}{% set n.x = [n.x, n.x] %}{% endfor %}"
        "{{ n.x|string }}",
    ],
)
def test_a_text_that_grows_twice_as_long_each_time_is_too_large(
    context: Context, tmp_path: Path, template: str
) -> None:
    with pytest.raises(TemplateFault, match="the result is too large for a template"):
        rendered(context, tmp_path, template)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{% for i in range(900) %}{% for j in range(900) %}{% endfor %}{% endfor %}done", "done"),
        ("{% for i in [1, 2, 3] %}{{ i }}{{ '' if loop.last else ',' }}{% endfor %}", "1,2,3"),
        ("{% for key, value in {'a': 1}.items() %}{{ key }}{{ value }}{% else %}none{% endfor %}", "a1"),
        (
            "{{ 'a' ~ 1 ~ none }} {{ 1 + 2 }} {{ 'a' + 'b' }} {{ [1] + [2] }} {{ 7 % 4 }}",
            "a1None 3 ab &#91;1, 2&#93; 3",
        ),
        ("{{ [3, 4]|join('; ') }} {{ 'aXa'|replace('X', 'b') }} {{ [1, 2]|sum }}", "3; 4 aba 3"),
        (
            "{{ [{'k': 'v'}, {'k': 'w'}]|join('-', attribute='k') }} {{ [1, 2, 3]|batch(2)|list|length }}",
            "v-w 2",
        ),
        ("{{ 6 * 7 }} {{ 'ab' * 2 }} {{ 2.5 * 2 }}", "42 abab 5.0"),
        ("---\ntitle: A\n---\nx", "---\ntitle: A\n---\nx"),
        ("# A\n\ntemplate: x", "# A\n\ntemplate: x"),
    ],
)
def test_what_templates_need_goes_on_working(
    context: Context, tmp_path: Path, template: str, text: str
) -> None:
    assert rendered(context, tmp_path, template) == text


def test_a_template_that_used_up_what_it_may_is_not_tried_for_the_next_item(
    context: Context, tmp_path: Path
) -> None:
    (tmp_path / "projects").mkdir()
    forever = "{% for i in range(9000) %}{% for j in range(9000) %}{% endfor %}{% endfor %}"
    (tmp_path / "projects/[project].md.j2").write_text(forever)
    faults: list[TemplateFault] = []
    pages = render_all(context, [tmp_path], faults)
    assert len(list(pages)) == len(context.projects) == len(faults) == 2
    assert faults[0] is faults[1]
