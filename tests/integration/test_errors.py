"""Every named error of docs/protocol.md, provoked once; none of them changes anything."""

import re
from pathlib import Path

import pytest

from server.settings import PLAYERS_AT_FIRST
from tests.sockets import Guests, acknowledged, over_sockets, refusal, scribble, start, timeless

DOCUMENT = (Path(__file__).parent.parent.parent / "docs/protocol.md").read_text()
PROVOKED = {
    "bad_message", "unknown_event", "bad_name", "unknown_room", "too_many_tries", "room_full", "bad_token",
    "no_seat", "already_here", "not_host", "wrong_phase", "bad_settings", "wrong_order", "canvas_full",
    "store_away", "too_few", "not_drawer", "not_offered", "knows_already", "bad_text", "gives_away",
    "too_fast", "muted", "kicked", "not_yourself", "no_voice", "protected", "not_solo", "many_guesses",
}  # fmt: skip
"""Here, in the tests of unknown codes and of playing against the machine, and where the store is killed."""
TOKEN = "0" * 32
GOOD = {"rounds": 1, "seconds": 20, "packs": ["easy"], "threshold": "normal"}
BAD_NAMES = [
    "",
    "   ",
    "x" * 25,
    "x" * 1000,
    "tab\there",
    "line\nbreak",
    "\x00",
    "left\u202eright",
    "a\u2066b",
    "\u200f",
]


def test_every_documented_error_is_provoked():
    errors = DOCUMENT.split("## Errors")[1]
    assert set(re.findall(r"^\| `(\w+)` \|", errors, re.MULTILINE)) == PROVOKED


@over_sockets
async def test_what_a_host_may_not_ask_changes_nothing(inkrace):
    asks = [
        ("make", {"name": "Ann", "plays": True, "token": TOKEN}, "already_here"),
        ("join", {"code": "ABCDE", "name": "Ann", "token": TOKEN}, "already_here"),
        ("next", {"phase": "drawing", "round": 0}, "wrong_phase"),
        ("next", {"phase": "lobby", "round": 0}, "wrong_phase"),
        ("next", {"phase": "drawing"}, "bad_message"),
        ("end", {}, "wrong_phase"),
        ("settings", {**GOOD, "rounds": 0}, "bad_settings"),
        ("settings", {**GOOD, "seconds": 121}, "bad_settings"),
        ("settings", {**GOOD, "packs": ["no such pack"]}, "bad_settings"),
        ("settings", {**GOOD, "threshold": "hopeless"}, "bad_settings"),
        ("settings", {"own": ["no such category"]}, "bad_settings"),
        ("settings", {"packs": [], "own": []}, "bad_settings"),
        ("settings", {"players": 1}, "bad_settings"),
        ("choose", {"prompt": "cat"}, "wrong_phase"),
        ("guess", {"text": "cat", "language": "en"}, "wrong_phase"),
        ("guess", {"text": "x" * 500, "language": "en"}, "bad_text"),
        ("guess", {"text": "cat, dog or bus?", "language": "en"}, "many_guesses"),
        ("say", {"text": "x" * 500}, "bad_text"),
        ("say", {"text": "a\u202eb"}, "bad_text"),
        ("react", {"reaction": "shout"}, "bad_message"),
        ("kick", {"player": "p1"}, "not_yourself"),
        ("vote", {"player": "p1"}, "not_yourself"),
        ("kick", {"player": "p9"}, "no_seat"),
        ("mute", {"player": "p9", "muted": True}, "no_seat"),
        ("settings", {**GOOD, "rounds": "five"}, "bad_message"),
        ("settings", {**GOOD, "more": 1}, "bad_message"),
        ("start", {"now": True}, "bad_message"),
        ("nonsense", {}, "unknown_event"),
    ]
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        before = timeless(await ann.snapshot())
        for event, fields, error in asks:
            assert await refusal(ann.ask(event, **fields)) == error, (event, fields)
        assert timeless(await ann.snapshot()) == before


