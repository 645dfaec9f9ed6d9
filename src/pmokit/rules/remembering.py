"""What a check leaves for the next one, and which of it still holds.

The findings of a project rest on its own files, on what all projects share, on today, and on what was asked
for while judging it: a part of another project's extract, seldom a whole folder. The digest of each is kept
with the findings, so they hold as long as all of these are the same. Remembering changes the time, never the
result.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import chain
from typing import Any

from pmokit.load import layout
from pmokit.load.extracts import ALL_IDS, FOLDER, WHOLE, Asked, Row, part_of
from pmokit.load.run import Run
from pmokit.load.workspace import Workspace
from pmokit.model.finding import Finding, from_row

Memory = dict[str, Any]
"""What a check leaves for the next one; plain JSON."""
Entry = dict[str, Any]
"""What is kept of one project or of what all share: what it rests on, and what was found."""


class Remembered:
    """The memory of an earlier check, held against a workspace.

    `basis` is what all findings rest on: the shared files, today, and the signers. `rows` are the extracts of
    the projects whose files are still the same; they do not depend on the basis.
    """

    def __init__(self, workspace: Workspace, signed: str, memory: Memory) -> None:
        self.folders = workspace.folders
        unread, pasts = workspace.unread, _pasts(workspace)
        self.digests = {
            name: digest(chain(flat(files), sorted(unread.get(name, ())), pasts.get(name, ())))
            for name, files in self.folders.items()
        }
        self.ids = digest(self.folders)
        beside = (
            workspace.today.isoformat(),
            signed,
            *pasts.get("", ()),
            *sorted(workspace.broken | workspace.placeholders),
        )
        self.basis = digest(chain(flat(workspace.shared_files), beside))
        same = {
            name: entry
            for name, entry in memory.get("projects", {}).items()
            if entry["digest"] == self.digests.get(name)
        }
        self.rows: dict[str, Row] = {name: entry["extract"] for name, entry in same.items()}
        known = memory.get("basis") == self.basis
        self._projects: dict[str, Entry] = same if known else {}
        self._department: Entry | None = memory.get("department") if known else None

    def project(self, name: str, run: Run) -> Entry | None:
        """What is known of a project, if all that it rests on is the same."""
        return self._held(self._projects.get(name), run)

    def department(self, run: Run) -> Entry | None:
        """What is known of the shared records, if all that it rests on is the same."""
        return self._held(self._department, run)

    def _held(self, entry: Entry | None, run: Run) -> Entry | None:
        if entry is None:
            return None
        asked = ((Asked(project, part), known) for project, part, known in entry["asked"])
        return entry if all(self.state(one, run) == known for one, known in asked) else None

    def state(self, asked: Asked, run: Run) -> str:
        """The digest of what was asked for, as it is now."""
        if asked == ALL_IDS:
            return self.ids
        if asked.project not in self.folders:
            return ""
        if asked.part == FOLDER:
            return FOLDER
        if asked.part == WHOLE:
            return self.digests[asked.project]
        return digest([json.dumps(part_of(run.row(asked.project), asked.part))])

    def entry(self, found: Iterable[Finding], applied: Mapping[str, int], home: str, run: Run) -> Entry:
        """What is to be kept of what was just found; `home` is the project, or empty for what all share."""
        asked = sorted(one for one in run.asked if one.project != home)
        return {
            "asked": [[*one, self.state(one, run)] for one in asked],
            "findings": [list(finding) for finding in found],
            # A list instead of names: it is most of what is kept.
            "counts": counts(applied, run),
        }


def _pasts(workspace: Workspace) -> dict[str, list[str]]:
    """What git knows of the past, by project; of what all share under ""."""
    found: dict[str, list[str]] = {"": [workspace.past.lack]}
    for path, past in workspace.past.files.items():
        found.setdefault(layout.project_of(path) or "", []).append(f"{path} {past!r}")
    return found


def findings_of(entry: Entry) -> list[Finding]:
    """The findings that were kept."""
    return [from_row(row) for row in entry["findings"]]


def counts(applied: Mapping[str, int], run: Run) -> list[int]:
    """How many records each rule of the method had something to say about, in the order of the rules."""
    return [applied.get(name, 0) for name in run.rules]


def applied_of(entry: Entry, rules: Sequence[str]) -> dict[str, int]:
    """The same by the id of the rule, of those that had something to say."""
    return {name: number for name, number in zip(rules, entry["counts"], strict=True) if number}


def flat(files: Mapping[str, bytes]) -> Iterable[bytes]:
    """Paths and contents in turn."""
    for path, raw in files.items():
        yield path.encode()
        yield raw


def digest(parts: Iterable[bytes | str]) -> str:
    """A digest of a sequence that keeps its parts apart: their lengths come first."""
    some = [part.encode() if isinstance(part, str) else part for part in parts]
    lengths = ",".join([str(len(part)) for part in some])
    # Processors have instructions for SHA-256; half of it is enough to tell states of a folder apart.
    return sha256(b"".join((lengths.encode(), b"\n", *some))).hexdigest()[:32]
