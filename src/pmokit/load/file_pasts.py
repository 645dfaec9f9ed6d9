"""From the commits of a portfolio to the past of each file: renames followed, and only contents that matter.

Of a register, such as `raid.yaml`, a content matters if the next one lacks something that it had; which of
these losses are faults is for `analytics/history` to say. Without that, the whole past of a large portfolio
would have to be read by every check.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pmokit.load import layout
from pmokit.load.file_tokens import TOKENS, Tokens, is_dated
from pmokit.text.file_history import FileCommit, FileHistory
from pmokit.text.file_past import FilePast, Past, Version

Content = Callable[[str], bytes]
_Since = dict[str, tuple[date, str]]
"""The day and the commit at which each word of a file came."""

_WHOLE = frozenset(
    (
        *("gates", "changes", "baselines", "reviews", "reports"),
        *("meetings", "periods", "waivers", "examinations", "attestations"),
    )
)
"""The parts whose files are compared as a whole."""
_COMING = frozenset(("schedule", "raid", "charter"))
"""The parts of which it is known when an entry, or a day in it, came."""


@dataclass
class _Track:
    """A file on its way through the commits; its contents by name."""

    home_since: date
    contents: list[tuple[date, date, str, str]] = field(default_factory=list)
    authors: dict[str, str] = field(default_factory=dict)
    """The author of each of these commits."""
    """Day, first day seen anywhere, commit and blob of each, the oldest first."""
    ends: list[tuple[date, str]] = field(default_factory=list)
    """Day and commit at which each of them but the last was replaced."""
    gone: bool = False


def file_pasts(history: FileHistory, content: Content, first: date | None, today: date) -> Past:
    """The past of the files from a day on until today: what was there before that day is where it begins."""
    tracks: dict[str, _Track] = {}
    homes: dict[str, date] = {}
    begun = first is None
    for commit in history.commits:
        if commit.day > today:
            break
        if first is not None and not begun and commit.day >= first:
            begun = _begin(tracks)
        _apply(commit, history, tracks, homes)
    if not begun:
        _begin(tracks)
    pasts = ((path, _past_of(path, track, content)) for path, track in sorted(tracks.items()))
    return Past({path: past for path, past in pasts if past is not None})


def _begin(tracks: dict[str, _Track]) -> bool:
    """Forget what came before: the contents of today's files are the first, entered with their project."""
    for path in [path for path, track in tracks.items() if track.gone]:
        del tracks[path]
    for track in tracks.values():
        track.contents, track.ends = track.contents[-1:], []
        track.home_since = max(track.home_since, track.contents[0][0])
    return True


def _apply(
    commit: FileCommit,
    history: FileHistory,
    tracks: dict[str, _Track],
    homes: dict[str, date],
) -> None:
    """Take a commit into account."""
    for old, new in _moves(commit, tracks).items():
        tracks[new] = tracks.pop(old)
        homes.setdefault(_home(new), homes.get(_home(old), commit.day))
    for path, blob in commit.changes.items():
        track = tracks.get(path)
        if blob is None:
            if track is not None and not track.gone:
                track.ends.append((commit.day, commit.name[:8]))
                track.gone = True
            continue
        since = homes.setdefault(_home(path), commit.day)
        if track is None:
            track = tracks[path] = _Track(since)
        elif track.contents[-1][3] == blob and not track.gone:
            continue
        elif not track.gone:
            track.ends.append((commit.day, commit.name[:8]))
        track.gone = False
        first = min(commit.day, history.seen.get((path, blob), commit.day))
        track.contents.append((commit.day, first, commit.name[:8], blob))
        track.authors[commit.name[:8]] = history.authors.get((path, blob), commit.author)


def _home(path: str) -> str:
    return layout.project_of(path) or ""


