"""Longer texts in Markdown, as authors write them: rendered, then cleaned by an allow-list."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from markupsafe import Markup

from pmokit.site.escape import escape

TAGS = {"p", "ul", "ol", "li", "em", "strong", "code", "pre", "blockquote", "br", "a", "h3", "h4", "h5"}


# Markdown is slow or deep on texts that no author writes; these are shown as they are.
MOST_OPENERS = 200
_NESTED = re.compile(r"(?:(?:\d+[.)]|[-*+>])[ \t]*){12}|^[ \t]{40}", re.MULTILINE)


def _laborious(text: str) -> bool:
    openers = sum(text.count(sign) for sign in "[<")
    return openers > MOST_OPENERS or _NESTED.search(text) is not None


def _plainly(text: str) -> Markup:
    paragraphs = re.split(r"\n\s*\n", text)
    return Markup("").join(Markup("<p>{}</p>").format(escape(part)) for part in paragraphs)


# The converter never changes in a process: its settings are written here.
@cache
def _converter() -> Any:
    import markdown

    return markdown.Markdown(extensions=[], output_format="html")


# A footnote is no link: without an extension for it, Markdown would take its text for an address.
_FOOTNOTE = re.compile(r"\[(?=\^[^\]\s]+\])")
_OPENER = "\ue000"
_ANCHOR = re.compile(r'<a(?: href="([^"]*)")?[^>]*>(.*?)</a>', re.DOTALL)
_ABROAD = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)


def _without_dead_links(html: str) -> str:
    """The text of links to files beside the record, which no page of the site is, without the links."""
    return _ANCHOR.sub(lambda link: link[0] if _ABROAD.match(link[1] or "") else link[2], html)


def prose(text: str | None) -> Markup:
    """Safe HTML on one line. No extension of Markdown is active, and links lead to the web only."""
    if not text:
        return Markup()
    if _laborious(text):
        return _plainly(text)
    import nh3

    converter = _converter()
    converter.reset()
    try:
        converted = converter.convert(_FOOTNOTE.sub(_OPENER, text))
    except RecursionError:
        return _plainly(text)
    html: str = nh3.clean(
        converted,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "http", "mailto"},
        link_rel="noopener noreferrer",
    )
    html = _without_dead_links(html).replace(_OPENER, "[")
    # One line, and nothing at the start of a line that MkDocs could take for Markdown.
    return Markup(html.replace("\n", "&#10;").replace("`", "&#96;").replace("~", "&#126;"))
