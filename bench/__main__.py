"""`python -m bench`: starts an Inkrace of its own with two workers and lets the bots play on it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.running import Running

DRAWINGS = Path(os.environ.get("QUICKDRAW_DIR") or "../shared/quickdraw") / "timed.ndjson.gz"
DEFAULTS = ("--rooms", "4", "--players", "6", "--seconds", "60", "--drawings", str(DRAWINGS))


def main() -> int:
    """Play; what is given on the command line goes to the bots after the defaults. Their exit code."""
    with tempfile.TemporaryDirectory() as folder, Running.start(Path(folder), workers=2) as inkrace:
        command = [sys.executable, "-m", "bench.players", "--url", inkrace.url, *DEFAULTS, *sys.argv[1:]]
        return subprocess.call(command)


if __name__ == "__main__":
    sys.exit(main())