def _moves(commit: FileCommit, tracks: Mapping[str, _Track]) -> dict[str, str]:
    """The files that a commit moved: those with the same content in the same folder, and those of a project
    whose folder was renamed, also where they changed."""
    removed = [path for path, blob in commit.changes.items() if blob is None and path in tracks]
    added = {path: blob for path, blob in commit.changes.items() if blob is not None and path not in tracks}
    if not removed or not added:
        return {}
    by_content: dict[tuple[str, str], list[str]] = {}
    by_name: dict[str, list[str]] = {}
    for path, blob in added.items():
        by_content.setdefault((layout.folder_within(_name_in_home(path)), blob), []).append(path)
        by_name.setdefault(_name_in_home(path), []).append(path)
    renamed: dict[str, str] = {}
    moves: dict[str, str] = {}
    for old in removed:
        key = (layout.folder_within(_name_in_home(old)), tracks[old].contents[-1][3])
        same = [new for new in by_content.get(key, ()) if new not in moves.values()]
        # Two files with the same content are told apart by their names.
        same.sort(key=lambda new: _name_in_home(new) != _name_in_home(old))
        if same and not tracks[old].gone:
            moves[old] = same[0]
            if _home(same[0]) != _home(old) and _name_in_home(old) == _name_in_home(same[0]):
                renamed[_home(old)] = _home(same[0])
    for old in removed:
        new = f"{layout.folder_of(renamed.get(_home(old), ''))}/{_name_in_home(old)}"
        if old not in moves and not tracks[old].gone and new in by_name.get(_name_in_home(old), ()):
            moves[old] = new
    return moves


def _name_in_home(path: str) -> str:
    home = _home(path)
    return path.removeprefix(f"{layout.folder_of(home)}/") if home else path


def _past_of(path: str, track: _Track, content: Content) -> FilePast | None:
    """What is known of a file; None where nothing of it can matter."""
    located = layout.place(path)
    part = located.slot.part if located else ""
    came: _Since = {}
    if part in _WHOLE and (len(track.contents) > 1 or track.gone):
        versions = _all(track, content)
    elif part in TOKENS and len(track.contents) > 1:
        versions, there = _losing(track, content, TOKENS[part])
        came = _came(track, there) if part in _COMING else {}
    else:
        versions = ()
    if part not in _WHOLE and not versions and not came:
        return None
    entered = min(first for _, first, _, _ in track.contents)
    versions = versions or tuple(_all(track, lambda _: b"")[-1:])
    named = {
        track.contents[0][2],
        *(one.commit for one in versions),
        *(commit for _, commit in came.values()),
    }
    authors = {commit: track.authors[commit] for commit in sorted(named)}
    return FilePast(entered, track.home_since, versions, track.gone, came, authors)


def _all(track: _Track, content: Content) -> tuple[Version, ...]:
    ends = [*track.ends, (None, "")]
    return tuple(
        Version(day, first, commit, content(blob), *ends[place])
        for place, (day, first, commit, blob) in enumerate(track.contents)
    )


def _losing(track: _Track, content: Content, tokens: Tokens) -> tuple[tuple[Version, ...], _Since]:
    """The contents of a register of which the next one lacks something, and since when each word of the last
    content is there."""
    first_there: _Since = {}
    found: list[Version] = []
    before: tuple[set[str], bytes] = (set(), b"")
    for place, (_, first, commit, blob) in enumerate(track.contents):
        raw = content(blob)
        some = tokens(raw)
        for token in some:
            first_there.setdefault(token, (first, commit))
        lost = before[0] - some
        if lost:
            day, earlier, name, _ = track.contents[place - 1]
            firsts = {token: first_there.pop(token)[0] for token in sorted(lost)}
            found.append(Version(day, earlier, name, before[1], *track.ends[place - 1], firsts))
        before = (some, raw)
    return tuple(found), first_there


def _came(track: _Track, there: _Since) -> _Since:
    """The entries, and the days of what happened to them, that were not in the first content."""
    start = track.contents[0][2]
    return {
        name: since
        for name, since in sorted(there.items())
        if since[1] != start and (not name.startswith("@") or is_dated(name))
    }


def of_states(states: Sequence[tuple[date, str, Mapping[str, bytes]]], today: date) -> Past:
    """The past of files that had other contents on some days, the oldest first, each by an author: for
    examples of rules."""
    commits: list[FileCommit] = []
    before: Mapping[str, bytes] = {}
    for number, (day, author, files) in enumerate(states, 1):
        changes: dict[str, str | None] = dict.fromkeys(before.keys() - files.keys())
        changes |= {path: raw.decode() for path, raw in files.items() if before.get(path) != raw}
        commits.append(FileCommit(f"{number:08}", day, changes, author))
        before = files
    return file_pasts(FileHistory(commits, {}, {}), str.encode, None, today)
