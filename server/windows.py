"""Windows: one worker without a supervisor, on a store that forgets everything when it ends."""

from __future__ import annotations

import os
import subprocess
import sys

from server import banner
from server.config import Config
from server.listener import Taken, hold, listen

STORE_PROGRAM = (
    "import sys; from fakeredis import TcpFakeServer; "
    "TcpFakeServer(('127.0.0.1', int(sys.argv[1])), server_type='valkey').serve_forever()"
)


def run(config: Config) -> int:
    """Start the stand-in store if no other is named, then the one worker, and wait for it."""
    try:
        hold(config.data_dir)
        listener = listen(config.host, config.port)
        store_listener = listen("127.0.0.1", 0)
    except Taken as problem:
        print(f"inkrace: {problem}", file=sys.stderr)
        return 2
    store_port = store_listener.getsockname()[1]
    store_listener.close()
    redis_url, store = config.redis_url, None
    if not redis_url:
        print("inkrace: no Redis on Windows: rooms live only as long as this window", file=sys.stderr)
        store = subprocess.Popen([sys.executable, "-c", STORE_PROGRAM, str(store_port)])
        redis_url = f"redis://127.0.0.1:{store_port}"
    port = listener.getsockname()[1]
    listener.close()
    print(banner.text(config.host, port, config.public_url, banner.lan_address()), flush=True)
    told = {"INKRACE_WORKER": "windows -1 -1", "PORT": str(port), "REDIS_URL": redis_url}
    try:
        return subprocess.call(
            [sys.executable, "-m", "server"], env={**os.environ, **config.environ(), **told}
        )
    finally:
        if store is not None:
            store.terminate()
