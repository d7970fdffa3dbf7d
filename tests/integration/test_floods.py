import asyncio
import contextlib
import json
import socket
import threading
from urllib.parse import urlsplit

import pytest

from bench.connection import Lost
from server import limits
from tests.running import Running
from tests.sockets import TEST_SECONDS, Guests, acknowledged, over_sockets, refusal, scribble, start, timeless

FLOOD_SECONDS = 20
ASKS_A_LINE = 20
"""Unknown codes that one connection can pay for at once."""


def flood(url, text):
    """Send the same again and again until the server ends the line; all that it said."""
    heard = b""
    with opened(url) as line:
        threading.Thread(target=pour, args=(line, framed("40"), framed(text)), daemon=True).start()
        with contextlib.suppress(ConnectionError):
            while said := line.recv(65536):
                heard += said
    return heard


def pour(line, first, again):
    with contextlib.suppress(OSError):
        line.sendall(first)
        while True:
            line.sendall(again)


def opened(url, **socket_options):
    """A WebSocket by hand: it can be as rude as no library lets one be."""
    parts = urlsplit(url)
    line = socket.create_connection((parts.hostname, parts.port))
    for name, value in socket_options.items():
        line.setsockopt(socket.SOL_SOCKET, getattr(socket, name), value)
    line.sendall(
        f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {parts.netloc}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n".encode()
    )
    answer = b""
    while not answer.endswith(b"\r\n\r\n"):
        answer += line.recv(1)
    return line


def framed(text):
    """A text as one WebSocket frame, masked with zeros."""
    body = text.encode()
    length = bytes([0x80 | len(body)]) if len(body) < 126 else b"\xfe" + len(body).to_bytes(2)
    return b"\x81" + length + bytes(4) + body


TOKEN = "0" * 32
FLOODS = {
    "clock": '421["clock",{}]',
    "unknown": '42["nonsense",{}]',
    "ink": '42["ink",[1,1,0,"undo"]]',
    "pong": "3",
    "upgrade": "5",
    "names": '421["make",' + json.dumps({"name": "x" * 1000, "plays": True, "token": TOKEN}) + "]",
}


@pytest.mark.parametrize("kind", FLOODS)
@over_sockets
async def test_a_flood_costs_the_flooder_its_connection_and_nobody_else_a_tick(inkrace, kind):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        await start(ann, seconds=60)
        begun_at, frames = ann.last_now, ann.frames
        async with asyncio.timeout(FLOOD_SECONDS):
            heard = await asyncio.to_thread(flood, inkrace.url, FLOODS[kind])
        assert heard.count(b'42["closed",{"reason":"flooded"}]') == 1
        await ann.until(lambda m: m.last_now >= begun_at + 3000 and m.frames >= frames + 2)
        await scribble(ann)
        await acknowledged(ann)
        assert ann.attached == 1


MALFORMED = [
    "42", "42[", '42["make"', "42{}", "42[1,2]", "42[]", "42null", "43", "43abc", "4", "49", "451-[]",
    '42["ink",' + "[" * 5000, b"\x00\x01",
]  # fmt: skip
DEEP = '42["ink",' + "[" * 5000 + "]" * 5000 + "]"
"""Too deep for some Pythons to read, and no ink for the others."""


@pytest.mark.parametrize("text", [*MALFORMED, DEEP], ids=lambda text: ascii(text)[:16] + str(len(text)))
@over_sockets
async def test_a_malformed_message_is_named_to_its_sender_and_harms_nobody(inkrace, text):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        before = timeless(await ann.snapshot())
        stranger = await guests.stranger()
        named = errors_heard(stranger)
        await stranger.connection.send_text(text)
        await stranger.until(lambda m: m.errors)
        assert named == [("bad_message", "")] or (text == DEEP and named == [("bad_message", "ink")])
        assert "now" in await stranger.ask("clock")
        assert timeless(await ann.snapshot()) == before


def errors_heard(member):
    """The name and the event of each `error` that the member is sent from now on."""
    named = []
    hear = member.connection._hear

    def overhear(event, data):
        if event == "error":
            named.append((data["error"], data["event"]))
        hear(event, data)

    member.connection._hear = overhear
    return named


UNANSWERED = {
    "no text of Engine.IO": "",
    "a packet of no kind": "9",
    "a second greeting": "40",
    "a refused event that asks for no answer": '42["make",{"name":"\\ud800","plays":true,"token":"0"}]',
}


