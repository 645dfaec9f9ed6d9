"""Work on many projects shared out among the processors of the machine.

Python works on one processor at a time, so each further one needs a process of its own. It is forked: what
has been read and compiled so far is there at once, and only results travel, as JSON.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

Work = Callable[[Sequence[str]], dict[str, Any]]
"""From the ids of some projects to a result for each, in plain JSON."""

FEWEST = 32
"""Projects in a share; with fewer the process costs more than it saves."""
_MOST = 4
"""Processes at most: each reads again what its projects need of those in other shares."""


def shared_out(work: Work, names: Sequence[str], processes: int) -> dict[str, Any]:
    """The result for each name in the order of the names, worked out by so many processes at most.

    A process that does not come to an end, for lack of memory for example, costs time and nothing else:
    its share is worked out here.
    """
    number = max(1, min(processes, len(names) // FEWEST))
    shares = [names[first::number] for first in range(number)]
    helpers = [_start(work, share) for share in shares[1:]]
    try:
        results = work(shares[0])
        for helper, share in zip(helpers, shares[1:], strict=True):
            results |= (_result(helper) if helper else None) or work(share)
    finally:
        for helper in filter(None, helpers):
            _stop(helper)
    return {name: results[name] for name in names}


def processors() -> int:
    """How many processes this process may share its work with, itself among them."""
    # Forking is safe on Linux, and only while there is a single thread: a lock that another one holds would
    # never be let go of in the copy.
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return min(_MOST, len(os.sched_getaffinity(0)))


class _Helper(NamedTuple):
    process: int
    answer: int


def _start(work: Work, share: Sequence[str]) -> _Helper | None:
    """A process at work on a share; None where the machine has no room for it."""
    answer, end = os.pipe()
    try:
        process = os.fork()
    except OSError:
        os.close(answer)
        os.close(end)
        return None
    if process:
        os.close(end)
        return _Helper(process, answer)
    # Nothing of the copy may get out but its result: no buffer that is written twice, no exit handler.
    status = 1
    try:
        os.close(answer)
        with os.fdopen(end, "wb") as pipe:
            pipe.write(json.dumps(work(share)).encode())
        status = 0
    finally:
        os._exit(status)


def _result(helper: _Helper) -> dict[str, Any] | None:
    """What a process worked out, None if it did not end well."""
    with os.fdopen(helper.answer, "rb", closefd=False) as pipe:
        raw = pipe.read()
    try:
        result: dict[str, Any] = json.loads(raw)
    except ValueError:
        return None
    return result


def _stop(helper: _Helper) -> None:
    """Let go of a process, whether it has ended or not."""
    os.close(helper.answer)
    os.kill(helper.process, signal.SIGKILL)
    os.waitpid(helper.process, 0)
