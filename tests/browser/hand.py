"""Draws on a page's canvas with a mouse, as a person would, and waits for what comes of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from playwright.sync_api import Page

Points = Sequence[tuple[float, float]]
SQUARE = 1024
UNTIL_SECONDS = 20


def at(page: Page, point: tuple[float, float], canvas: str = "#paper") -> tuple[float, float]:
    """Where on the page that place of the square is."""
    return places(page, [point], canvas)[0]


def places(page: Page, points: Points, canvas: str = "#paper") -> list[tuple[float, float]]:
    box = page.locator(canvas).bounding_box()
    assert box is not None
    return [(box["x"] + x / SQUARE * box["width"], box["y"] + y / SQUARE * box["height"]) for x, y in points]


def draw(page: Page, *strokes: Points) -> None:
    """Draw all of it, even where the canvas goes away meanwhile because the drawing was recognised."""
    for spots in [places(page, points) for points in strokes]:
        page.mouse.move(*spots[0])
        page.mouse.down()
        for spot in spots[1:]:
            page.mouse.move(*spot)
        page.mouse.up()


PIXELS = """c => c && c.width ? c.getContext('2d').getImageData(0, 0, c.width, c.height).data
    .filter((v, i) => i % 4 === 3 && v > 40).length : 0"""


def inked(page: Page, canvas: str = "#paper") -> int:
    """How many pixels of that canvas hold ink once all that was drawn is painted."""
    picture(page, canvas)
    return int(page.locator(canvas).first.evaluate(PIXELS))


PAINTED = """c => new Promise((done) =>
    requestAnimationFrame(() => requestAnimationFrame(() => done(c.toDataURL()))))"""
SHOWS = "([selector, wanted]) => document.querySelector(selector)?.toDataURL() === wanted"


def picture(page: Page, canvas: str = "#paper") -> str:
    """That canvas as it stands once all that was drawn is painted: predicted ink is gone by then."""
    return str(page.locator(canvas).first.evaluate(PAINTED))


def wait_for_picture(page: Page, wanted: str, canvas: str = "#paper") -> None:
    """Until that canvas shows exactly this, to the pixel."""
    page.wait_for_function(SHOWS, arg=[canvas, wanted])


def wait_for_ink(page: Page, canvas: str = "#paper", least: int = 30) -> None:
    """Until the first such canvas holds at least so many pixels of ink."""
    page.wait_for_function(
        f"([selector, least]) => ({PIXELS})(document.querySelector(selector)) >= least", arg=[canvas, least]
    )


INK_NEAR = f"""([selector, x, y, reach]) => {{
    const c = document.querySelector(selector);
    if (!c || !c.width) return false;
    const k = c.width / {SQUARE};
    const box = [(x - reach) * k, (y - reach) * k, 2 * reach * k, 2 * reach * k];
    const found = c.getContext("2d").getImageData(...box);
    return found.data.some((v, i) => i % 4 === 3 && v > 40);
}}"""


def wait_for_ink_near(page: Page, point: tuple[float, float], canvas: str = "#paper") -> None:
    """Until the first such canvas has ink about that place of the square."""
    page.wait_for_function(INK_NEAR, arg=[canvas, *point, 12])


def until(page: Page, met: Callable[[], object]) -> None:
    """Let the page live until it is met."""
    end_at = time.monotonic() + UNTIL_SECONDS
    while not met():
        assert time.monotonic() < end_at, f"not met in {UNTIL_SECONDS} s"
        page.evaluate("() => new Promise(requestAnimationFrame)")
