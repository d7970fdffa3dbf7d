import asyncio

from server.canvas import Packet
from tests.sockets import (
    Guests,
    acknowledged,
    go_on,
    over_sockets,
    refusal,
    scribble,
    start,
    timeless,
    until_phase,
    worker_of,
)


@over_sockets
async def test_a_refresh_brings_back_seat_score_ink_and_clock(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        await start(ann, seconds=60)
        await scribble(ann)
        await acknowledged(ann)
        before = await ann.snapshot()
        await ann.close()
        again = await guests.member("Ann").attach(ann.code, ann.token)
        assert again.player == ann.player
        for name in ("prompt", "ends_at", "starts_at", "seats", "round"):
            assert again.room[name] == before["room"][name]
        assert again.ink == before["ink"]


@over_sockets
async def test_a_lost_connection_loses_no_ink(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        bob = await guests.player(ann)
        await start(ann, bob, seconds=60)
        await scribble(ann)
        ann.cut()
        await scribble(ann)
        await acknowledged(ann)
        assert ann.attached == 2
        sent = [packet.seq for packet in ann.log.packets]
        await bob.until(lambda m: [packet[0] for packet in m.ink.get(ann.player, [])] == sent)
        assert [packet[0] for packet in (await ann.snapshot())["ink"][ann.player]] == sent


@over_sockets
async def test_the_newest_tab_has_the_seat_and_the_older_stays_away(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        newer = await guests.member("Ann").attach(ann.code, ann.token)
        await ann.until(lambda m: m.closed_reason == "replaced" and m.connection is None)
        assert await refusal(newer.ask("snapshot")) == "(taken)"
        assert newer.room["seats"][0]["present"]


@over_sockets
async def test_a_controlling_host_may_have_two_tabs(inkrace):
    async with Guests(inkrace) as guests:
        one = await guests.host("Teacher", plays=False)
        two = await guests.member("Teacher").attach(one.code, one.token)
        await guests.player(one)
        await asyncio.gather(*(tab.until(lambda m: len(m.room["seats"]) == 2) for tab in (one, two)))
        await two.ask("start")
        await one.ask("end")
        await until_phase("podium", one, two)


@over_sockets
async def test_a_controlling_host_stays_present_while_any_tab_is_open(inkrace):
    async with Guests(inkrace) as guests:
        one = await guests.host("Teacher", plays=False)
        same = await guests.on_worker(lambda pid: pid == worker_of(inkrace, one), "Teacher")
        other = await guests.on_worker(lambda pid: pid != worker_of(inkrace, one), "Teacher")
        for tab in (same, other):
            await tab.attach(one.code, one.token)
            await tab.close()
            closed_at = one.last_now
            await one.until(
                lambda m, closed_at=closed_at: m.last_now > closed_at + 2500 and m.room["seats"][0]["present"]
            )


@over_sockets
async def test_who_leaves_frees_the_seat_and_the_next_one_is_host(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        bob = await guests.player(ann)
        await ann.ask("leave")
        await bob.until(lambda m: m.room["host"] == bob.player and len(m.room["seats"]) == 1)
        assert await refusal(guests.member("Ann").attach(ann.code, ann.token)) == "bad_token"
        await bob.ask("start")


@over_sockets
async def test_who_disconnects_is_shown_as_absent_and_as_present_again(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        bob = await guests.player(ann)
        await ann.until(lambda m: len(m.room["seats"]) == 2)
        await bob.close()
        await ann.until(lambda m: not m.room["seats"][1]["present"])
        await guests.member("Bob").attach(bob.code, bob.token)
        await ann.until(lambda m: m.room["seats"][1]["present"])


@over_sockets
async def test_two_players_of_one_name_are_told_apart(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host("Ann")
        await guests.player(ann, "Ann")
        await ann.until(lambda m: [seat["name"] for seat in m.room["seats"]] == ["Ann", "Ann 2"])


@over_sockets
async def test_ink_that_comes_twice_is_acknowledged_again_and_kept_once(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        await start(ann, seconds=60)
        await scribble(ann, 3)
        await acknowledged(ann)
        before = timeless(await ann.snapshot())
        await ann.connection.send("ink", [ann.log.round, 2, 33, "draw", 0, 0, [20, 10, 9, 690]])
        ann.log.acknowledged = 0
        await acknowledged(ann)
        assert (await ann.snapshot())["ink"] == before["ink"]
        assert not ann.errors


@over_sockets
async def test_ink_of_a_closed_round_is_said_to_be_closed(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        await start(ann, seconds=60)
        await go_on(ann)
        await until_phase("reveal", ann)
        await ann.put(0, "draw", 0, True, (1, 1, 9, 9))
        await ann.until(lambda m: m.log.closed)
        assert (await ann.snapshot())["ink"].get(ann.player, []) == []


@over_sockets
async def test_undo_redo_and_clear_are_kept_in_the_log(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        await start(ann, seconds=60)
        await scribble(ann, 2)
        for op in ("undo", "redo", "clear", "undo"):
            sent = await ann.put(99, op)
            assert isinstance(sent, Packet)
        await acknowledged(ann)
        assert [packet[2] for packet in (await ann.snapshot())["ink"][ann.player]] == [
            "draw", "draw", "undo", "redo", "clear", "undo",
        ]  # fmt: skip


@over_sockets
async def test_a_join_asked_again_with_its_token_is_the_same_seat(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        bob = await guests.player(ann)
        stranger = await guests.stranger()
        again = await stranger.ask("join", code=ann.code, name="Bob", token=bob.token)
        assert again["player"] == bob.player
        await bob.until(lambda m: m.closed_reason == "replaced")
        assert [seat["name"] for seat in (await ann.snapshot())["room"]["seats"]] == ["Ann", "Bob"]


@over_sockets
async def test_a_class_that_comes_in_at_once_keeps_all_its_seats(inkrace):
    async with Guests(inkrace) as guests:
        teacher = await guests.host("Teacher", plays=False)
        class_ = await asyncio.gather(*(guests.player(teacher, f"Player {n}") for n in range(40)))
        await teacher.until(lambda m: len(m.room["seats"]) == 41)
        await asyncio.gather(*(player.ask("clock") for player in class_))
        assert [player.closed_reason for player in class_ if player.closed_reason] == []
        assert all(seat["present"] for seat in (await teacher.snapshot())["room"]["seats"])
