"""What a connection or a network may ask for: credits that everything costs and that time gives back."""

from __future__ import annotations

import ipaddress
from math import ceil

MESSAGE_COST = 1.0
EVENT_COST = 5.0
REFUSED_COST = 10.0
REQUEST_COST = 5.0
LOOK_COST = 1.0
"""Of each look of the judge that a request asks for, on top of the request."""
POINTS_A_CREDIT = 500
"""Of what the judge looks at, on top of what every look costs."""
SNAPSHOT_COST = 20.0
PACKETS_A_CREDIT = 20
"""Of the ink in a snapshot, on top of what every snapshot costs."""
CREDITS_AT_MOST = 600.0
"""Enough for what piled up in eight seconds without a connection, sent again at once."""
CREDITS_A_SECOND = 60.0
DEBT_AT_MOST = 600.0
"""Ten seconds' credits: so long a flood is locked out after its end, however long it was."""
WORDS_AT_ONCE = 6.0
"""Lines, guesses and reactions that one connection may send in a row."""
WORDS_A_SECOND = 1.0
UNKNOWN_CODES = 200
"""Unknown codes from one network in ten minutes: forty may mistype five times, a search gets nowhere."""
NETWORK_BITS = 64
"""Of an IPv6 address: whoever has one has all of its network."""


def network_of(address: str) -> str:
    """Whom unknown codes and requests count against: the IPv4 address, or the network of an IPv6 one."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv4Address):
        return str(known)
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(ipaddress.ip_network((known, NETWORK_BITS), strict=False))


class Credits:
    """A bucket of credits, full at first."""

    def __init__(
        self,
        now: int,
        most: float = CREDITS_AT_MOST,
        a_second: float = CREDITS_A_SECOND,
        debt: float = DEBT_AT_MOST,
    ) -> None:
        self._left = self._most = most
        self._a_second, self._debt = a_second, debt
        self._at = now

    def spend(self, cost: float, now: int) -> bool:
        """Take `cost` at `now` (ms); False when there is not so much left."""
        earned = max(now - self._at, 0) * self._a_second / 1_000
        self._left = max(min(self._left + earned, self._most) - cost, -self._debt)
        self._at = now
        return not self.spent_out

    @property
    def spent_out(self) -> bool:
        """Whether more was asked for than there was."""
        return self._left < 0

    @property
    def wait_seconds(self) -> int:
        """How long until nothing is owed any more, in whole seconds."""
        return ceil(max(-self._left, 0) / self._a_second)


def words(now: int) -> Credits:
    """What one connection may say: enough to guess as fast as one types; impatience costs a second or two."""
    return Credits(now, WORDS_AT_ONCE, WORDS_A_SECOND, debt=1)
