"""A worker without a game, for tests of the supervisor: ready at once, it answers with its pid.

STANDIN=die ends it at once, STANDIN=hopeless too, for a reason that ails all.
"""

import os
import select
import signal
import socket
import sys

from server.workers import HOPELESS, READY, told_in


def main() -> None:
    _name, listener_fd, ready_fd = told_in(os.environ)
    kind = os.environ.get("STANDIN", "")
    if kind == "die":
        sys.exit("the stand-in dies")
    if kind == "hopeless":
        sys.exit(HOPELESS)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    os.write(ready_fd, READY)
    os.close(ready_fd)
    listener = socket.socket(fileno=listener_fd)
    listener.setblocking(False)
    while True:
        # Like an event loop's: a blocked accept() would be woken alone, even in a stopped process.
        select.select([listener], [], [])
        try:
            connection, _ = listener.accept()
        except BlockingIOError:
            continue
        connection.setblocking(True)
        body = str(os.getpid()).encode()
        connection.recv(4096)
        connection.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
        connection.close()


if __name__ == "__main__":
    main()