@pytest.mark.parametrize("kind", UNANSWERED)
@over_sockets
async def test_what_is_no_message_at_all_or_asks_for_no_answer_harms_only_its_own_connection(inkrace, kind):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        before = timeless(await ann.snapshot())
        stranger = await guests.stranger()
        await stranger.connection.send_text(UNANSWERED[kind])
        assert timeless(await ann.snapshot()) == before
        again = await guests.stranger()
        assert "now" in await again.ask("clock")


@over_sockets
async def test_an_oversized_message_ends_the_connection_that_sent_it(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        big = await guests.stranger()
        with contextlib.suppress(Lost):
            await big.connection.send_text('42["make",{"name":"' + "x" * 20_000_000 + '"}]')
        await big.until(lambda m: m.connection is None)
        assert "now" in await ann.ask("clock")


@over_sockets
async def test_a_watcher_that_never_reads_slows_nobody(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        deaf = deaf_watcher(inkrace.url, ann.code)
        try:
            await start(ann, seconds=60)
            for n in range(60):
                stroke = tuple((n * k) % 1024 for k in range(60))
                await ann.put(n * 33, "draw", n, True, stroke)
                await acknowledged(ann)
            await ann.until(lambda m: m.looks.get(m.player, [0])[0] == 60)
        finally:
            deaf.close()
        assert ann.attached == 1


def deaf_watcher(url, code):
    """A socket that asks to watch and then never reads."""
    deaf = opened(url, SO_RCVBUF=4096)
    for text in ("40", '420["watch",' + json.dumps({"code": code}) + "]"):
        deaf.sendall(framed(text))
    return deaf


def test_unknown_codes_count_against_an_address_in_the_store(tmp_path):
    with Running.start(tmp_path, workers=2) as alone:
        asyncio.run(asyncio.wait_for(try_codes(alone), TEST_SECONDS))


async def try_codes(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        answers = []
        while "too_many_tries" not in answers and len(answers) < 1000:
            if len(answers) % ASKS_A_LINE == 0:
                stranger = await guests.stranger()
            answers.append(await refusal(stranger.ask("watch", code="ZZZZZ")))
        assert answers == ["unknown_room"] * limits.UNKNOWN_CODES + ["too_many_tries"]
        assert await refusal(guests.member("Bob").join(ann.code)) == "too_many_tries"
        again = await guests.member("Ann").attach(ann.code, ann.token)
        assert again.player == ann.player
        assert await refusal(guests.member("Eve").attach(ann.code, "0" * 32)) == "too_many_tries"


OWN_NAMES = ['["connect",{"REMOTE_ADDR":"9.9.9.9"}]']
OWN_NAMES += ['["\\u0063onnect",{}]', '["disconnect",{}]', '["*","x"]']


@pytest.mark.parametrize("event", OWN_NAMES)
@over_sockets
async def test_the_server_s_own_events_are_not_a_client_s_to_send(inkrace, event):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        stranger = await guests.stranger()
        await stranger.join(ann.code)
        await stranger.connection.send_text("42" + event)
        await stranger.until(lambda m: m.errors)
        assert "bad_message" in str(stranger.errors)
        again = stranger.ask("join", code=ann.code, name="Again", token=TOKEN)
        assert await refusal(again) == "already_here"


@pytest.mark.parametrize("text", ["4x", "42[]", "431[1]", "42" + "[" * 4000, "41", "40"])
@over_sockets
async def test_a_flood_of_what_is_no_event_costs_the_line_too(inkrace, text):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        async with asyncio.timeout(FLOOD_SECONDS):
            await asyncio.to_thread(flood, inkrace.url, text if text[0] == "4" else "4" + text)
        assert "now" in await ann.ask("clock")


def endless_fragments(url):
    """One text message whose end never comes; how much of it was taken."""
    sent = 0
    piece = b"\x00\xfe" + (16_000).to_bytes(2) + bytes(4) + b"x" * 16_000
    with opened(url) as line:
        line.sendall(b"\x01\x80" + bytes(4))
        with contextlib.suppress(OSError):
            while sent < 100_000_000:
                line.sendall(piece)
                sent += 16_000
    return sent


@over_sockets
async def test_a_message_without_end_is_cut_off(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        assert await asyncio.to_thread(endless_fragments, inkrace.url) < 100_000_000
        assert "now" in await ann.ask("clock")


@over_sockets
async def test_a_line_that_only_pings_is_ended(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        async with asyncio.timeout(FLOOD_SECONDS):
            await asyncio.to_thread(ping_on_and_on, inkrace.url)
        assert "now" in await ann.ask("clock")


def ping_on_and_on(url):
    with opened(url) as line, contextlib.suppress(OSError):
        while True:
            line.sendall(b"\x89\x80" + bytes(4))
