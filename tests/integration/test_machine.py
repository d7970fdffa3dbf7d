"""Beat the machine over real sockets: who hears what, and what is refused."""

import asyncio

from tests.sockets import Guests, go_on, over_sockets, refusal, start, timeless, until_phase

GUESS = {"language": "en"}


async def guessing(guests, **settings):
    """Ann draws, Bob and Cem guess, Eve watches; the drawing has begun."""
    ann = await guests.host()
    bob, cem = await guests.player(ann, "Bob"), await guests.player(ann, "Cem")
    eve = await guests.watcher(ann)
    await start(ann, bob, cem, eve, mode="machine", choose=False, seconds=60, **settings)
    assert ann.room["drawer"] == ann.player
    return ann, bob, cem, eve


@over_sockets
async def test_the_prompt_reaches_the_drawer_then_who_guesses_it_and_all_when_the_round_is_over(inkrace):
    async with Guests(inkrace) as guests:
        ann, bob, cem, eve = await guessing(guests)
        prompt = ann.room["prompt"]
        assert [member.room["prompt"] for member in (bob, cem, eve)] == [None] * 3
        assert (await bob.snapshot())["room"]["prompt"] is None
        assert (await bob.ask("guess", text=f"  {prompt.upper()}! ", **GUESS)) == {"verdict": "right"}
        await bob.until(lambda m: m.room["prompt"] == prompt)
        await cem.until(lambda m: m.room["solved"])
        assert cem.room["prompt"] is None
        assert (await cem.ask("guess", text=prompt, **GUESS)) == {"verdict": "right"}
        await until_phase("reveal", ann, bob, cem, eve)
        result = eve.room["results"][0]
        assert [place["player"] for place in result["places"]] == [bob.player, cem.player]
        assert (result["drawer"], result["machine_points"]) == (ann.player, 0)
        assert result["drawer_points"] > 0


@over_sockets
async def test_a_wrong_guess_is_seen_by_all_and_a_close_one_by_nobody(inkrace):
    async with Guests(inkrace) as guests:
        ann, bob, cem, _eve = await guessing(guests)
        prompt = ann.room["prompt"]
        assert (await bob.ask("guess", text="xylophone zoo", **GUESS)) == {"verdict": "wrong"}
        assert (await bob.ask("guess", text=f"is it a {prompt}", **GUESS)) == {"verdict": "close"}
        await cem.until(lambda m: m.room["said"])
        assert [line["text"] for line in (await cem.snapshot())["room"]["said"]] == ["xylophone zoo"]


@over_sockets
async def test_what_the_drawer_says_is_not_heard_by_who_still_guesses(inkrace):
    async with Guests(inkrace) as guests:
        ann, bob, cem, eve = await guessing(guests)
        await bob.ask("guess", text=ann.room["prompt"], **GUESS)
        await ann.ask("say", text=f"yes, {ann.room['prompt']}")
        await bob.until(lambda m: m.room["said"])
        for member in (cem, eve):
            assert (await member.snapshot())["room"]["said"] == []


@over_sockets
async def test_who_may_not_guess_say_or_vote_is_told_why_and_nothing_changes(inkrace):
    async with Guests(inkrace) as guests:
        ann, bob, _cem, _eve = await guessing(guests)
        late = await guests.player(ann, "Late")
        before = timeless(await ann.snapshot())
        prompt = ann.room["prompt"]
        asks = [
            (ann, "guess", {"text": prompt, **GUESS}, "knows_already"),
            (late, "guess", {"text": prompt, **GUESS}, "wrong_phase"),
            (late, "say", {"text": f"it is a {prompt}"}, "gives_away"),
            (bob, "say", {"text": "hello"}, "wrong_phase"),
            (bob, "guess", {"text": "x" * 500, **GUESS}, "bad_text"),
            (bob, "guess", {"text": "cat", "language": "xx"}, "bad_message"),
            (bob, "choose", {"prompt": "cat"}, "wrong_phase"),
            (bob, "vote", {"player": ann.player}, "protected"),
            (late, "vote", {"player": bob.player}, "no_voice"),
            (bob, "settings", {"rounds": 1}, "not_host"),
            (ann, "settings", {"rounds": 1}, "wrong_phase"),
        ]
        for member, event, fields, error in asks:
            assert await refusal(member.ask(event, **fields)) == error, (event, fields)
        assert timeless(await ann.snapshot()) == before


@over_sockets
async def test_only_the_drawer_sees_its_choice_and_only_it_chooses(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        assert await refusal(start(ann, mode="machine")) == "too_few"
        bob = await guests.player(ann)
        await ann.ask("start")
        await until_phase("choosing", ann, bob)
        offered = ann.room["offered"]
        assert (len(offered), bob.room["offered"]) == (3, [])
        assert await refusal(bob.ask("choose", prompt=offered[0])) == "not_drawer"
        assert await refusal(ann.ask("choose", prompt="no such word")) == "not_offered"
        await ann.ask("choose", prompt=offered[1])
        await until_phase("drawing", ann, bob)
        assert ann.room["prompt"] == offered[1]


@over_sockets
async def test_words_come_no_faster_than_they_are_read(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        told = [await refusal(ann.ask("say", text=f"line {number}")) for number in range(12)]
        assert told[:6] == ["(taken)"] * 6
        assert "too_fast" in told


@over_sockets
async def test_who_is_muted_neither_talks_nor_reacts_until_the_host_relents(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        bob = await guests.player(ann)
        await ann.ask("mute", player=bob.player, muted=True)
        assert await refusal(bob.ask("say", text="hello")) == "muted"
        assert await refusal(bob.ask("react", reaction="wow")) == "muted"
        await ann.ask("mute", player=bob.player, muted=False)
        assert await refusal(bob.ask("say", text="hello")) == "(taken)"


@over_sockets
async def test_a_kicked_seat_is_closed_by_name_and_its_token_stays_out(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        bob = await guests.player(ann)
        await ann.ask("kick", player=bob.player)
        await bob.until(lambda m: m.closed_reason == "kicked")
        again = await guests.stranger()
        assert await refusal(again.ask("attach", code=ann.code, token=bob.token)) == "kicked"
        assert await refusal(again.ask("join", code=ann.code, name="Bob", token=bob.token)) == "kicked"


@over_sockets
async def test_where_rivals_are_hidden_their_ink_comes_with_the_reveal(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        bob, eve = await guests.player(ann), await guests.watcher(ann)
        await start(ann, bob, eve, seconds=60, rivals=False)
        await ann.put(0, "draw", 0, True, (5, 5, 400, 400))
        await eve.until(lambda m: m.ink.get(ann.player))
        await asyncio.gather(bob.snapshot(), ann.snapshot())
        assert not bob.ink.get(ann.player)
        await go_on(ann)
        await until_phase("reveal", bob)
        assert (await bob.snapshot())["ink"][ann.player]
