"""The picture for home screens that take no SVG: the same as the SVG, so that neither changes alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from .conftest import Open
from .pages import ROOT

pytestmark = pytest.mark.browser
SIDE = 180
MOST_BYTES = 6_000
MIDDLE, CORNER = SIDE * (SIDE + 1) // 2, 0
EDGES = 0.3
"""Of 255, on average: what two ways to smooth an edge may differ by."""
PIXELS = """async ([name, side]) => {
    const image = new Image();
    image.src = `/static/here/${name}`;
    await image.decode();
    const canvas = new OffscreenCanvas(side, side);
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0, side, side);
    return [image.naturalWidth, image.naturalHeight, [...pen.getImageData(0, 0, side, side).data]];
}"""


def pixels(page: Page, name: str) -> tuple[tuple[int, int], list[tuple[int, ...]]]:
    """Of a picture its own size, and its colours at the icon's."""
    width, height, values = page.evaluate(PIXELS, [name, SIDE])
    return (width, height), [tuple(values[at : at + 4]) for at in range(0, len(values), 4)]


def test_the_picture_for_home_screens_shows_what_the_svg_does(open_page: Open, address: str) -> None:
    page = open_page()
    page.goto(f"{address}/lost")
    href = page.locator('link[rel="apple-touch-icon"]').get_attribute("href")
    assert href == "/static/here/icon-180.png"
    size, picture = pixels(page, "icon-180.png")
    _, drawn = pixels(page, "icon-maskable.svg")
    assert size == (SIDE, SIDE)
    assert all(alpha == 255 for *_, alpha in picture)
    assert (picture[MIDDLE], picture[CORNER]) == (drawn[MIDDLE], drawn[CORNER])
    assert picture[MIDDLE] != picture[CORNER]
    off = [
        abs(a - b) for one, other in zip(picture, drawn, strict=True) for a, b in zip(one, other, strict=True)
    ]
    assert sum(off) / len(off) < EDGES


def test_the_picture_is_light() -> None:
    assert (ROOT / "static/icon-180.png").stat().st_size < MOST_BYTES
