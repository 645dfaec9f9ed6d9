"""Who stands behind a file, by the signatures of commits."""

from __future__ import annotations

import re
from pathlib import Path

from pmokit.text.git_process import NoRepository, run
from pmokit.text.past import changed_paths, log_of


def read_signers(root: Path, folder: str) -> dict[str, frozenset[str]]:
    """Who stands behind each file below a folder as it was last changed, by e-mail address.

    That is whoever signed the last commit that touched it with a key that git trusts, and, where a
    commit is signed (as forges sign merges), those whom it names as `Reviewed-by`. Files changed in
    the work tree have nobody behind them; neither has any file where git is missing.
    """
    form = "%G?%x02%GS%x02%ae%x02%(trailers:key=Reviewed-by,valueonly,separator=%x03)"
    try:
        log = log_of(root, form, folder)
        changed = run(root, "status", "--porcelain", "-z", "--", folder)
    except NoRepository:
        return {}
    behind: dict[str, frozenset[str]] = {}
    for head, paths in log:
        trusted, signer, author, reviewers = head.split("\x02", 3)
        people: frozenset[str] = frozenset()
        if trusted == "G":
            names = [signer, *reviewers.split("\x03")]
            people = frozenset(mail.casefold() for name in names for mail in _MAIL.findall(name))
            # A key without an address of its own stands for the author whom git has trusted it for.
            people = people or frozenset((author.casefold(),))
        for path in paths:
            behind.setdefault(path, people)
    for path in changed_paths(root, changed or b""):
        behind.pop(path, None)
    return {path: people for path, people in behind.items() if people}


_MAIL = re.compile(r"[^\s<>]+@[^\s<>]+")
