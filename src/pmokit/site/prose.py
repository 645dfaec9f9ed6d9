"""Longer texts in Markdown, as authors write them: rendered, then cleaned by an allow-list."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from markupsafe import Markup

TAGS = {"p", "ul", "ol", "li", "em", "strong", "code", "pre", "blockquote", "br", "a", "h3", "h4", "h5"}


@lru_cache(maxsize=1)
def _converter() -> Any:
    import markdown

    return markdown.Markdown(extensions=[], output_format="html")


def prose(text: str | None) -> Markup:
    """Safe HTML on one line. No extension of Markdown is active, and links lead to the web only."""
    if not text:
        return Markup()
    import nh3

    converter = _converter()
    converter.reset()
    html: str = nh3.clean(
        converter.convert(text),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "http", "mailto"},
        link_rel="noopener noreferrer",
    )
    # One line, and nothing at the start of a line that MkDocs could take for Markdown.
    return Markup(html.replace("\n", "&#10;").replace("`", "&#96;").replace("~", "&#126;"))
