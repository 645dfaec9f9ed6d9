"""What sentences of a report say of a milestone: a plain search for words, those that reporting.yaml lists.

It understands nothing. What it finds is an indication, and the lists are those of the language of the
reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pmokit.load.run import Run
from pmokit.model.status_report import Report

_END = re.compile(r"(?<=[.!?;])\s+|\n+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SIGNED = re.compile(r"(?<![^\s(])[+±−–-]\d")
_DATED = re.compile(r"\b20\d\d\b|\b\d{1,2}\.\d{1,2}\.|\b\d{1,2}/\d{1,2}\b|\b[qh][1-4]\b")
_EXPLAINED = re.compile(r"[:(–]")
_NEAR = 3
"""A word that denies another one is among so many words before it."""


class Sentence(NamedTuple):
    """A sentence in small letters, and its words as `spoken` gives them."""

    text: str
    spoken: str


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text."""
    parts = (part.strip() for part in _END.split(text.casefold()))
    return [Sentence(part, spoken(part)) for part in parts if part]


def words_in(text: str) -> list[str]:
    """The words and numbers of a text in small letters."""
    return _WORD.findall(text.casefold())


def spoken(text: str) -> str:
    """The words of a text with a blank before and after each: the form in which words are searched for."""
    return f" {' '.join(words_in(text))} "


def phrases(words: Iterable[str]) -> re.Pattern[str]:
    """What finds one of some words or phrases in a spoken text; one that ends with `*` stands for its
    beginning."""
    spoken_words = ((spoken(word).rstrip(), word.endswith("*")) for word in words)
    some = [re.escape(text) + ("" if is_start else "(?= )") for text, is_start in spoken_words if text]
    return re.compile("|".join(some) or r"(?!)")


def vocabulary(run: Run) -> dict[str, re.Pattern[str]]:
    """What finds the words of each list of the vocabulary."""
    return {name: phrases(words) for name, words in run.reporting.vocabulary}


def speaks_of(spoken: str, what: re.Pattern[str], denial: re.Pattern[str]) -> bool:
    """Whether a sentence has one of some words or phrases, and none of some that deny it shortly before."""
    return any(
        not denial.search(f" {' '.join(spoken[: found.start()].split()[-_NEAR:])} ")
        for found in what.finditer(spoken)
    )


def consists_of(spoken: str, what: re.Pattern[str]) -> bool:
    """Whether each word of a text is one of some words."""
    return all(what.match(f" {word} ") for word in spoken.split())


def has_move(text: str) -> bool:
    """Whether a text in small letters has a figure with a sign, or a date in figures: what a bare number is
    not."""
    return bool(_SIGNED.search(text) or _DATED.search(text))


_ARTICLES = ("a", "an", "the")


def full_names_of(milestone: str, title: str) -> list[str]:
    """What a text calls a milestone if it means it for certain, as it is spoken: its title, that without what
    explains it, or an id of several words."""
    short = _EXPLAINED.split(title, maxsplit=1)[0]
    some = [spoken(title), *(name for name in map(spoken, (short, milestone)) if name.count(" ") > 2)]
    return [name for name in dict.fromkeys(some) if name.strip()]


def names_of(milestone: str, title: str) -> list[str]:
    """What a text may call a milestone: also its id of one word, unless that is so short that it may be
    any word, and the two words with which a longer title begins ("the northern masts move by 11 days")."""
    names = full_names_of(milestone, title)
    if len(milestone) > 4:
        names.append(f" {milestone.casefold()} ")
    first = [word for word in spoken(title).split() if word not in _ARTICLES]
    if len(first) > 2 and min(map(len, first[:2])) > 3:
        names.append(f" {' '.join(first[:2])} ")
    return names


def without_name(spoken: str, names: Iterable[str]) -> str | None:
    """What a spoken sentence says besides the name of a milestone; None if it does not name it."""
    for name in names:
        if name in spoken:
            return spoken.replace(name, " ")
    return None


def passages(report: Report) -> Iterator[str]:
    """All that the author wrote, field by field."""
    yield report.summary
    yield from report.achievements
    yield from (step.what for step in report.next_steps)
    for name in type(report.claims).model_fields:
        claim = getattr(report.claims, name)
        if claim is not None and claim.comment:
            yield claim.comment
    if report.path_to_green is not None:
        yield report.path_to_green.what


_SHARE = re.compile(r"\b([78]\d|9[0-9])\s*(?:%|percent\b|per cent\b)", re.I)


def shares(text: str) -> set[str]:
    """The shares from 70 to 99 percent that a text names: what is nearly done."""
    return set(_SHARE.findall(text))
