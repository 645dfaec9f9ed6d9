"""A digest as the text of a mail: Markdown, and HTML that needs nothing from outside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from pmokit.views.people.digest import Digest, Line
from pmokit.words.catalogue import say
from pmokit.words.wording import long_day

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!$^])")
_START = re.compile(r"^(\d+)([.)])|^([-+=])")
_STYLE = (
    "font-family:Helvetica,Arial,sans-serif;font-size:15px;line-height:1.45;color:#1c2733;"
    "max-width:40em;margin:0 auto;padding:16px"
)


def subject(digest: Digest) -> str:
    """The subject of the mail."""
    late = sum(line.late for part in digest.parts for line in part.lines)
    number = sum(len(part.lines) for part in digest.parts)
    return say("mail.subject", number, day=long_day(digest.today), late=late)


def markdown(digest: Digest, address: str) -> str:
    """The text as Markdown. `address` is that of the published site, with a slash at its end, or empty."""
    lines = [f"# {_plain(subject(digest))}", "", say("mail.for", name=_plain(digest.person.name))]
    for part in digest.parts:
        lines += ["", f"## {part.title}", ""]
        lines += [f"- {_markdown_line(line, address)}" for line in part.lines] or [part.nothing]
    return "\n".join([*lines, ""])


def _markdown_line(line: Line, address: str) -> str:
    text = _plain(line.what[:1].upper() + line.what[1:])
    if line.project is not None:
        title = _plain(line.project.title)
        name = f"[{title}]({address}projects/{line.project.id}/)" if address else title
        text = f"**{name}**: {text}"
    if line.due is not None:
        when = long_day(line.due) if line.happened else say("mail.due", day=long_day(line.due))
        late = f", **{say('mail.overdue')}**" if line.late else ""
        text += f" ({when}{late})"
    return text + (f". {_plain(line.help)}" if line.help else "")


def _plain(text: str) -> str:
    """A text on one line in which nothing is markup."""
    line = _MARKUP.sub(r"\\\1", " ".join(text.split()))
    return _START.sub(lambda found: found[0][:-1] + "\\" + found[0][-1], line)


def html(digest: Digest, address: str) -> str:
    """The text as a page of its own: no script, no picture, no style sheet from outside."""
    title = escape(subject(digest))
    head = f'<meta charset="utf-8"><title>{title}</title><meta name="viewport" content="width=device-width">'
    body = "".join(_html_parts(digest, address))
    whose = say("mail.for", name=escape(digest.person.name))
    return (
        f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body style="{_STYLE}">'
        f'<h1 style="font-size:21px">{title}</h1><p>{whose}</p>{body}'
        "</body></html>\n"
    )


def _html_parts(digest: Digest, address: str) -> Iterator[str]:
    item = '<li style="margin:7px 0">{}</li>'
    for part in digest.parts:
        yield f'\n<h2 style="font-size:17px;margin-top:26px">{escape(part.title)}</h2>'
        if part.lines:
            rows = "".join(item.format(_html_line(line, address)) for line in part.lines)
            yield f'<ul style="padding-left:20px">{rows}</ul>'
        else:
            yield f"<p>{escape(part.nothing)}</p>"


def _html_line(line: Line, address: str) -> str:
    text = escape(line.what[:1].upper() + line.what[1:])
    if line.project is not None:
        name = escape(line.project.title)
        if address:
            name = f'<a href="{escape(address)}projects/{line.project.id}/" style="color:#1a5f8a">{name}</a>'
        text = f"<strong>{name}</strong>: {text}"
    if line.due is not None:
        late = f' <strong style="color:#b3261e">{say("mail.overdue")}</strong>' if line.late else ""
        when = long_day(line.due) if line.happened else say("mail.due", day=long_day(line.due))
        text += f' <span style="color:#56626e;white-space:nowrap">{when}</span>{late}'
    return text + (f'<br><span style="color:#56626e">{escape(line.help)}</span>' if line.help else "")
