"""Python on another day (`make test-fast FAKETIME=+9d`): a pause that libfaketime does not break.

Debian 12's libfaketime (0.9.10) hangs whoever waits for a thread or, told to leave the monotonic clock
alone, refuses the absolute times by which `time.sleep` waits since Python 3.11. It leaves `select` alone.
"""

import select
import time


def sleep(seconds: float) -> None:
    """Pause for so many seconds of the monotonic clock."""
    select.select([], [], [], seconds)


time.sleep = sleep
