import json
import urllib.request

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
