"""Which files of a folder of templates may be read: those that are in it, also by a link inside it."""

from __future__ import annotations

from pathlib import Path

from pmokit import shipped
from pmokit.text.fence import leads_out


def may_read(path: Path, folder: Path) -> bool:
    """Whether a file of a folder of templates or assets may be read.

    The shipped folder is trusted: some installers make each of its files a link.
    """
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return not hidden and (folder == shipped.folder("site_templates") or not leads_out(path, folder))
