"""`python -m server`: the supervisor, or, where the supervisor started it, one worker."""

from __future__ import annotations

import os
import sys
import warnings
from typing import Any, NoReturn

from server import config as config_file

CONNECTIONS_AT_MOST = 20_000
FILES_BESIDE_CONNECTIONS = 50
FILES_WHERE_UNLIMITED = 10_240
KEEP_ALIVE_SECONDS = 30
LAST_SECONDS = 3.0


def main() -> int:
    """Be what the environment says."""
    if "INKRACE_WORKER" in os.environ:
        return work()
    config = config_file.read(sys.argv[1:], os.environ)
    if sys.platform == "win32":
        from server import windows

        return windows.run(config)
    from server.supervisor import Supervisor

    return Supervisor(config).run()


def work() -> int:
    """Serve on the inherited socket until SIGTERM."""
    warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
    import eventlet

    # Before anything imports redis: its C parser looks for select.poll when it is imported.
    eventlet.monkey_patch()
    import eventlet.websocket

    from server import app, framing
    from server.classifier import ModelMismatch
    from server.store import StoreAway
    from server.workers import HOPELESS, READY, told_in

    connections_at_most = raise_file_limit() - FILES_BESIDE_CONNECTIONS
    framing.improve(eventlet.websocket, lambda: eventlet.sleep(0))
    name, listener_fd, ready_fd = told_in(os.environ)
    config = config_file.read([], os.environ)
    hub = app.Hub(spawn=eventlet.spawn, sleep=eventlet.sleep, async_mode="eventlet")
    asked = hear_stop()
    try:
        worker = app.build(config, worker=name, redis_url=config.redis_url, hub=hub)
        worker.start()
    except ModelMismatch as problem:
        print(f"inkrace: {problem}", file=sys.stderr)
        return HOPELESS
    except StoreAway as problem:
        print(f"inkrace: the store does not answer ({problem}); see --redis-url (REDIS_URL)", file=sys.stderr)
        return HOPELESS
    pool = eventlet.GreenPool(min(connections_at_most, CONNECTIONS_AT_MOST))
    server = eventlet.spawn(serve, inherited(listener_fd, config.host, config.port), worker.wsgi, pool)
    if ready_fd >= 0:
        os.write(ready_fd, READY)
        os.close(ready_fd)
    while not asked and not server.dead:
        eventlet.sleep(0.1)
    if not asked:
        return 1  # the listener broke
    end(server, worker, pool)


def end(server: Any, worker: Any, pool: Any) -> NoReturn:
    """Take no new connections, let those that are here end, and leave the process."""
    import eventlet

    server.kill()
    worker.drain()
    with eventlet.Timeout(LAST_SECONDS, False):
        pool.waitall()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)  # what still hangs on a connection has had its time


def hear_stop() -> list[int]:
    """A list that a signal to stop makes true."""
    import signal

    asked: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _frame: asked.append(number))
    return asked


def raise_file_limit() -> int:
    """As many descriptors as the machine grants, each connection takes one; returns how many."""
    if sys.platform == "win32":
        return CONNECTIONS_AT_MOST
    import resource

    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = FILES_WHERE_UNLIMITED if hard == resource.RLIM_INFINITY else hard
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return most


def inherited(fd: int, host: str, port: int) -> Any:
    """The supervisor's listening socket; Windows hands none on, so there the worker opens its own."""
    import eventlet
    from eventlet.green import socket

    return eventlet.listen((host, port)) if fd < 0 else socket.socket(fileno=fd)


def serve(listener: Any, wsgi: Any, pool: Any) -> None:
    """Answer every connection with the WSGI application."""
    import eventlet.wsgi

    def site(environ: dict[str, Any], start_response: Any) -> Any:
        # Without this, a stop would cut every WebSocket before it hears why.
        environ.pop("eventlet.set_idle", None)
        return wsgi(environ, start_response)

    eventlet.wsgi.server(
        listener, site, custom_pool=pool, keepalive=KEEP_ALIVE_SECONDS, log_output=False, debug=False
    )


if __name__ == "__main__":
    sys.exit(main())
