"""Bots and real browsers together in one room, and what the browsers complain about.

`python -m bench.together --help`
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from bench.companion import Companion
from bench.connection import Lost
from bench.drawings import Drawings
from bench.figures import Figures
from bench.member import Member
from models.command import Unusable, one_line

ROUND_SECONDS = 15
SIZES = ({"width": 390, "height": 844}, {"width": 1280, "height": 800})
PEN_REACH = 0.8
"""Of the canvas's side, that a scribble crosses."""


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.together", description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="the server; default %(default)s")
    parser.add_argument("--bots", type=int, default=12, help="default %(default)s")
    parser.add_argument("--browsers", type=int, default=2, help="default %(default)s")
    parser.add_argument("--seconds", type=float, default=180, help="how long; default %(default)s")
    parser.add_argument("--mode", choices=("race", "machine"), default="race", help="default %(default)s")
    parser.add_argument("--drawings", type=Path, required=True, help="a file of timed drawings")
    return parser.parse_args(argv)


async def visitor(browser: Browser, url: str, number: int, complaints: list[str]) -> Page:
    """A page that has taken a seat in the room."""
    page = await browser.new_page(viewport=SIZES[number % len(SIZES)])
    page.on("pageerror", lambda error: complaints.append(f"browser {number}: {error}"))
    page.on(
        "console",
        lambda said: (
            complaints.append(f"browser {number}: {said.text}") if said.type in ("error", "warning") else None
        ),
    )
    await page.goto(url)
    await page.fill("#name", f"Browser {number}")
    await page.click("[data-act=join] button[type=submit]")
    return page


async def plays(page: Page, chance: random.Random, seconds: float) -> None:
    """Scribble where there is a canvas to draw on, and guess where there is something to guess."""
    loop = asyncio.get_running_loop()
    over_at = loop.time() + seconds
    while loop.time() < over_at:
        sheet, field = page.locator("#paper"), page.locator("form[data-act=guess] input")
        if await field.is_visible():
            await field.fill(chance.choice(("cat", "sun", "bicycle", "a house", "snake")))
            await field.press("Enter")
        elif await sheet.is_visible() and (box := await sheet.bounding_box()):
            await scribble(page, box, chance)
        await page.wait_for_timeout(1_000)


async def scribble(page: Page, box: dict[str, float] | object, chance: random.Random) -> None:
    """One line of a few points."""
    assert isinstance(box, dict)

    def somewhere() -> tuple[float, float]:
        margin = (1 - PEN_REACH) / 2
        across, down = (margin + PEN_REACH * chance.random() for _ in range(2))
        return box["x"] + across * box["width"], box["y"] + down * box["height"]

    await page.mouse.move(*somewhere())
    await page.mouse.down()
    for _ in range(3):
        await page.mouse.move(*somewhere(), steps=6)
    await page.mouse.up()


async def run(options: argparse.Namespace, figures: Figures) -> list[str]:
    """Everybody in one room until the time is up; what the browsers complained about."""
    drawings, complaints = Drawings.read(options.drawings), list[str]()
    members = [Member(options.url, f"Bot {number + 1}", keeps_ink=False) for number in range(options.bots)]
    await members[0].make()
    settings = {"mode": options.mode, "rounds": 10, "seconds": ROUND_SECONDS, "threshold": "easy"}
    await members[0].ask("settings", **settings)
    for member in members[1:]:
        await member.join(members[0].code)
    companions = [Companion(member, drawings, figures, random.Random(n)) for n, member in enumerate(members)]
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        room = f"{options.url}/r/{members[0].code}"
        pages = [await visitor(browser, room, number, complaints) for number in range(options.browsers)]
        await asyncio.gather(
            *(companion.stay(options.seconds) for companion in companions),
            *(plays(page, random.Random(n), options.seconds) for n, page in enumerate(pages)),
        )
        await browser.close()
    for member in members:
        figures.errors.update(member.errors)
    await asyncio.gather(*(member.close() for member in members))
    return complaints


def main(argv: Sequence[str] | None = None) -> int:
    options = arguments(argv)
    figures = Figures(1, options.bots, 0)
    with one_line():
        try:
            complaints = asyncio.run(run(options, figures))
        except Lost as lost:
            raise Unusable(f"{options.url}: {lost}") from None
    print(f"packets sent {figures.packets_sent}, lost {figures.packets_lost}")
    print(f"complaints of {options.browsers} browsers: {len(complaints)}")
    sys.stderr.write("".join(f"{complaint}\n" for complaint in complaints) + figures.complaints())
    return 1 if complaints or figures.errors or figures.packets_lost else 0


if __name__ == "__main__":
    sys.exit(main())
