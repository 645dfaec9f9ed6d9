"""Reads the sources for words: which messages they ask for, and which words stand outside the catalogue."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, nodes

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/pmokit"
TEMPLATES = ROOT / "site_templates"
ASKING = ("say", "rich")
_SENTENCE = re.compile(
    r"[A-Za-z]{2,}[,:;]? (?:[A-Za-z]{2,}|\{)|^[A-Z][a-z]{2,}(?: [a-z]+)*[.:]?$|[A-Za-z]{2,} .*\.$"
)
_TAGS = re.compile(r"<[^>]*>?|^[^<]*>")
_PRINTED = "\x00"
_FRONT_MATTER = re.compile(r"---\ntitle: .*?---\n", re.DOTALL)
_SPOKEN = re.compile(r"""(?:aria-label|title|alt|data-label)=["']([^"'{}]*)""")


class Asked(NamedTuple):
    """A call for a message: where, its key (or the constant start of one), the names of its values."""

    where: str
    key: str
    whole: bool
    names: frozenset[str] | None


def python_files() -> list[Path]:
    """The modules of the program, in order."""
    return sorted(SOURCE.rglob("*.py"))


def templates() -> list[Path]:
    """The templates of the site, in order."""
    return sorted(TEMPLATES.rglob("*.j2"))


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax of a module, read once for all tests."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def parsed_template(path: Path) -> nodes.Template:
    """The syntax of a template, read once for all tests."""
    return Environment().parse(path.read_text(encoding="utf-8"))


def asked_in_python(path: Path) -> Iterator[Asked]:
    """The messages that a module asks for by `say`."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and _name(node.func) in ASKING and node.args:
            where = f"{path.relative_to(ROOT)}:{node.lineno}"
            names = {word.arg for word in node.keywords}
            if len(node.args) > 1:
                names.add("n")
            known = None if None in names else frozenset(str(name) for name in names)
            for key, whole in _keys(node.args[0]):
                yield Asked(where, key, whole, known)


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _keys(node: ast.expr) -> Iterator[tuple[str, bool]]:
    """The keys of an expression: a constant, the constant start of one, or each branch of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value, True
    elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        yield str(node.values[0].value), False
    elif isinstance(node, ast.IfExp):
        yield from _keys(node.body)
        yield from _keys(node.orelse)


def asked_in_template(path: Path) -> Iterator[Asked]:
    """The messages that a template asks for by `say` or `rich`."""
    tree = parsed_template(path)
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in ASKING and call.args:
            where = f"{path.relative_to(ROOT)}:{call.lineno}"
            names = {word.key for word in call.kwargs} | ({"n"} if len(call.args) > 1 else set())
            for key, whole in _template_keys(call.args[0]):
                yield Asked(where, key, whole, frozenset(names))


def _template_keys(node: nodes.Node) -> Iterator[tuple[str, bool]]:
    if isinstance(node, nodes.Const):
        yield str(node.value), True
    elif isinstance(node, nodes.Concat) and isinstance(node.nodes[0], nodes.Const):
        yield str(node.nodes[0].value), False
    elif isinstance(node, nodes.Add) and isinstance(node.left, nodes.Const):
        yield str(node.left.value), False
    elif isinstance(node, nodes.CondExpr):
        yield from _template_keys(node.expr1)
        if node.expr2 is not None:
            yield from _template_keys(node.expr2)


def keys_kept_in_tables(path: Path) -> set[str]:
    """Constants of a module that look like keys: tables of keys that `say` is given by a name."""
    return {
        node.value
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[a-z]+(\.[a-z0-9_-]+)+", node.value)
    }


def sentences_in_python(path: Path) -> list[str]:
    """Words that a module says itself: texts with a sentence or a label in them, docstrings left out."""
    tree = parsed(path)
    silent = {id(node) for node in ast.walk(tree) if _is_unsaid(node) for node in ast.walk(node)}
    return [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value!r}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in silent
        and _SENTENCE.search(_TAGS.sub(" ", node.value) if "<" in node.value else node.value)
    ]


def _is_unsaid(node: ast.AST) -> bool:
    """Docstrings and texts that stand alone, annotations, and what only a developer reads."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, ast.Call) and _name(node.func) in ("compile", "getLogger", "TypeVar"):
        return True
    return isinstance(node, ast.Raise) and "AssertionError" in ast.unparse(node)


def words_in_template(path: Path) -> list[str]:
    """Words that a template says itself, between its tags or in attributes that are read aloud.

    What a template prints or decides may stand inside a tag of HTML, so its parts are joined first, with a
    mark between them, and the tags taken out of the whole.
    """
    tree = parsed_template(path)
    whole = _PRINTED.join(data.data for data in tree.find_all(nodes.TemplateData))
    texts = [text for value in _SPOKEN.findall(whole) for text in value.split(_PRINTED)]
    texts += _TAGS.sub(_PRINTED, _FRONT_MATTER.sub(_PRINTED, whole)).split(_PRINTED)
    name = path.relative_to(ROOT)
    found = [f"{name}: {' '.join(text.split())!r}" for text in texts if _has_words(text)]
    found += [
        f"{name}:{const.lineno}: {const.value!r}"
        for const in tree.find_all(nodes.Const)
        if isinstance(const.value, str) and _SENTENCE.search(const.value)
    ]
    return found


def _has_words(text: str) -> bool:
    return re.search(r"[A-Za-z]{2,}", re.sub(r"&[a-z]+;|&#\d+;", " ", text)) is not None


def headings_in_template(path: Path) -> Iterator[Asked]:
    """The headings of columns that a template asks for by `heads`, each as the message it becomes."""
    tree = parsed_template(path)
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Getattr) and call.node.attr == "heads" and call.args:
            for const in call.args[0].find_all(nodes.Const):
                if not isinstance(const.value, str):
                    continue
                yield Asked(
                    f"{path.relative_to(ROOT)}:{const.lineno}", f"column.{const.value}", True, frozenset()
                )


def headings_in_python(path: Path) -> Iterator[Asked]:
    """The headings of columns that a module gives to `_table`, each as the message it becomes."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and _name(node.func) == "_table" and node.args:
            for const in ast.walk(node.args[0]):
                if isinstance(const, ast.Constant):
                    where = f"{path.relative_to(ROOT)}:{const.lineno}"
                    yield Asked(where, f"column.{const.value}", True, frozenset())


def constants(path: Path) -> set[str]:
    """All texts that are constants of a template or a module: names of columns are among them."""
    if path.suffix == ".j2":
        return {str(const.value) for const in parsed_template(path).find_all(nodes.Const)}
    return {str(node.value) for node in ast.walk(parsed(path)) if isinstance(node, ast.Constant)}
