"""The one rule about symbolic links, for every door: none is followed out of the folder that it stands in.

A pull request may add a link to any place of the machine that reads it. Reading through it would publish what
is there, writing through it would change it. A link inside the folder may be followed, but never to a hidden
file or folder: `.git` and `.github` decide what runs.
"""

from __future__ import annotations

import os
from pathlib import Path


def leads_out(path: str | Path, folder: str | Path) -> bool:
    """Whether a path below a folder leaves it by links, is a circle, or reaches what is hidden by one.

    The path need not exist. Links above the folder, which the user chose, do not count.
    """
    base, real = os.path.realpath(folder), os.path.realpath(path)
    place = real
    while place.startswith(base + os.sep):
        if os.path.islink(place):  # a circle: what is left of it is a link still
            return True
        place = os.path.dirname(place)
    if real == os.path.normpath(os.path.join(base, os.path.relpath(path, folder))):
        return False
    inside = os.path.relpath(real, base)
    return any(part.startswith(".") for part in inside.split(os.sep)) and inside != "."
