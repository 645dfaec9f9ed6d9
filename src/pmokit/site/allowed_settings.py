"""Everything that mkdocs.yml may set. What is not here is refused.

MkDocs and its theme run code, read files and load addresses that their configuration names, and they print
most settings without escaping them. So a setting is on this list only if none of its values can do that.
"""

from __future__ import annotations

from typing import Any

from pmokit.site.setting_kinds import (
    Kind,
    Reading,
    asset,
    choice,
    flag,
    keys,
    listed,
    matching,
    never,
    number,
    one_or_some,
    some,
    text,
    theme_file,
)
from pmokit.text.flaws import Route
from pmokit.words.catalogue import say

# No quote, bracket, space or backslash: such an address is put into pages as it is.
_HOST = r"[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?"
ADDRESS = rf"https?://{_HOST}(/[A-Za-z0-9._~:/?#@!$&()*+,;=%-]*)?"
# The theme's script asks the servers of these two for the number of stars, from the browser of each reader.
REPOSITORY = rf"(?i)(?!.*(github\.com|gitlab))https://{_HOST}(/[a-z0-9._~/-]*)?"
PAGE = r"[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*\.md(#[A-Za-z0-9_-]+)?"
PATTERNS = r"[A-Za-z0-9_.*?/!\-\[\]\s]*"

COLOURS = (
    r"((deep[ ]|light[ ])?(purple|orange|blue|green)|blue[ ]grey|red|pink|indigo|cyan|teal|lime|yellow|amber"
    r"|brown|grey|black|white|custom)"
)
FEATURES = (
    *("content.code.annotate", "content.code.copy", "content.code.select", "content.footnote.tooltips"),
    *("content.tabs.link", "content.tooltips", "header.autohide", "navigation.expand", "navigation.footer"),
    *("navigation.indexes", "navigation.path", "navigation.prune", "navigation.sections"),
    *("navigation.tabs", "navigation.tabs.sticky", "navigation.top", "navigation.tracking"),
    *("toc.follow", "toc.integrate"),
)
MEDIA = r"\(prefers-color-scheme(: (light|dark))?\)"
LANGUAGES = (
    *("ar", "da", "de", "en", "es", "fi", "fr", "hi", "hu", "hy", "it", "kn", "ko", "nl", "no", "pt"),
    *("ro", "ru", "sa", "sv", "ta", "te", "tr", "vi"),
)
ICONS = (
    *("alternate", "annotate", "close", "edit", "logo", "menu", "next", "previous", "repo", "search"),
    *("share", "top", "view"),
)


def navigation(data: Any, route: Route, reading: Reading) -> Any:
    """The navigation: pages and addresses, alone or under a title, and sections of them."""
    return some(_item)(data, route, reading)


def _item(data: Any, route: Route, reading: Reading) -> Any:
    place = matching(rf"({PAGE})|({ADDRESS})", "settings.expected.page")
    if not isinstance(data, dict) or len(data) != 1:
        return place(data, route, reading)
    ((title, inner),) = data.items()
    kind: Kind = navigation if isinstance(inner, list) else place
    shown = text()(title, (*route, title), reading)
    return {shown: kind(inner, (*route, title), reading)}


_ICON: Kind = theme_file(".icons/", ".svg", "settings.expected.icon")
_LEVEL: Kind = choice(("warn", "info", "ignore"))
_ABSOLUTE: Kind = choice(("warn", "info", "ignore", "relative_to_docs"))
_OF_NAV = {"omitted_files": _LEVEL, "not_found": _LEVEL, "absolute_links": _ABSOLUTE}
_OF_LINKS = {
    "not_found": _LEVEL,
    "anchors": _LEVEL,
    "absolute_links": _ABSOLUTE,
    "unrecognized_links": _LEVEL,
}
_PALETTE = keys(
    {
        "media": matching(MEDIA, "settings.expected.media"),
        "scheme": choice(("default", "slate")),
        "primary": matching(COLOURS, "settings.expected.colour"),
        "accent": matching(COLOURS, "settings.expected.colour"),
        "toggle": keys({"icon": _ICON, "name": text()}),
    }
)
_THEME = keys(
    {
        "name": choice(("material",)),
        "language": theme_file("partials/languages/", ".html", "settings.expected.language"),
        "direction": choice(("ltr", "rtl")),
        "font": never(say("settings.no-font")),
        "features": some(choice(FEATURES)),
        "palette": one_or_some(_PALETTE),
        "icon": keys(dict.fromkeys(ICONS, _ICON)),
        "logo": asset((".svg", ".png", ".jpg", ".webp")),
        "favicon": asset((".svg", ".png", ".ico")),
    },
    {"custom_dir": say("settings.custom-dir")},
)
_PLAIN = matching(r"[A-Za-z0-9 .,:;()¶#§-]{0,40}", "settings.expected.plain")
_TOC: dict[str, Kind] = {
    "permalink": flag,
    "permalink_title": _PLAIN,
    "anchorlink": flag,
    "title": _PLAIN,
    "marker": _PLAIN,
    "toc_depth": number(1, 6),
}
PLUGINS = listed({"tags": keys({})}, {"search": say("settings.search")})
EXTENSIONS = listed(
    {
        "toc": keys(_TOC),
        **dict.fromkeys(("admonition", "footnotes", "abbr", "def_list", "tables"), keys({})),
    }
)


def _theme(data: Any, route: Route, reading: Reading) -> Any:
    """The theme by its name alone, or with options."""
    if isinstance(data, str):
        return {"name": choice(("material",))(data, route, reading)}
    return _THEME(data, route, reading)


SETTINGS = keys(
    {
        "site_name": text(),
        "site_description": text(500),
        "site_author": text(),
        "copyright": text(500),
        "repo_url": matching(REPOSITORY, "settings.expected.repository"),
        "repo_name": text(),
        "theme": _theme,
        "nav": navigation,
        "not_in_nav": matching(PATTERNS, "settings.expected.patterns"),
        "extra": keys({"generator": flag}),
        "extra_css": some(asset((".css",))),
        "extra_javascript": some(asset((".js", ".mjs"))),
        "plugins": PLUGINS,
        "markdown_extensions": EXTENSIONS,
        "validation": keys({"nav": keys(_OF_NAV), "links": keys(_OF_LINKS)}),
    },
    {
        "extra_templates": say("settings.templates"),
        **dict.fromkeys(("docs_dir", "site_dir", "site_url", "use_directory_urls"), say("settings.built")),
    },
)
