import asyncio

from tests.sockets import Guests, acknowledged, go_on, over_sockets, scribble, start, until_phase, worker_of


@over_sockets
async def test_two_players_on_two_workers_play_a_whole_match_and_every_copy_equals_its_snapshot(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        bob = await guests.on_worker(lambda pid: pid != worker_of(inkrace, ann))
        await bob.join(ann.code)
        eve = await guests.watcher(ann)
        await start(ann, bob, eve, rounds=2, seconds=10)
        prompts = [ann.room["prompt"]]
        await asyncio.gather(scribble(ann), scribble(bob))
        await asyncio.gather(acknowledged(ann), acknowledged(bob))
        await bob.until(lambda m: len(m.ink.get(ann.player, [])) == 5)
        await go_on(ann)
        await until_phase("reveal", ann, bob)
        await until_phase("drawing", ann, bob)
        prompts.append(bob.room["prompt"])
        await until_phase("podium", ann, bob, eve)
        assert len(set(prompts)) == 2
        assert [len(m.room["results"]) for m in (ann, bob)] == [2, 2]
        assert {s["player"] for s in ann.room["standings"]} == {ann.player, bob.player}
        assert not ann.errors + bob.errors
        for member in (ann, bob, eve):
            snapshot = await member.snapshot()
            assert member.room == snapshot["room"]
            assert member.copy.version == snapshot["version"]


@over_sockets
async def test_who_joins_late_sees_the_ink_and_draws_from_the_next_round(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        await start(ann, rounds=2, seconds=60)
        await scribble(ann)
        await acknowledged(ann)
        bob = await guests.player(ann)
        assert len(bob.ink[ann.player]) == 5
        seat = next(seat for seat in bob.room["seats"] if seat["player"] == bob.player)
        assert seat["draws_from"] == bob.room["round"] + 1
        await go_on(ann)
        await until_phase("reveal", ann, bob)
        await go_on(ann)
        await until_phase("drawing", ann, bob)
        await scribble(bob)
        await acknowledged(bob)


@over_sockets
async def test_a_watcher_sees_ink_looks_and_the_podium_without_a_seat(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        eve = await guests.watcher(ann)
        assert len(eve.room["seats"]) == 1
        await start(ann, eve, seconds=60)
        await scribble(ann)
        await eve.until(lambda m: len(m.ink.get(ann.player, [])) == 5)
        await eve.until(lambda m: m.looks.get(ann.player, [0])[0] == 5)
        await ann.ask("end")
        await until_phase("podium", eve)


@over_sockets
async def test_a_host_who_only_controls_starts_goes_on_and_ends(inkrace):
    async with Guests(inkrace) as guests:
        teacher = await guests.host("Teacher", plays=False)
        bob = await guests.player(teacher)
        await start(teacher, bob, rounds=3, seconds=60)
        await go_on(teacher)
        await until_phase("reveal", teacher, bob)
        await go_on(teacher)
        await until_phase("drawing", teacher, bob)
        await teacher.ask("end")
        await until_phase("podium", teacher, bob)
        assert [s["player"] for s in bob.room["standings"]] == [bob.player]


@over_sockets
async def test_a_rematch_begins_in_the_same_room_with_fresh_scores(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        await start(ann)
        first = ann.room["round"]
        await ann.ask("end")
        await until_phase("podium", ann)
        await start(ann)
        assert ann.room["first_round"] == ann.room["round"] == first + 1
        assert ann.room["results"] == []
