"""The HTTP API of a running Inkrace."""

import contextlib
import json
import socket
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest

from server.protocol_http import BODY_BYTES
from tests.golden.drawings import drawings


def post(inkrace, path, body):
    request = urllib.request.Request(inkrace.url + path, body, {"Content-Type": "application/json"})
    return urllib.request.urlopen(request, timeout=10)


def test_a_drawing_goes_in_and_guesses_come_out(inkrace):
    asked = json.dumps({"drawing": drawings()["umbrella"]}).encode()
    with post(inkrace, "/api/guess", asked) as answer:
        assert json.load(answer)["guesses"][0]["category"] == "umbrella"
        assert not [name for name in answer.headers if name.startswith("Access-Control-")]
    with post(inkrace, "/api/explain", asked) as answer:
        assert len(json.load(answer)["strokes"]) == len(drawings()["umbrella"])


def test_what_is_refused_has_a_name_and_the_next_is_answered(inkrace):
    with pytest.raises(urllib.error.HTTPError) as refused:
        post(inkrace, "/api/guess", b'{"drawing": [[[NaN], [0]]]}')
    with refused.value as answer:
        assert json.load(answer)["error"] == "bad_message"
    known = json.loads(inkrace.get("/api/categories"))["categories"]
    assert json.loads(inkrace.get("/api/model"))["categories"] == len(known)


@pytest.mark.parametrize("sent", [0, 100_000])
def test_too_large_a_body_is_answered_before_it_has_come(inkrace, sent):
    at = urlsplit(inkrace.url)
    head = f"POST /api/guess HTTP/1.1\r\nHost: {at.netloc}\r\nContent-Length: {BODY_BYTES + 1}\r\n\r\n"
    with socket.create_connection((at.hostname, at.port), timeout=10) as line:
        line.sendall(head.encode() + b" " * sent)
        with contextlib.closing(line.makefile("rb")) as told:
            assert b" 413 " in told.readline()


def answers(inkrace, *requests):
    """What comes back on one line for requests that are sent one after the other."""
    at = urlsplit(inkrace.url)
    with socket.create_connection((at.hostname, at.port), timeout=10) as line:
        for head, body in requests:
            line.sendall(f"{head}\r\nHost: {at.netloc}\r\n".encode() + body)
        line.shutdown(socket.SHUT_WR)
        with contextlib.closing(line.makefile("rb")) as told:
            return told.read()


def test_a_body_in_chunks_is_answered_and_so_is_what_follows_a_refusal_on_the_line(inkrace):
    asked = json.dumps({"drawing": drawings()["umbrella"]}).encode()
    half = len(asked) // 2
    parts = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (asked[:half], asked[half:], b""))
    chunked = b"Transfer-Encoding: chunked\r\n\r\n" + parts
    whole = b"Content-Length: %d\r\n\r\n%b" % (len(asked), asked)
    told = answers(
        inkrace,
        ("POST /api/guess HTTP/1.1", chunked),
        ("POST /api/nothing HTTP/1.1", whole),
        ("PUT /api/guess HTTP/1.1", chunked),
        ("POST /api/guess HTTP/1.1", b"Transfer-Encoding: chunked\r\n\r\nno number\r\n"),
    )
    marks = [b"umbrella", b"unknown_path", b"wrong_method", b"bad_message"]
    assert all(mark in told for mark in marks)
    assert sorted(map(told.index, marks)) == list(map(told.index, marks))


def test_a_body_that_ends_too_soon_is_refused_by_name(inkrace):
    told = answers(inkrace, ("POST /api/guess HTTP/1.1", b"Content-Length: 500\r\n\r\n{}"))
    assert b'"error":"bad_message"' in told
