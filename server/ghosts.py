"""Ghosts: recognised drawings of earlier rounds, kept without a name, against which one practises alone."""

from __future__ import annotations

import random

from server.records import Entry, Ghost
from server.room import Result, Room
from server.store import Store

KEPT_A_ROUND = 3
"""Of one round's drawings, at most so many: a tick has no time for more, and others will come."""
SHOWN_AT_MOST = 3
POINTS_AT_MOST = 1_500
PACKETS_AT_MOST = 600
"""Of one ghost; what is longer is not kept."""


def may_be_kept(room: Room) -> bool:
    """Only who plays in public, or alone and knowing of ghosts, leaves drawings; private rooms leave none."""
    return room.settings.mode == "race" and (room.settings.public or room.settings.solo)


def ghost_of(log: list[Entry], seq: int, took_ms: int) -> Ghost | None:
    """The drawing up to the packet that it was recognised by; None where there is too much of it."""
    packets = tuple(entry.packet for entry in log if entry.packet.seq <= seq)
    points = sum(len(packet.points) // 2 for packet in packets)
    if not packets or len(packets) > PACKETS_AT_MOST or points > POINTS_AT_MOST:
        return None
    return Ghost(took_ms, packets)


class Ghosts:
    """Keeps drawings of the rounds that this worker closed, and gives them to who practises."""

    def __init__(self, store: Store, chance: random.Random) -> None:
        self._store, self._chance = store, chance

    def keep(self) -> None:
        """Of the oldest such round a few drawings; one whose store is away loses them. Raises StoreAway.

        So does one that the host went on from in the same turn: who drew up to where is forgotten then.
        """
        while self._store.closed:
            room, result = self._store.closed.popleft()
            if may_be_kept(room) and result.places and result.round == room.round:
                self._keep(room, result)
                return

    def _keep(self, room: Room, result: Result) -> None:
        places = self._chance.sample(result.places, min(KEPT_A_ROUND, len(result.places)))
        logs = self._store.ink(room.code, result.round, [place.player for place in places])
        known = {place.player: (room.recognised[place.player].seq, place.at) for place in places}
        drawings = [
            ghost_of(logs.get(player, []), seq, at - result.starts_at) for player, (seq, at) in known.items()
        ]
        self._store.keep_ghosts(result.prompt, [ghost for ghost in drawings if ghost is not None])

    def of(self, category: str) -> list[Ghost]:
        """Some of this category's ghosts. Raises StoreAway."""
        known = self._store.ghosts(category)
        return self._chance.sample(known, min(SHOWN_AT_MOST, len(known)))
