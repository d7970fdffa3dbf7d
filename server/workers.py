"""Worker processes as the supervisor sees them: one seat each, filled again when its worker dies."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

from server import process

WORKER_VARIABLE = "INKRACE_WORKER"
COMMAND = (sys.executable, "-m", "server")
READY = b"ready\n"
READY_SECONDS = 60.0
HOPELESS = 2
"""A worker's exit code when no other worker would fare better."""
STEADY_SECONDS = 5.0
FIRST_WAIT_SECONDS = 0.25
WAIT_SECONDS_AT_MOST = 8.0


def told_in(environ: Mapping[str, str]) -> tuple[str, int, int]:
    """In a worker: its name, the listening descriptor, and the one on which to say that it is ready."""
    name, listener_fd, ready_fd = environ[WORKER_VARIABLE].split()
    return name, int(listener_fd), int(ready_fd)


class Bench:
    """One place for a worker: starts it, sees whether it is ready, starts another when it died."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str], listener_fd: int) -> None:
        self._command = command
        self._environ = dict(environ)
        self._listener_fd = listener_fd
        self.child: subprocess.Popen[bytes] | None = None
        self.ready = False
        self.deaths_in_a_row = 0
        self.ended_with: int | None = None
        """The last worker's exit code, once it ended."""
        self._ready_fd = -1
        self._started_at = 0.0
        self._start_at = 0.0

    def start(self) -> None:
        """Start a worker under a new name."""
        self._ready_fd, write_fd = os.pipe()
        os.set_blocking(self._ready_fd, False)
        told = f"{secrets.token_hex(4)} {self._listener_fd} {write_fd}"
        self.child = process.spawn(
            self._command,
            environ={**self._environ, WORKER_VARIABLE: told},
            fds=(self._listener_fd, write_fd),
            death_signal=signal.SIGKILL,
        )
        os.close(write_fd)
        self.ready = False
        self._started_at = time.monotonic()

    def look(self) -> int | None:
        """See what became of the worker; a dead one's pid is returned once, and its successor is planned."""
        if self.child is None:
            return None
        self._hear()
        if not self.ready and time.monotonic() > self._started_at + READY_SECONDS:
            self.child.kill()
            self.child.wait()
        if self.child.poll() is None:
            return None
        return self._bury()

    def _hear(self) -> None:
        if self._ready_fd < 0:
            return
        try:
            heard = os.read(self._ready_fd, len(READY))
        except BlockingIOError:
            return
        self.ready = heard == READY
        self._close_ready()

    def _bury(self) -> int:
        assert self.child is not None
        pid, self.ended_with = self.child.pid, self.child.returncode
        self._close_ready()
        lived_seconds = time.monotonic() - self._started_at
        steady = self.ready and lived_seconds > STEADY_SECONDS
        self.deaths_in_a_row = 0 if steady else self.deaths_in_a_row + 1
        self._start_at = time.monotonic() + self._wait_seconds()
        self.child, self.ready = None, False
        return pid

    def _wait_seconds(self) -> float:
        """Nothing after a steady life, then ever longer."""
        if self.deaths_in_a_row == 0:
            return 0.0
        return float(min(FIRST_WAIT_SECONDS * 2 ** (self.deaths_in_a_row - 1), WAIT_SECONDS_AT_MOST))

    def due(self) -> bool:
        """Whether it is empty and its next worker's time has come."""
        return self.child is None and time.monotonic() >= self._start_at

    def _close_ready(self) -> None:
        if self._ready_fd >= 0:
            os.close(self._ready_fd)
            self._ready_fd = -1
