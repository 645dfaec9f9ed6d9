"""Templates to Markdown: the one place that knows Jinja.

Templates of a fork are foreign code too, so they run in a sandbox. Nothing a template prints
reaches a page unescaped, and a name that does not exist is an error with the template's line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
)
from markupsafe import Markup

from pmokit.model import colour
from pmokit.site import addresses, escape, formats
from pmokit.site.pages import PAGES, PAGES_OF_EACH
from pmokit.site.prose import prose
from pmokit.site.reach import may_read
from pmokit.site.sandbox import STEPS, Sandbox
from pmokit.text import yaml
from pmokit.views.context import Context
from pmokit.words.catalogue import say, wording
from pmokit.words.wording import capital, colour_word, kind_word, reported_word

SUFFIX = ".md.j2"


class TemplateFault(Exception):
    """A template cannot be rendered; the text says which, at which line, and why."""


class Loader(FileSystemLoader):
    """Templates of one folder. A link that leads out of it is refused, however it is named or included."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._folder = folder

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template, its path and whether it is up to date. Raises TemplateFault."""
        path = self._folder.joinpath(*template.split("/"))
        if (path.is_symlink() or path.is_file()) and not may_read(path, self._folder):
            raise TemplateFault(say("build.template-link", name=template))
        return super().get_source(environment, template)


def environment(folders: list[Path]) -> Sandbox:
    """The environment in which templates run; a template of an earlier folder wins."""
    env = Sandbox(
        loader=ChoiceLoader([Loader(folder) for folder in folders]),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=escape.finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters.update(
        prose=prose,
        told=escape.with_code,
        capital=capital,
        ascii=escape.ascii_only,
        day=formats.day,
        date=formats.date_in_sentence,
        money=formats.amount,
        number=formats.number,
        slip=formats.slip,
        kind=kind_word,
        label=formats.label,
        rag=colour_word,
        reported=reported_word,
    )
    env.globals.update(say=say, rich=rich, RAGS=colour.RAGS, place_of=colour.order)
    return env


def rich(key: str, /, n: int | None = None, **values: Any) -> Markup:
    """A message that holds markup of ours, as it is; its values are escaped. Raises Missing."""
    given = values if n is None else {**values, "n": n}
    return Markup(wording(key, n).format_map({name: escape.finalize(value) for name, value in given.items()}))


def render_all(context: Context, folders: list[Path]) -> Iterator[tuple[str, str]]:
    """Every page's address (without `.md`) and its Markdown. Raises TemplateFault."""
    env = environment(folders)
    env.globals.update(today=context.today, named=context.title, knows=context.knows)
    env.globals.update(in_debt=lambda finding: (finding.rule, finding.record) in context.in_debt)
    for name in _names(env):
        yield from _render(env, name, name.removesuffix(SUFFIX), context)


def made_once(folders: list[Path]) -> dict[str, bool]:
    """The page of each template, and whether it is one; brackets in a name make one for each of something."""
    pages = [name.removesuffix(SUFFIX) for name in _names(environment(folders))]
    return {page: "[" not in page for page in pages}


def _names(env: Sandbox) -> list[str]:
    """The templates that make pages, in order."""
    names = [name for name in env.list_templates() if name.endswith(SUFFIX)]
    return sorted(name for name in names if "/_" not in f"/{name}" and "/." not in f"/{name}")


def _render(env: Sandbox, name: str, page: str, context: Context) -> Iterator[tuple[str, str]]:
    template = _load(env, name)
    marker = page.rsplit("/", 1)[-1]
    of_each = PAGES_OF_EACH.get(page) or PAGES_OF_EACH.get(marker)
    if of_each is not None:
        items, view = of_each
        for item_id, item in items(context):
            address = page.removesuffix(marker) + item_id
            yield address, _filled(template, name, _values_of(address, view(context, item)))
    else:
        view_of_page = PAGES.get(page)
        given = _values_of(page, view_of_page(context) if view_of_page else {})
        yield page, _filled(template, name, given)


def _values_of(page: str, values: Mapping[str, Any]) -> dict[str, Any]:
    def link(target: str, anchor: str = "") -> Any:
        return addresses.link(page, target, anchor)

    return {**values, "page": page, "link": link}


def _load(env: Sandbox, name: str) -> Template:
    try:
        return env.get_template(name)
    except TemplateSyntaxError as error:
        raise TemplateFault(f"{error.name}:{error.lineno}: {error.message}") from None
    except UnicodeDecodeError:
        raise TemplateFault(say("build.template-encoding", name=name)) from None
    except (ArithmeticError, ValueError, MemoryError, RecursionError) as error:  # of constants
        raise TemplateFault(f"{name}: {error or type(error).__name__}") from None
    except TemplateNotFound:  # a link that leads to nothing
        raise TemplateFault(say("build.template-link", name=name)) from None


def _filled(template: Template, name: str, values: Mapping[str, Any]) -> str:
    """A template filled in. Whatever goes wrong inside it is the template's fault."""
    env: Any = template.environment
    env.steps = STEPS
    try:
        text = template.render(values)
    except TemplateSyntaxError as error:
        raise TemplateFault(f"{error.name}:{error.lineno}: {error.message}") from None
    except Exception as error:
        raise TemplateFault(f"{name}:{_line(error, name)}: {error or type(error).__name__}") from None
    if _chooses_template(text):
        raise TemplateFault(f"{name}:1: {say('build.template-of-page')}")
    return text


def _chooses_template(text: str) -> bool:
    """Whether the head of a page, in either form that MkDocs reads, names the template that dresses it."""
    if text.startswith("---"):
        head = re.split(r"^(?:---|\.\.\.)[ \t]*$", text[3:], maxsplit=1, flags=re.MULTILINE)[0]
        parsed = yaml.parse_text(head)
        # What pmokit does not read there, MkDocs might.
        return bool(parsed.flaws) or (isinstance(parsed.data, dict) and "template" in parsed.data)
    return re.search(r"^ {0,3}template:", text.partition("\n\n")[0], re.MULTILINE | re.IGNORECASE) is not None


def _line(error: Exception, name: str) -> int:
    """The line of the template at which rendering stopped."""
    line, frame = 0, error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename.endswith(name):
            line = frame.tb_lineno
        frame = frame.tb_next
    return line


def site_title(context: Context) -> str:
    """The name of the site as MkDocs gets it, which prints it as it is: already escaped."""
    return str(escape.ascii_only(context.run.about.title))
