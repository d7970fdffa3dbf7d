"""A member's copy of its room, kept right by events and frames."""

from __future__ import annotations

from typing import Any

from server.talk import LINES_KEPT


class RoomCopy:
    """What a member knows of its room. Each method says whether nothing was missed."""

    def __init__(self, keeps_ink: bool = True) -> None:
        self.room: dict[str, Any] = {}
        self.version = 0
        self.ink: dict[str, list[list[Any]]] = {}
        self.looks: dict[str, list[Any]] = {}
        self._keeps_ink = keeps_ink

    def take_snapshot(self, snapshot: dict[str, Any]) -> bool:
        """The whole room anew, unless this is older than what is known; then it is left."""
        if snapshot["version"] < self.version:
            return False
        self.version, self.room = snapshot["version"], snapshot["room"]
        self.ink, self.looks = snapshot["ink"], snapshot["looks"]
        return True

    def take_events(self, message: dict[str, Any]) -> bool:
        """The next version; one that is known already is left."""
        if not self.room or message["version"] <= self.version:
            return True
        if message["version"] > self.version + 1:
            return False
        self.version = message["version"]
        for event in message["events"]:
            apply(self.room, event)
            if event["type"] in ("choosing_started", "countdown_started"):
                self.ink, self.looks = {}, {}
        return True

    def take_frame(self, frame: dict[str, Any]) -> bool:
        """New ink and looks of the round that is known."""
        whole = True
        if frame.get("round", 0) == self.room.get("round", 0):
            self.looks.update(frame.get("looks", {}))
            whole = not self._keeps_ink or add_ink(self.ink, frame.get("ink", {}))
        return not self.room or (whole and frame.get("version", 0) <= self.version)


def apply(room: dict[str, Any], event: dict[str, Any]) -> None:
    """Let the copy take in one event."""
    kind = event["type"]
    if kind == "seat_joined":
        room["seats"].append(event["seat"])
    elif kind == "seat_left":
        room["seats"] = [seat for seat in room["seats"] if seat["player"] != event["player"]]
    elif kind == "seat_present":
        _seat(room, event["player"])["present"] = event["present"]
    elif kind == "host_changed":
        room["host"] = event["player"]
    elif kind == "settings_changed":
        room["settings"] = event["settings"]
    elif kind == "seat_muted":
        _seat(room, event["player"])["muted"] = event["muted"]
    elif kind == "said":
        room["said"] = [*room["said"], event["line"]][-LINES_KEPT:]
    else:
        _match(room, kind, event)


def _match(room: dict[str, Any], kind: str, event: dict[str, Any]) -> None:
    if kind == "match_started":
        room.update(first_round=event["first_round"], results=[], standings=[], machine=0)
        for seat in room["seats"]:
            seat["score"] = 0
    elif kind == "choosing_started":
        _next_round(room, event, "choosing")
        room.update(offered=event["offered"], starts_at=None)
    elif kind == "countdown_started":
        _next_round(room, event, "countdown")
        room.update(offered=[], starts_at=event["ends_at"])
    elif kind == "drawing_started":
        began_at = event["ends_at"] - room["settings"]["seconds"] * 1000
        room.update(phase="drawing", prompt=event["prompt"], starts_at=began_at, ends_at=event["ends_at"])
    elif kind == "recognised":
        room["recognised"][event["player"]] = {name: event[name] for name in ("at", "seq", "confidence")}
    elif kind == "solved":
        room["solved"][event["player"]] = event["at"]
        room["prompt"] = event["prompt"] or room["prompt"]
    elif kind == "round_closed":
        room["results"].append(event["result"])
        room.update(phase="reveal", ends_at=event["ends_at"], machine=event["machine"])
        room["prompt"] = event["result"]["prompt"]
        for player, score in event["scores"].items():
            _seat(room, player)["score"] = score
    elif kind == "match_ended":
        room.update(phase="podium", standings=event["standings"], drawer="", prompt=None)
        room.update(starts_at=None, ends_at=None)


def _next_round(room: dict[str, Any], event: dict[str, Any], phase: str) -> None:
    room.update(phase=phase, round=event["round"], drawer=event["drawer"], ends_at=event["ends_at"])
    room.update(prompt=None, recognised={}, solved={})


def _seat(room: dict[str, Any], player: str) -> dict[str, Any]:
    return next((seat for seat in room["seats"] if seat["player"] == player), {})


def add_ink(ink: dict[str, list[list[Any]]], new: dict[str, list[list[Any]]]) -> bool:
    """Add the packets that follow on; those here already are left out. False where some are missing."""
    whole = True
    for player, packets in new.items():
        log = ink.setdefault(player, [])
        for packet in packets:
            last = log[-1][0] if log else 0
            if packet[0] == last + 1:
                log.append(packet)
            whole = whole and packet[0] <= last + 1
    return whole
