"""What sentences of a report say of a milestone: a plain search for words, those that reporting.yaml lists.

It understands nothing. What it finds is an indication, and the lists are those of the language of the
reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pmokit.model.status_report import Report

_END = re.compile(r"(?<=[.!?;])\s+|\n+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_DIGIT = re.compile(r"\d")
_NEAR = 3
"""A word that denies another one is among so many words before it."""


def sentences(text: str) -> list[str]:
    """The sentences of a text in small letters."""
    return [part.strip() for part in _END.split(text.casefold()) if part.strip()]


def words_in(text: str) -> list[str]:
    """The words and numbers of a text in small letters."""
    return _WORD.findall(text.casefold())


def has_any(sentence: str, phrases: Iterable[str]) -> bool:
    """Whether a sentence has one of some words or phrases; one that ends with `*` stands for its
    beginning."""
    text = f" {' '.join(words_in(sentence))} "
    return any(_is_in(phrase, text) for phrase in phrases)


def speaks_of(sentence: str, phrases: Iterable[str], denials: Iterable[str]) -> bool:
    """Whether a sentence has one of some words or phrases, and none of some that deny it shortly before."""
    words = words_in(sentence)
    text = f" {' '.join(words)} "
    # Most sentences have none of them.
    some = [phrase for phrase in phrases if _is_in(phrase, text)]
    return any(
        begins_with_any(" ".join(words[place:]), some)
        and not has_any(" ".join(words[max(place - _NEAR, 0) : place]), denials)
        for place in range(len(words) if some else 0)
    )


def begins_with_any(text: str, phrases: Iterable[str]) -> bool:
    """Whether a text begins with one of some words or phrases."""
    head = f"{' '.join(words_in(text))} "
    return head.startswith(tuple(_start(phrase) for phrase in phrases))


def consists_of(text: str, phrases: Iterable[str]) -> bool:
    """Whether each word of a text is one of some words."""
    starts = tuple(_start(phrase) for phrase in phrases)
    return all(f"{word} ".startswith(starts) for word in words_in(text))


def _start(phrase: str) -> str:
    """What a text begins with that begins with a phrase."""
    return phrase.removesuffix("*") if phrase.endswith("*") else f"{' '.join(words_in(phrase))} "


def _is_in(phrase: str, text: str) -> bool:
    wanted = " ".join(words_in(phrase))
    return f" {wanted}" in text if phrase.endswith("*") else f" {wanted} " in text


def has_number(sentence: str) -> bool:
    """Whether a sentence has a figure in it."""
    return _DIGIT.search(sentence) is not None


def full_names_of(milestone: str, title: str) -> list[str]:
    """What a text calls a milestone if it means it for certain: its title, that without what explains it,
    or an id of several words."""
    short = re.split(r"[:(–]", title, maxsplit=1)[0]
    names = [title, *(name for name in (short, milestone) if len(words_in(name)) > 1)]
    return [" ".join(words_in(name)) for name in dict.fromkeys(names)]


def names_of(milestone: str, title: str) -> list[str]:
    """What a text may call a milestone: also its id of one word, unless that is so short that it may be
    any word."""
    return [*full_names_of(milestone, title), *([milestone.casefold()] if len(milestone) > 4 else [])]


def without_name(sentence: str, names: Iterable[str]) -> str | None:
    """What a sentence says besides the name of a milestone; None if it does not name it."""
    text = f" {' '.join(words_in(sentence))} "
    for name in names:
        if name and f" {name} " in text:
            return text.replace(f" {name} ", " ")
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
