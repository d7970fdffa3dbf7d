"""Keeps a store and N equal workers alive behind one listening socket."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Any

from server import banner, process
from server.config import Config
from server.listener import Taken, hold, listen
from server.valkey import StoreFailed, Valkey
from server.workers import COMMAND, HOPELESS, Bench

DRAIN_SECONDS = 10.0
LOOK_SECONDS = 0.2
STORE_PAUSE_SECONDS = 1.0
SYNC_SECONDS = 1.0
DEATHS_BEFORE_READY_AT_MOST = 5
FAILED, REFUSED = 1, 2


def say(line: str) -> None:
    print(f"inkrace: {line}", file=sys.stderr, flush=True)


class Supervisor:
    """One run of Inkrace, from the lock on its data folder to the last worker's end."""

    def __init__(self, config: Config, command: Sequence[str] = COMMAND) -> None:
        self._config = config
        self._command = command
        self._asked_to_stop = False
        self._ever_ready = False
        self._announced = False
        self._store: Valkey | None = None
        self._store_due_at = 0.0
        self._sync_due_at = 0.0
        self._benches: list[Bench] = []
        self._listener: socket.socket | None = None

    def run(self) -> int:
        """Serve until asked to stop; 1 when workers never serve, 2 for what is taken or wrong."""
        waker = self._hear_signals()
        try:
            self._open()
        except (Taken, StoreFailed) as problem:
            say(str(problem))
            self._close()
            return REFUSED
        code = 0
        try:
            while not self._asked_to_stop and not code:
                code = self._turn()
                self._pause(waker)
        finally:
            self._close()
        return code

    def _hear_signals(self) -> socket.socket:
        """Signals set a flag and wake the loop."""
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        theirs.setblocking(False)
        signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        self._theirs = theirs

        def stop(_number: int, _frame: FrameType | None) -> None:
            self._asked_to_stop = True

        def child_ended(_number: int, _frame: FrameType | None) -> None: ...

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # as nohup wants it
            signal.signal(signal.SIGHUP, stop)
        signal.signal(signal.SIGCHLD, child_ended)
        return ours

    def _pause(self, waker: socket.socket) -> None:
        waker.settimeout(LOOK_SECONDS)
        with contextlib.suppress(TimeoutError):
            waker.recv(4096)

    def _open(self) -> None:
        data_dir = self._config.data_dir
        self._listener = listen(self._config.host, self._config.port)
        lock_fd = hold(data_dir)
        redis_url = self._config.redis_url
        if not redis_url:
            self._store = Valkey(data_dir / "store", lock_fd=lock_fd)
            self._store.start()
            redis_url = self._store.url
        environ = self._worker_environ(redis_url, self._empty_metrics(data_dir))
        self._benches = [
            Bench(self._command, environ, self._listener.fileno()) for _ in range(self._config.workers)
        ]

    def _worker_environ(self, redis_url: str, metrics_dir: Path) -> dict[str, str]:
        return {
            **os.environ,
            **self._config.environ(),
            "PORT": str(self._port()),
            "REDIS_URL": redis_url,
            "PROMETHEUS_MULTIPROC_DIR": str(metrics_dir),
            "PYTHONUNBUFFERED": "1",
        }

    def _port(self) -> int:
        assert self._listener is not None
        return int(self._listener.getsockname()[1])

    def _empty_metrics(self, data_dir: Path) -> Path:
        folder = data_dir / "metrics"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def _turn(self) -> int:
        """Look at everybody once, start who is missing; an exit code when workers never get ready."""
        self._look_at_store()
        self._sync_store()
        # The first goes ahead, so that what ails them all is said once.
        for bench in self._benches if self._ever_ready else self._benches[:1]:
            dead_pid = bench.look()
            if not self._ever_ready and bench.ended_with == HOPELESS:
                return REFUSED
            if not self._ever_ready and bench.deaths_in_a_row >= DEATHS_BEFORE_READY_AT_MOST:
                say("the workers do not start; giving up (their last words are above)")
                return FAILED
            if dead_pid is not None:
                self._forget_gauges(dead_pid)
                say(f"a worker ended (pid {dead_pid}); another follows")
            if bench.due():
                bench.start()
        self._ever_ready = self._ever_ready or self._benches[0].ready
        if not self._announced and all(bench.ready for bench in self._benches):
            self._announced = True
            self._print_banner()
        return 0

    def _look_at_store(self) -> None:
        if self._store is None or not self._store.dead() or time.monotonic() < self._store_due_at:
            return
        self._store_due_at = time.monotonic() + STORE_PAUSE_SECONDS
        say("the store ended; starting it again")
        try:
            self._store.start()
        except StoreFailed as problem:
            say(str(problem))

    def _sync_store(self) -> None:
        """Wait for the disk here, where nobody plays."""
        if self._store is not None and time.monotonic() >= self._sync_due_at:
            self._store.sync()
            self._sync_due_at = time.monotonic() + SYNC_SECONDS

    def _forget_gauges(self, pid: int) -> None:
        """What a dead worker counted as live must not be counted on."""
        for path in (self._config.data_dir / "metrics").glob(f"gauge_live*_{pid}.db"):
            path.unlink(missing_ok=True)

    def _print_banner(self) -> None:
        config = self._config
        with contextlib.suppress(ValueError, AttributeError):
            sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
        print(banner.text(config.host, self._port(), config.public_url, banner.lan_address()), flush=True)

    def _close(self) -> None:
        """Workers first, all at once and in order; the store last."""
        if self._listener is not None:
            self._listener.close()
        living: list[Any] = [bench.child for bench in self._benches if bench.child is not None]
        for child in living:
            child.terminate()
        end_at = time.monotonic() + DRAIN_SECONDS
        for child in living:
            process.end(child, max(0.0, end_at - time.monotonic()))
        if self._store is not None:
            self._store.stop()
