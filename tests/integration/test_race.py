import asyncio

from tests.sockets import Guests, as_sent, draw_until_recognised, go_on, over_sockets, start, until_phase


@over_sockets
async def test_a_recognised_drawing_scores_and_a_refresh_keeps_the_score(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        bob = await guests.player(ann)
        await start(ann, bob, rounds=2, seconds=120)
        await draw_until_recognised(ann)
        await bob.until(lambda m: ann.player in m.room["recognised"])
        seen = bob.room["recognised"][ann.player]
        assert seen["seq"] <= len(ann.log.packets)
        await go_on(ann)
        await until_phase("reveal", ann, bob)
        scores = {seat["player"]: seat["score"] for seat in bob.room["seats"]}
        assert scores[ann.player] > scores[bob.player] == 0
        assert [place["player"] for place in bob.room["results"][-1]["places"]] == [ann.player]
        drawn = as_sent(ann)
        await ann.ask("end")
        await until_phase("podium", ann, bob)
        best = (await bob.snapshot())["best"]
        result, place = bob.room["results"][0], bob.room["results"][0]["places"][0]
        assert best == {
            ann.player: {
                "round": result["round"],
                "prompt": result["prompt"],
                "took_ms": place["at"] - result["starts_at"],
                "ink": drawn[: len(best[ann.player]["ink"])],
            }
        }
        assert len(best[ann.player]["ink"]) >= seen["seq"]
        await ann.close()
        again = await guests.member("Ann").attach(ann.code, ann.token)
        assert {seat["player"]: seat["score"] for seat in again.room["seats"]} == scores


@over_sockets
async def test_a_round_ends_when_everybody_is_recognised(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        bob = await guests.player(ann)
        await start(ann, bob, seconds=120)
        await asyncio.gather(draw_until_recognised(ann), draw_until_recognised(bob))
        await until_phase("reveal", ann, bob)
        assert len(bob.room["results"][-1]["places"]) == 2
