"""Every place where somebody can be: the pages, and the scenes as players and watchers see them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from . import scenes
from .pages import BICYCLE, CODE, HOUSE, FakeLine, drawn, listing, log

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


def practising(snapshot: dict[str, Any]) -> Way:
    """Alone, beside a ghost that has drawn already."""
    ghosts = {"ghosts": [{"took_ms": 4_000, "ink": log(BICYCLE)}]}
    return lambda page, address: scenes.enter(page, address, snapshot, ghosts=ghosts)


def opened(way: Way, press: str, shown: str) -> Way:
    """There, after one press."""

    def go(page: Page, address: str) -> FakeLine:
        line = way(page, address)
        page.locator(press).locator("visible=true").first.click()
        expect(page.locator(shown).locator("visible=true").first).to_be_visible()
        return line

    return go


def talking(way: Way) -> Way:
    """There, with the chat opened by hand, so that a narrower screen leaves it open."""

    def go(page: Page, address: str) -> FakeLine:
        line = way(page, address)
        button = page.locator("#talk-open")
        if button.get_attribute("aria-expanded") == "true":
            button.click()
        button.click()
        expect(page.locator("#talk")).to_be_visible()
        return line

    return go


def cut_off(way: Way) -> Way:
    def go(page: Page, address: str) -> FakeLine:
        line = way(page, address)
        line.hang_up()
        expect(page.locator("#banner")).to_be_visible()
        return line

    return go


def alone(phase: str, **changes: Any) -> dict[str, Any]:
    settings = {**scenes.SETTINGS, "solo": True}
    return scenes.room(phase, players=1, **{"settings": settings, **changes})


SCENES = scenes.SCENES
NOT_HOST = scenes.snapshot(scenes.room("lobby", host="p2"))
DRAWN = {"p1": log(BICYCLE[:2])}
FIRST = [{"player": "p1", "place": 1, "score": 34}]
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
    "all settings": opened(playing(SCENES["chosen lobby"]), "#lobby summary", "#lobby .found .pill"),
    "settings of the room": opened(hosting(SCENES["drawing"]), "#race .aside summary", "#race .aside form"),
    "menu of the host": opened(playing(SCENES["lobby"]), ".seat .name:enabled", "#seat [data-act=kick]"),
    "menu of a player": opened(playing(NOT_HOST), ".seat .name:enabled", "#seat [data-act=vote]"),
    "talking over a canvas": talking(playing(SCENES["drawing"])),
    "talking after a round": talking(playing(SCENES["guessed"])),
    "practising": practising(scenes.snapshot(alone("drawing"), DRAWN)),
    "practised": practising(scenes.snapshot(alone("podium", standings=FIRST), best=scenes.BEST)),
    "cut off": cut_off(playing(SCENES["drawing"])),
}
