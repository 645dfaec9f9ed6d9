"""Reading an expression: a small, checked subset of Python.

This room decides what may be written at all; `typing` decides what it means.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from pmokit.words.catalogue import say

MAX_LENGTH = 2_000
MAX_NODES = 500
MAX_DEPTH = 25
MAX_LOOPS = 2
MAX_LITERAL = 10**15
# Words, numbers, operators, and single texts without a prefix, in brackets up to two deep.
_WORD = r"""[\w\s.,<>=!+\-*/]|(?<!\w)"[\w .\-]*"(?!\s*["'])"""
_PLAIN = re.compile(rf"(?:{_WORD}|\((?:{_WORD}|\((?:{_WORD})*\))*\))*", re.ASCII)

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")

_ALLOWED = {
    ast.Expression,
    ast.Constant,
    ast.Name,
    ast.Attribute,
    ast.BoolOp,
    ast.UnaryOp,
    ast.BinOp,
    ast.Compare,
    ast.List,
    ast.IfExp,
    ast.Call,
    ast.GeneratorExp,
    ast.comprehension,
    ast.Load,
    ast.Store,
    ast.And,
    ast.Or,
    ast.Not,
    ast.USub,
    ast.Add,
    ast.Sub,
    ast.Mult,
    ast.Div,
    ast.Eq,
    ast.NotEq,
    ast.Lt,
    ast.LtE,
    ast.Gt,
    ast.GtE,
    ast.Is,
    ast.IsNot,
    ast.In,
    ast.NotIn,
}


class ExpressionError(Exception):
    """An expression that is refused: why, what to do, and which characters of it."""

    def __init__(self, message: str, help: str = "", start: int = 0, length: int = 1) -> None:
        super().__init__(message)
        self.message, self.help, self.start, self.length = message, help, start, max(length, 1)


class Expression:
    """An expression's text and its syntax tree, with places as characters of the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._lines = _LINE.findall(text)
        with self.explained():
            self.tree = self._parse()
            self._check()

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Says of what is refused inside what typical mistake it is, if it is one."""
        try:
            yield
        except ExpressionError as error:
            # Its patterns take as long to compile as the rest of the language, and few ever need them.
            from pmokit.rules.language.mistakes import spot

            found = spot(self.text) if len(self.text) <= MAX_LENGTH else None
            raise (ExpressionError(*found) if found else error) from None

    def fail(self, node: ast.AST, message: str, help: str = "") -> ExpressionError:
        """The error that points at a node, one of those that have a place in the text."""
        start = self._offset(node.lineno, node.col_offset)  # type: ignore[attr-defined]  # see above
        end = self._offset(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]  # see above
        return ExpressionError(message, help, start, end - start)

    def part(self, node: ast.AST) -> str:
        """The text of a node, one of those that have a place."""
        found = self.fail(node, "")
        return self.text[found.start : found.start + found.length]

    def between(self, left: ast.AST, right: ast.AST) -> str:
        """The text between two nodes, such as an operator."""
        first, second = self.fail(left, ""), self.fail(right, "")
        return self.text[first.start + first.length : second.start].strip(" \n()")

    def _offset(self, line: int, column: int) -> int:
        # The text was wrapped in one parenthesis; columns count UTF-8 bytes.
        column -= 1 if line == 1 else 0
        here = self._lines[line - 1] if line <= len(self._lines) else ""
        before = len(here.encode()[:column].decode(errors="replace"))
        return sum(len(above) for above in self._lines[: line - 1]) + before

    def _parse(self) -> ast.expr:
        text = self.text
        if len(text) > MAX_LENGTH:
            raise ExpressionError(say("language.too-long", max_length=f"{MAX_LENGTH:,}"))
        if not text.strip():
            raise ExpressionError(say("language.empty"), say("language.empty.fix"))
        self._check_tokens()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # the compiler says what is wrong with `1 is 1`
                return ast.parse(f"({text}\n)", mode="eval").body
        except SyntaxError as error:
            start = self._offset(error.lineno or 1, max((error.offset or 1) - 1, 1))
            start = min(start, max(len(text) - 1, 0))
            raise ExpressionError(
                say("language.syntax", msg=error.msg), say("language.syntax.fix"), start
            ) from None
        except (ValueError, RecursionError, MemoryError):
            raise ExpressionError(
                say("language.syntax-unknown"), say("language.syntax-unknown.fix")
            ) from None

    def _check_tokens(self) -> None:
        """Refuses what the tree no longer shows: comments, joined strings, odd characters."""
        if _PLAIN.fullmatch(self.text):
            return  # most expressions; to cut one into tokens takes half as long as all the rest
        depth, before, lines = 0, tokenize.NL, self.text.split("\n")
        try:
            for token in tokenize.generate_tokens(io.StringIO(self.text + "\n").readline):
                start = sum(len(line) + 1 for line in lines[: token.start[0] - 1]) + token.start[1]
                if token.type == tokenize.COMMENT:
                    raise ExpressionError(say("language.comment"), say("language.comment.fix"), start)
                if token.type == tokenize.STRING and before == tokenize.STRING:
                    raise ExpressionError(
                        say("language.joined-texts"), say("language.joined-texts.fix"), start
                    )
                if token.type not in (tokenize.STRING, tokenize.NL) and not token.string.isascii():
                    raise ExpressionError(
                        say("language.character-not-allowed", string=f"`{token.string}`"), "", start
                    )
                if token.type == tokenize.OP:
                    depth += (token.string in "([{") - (token.string in ")]}")
                    if depth < 0:
                        raise ExpressionError(say("language.bracket"), say("language.bracket.fix"), start)
                if token.type not in (tokenize.NL, tokenize.NEWLINE):
                    before = token.type
        except (tokenize.TokenError, IndentationError):
            return  # the parser says it better

    def _check(self) -> None:
        nodes = loops = 0
        stack: list[tuple[ast.AST, int]] = [(self.tree, 1)]
        while stack:
            node, depth = stack.pop()
            nodes += 1
            loops += isinstance(node, ast.GeneratorExp)
            if depth > MAX_DEPTH or nodes > MAX_NODES or loops > MAX_LOOPS:
                raise ExpressionError(
                    say(
                        "language.too-complex", max_nodes=MAX_NODES, max_depth=MAX_DEPTH, max_loops=MAX_LOOPS
                    ),
                    say("language.too-complex.fix"),
                )
            self._check_node(node)
            for name in node._fields:
                child = getattr(node, name)
                if isinstance(child, ast.AST):
                    stack.append((child, depth + 1))
                elif isinstance(child, list):  # of nodes, in all that is allowed
                    stack += [(item, depth + 1) for item in child]

    def _check_node(self, node: ast.AST) -> None:
        if type(node) not in _ALLOWED:
            place = node if hasattr(node, "lineno") else self.tree
            raise self.fail(
                place,
                say("language.not-allowed", node=_word(node)),
                say("language.allowed"),
            )
        if isinstance(node, ast.Attribute) and node.attr.startswith("_"):
            raise self.fail(node, say("language.not-field", attr=node.attr))
        if isinstance(node, ast.Constant):
            self._check_constant(node)
        if isinstance(node, ast.GeneratorExp) and (
            len(node.generators) != 1 or not isinstance(node.generators[0].target, ast.Name)
        ):
            raise self.fail(node, say("language.loop-shape"))

    def _check_constant(self, node: ast.Constant) -> None:
        value = node.value
        if isinstance(value, str) and not value.isprintable():
            raise self.fail(node, say("language.invisible-character"))
        if value is None or isinstance(value, (bool, str)):
            return
        if not isinstance(value, (int, float)) or abs(value) > MAX_LITERAL:
            raise self.fail(node, say("language.literal"), say("language.literal.fix"))


@lru_cache(maxsize=4_096)  # it follows from the text alone; a trend reads the same ones again and again
def read_expression(text: str) -> Expression:
    """An expression of a text; raises ExpressionError."""
    return Expression(text)


def _word(node: ast.AST) -> str:
    words = {
        "Mod": "%",
        "Pow": "**",
        "FloorDiv": "//",
        "JoinedStr": "f-string",
        "Lambda": "lambda",
        "Subscript": "[...]",
        "ListComp": say("language.list-loop"),
        "Dict": "{...}",
        "Set": "{...}",
        "Tuple": "(..., ...)",
        "Starred": "*",
        "NamedExpr": ":=",
        "Await": "await",
        "keyword": "name=",
        "BitAnd": "&",
        "BitOr": "|",
        "LShift": "<<",
        "RShift": ">>",
        "UAdd": "+",
        "Invert": "~",
        "BitXor": "^",
        "MatMult": "@",
    }
    return words.get(type(node).__name__, type(node).__name__.lower())
