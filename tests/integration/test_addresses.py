"""Whom unknown codes count against: the address that as many proxies as are believed have told."""

import json

import pytest
import websocket

from server import limits
from server.store import Store, connect
from tests.running import Running

SEARCHER, OTHER = "192.0.2.7", "198.51.100.9"
WATCH = '421["watch",{"code":"ZZZZZ"}]'


@pytest.fixture(scope="module", params=[0, 1, 2])
def hops(request):
    return request.param


@pytest.fixture(scope="module")
def behind(hops, tmp_path_factory):
    """An Inkrace that believes so many proxies, and that SEARCHER may not ask any more."""
    flags = ["--trusted-proxies", str(hops)]
    with Running.start(tmp_path_factory.mktemp("behind"), flags=flags) as running:
        store = Store(connect(running.redis_url), worker="test", monotonic=lambda: 0)
        for _ in range(limits.UNKNOWN_CODES):
            store.count_unknown_code(SEARCHER)
        yield running


def answer(running, forwarded):
    """What an unknown code is answered with, when it comes with this header."""
    url = running.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    door = websocket.create_connection(url, timeout=10, header=[f"X-Forwarded-For: {forwarded}"])
    door.send("40")
    door.send(WATCH)
    said = next(heard for heard in iter(door.recv, "") if heard.startswith("431"))
    door.close()
    return json.loads(said[3:])[0]["error"]


@pytest.mark.parametrize(
    ("forwarded", "believed_by"),
    [
        (SEARCHER, {1}),
        (f"{OTHER}, {SEARCHER}", {1}),
        (f"{SEARCHER}, {OTHER}", {2}),
        (f"{SEARCHER}, {OTHER}, {OTHER}", set()),
        (OTHER, set()),
    ],
)
def test_an_address_is_believed_from_as_many_proxies_as_there_are(behind, hops, forwarded, believed_by):
    expected = "too_many_tries" if hops in believed_by else "unknown_room"
    assert answer(behind, forwarded) == expected
