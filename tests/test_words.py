"""Every text is in the words of docs/design.md: methodology, demonstration, documentation, catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from tests.conftest import ROOT

# Keys whose values are expressions, addresses or names, not sentences.
NOT_PROSE = frozenset(
    (
        "when",
        "require",
        "value",
        "holds",
        "lasts",
        "at",
        "fix",
        "name",
        "email",
        "url",
        "git",
        "folder",
        "theirs",
    )
)
ROW = re.compile(r"^\| (?P<say>[^|]+) \| (?P<for>[^|]+) \| (?P<avoid>`[^|]+) \|$", re.M)
Text = tuple[str, int, str]
_BEFORE, _AFTER = r"(?<![\w-])", r"(?![\w-])"


def avoided(design: str) -> dict[re.Pattern[str], str]:
    """The words to avoid, from the table of the design, each with what to say."""
    words = {}
    for row in ROW.finditer(design):
        for word in re.findall(r"`([^`]+)`", row["avoid"]):
            pattern = re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
            words[re.compile(f"{_BEFORE}{pattern}{_AFTER}", re.I)] = row["say"].strip()
    return words


def complaints(texts: Iterator[Text], words: dict[re.Pattern[str], str]) -> list[str]:
    """A line for each avoided word: file and line, the word, and what to say."""
    inner = "|".join(pattern.pattern.removeprefix(_BEFORE).removesuffix(_AFTER) for pattern in words)
    any_of_them = re.compile(f"{_BEFORE}(?:{inner}){_AFTER}", re.I)
    return [
        f"{path}:{line + text[: found.start()].count(chr(10))}: “{found[0]}”: say “{say}”"
        for path, line, text in texts
        if any_of_them.search(text)  # most texts hold none
        for pattern, say in words.items()
        for found in pattern.finditer(text)
    ]


def markdown(path: Path) -> Iterator[Text]:
    """The prose of a Markdown file: without code, link targets and front matter's keys."""
    text = path.read_text(encoding="utf-8")
    blank = re.compile(r"```.*?```|`[^`\n]+`|\]\([^)]*\)|<[^>\n]+>", re.S)
    yield str(path.relative_to(ROOT)), 1, blank.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def records(path: Path) -> Iterator[Text]:
    """The sentences and comments of a YAML file."""
    name, text = str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if comment := re.search(r"(?:^|\s)#\s(.*)", line):
            yield name, number, re.sub(r"`[^`]+`", "", comment[1])
    root = YAML(typ="safe").compose(re.sub(r"\$(\w+)", r"x\1", text) if "starters" in path.parts else text)
    if root is not None:
        yield from ((name, line, value) for line, value in sentences(root))


def sentences(node: Node, key: str = "") -> Iterator[tuple[int, str]]:
    """The text values below a node, each with its line; code in backticks and fields in braces are left out."""
    if isinstance(node, MappingNode):
        for name, value in node.value:
            if name.value != "given":  # the records of an example of a rule quote whatever the rule finds
                yield from sentences(value, str(name.value))
    elif isinstance(node, SequenceNode):
        for value in node.value:
            yield from sentences(value, key)
    elif isinstance(node, ScalarNode) and key not in NOT_PROSE and " " in node.value.strip():
        yield node.start_mark.line + 1, re.sub(r"`[^`]+`|\{[^}]*\}", "_", node.value)


def catalogue(path: Path) -> Iterator[Text]:
    """The messages of a catalogue of the program's words."""
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        for message in read_po(file):
            if message.id:
                strings = message.string if isinstance(message.string, tuple) else (message.string,)
                text = "\n".join(str(part) for part in strings if part)
                yield (
                    str(path.relative_to(ROOT)),
                    message.lineno or 1,
                    re.sub(r"`[^`]+`|<code>.*?</code>|\{[^}]*\}", "_", text),
                )


def texts() -> Iterator[Path]:
    """All files that are read against the list; the list itself and the table of old rule ids are not."""
    for folder in ("methodology", "portfolio", "docs"):
        yield from sorted(path for suffix in ("yaml", "md") for path in (ROOT / folder).rglob(f"*.{suffix}"))
    yield from (ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"))
    yield from sorted((ROOT / "src/pmokit/words/en").glob("*.po"))


READERS = {".yaml": records, ".md": markdown, ".po": catalogue}
WORDS = avoided((ROOT / "docs/design.md").read_text(encoding="utf-8"))
READ = [path for path in texts() if path.name not in ("design.md", "renamed-rules.md")]


def test_the_design_lists_the_words_to_avoid() -> None:
    assert len(WORDS) >= 100 and all(WORDS.values())


@pytest.mark.slow
def test_every_text_is_in_the_words_of_the_design() -> None:
    found = [line for path in READ for line in complaints(READERS[path.suffix](path), WORDS)]
    assert len(READ) > 500 and not found, "\n".join(found)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("How to mend it.", "a.md:1: “mend”: say “correct, fix, remedy”"),
        ("The sponsor\nchecks her\nproject.", "a.md:2: “her”: say “their, they”"),
        ("Two run books.", "a.md:1: “run books”: say “runbook”"),
    ],
)
def test_an_avoided_word_is_named_with_its_line_and_what_to_say(text: str, line: str) -> None:
    assert complaints(iter([("a.md", 1, text)]), WORDS) == [line]


def test_a_word_inside_another_word_is_not_meant() -> None:
    assert complaints(iter([("a.md", 1, "Other members recommend a standard.")]), WORDS) == []


def test_code_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.test_words.ROOT", tmp_path)
    (tmp_path / "a.md").write_text(
        "Run `mend`.\n\n```\nmend\n```\n[here](mend.md) and mend\n", encoding="utf-8"
    )
    (tmp_path / "a.yaml").write_text(
        "when: his == 1\nwhy: It is `mend`\nsay:\n  - To mend it\n", encoding="utf-8"
    )
    assert complaints(markdown(tmp_path / "a.md"), WORDS) == ["a.md:6: “mend”: say “correct, fix, remedy”"]
    assert complaints(records(tmp_path / "a.yaml"), WORDS) == ["a.yaml:4: “mend”: say “correct, fix, remedy”"]
