import json
import urllib.error
import urllib.request

import pytest

from tests.sockets import Guests, acknowledged, over_sockets


@over_sockets
async def test_the_pad_judges_ink_without_a_room(inkrace):
    async with Guests(inkrace) as guests:
        pad = await guests.stranger()
        for n in range(4):
            await pad.put(n * 33, "draw", 0, n == 3, (n * 100, 10, n * 100 + 50, 900))
        await pad.until(lambda m: not m.log.missing())
        await pad.until(lambda m: m.looks.get("pad", [0])[0] == 4)
        guesses = pad.looks["pad"][1]
        assert len(guesses) == 5
        assert [g[1] for g in guesses] == sorted((g[1] for g in guesses), reverse=True)
        await pad.put(200, "clear")
        await acknowledged(pad)


def test_healthz_says_that_all_parts_work(inkrace):
    answer = inkrace.get("/healthz")
    assert all(json.loads(answer).values())


@over_sockets
async def test_metrics_count_connections(inkrace):
    async with Guests(inkrace) as guests:
        await guests.host()
        assert "connections" in inkrace.get("/metrics")


def test_the_start_page_runs_no_inline_script(inkrace):
    with urllib.request.urlopen(inkrace.url, timeout=10) as answer:
        policy = answer.headers["Content-Security-Policy"]
        page = answer.read().decode()
    assert "<canvas" in page
    assert "unsafe-inline" not in policy
    assert "'self'" in policy


def test_a_code_in_small_letters_leads_to_its_room_and_keeps_the_query(inkrace):
    with urllib.request.urlopen(inkrace.url + "/r/krtmw?watch", timeout=10) as answer:
        assert answer.url == inkrace.url + "/r/KRTMW?watch"


@pytest.mark.parametrize("path", ["/r/HELLO", "/r/KRTMWX", "/nowhere", "/static/old/room.js"])
def test_an_address_that_leads_nowhere_says_so_under_the_same_policy(inkrace, path):
    with pytest.raises(urllib.error.HTTPError) as answer:
        inkrace.get(path)
    assert answer.value.code == 404
    assert "To the start page" in answer.value.read().decode()
    assert "'self'" in answer.value.headers["Content-Security-Policy"]
