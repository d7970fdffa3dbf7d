"""Every place where somebody can be: the pages, and the scenes as players and watchers see them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from . import scenes
from .pages import CODE, HOUSE, FakeLine, drawn, listing

Way = Callable[[Page, str], FakeLine]


def page_at(path: str) -> Way:
    def go(page: Page, address: str) -> FakeLine:
        line = FakeLine(page, {})
        page.goto(f"{address}{path}")
        return line

    return go


def start(page: Page, address: str) -> FakeLine:
    """The start page while some rooms are public."""
    rooms = [drawn("KRTMW", HOUSE), listing("ABCDE", mode="machine", full=True)]
    page.route("**/rooms.json", lambda route: route.fulfill(json={"rooms": rooms}))
    line = page_at("/")(page, address)
    expect(page.locator(".public-room")).to_have_count(len(rooms))
    return line


def door(answer: dict[str, Any]) -> Way:
    """Before the room, as whoever asks for it is told."""

    def go(page: Page, address: str) -> FakeLine:
        line = FakeLine(page, {"watch": answer, "clock": {"now": scenes.NOW}})
        page.goto(f"{address}/r/{CODE}")
        expect(page.locator("#door .door-ways > :visible")).not_to_have_count(0)
        return line

    return go


def playing(snapshot: dict[str, Any]) -> Way:
    return lambda page, address: scenes.enter(page, address, snapshot)


def watching(snapshot: dict[str, Any]) -> Way:
    def go(page: Page, address: str) -> FakeLine:
        line = FakeLine(page, {"watch": {"code": CODE, "snapshot": snapshot}, "clock": {"now": scenes.NOW}})
        page.goto(f"{address}/r/{CODE}?watch")
        scenes.inside(page)
        return line

    return go


def hosting(snapshot: dict[str, Any]) -> Way:
    """As the host who does not draw."""
    room = snapshot["room"]
    first, *others = room["seats"]
    return playing({**snapshot, "room": {**room, "seats": [{**first, "plays": False}, *others]}})


SCENES = scenes.SCENES
PLACES: dict[str, Way] = {
    "start": page_at("/"),
    "start among public rooms": start,
    "api": page_at("/api"),
    "lost": page_at("/lost"),
    "door": door({"code": CODE, "snapshot": SCENES["lobby"]}),
    "door of no room": door({"error": "unknown_room", "detail": ""}),
    **{name: playing(snapshot) for name, snapshot in SCENES.items()},
    **{f"watching {name}": watching(SCENES[name]) for name in ("lobby", "drawing", "reveal", "podium")},
    "hosting drawing": hosting(SCENES["drawing"]),
}
