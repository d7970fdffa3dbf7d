"""One player's packets of one round: sent, acknowledged, looked at."""

from __future__ import annotations

from server.canvas import Packet


class InkLog:
    """Packets in the order of their numbers, and what became of them. Times are seconds of one clock."""

    def __init__(self, round: int, seq: int = 0) -> None:
        self.round = round
        self.packets: list[Packet] = []
        self.acknowledged = 0
        self.on_the_way = 0
        """How many were given to the present connection or are stored."""
        self.closed = False
        self.recognised_seq: int | None = None
        self.ink_to_guess_ms: list[float] = []
        self._sent_at: list[float] = []
        self._first = seq + 1
        self._looked = 0

    @property
    def next_seq(self) -> int:
        return self._first + len(self.packets)

    def put(self, packet: Packet, at: float) -> None:
        assert packet.seq == self.next_seq
        self.packets.append(packet)
        self._sent_at.append(at)

    def missing(self) -> list[Packet]:
        """What is neither acknowledged nor dropped as closed."""
        return [] if self.closed else self.packets[self.acknowledged :]

    def next_to_send(self) -> Packet | None:
        """The first that is not on the way yet, which it is from now on."""
        if self.closed or self.on_the_way >= len(self.packets):
            return None
        self.on_the_way += 1
        return self.packets[self.on_the_way - 1]

    def send_again(self) -> None:
        """What is not acknowledged is not on the way."""
        self.on_the_way = self.acknowledged

    def acknowledge(self, seq: int) -> None:
        """Everything up to this number is stored; numbers below an earlier one say nothing new."""
        self.acknowledged = min(max(self.acknowledged, seq - self._first + 1), len(self.packets))

    def lose(self, stored: int) -> None:
        """The store holds no more than this of what it acknowledged: the rest is to be sent once more."""
        self.acknowledged = min(self.acknowledged, max(stored - self._first + 1, 0))

    def look(self, seq: int, at: float) -> None:
        """A frame that names this number has come: that answers all packets up to it, once."""
        if self.recognised_seq is not None:
            seq = min(seq, self.recognised_seq)
        last = min(seq - self._first + 1, len(self.packets))
        for sent_at in self._sent_at[self._looked : last]:
            self.ink_to_guess_ms.append((at - sent_at) * 1000)
        self._looked = max(self._looked, last)
