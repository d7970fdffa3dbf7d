"""A real `python -m server` for tests: start it, look at its processes, kill what a test wants dead.

with Running.start(tmp_path, workers=2) as inkrace:
    inkrace.url              http://127.0.0.1:PORT
    inkrace.workers()        {worker name (as in Seat.worker): pid}, ready or not
    inkrace.worker_pids()    [pid, …]
    inkrace.store_pid()      the store's pid
    inkrace.redis_url        the store, for a client of its own
    inkrace.kill(pid)        SIGKILL, or another signal
    inkrace.wait_for(f)      calls f until it is true (or fails the test)
    inkrace.output()         what it has printed so far
    inkrace.stop()           SIGTERM; the exit code
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Self

from server.config import Config

ROOT = Path(__file__).parent.parent
READY_SECONDS = 60


class Running:
    """One Inkrace with a data folder of its own on a free port."""

    def __init__(self, child: subprocess.Popen[str], data_dir: Path) -> None:
        self.child = child
        self.data_dir = data_dir
        self.url = ""
        self._lines: list[str] = []
        self._printed = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()

    @classmethod
    def start(
        cls,
        folder: Path,
        *,
        workers: int = 1,
        flags: Sequence[str] = (),
        environ: Mapping[str, str] | None = None,
        program: Sequence[str] = ("-m", "server"),
    ) -> Self:
        """Start it and wait until it serves; `folder` gets its data."""
        data_dir = folder / "data"
        options = ["--host", "127.0.0.1", "--port", "0", "--workers", str(workers), "--data", str(data_dir)]
        child = subprocess.Popen(
            [sys.executable, *program, *options, *flags],
            cwd=ROOT,
            env={**_bare_environ(), "PYTHONUNBUFFERED": "1", **(environ or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        running = cls(child, data_dir)
        try:
            running._wait_until_ready()
        except BaseException:
            running.stop()
            raise
        return running

    def _listen(self) -> None:
        assert self.child.stdout is not None
        for line in self.child.stdout:
            with self._printed:
                self._lines.append(line)
                self._printed.notify_all()
        with self._printed:
            self._printed.notify_all()

    def _wait_until_ready(self) -> None:
        def found() -> str | None:
            return next((word for word in self.output().split() if word.startswith("http://")), None)

        with self._printed:
            self._printed.wait_for(lambda: found() or self.child.poll() is not None, READY_SECONDS)
        url = found()
        if url is None:
            raise AssertionError(f"Inkrace did not start:\n{self.output()}")
        self.url = url

    def output(self) -> str:
        return "".join(self._lines)

    @property
    def redis_url(self) -> str:
        """The store's address, as the workers were told."""
        told = _environ(self.worker_pids()[0])["REDIS_URL"]
        return told

    def _children(self) -> list[int]:
        try:
            listed = Path(f"/proc/{self.child.pid}/task/{self.child.pid}/children").read_text()
        except OSError:
            return []
        return [int(pid) for pid in listed.split()]

    def workers(self) -> dict[str, int]:
        """Every worker by its name."""
        told = {pid: _environ(pid).get("INKRACE_WORKER") for pid in self._children()}
        return {name.split()[0]: pid for pid, name in told.items() if name}

    def worker_pids(self) -> list[int]:
        return sorted(self.workers().values())

    def store_pid(self) -> int:
        workers = self.worker_pids()
        return next(pid for pid in self._children() if pid not in workers)

    def kill(self, pid: int, number: signal.Signals = signal.SIGKILL) -> None:
        os.kill(pid, number)

    def wait_for(self, met: Callable[[], object], seconds: float = 15) -> None:
        """Ask again and again, at short intervals, until it is met."""
        end_at = time.monotonic() + seconds
        asked = threading.Event()
        while not met():
            if time.monotonic() > end_at:
                raise AssertionError(f"not met in {seconds} s; so far:\n{self.output()}")
            asked.wait(0.02)

    def get(self, path: str) -> str:
        """The body of a page."""
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:
            return str(answer.read().decode())

    def stop(self) -> int:
        """Ask it to end, wait for it, return the exit code."""
        if self.child.poll() is None:
            self.child.terminate()
        try:
            return self.child.wait(30)
        except subprocess.TimeoutExpired:
            self.child.kill()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def _bare_environ() -> dict[str, str]:
    """This environment without what would configure an Inkrace."""
    options = {entry.metadata["variable"] for entry in fields(Config)}
    return {name: value for name, value in os.environ.items() if name not in options}


def _environ(pid: int) -> dict[str, str]:
    try:
        raw = Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return {}
    pairs = (entry.split(b"=", 1) for entry in raw.split(b"\0") if b"=" in entry)
    return {os.fsdecode(name): os.fsdecode(value) for name, value in pairs}


def alive(pid: int) -> bool:
    """Whether a process runs (a zombie does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def age(pid: int) -> float:
    """How many seconds ago a process was started."""
    started_at = int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[19])
    up = float(Path("/proc/uptime").read_text().split()[0])
    return up - started_at / os.sysconf("SC_CLK_TCK")
