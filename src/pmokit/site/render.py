"""Templates to Markdown: the one place that knows Jinja.

Templates of a fork are foreign code too, so they run in a sandbox. Nothing a template prints
reaches a page unescaped, and a name that does not exist is an error with the template's line. What cannot be
rendered costs its own page: another one that says so is at its address, so that links to it go on working.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
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
from jinja2.exceptions import SecurityError
from markupsafe import Markup

from pmokit.model import colour
from pmokit.site import addresses, escape, formats
from pmokit.site.pages import PAGES, PAGES_OF_EACH
from pmokit.site.prose import prose
from pmokit.site.reach import may_read
from pmokit.site.sandbox import Sandbox
from pmokit.text import yaml
from pmokit.views import sources
from pmokit.views.context import Context
from pmokit.words.catalogue import say, wording
from pmokit.words.wording import capital, colour_word, kind_word, reported_word

SUFFIX = ".md.j2"


class TemplateFault(Exception):
    """A template cannot be rendered; the text says which, at which line, and why."""

    def __init__(self, name: str, line: int, reason: object) -> None:
        super().__init__(f"{name}:{line}: {reason}")
        self.name, self.line, self.reason = name, line, str(reason)


class Loader(FileSystemLoader):
    """Templates of one folder. A link that leads out of it is refused, however it is named or included."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._folder = folder

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template, its path and whether it is up to date. Raises TemplateFault."""
        path = self._folder.joinpath(*template.split("/"))
        if (path.is_symlink() or path.is_file()) and not may_read(path, self._folder):
            raise TemplateFault(template, 1, say("build.template-link"))
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
        percent=formats.percent,
        thousands=formats.thousands,
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
    given: dict[str, Any] = {name: escape.finalize(value) for name, value in values.items()}
    return Markup(wording(key, n).format_map(given if n is None else {**given, "n": n}))


def render_all(
    context: Context,
    folders: list[Path],
    faults: list[TemplateFault],
    wanted: Callable[[str], bool] = lambda _address: True,
) -> Iterator[tuple[str, str]]:
    """The address (without `.md`) and the Markdown of each page that is wanted; `faults` gets one for each
    that failed."""
    env = environment(folders)
    env.globals.update(today=context.today, named=context.title, knows=context.knows)
    env.globals.update(currency=context.currency, source_of=partial(sources.of_record, context))
    env.globals.update(source_in=partial(sources.of_file, context))
    env.globals.update(in_debt=lambda finding: (finding.rule, finding.record) in context.in_debt)
    for name in _names(env):
        yield from _render(env, name, name.removesuffix(SUFFIX), context, faults, wanted)


def addresses_of_each(context: Context, folders: list[Path]) -> list[str]:
    """The addresses of the pages that are made for each of something."""
    pages = (name.removesuffix(SUFFIX) for name in _names(environment(folders)))
    return [address for page in pages for address, _ in _items_of(page, context)]


def _items_of(page: str, context: Context) -> Iterator[tuple[str, Any]]:
    """The address and the item of each page of a template; none where the template makes one page."""
    marker = page.rsplit("/", 1)[-1]
    of_each = PAGES_OF_EACH.get(page) or PAGES_OF_EACH.get(marker)
    for item_id, item in of_each[0](context) if of_each else ():
        yield addresses.of_item(page, item_id), item


def made_once(folders: list[Path]) -> dict[str, bool]:
    """The page of each template, and whether it is one; brackets in a name make one for each of something."""
    pages = [name.removesuffix(SUFFIX) for name in _names(environment(folders))]
    return {page: "[" not in page for page in pages}


def _names(env: Sandbox) -> list[str]:
    """The templates that make pages, in order."""
    names = [name for name in env.list_templates() if name.endswith(SUFFIX)]
    return sorted(name for name in names if "/_" not in f"/{name}" and "/." not in f"/{name}")


def _render(
    env: Sandbox,
    name: str,
    page: str,
    context: Context,
    faults: list[TemplateFault],
    wanted: Callable[[str], bool],
) -> Iterator[tuple[str, str]]:
    marker = page.rsplit("/", 1)[-1]
    of_each = PAGES_OF_EACH.get(page) or PAGES_OF_EACH.get(marker)
    if of_each is None:
        view_of_page = PAGES.get(page) or (lambda _context: {})
        if wanted(page):
            yield page, _page(env, name, page, lambda: view_of_page(context), faults)
        return
    used_up = False
    for address, item in _items_of(page, context):
        if not wanted(address):
            continue
        if used_up:  # by a page before, and the next one would take as long
            faults.append(faults[-1])
            yield address, _substitute(address)
            continue
        before = len(faults)
        yield address, _page(env, name, address, partial(of_each[1], context, item), faults)
        used_up = len(faults) > before and env.exhausted


def _page(
    env: Sandbox, name: str, page: str, view: Callable[[], Mapping[str, Any]], faults: list[TemplateFault]
) -> str:
    """The Markdown of a page, or of the one in its place where its template fails."""
    env.renew()
    try:
        return _filled(load(env, name), name, _values_of(page, view()))
    except TemplateFault as fault:
        faults.append(fault)
        return _substitute(page)


def _substitute(page: str) -> str:
    title = escape.ascii_only(page)
    return f'---\ntitle: "{title}"\n---\n\n# {title}\n\n{say("site.page-failed")}\n'


def _values_of(page: str, values: Mapping[str, Any]) -> dict[str, Any]:
    def link(target: str, anchor: str = "", **where: str) -> Any:
        return addresses.link(page, target, anchor, where)

    return {**values, "page": page, "link": link}


def load(env: Sandbox, name: str) -> Template:
    """A template by its name. Raises TemplateFault."""
    try:
        template: Template = env.get_template(name)
        return template
    except TemplateSyntaxError as error:
        raise TemplateFault(error.name or name, error.lineno, error.message) from None
    except UnicodeDecodeError:
        raise TemplateFault(name, 1, say("build.template-encoding")) from None
    except (ArithmeticError, ValueError, MemoryError, RecursionError, SecurityError) as error:  # of constants
        raise TemplateFault(name, 1, str(error) or type(error).__name__) from None
    except TemplateNotFound:  # a link that leads to nothing
        raise TemplateFault(name, 1, say("build.template-link")) from None


def _filled(template: Template, name: str, values: Mapping[str, Any]) -> str:
    """A template filled in. Whatever goes wrong inside it is the template's fault."""
    try:
        text = template.render(values)
    except TemplateSyntaxError as error:
        raise TemplateFault(error.name or name, error.lineno, error.message) from None
    except Exception as error:
        raise TemplateFault(name, _line(error, name), str(error) or type(error).__name__) from None
    if _chooses_template(text):
        raise TemplateFault(name, 1, say("build.template-of-page"))
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
