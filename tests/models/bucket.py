"""A bucket of our own on a local port, that can be told to fail."""

from __future__ import annotations

import base64
import hashlib
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote


class Bucket(ThreadingHTTPServer):
    """Files by path; each request takes the next fault, as long as there is one."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.files: dict[str, bytes] = {}
        self.faults: deque[str] = deque()
        self.asked: list[tuple[str, str | None]] = []  # path, Range

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def put(self, word: str, body: bytes) -> None:
        self.files[f"/{word}.ndjson"] = body

    @contextmanager
    def running(self) -> Iterator[Bucket]:
        thread = threading.Thread(target=self.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield self
        finally:
            self.shutdown()
            self.server_close()
            thread.join()


class Answer(BaseHTTPRequestHandler):
    server: Bucket

    def do_GET(self) -> None:
        path, asked = unquote(self.path), self.headers["Range"]
        self.server.asked.append((path, asked))
        fault = self.server.faults.popleft() if self.server.faults else ""
        body = self.server.files.get(path)
        if body is None or fault == "busy":
            self.send_error(404 if body is None else 503)
            return
        digest = base64.b64encode(hashlib.md5(body).digest()).decode()
        begin = int(asked.removeprefix("bytes=").removesuffix("-")) if asked and fault != "no range" else 0
        self.send_response(206 if begin else 200)
        self.send_header("Content-Length", str(len(body) - begin))
        self.send_header("x-goog-hash", "crc32c=AAAAAA==")
        self.send_header("x-goog-hash", f"md5={'wrong' if fault == 'wrong hash' else digest}")
        self.end_headers()
        if fault == "garbled":
            body = body.replace(b"255", b"999")
        if fault == "cut":
            body = body[: begin + (len(body) - begin) // 2]
        self.wfile.write(body[begin:])

    def log_message(self, *_: object) -> None:
        """Nothing: tests read what was asked."""
