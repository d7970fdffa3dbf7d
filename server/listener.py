"""The two things that only one Inkrace can hold: the port and the data folder."""

from __future__ import annotations

import errno
import os
import socket
import sys
import time
from pathlib import Path

BACKLOG = 1024
LOCK_SECONDS = 2.0


class Taken(Exception):
    """Somebody else holds it, or it cannot be had; the text says so in one line."""


def listen(host: str, port: int) -> socket.socket:
    """The one listening socket, for all workers. No SO_REUSEPORT, which would hide a second server."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform != "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as problem:
        listener.close()
        if problem.errno == errno.EADDRINUSE:
            raise Taken(f"port {port} is taken; choose another with --port") from problem
        raise Taken(f"cannot listen on {host} port {port}: {problem.strerror or problem}") from problem
    return listener


def hold(folder: Path) -> int:
    """Lock the data folder; the descriptor holds it until every process that has it is gone."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fd = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as problem:
        raise Taken(f"cannot use the data folder {folder}: {problem.strerror}") from problem
    # The store of an Inkrace that was just killed may need a moment to go.
    end_at = time.monotonic() + LOCK_SECONDS
    while not _locked(fd):
        if time.monotonic() > end_at:
            os.close(fd)
            raise Taken(f"another Inkrace uses the data folder {folder}; choose another with --data")
        time.sleep(0.05)
    return fd


def _locked(fd: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
