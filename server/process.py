"""Starts child processes that do not outlive their parent."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence

PR_SET_PDEATHSIG = 1


def _die_with(parent: int, death_signal: signal.Signals) -> Callable[[], None] | None:
    """What the child does between fork and exec; Linux alone can tie lives together."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)

    def tie() -> None:
        libc.prctl(PR_SET_PDEATHSIG, death_signal)
        if os.getppid() != parent:
            os._exit(1)

    return tie


def spawn(
    command: Sequence[str],
    *,
    environ: Mapping[str, str] | None = None,
    fds: Sequence[int] = (),
    death_signal: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own (Ctrl-C is the parent's to handle) with these descriptors."""
    return subprocess.Popen(
        command,
        env=environ,
        stdin=subprocess.DEVNULL,
        pass_fds=fds,
        start_new_session=True,
        preexec_fn=_die_with(os.getpid(), death_signal),  # noqa: PLW1509 (the supervisor has one thread)
    )


def end(child: subprocess.Popen[bytes], seconds: float) -> None:
    """Ask a child to end; after so many seconds make it."""
    with contextlib.suppress(ProcessLookupError):
        child.terminate()
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
