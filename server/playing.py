"""What seats ask for in their room: the rules that they may call, each within its limits."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache, partial
from typing import Any

from server import game, limits, machine, protocol, talk, votes
from server.connections import Connection
from server.entrance import Answer, require_seat
from server.facts import Event, Said, Solved
from server.ghosts import Ghosts
from server.protocol import parse
from server.protocol_shown import view_ghost
from server.room import Refused, Verdict
from server.settings import Served
from server.store import Store
from server.typed import Typed


class Playing:
    """One worker's way from what is asked to the rules."""

    def __init__(
        self, store: Store, served: Served, typed: Typed, ghosts: Ghosts, chance: random.Random
    ) -> None:
        self.store, self.served, self.typed = store, served, typed
        self.ghosts, self.chance = ghosts, chance

    def handlers(self) -> dict[str, Callable[[Connection, Any], Answer]]:
        """By the name of what is asked."""
        return {
            protocol.SETTINGS: self.settings,
            protocol.START: self.start,
            protocol.NEXT: self.next,
            protocol.END: self.end,
            protocol.CHOOSE: self.choose,
            protocol.GUESS: self.guess,
            protocol.SAY: self.say,
            protocol.REACT: self.react,
            protocol.KICK: self.kick,
            protocol.VOTE: self.vote,
            protocol.MUTE: self.mute,
            protocol.GHOSTS: self.race_ghosts,
        }

    def settings(self, connection: Connection, data: Any) -> Answer:
        chosen = protocol.parse_settings(data, self.served)
        return self.rule(connection, game.change_settings, chosen, self.served.packs)

    def start(self, connection: Connection, data: Any) -> Answer:
        parse(data, protocol.Fields)
        return self.rule(connection, game.start, self.served.packs, self.chance)

    def next(self, connection: Connection, data: Any) -> Answer:
        asked = parse(data, protocol.Next)
        return self.rule(connection, game.skip, asked.phase, asked.round)

    def end(self, connection: Connection, data: Any) -> Answer:
        parse(data, protocol.Fields)
        return self.rule(connection, game.end)

    def choose(self, connection: Connection, data: Any) -> Answer:
        return self.rule(connection, game.choose, parse(data, protocol.Choose).prompt)

    def guess(self, connection: Connection, data: Any) -> Answer:
        asked = parse(data, protocol.Typed)
        text = protocol.parse_text(asked.text, protocol.GUESS_LENGTH)
        protocol.require_spoken(asked.language, self.served)
        self.spend_word(connection)
        if self.typed.tries_many(text):
            raise Refused("many_guesses", "One guess at a time.")
        judge = cache(partial(self.typed.judge, language=asked.language))  # a busy room asks again
        return {"verdict": verdict_of(self.changed(connection, machine.guess, text, judge))}

    def say(self, connection: Connection, data: Any) -> Answer:
        text = protocol.parse_text(parse(data, protocol.Say).text)
        self.spend_word(connection)
        return self.rule(connection, talk.say, text, cache(self.typed.gives_away))

    def react(self, connection: Connection, data: Any) -> Answer:
        """Nothing of it is kept: who is there sees it, and that is all."""
        reaction = parse(data, protocol.React).reaction
        require_seat(connection)
        self.spend_word(connection)
        talk.require_word(self.store.room(connection.code), connection.player)
        self.store.publish_reaction(connection.code, connection.player, reaction)
        return {}

    def kick(self, connection: Connection, data: Any) -> Answer:
        return self.rule(connection, votes.kick, parse(data, protocol.Target).player)

    def vote(self, connection: Connection, data: Any) -> Answer:
        return self.rule(connection, votes.vote, parse(data, protocol.Target).player)

    def mute(self, connection: Connection, data: Any) -> Answer:
        asked = parse(data, protocol.Mute)
        return self.rule(connection, talk.mute, asked.player, asked.muted)

    def race_ghosts(self, connection: Connection, data: Any) -> Answer:
        """Some earlier drawings of the prompt, once it may be known; paid for by their ink."""
        parse(data, protocol.Fields)
        require_seat(connection)
        room = self.store.room(connection.code)
        if not room.settings.solo:
            raise Refused("not_solo", "Ghosts are for who practises alone.")
        game.require_phase(room, "drawing")
        ghosts = self.ghosts.of(room.next_prompt)
        packets = sum(len(ghost.packets) for ghost in ghosts)
        connection.credits.spend(packets / limits.PACKETS_A_CREDIT, self.store.now())
        return {"ghosts": [view_ghost(*ghost) for ghost in ghosts]}

    def rule(self, connection: Connection, rule: Callable[..., Any], *args: Any) -> Answer:
        self.changed(connection, rule, *args)
        return {}

    def changed(self, connection: Connection, rule: Callable[..., Any], *args: Any) -> tuple[Event, ...]:
        """What happened in the connection's room by this rule."""
        require_seat(connection)
        _room, events = self.store.update(connection.code, rule, connection.player, *args)
        return events

    def spend_word(self, connection: Connection) -> None:
        """Who talks faster than anybody reads is asked to wait; the game itself is not held up by it."""
        if not connection.words.spend(1, self.store.now()):
            raise Refused("too_fast", "Slowly: the others have to read it, too.")


def verdict_of(events: tuple[Event, ...]) -> Verdict:
    """What a guesser is told."""
    if any(isinstance(event, Solved) for event in events):
        return "right"
    return "wrong" if any(isinstance(event, Said) for event in events) else "close"
