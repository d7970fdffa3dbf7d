"""`python -m server` in a hurry: its countdown is short, which costs who plays nothing but the waiting."""

import os
import sys

from server import game
from server.__main__ import work
from server.config import read

COUNTDOWN_MS = 500
HURRIED = ("-m", "tests.hurried")


def main() -> int:
    game.COUNTDOWN_MS = COUNTDOWN_MS
    if "INKRACE_WORKER" in os.environ:
        return work()
    from server.supervisor import Supervisor  # not before a worker has patched what it imports

    return Supervisor(read(sys.argv[1:], os.environ), (sys.executable, *HURRIED)).run()


if __name__ == "__main__":
    sys.exit(main())