@over_sockets
async def test_what_only_the_host_may_is_refused_to_others(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        bob, eve = await guests.player(ann), await guests.watcher(ann)
        before = timeless(await ann.snapshot())
        go_on = ("next", {"phase": "lobby", "round": 0})
        kick, mute = ("kick", {"player": ann.player}), ("mute", {"player": ann.player, "muted": True})
        for event, fields in [("settings", GOOD), ("start", {}), go_on, ("end", {}), kick, mute]:
            assert await refusal(bob.ask(event, **fields)) == "not_host"
            assert await refusal(eve.ask(event, **fields)) == "no_seat"
        for event, fields in [
            ("leave", {}),
            ("say", {"text": "hello"}),
            ("react", {"reaction": "wow"}),
            ("vote", {"player": ann.player}),
            ("guess", {"text": "cat", "language": "en"}),
        ]:
            assert await refusal(eve.ask(event, **fields)) == "no_seat"
        assert await refusal(bob.ask("vote", player=ann.player)) == "no_voice"
        assert timeless(await ann.snapshot()) == before


@over_sockets
async def test_what_strangers_may_not_is_refused(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        other = await guests.host("Other")
        before = timeless(await ann.snapshot())
        stranger = await guests.stranger()
        for event in ("settings", "start", "next", "end", "leave", "snapshot"):
            fields = {"settings": GOOD, "next": {"phase": "lobby", "round": 0}}.get(event, {})
            assert await refusal(stranger.ask(event, **fields)) == "no_seat"
        assert await refusal(stranger.ask("attach", code=ann.code, token=TOKEN)) == "bad_token"
        assert await refusal(stranger.ask("attach", code=ann.code, token=other.token)) == "bad_token"
        assert await refusal(stranger.ask("attach", code=ann.code, token="short")) == "bad_message"
        assert await refusal(stranger.ask("join", code="???", name="Bob", token=TOKEN)) == "bad_message"
        assert await refusal(stranger.ask("join", code=ann.code, name="Bob")) == "bad_message"
        assert await refusal(stranger.ask("join", code=[ann.code], name="Bob", token=TOKEN)) == "bad_message"
        assert timeless(await ann.snapshot()) == before


@pytest.mark.parametrize("name", BAD_NAMES, ids=ascii)
@over_sockets
async def test_a_bad_name_gets_no_seat(inkrace, name):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        before = timeless(await ann.snapshot())
        stranger = await guests.stranger()
        assert await refusal(stranger.ask("join", code=ann.code, name=name, token=TOKEN)) == "bad_name"
        assert await refusal(stranger.ask("make", name=name, plays=True, token=TOKEN)) == "bad_name"
        assert timeless(await ann.snapshot()) == before


@over_sockets
async def test_a_room_speaks_the_language_of_who_made_it_if_it_is_spoken_here(inkrace):
    async with Guests(inkrace) as guests:
        stranger = await guests.stranger()
        room = {"name": "Ann", "plays": True, "token": TOKEN}
        assert await refusal(stranger.ask("make", **room, language="xx")) == "bad_message"
        answer = await stranger.ask("make", **room, language="de")
        assert answer["snapshot"]["room"]["settings"]["language"] == "de"


@over_sockets
async def test_a_full_room_takes_nobody_more(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        for n in range(PLAYERS_AT_FIRST - 1):
            await guests.player(ann, f"Player {n}")
        before = timeless(await ann.snapshot())
        stranger = await guests.stranger()
        assert await refusal(stranger.ask("join", code=ann.code, name="One more", token=TOKEN)) == "room_full"
        assert timeless(await ann.snapshot()) == before


@pytest.mark.parametrize(
    ("ink", "error"),
    [
        ([1, 9, 0, "draw", 1, 0, [1, 1]], "wrong_order"),
        ([1, 4, 0, "draw", 0, 0, [1, 1]], "wrong_order"),
        ([1, 4, 0, "draw", 1, 0, [1024, 1]], "bad_message"),
        ([1, 4, 0, "draw", 1, 0, [1, 1, -2, 0]], "bad_message"),
        ([1, 4, 0, "draw", 1, 0, [1]], "bad_message"),
        ([1, 4, 0, "draw", 1, 0, []], "bad_message"),
        ([1, 4, 0, "draw", 1, 0, [1, 1] + [0] * 256], "bad_message"),
        ([1, 4, 0, "draw", 1, 0, [0.5, 1]], "bad_message"),
        ([1, 4, 0, "draw", 1, 2, [1, 1]], "bad_message"),
        ([1, -4, 0, "draw", 1, 0, [1, 1]], "bad_message"),
        ([1, 4, -1, "undo"], "bad_message"),
        ([1, 4, 0, "erase"], "bad_message"),
        ([1, 4, 0, "undo", 1], "bad_message"),
        ([1, 4], "bad_message"),
        ({"round": 1}, "bad_message"),
        (None, "bad_message"),
        ("ink", "bad_message"),
    ],
)
@over_sockets
async def test_bad_ink_is_named_and_not_kept(inkrace, ink, error):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        await start(ann, seconds=60)
        await scribble(ann, 3)
        await acknowledged(ann)
        before = timeless(await ann.snapshot())["ink"]
        await ann.connection.send("ink", ink)
        await ann.until(lambda m: m.errors)
        assert dict(ann.errors) == {error: 1}
        assert (await ann.snapshot())["ink"] == before
        await scribble(ann, 3)
        await acknowledged(ann)


@over_sockets
async def test_a_canvas_takes_no_more_points_than_it_holds(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        await start(ann, seconds=60)
        stroke = tuple(n % 500 for n in range(256))
        for n in range(31):
            await ann.put(n * 33, "draw", n, True, stroke)
            await acknowledged(ann)
        before = (await ann.snapshot())["ink"]
        await ann.connection.send("ink", [ann.log.round, 32, 1, "draw", 31, 1, [0, 0] + [1] * 254])
        await ann.until(lambda m: m.errors)
        assert dict(ann.errors) == {"canvas_full": 1}
        assert (await ann.snapshot())["ink"] == before


@over_sockets
async def test_ink_without_a_seat_in_the_round_is_refused(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        await start(ann, seconds=60)
        bob, eve = await guests.player(ann), await guests.watcher(ann)
        bob.begin_round(ann.log.round)
        for member in (bob, eve):
            await member.connection.send("ink", [ann.log.round, 1, 0, "draw", 0, 1, [1, 1, 5, 5]])
        await eve.until(lambda m: m.errors["no_seat"])
        await bob.until(lambda m: m.log.closed)
        assert (await ann.snapshot())["ink"].keys() <= {ann.player}
