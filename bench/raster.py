"""What a raster costs while ink grows, by our way and by others, and how far each is from a round pen.

`python -m bench.raster`
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from models import dataset
from models.command import at_least_one, one_line
from models.play import played
from server.canvas import Canvas
from server.raster import COVERAGE, NOWHERE, PEN_WIDTH, RASTER_SIZE, Fit

# Into how many parts a pixel's side is cut: on OpenCV's large canvas, and where errors are measured.
ZOOM = 6
FINE = 8
# OpenCV takes whole numbers, in such parts of its pixels, and draws lines about so many pixels too wide.
SHIFT = 4
TOO_WIDE = 2


def copied(canvas: Canvas) -> Canvas:
    """A canvas with the same visible ink that has never been looked at."""
    new = Canvas()
    for number, points in enumerate(canvas.strokes):
        new.draw(number, points, up=True)
    return new


def in_pixels(strokes: Sequence[Any]) -> list[Any]:
    """Each stroke as (points, 2), where its points are in the raster."""
    points = np.concatenate(strokes).T
    pixels = Fit.of(NOWHERE.including(points)).pixels(points).T
    return np.split(pixels, np.cumsum([len(stroke) for stroke in strokes[:-1]]))


def opencv() -> Callable[[Sequence[Any]], Any]:
    """The usual way, strokes to (size, size), coverage alone: smooth lines on a large canvas, shrunk."""
    try:
        import cv2
    except ImportError:
        sys.exit("bench.raster compares with OpenCV: pip install opencv-python-headless")
    cv2.setNumThreads(1)

    def drawn(strokes: Sequence[Any]) -> Any:
        large = np.zeros((RASTER_SIZE * ZOOM, RASTER_SIZE * ZOOM), np.uint8)
        # The middle of a pixel of the raster is between those of the large canvas.
        lines = [
            np.rint(((line + 0.5) * ZOOM - 0.5) * (1 << SHIFT)).astype(np.int32)
            for line in in_pixels(strokes)
        ]
        cv2.polylines(large, lines, False, 255, int(PEN_WIDTH * ZOOM) - TOO_WIDE, cv2.LINE_AA, SHIFT)
        return cv2.resize(large, (RASTER_SIZE, RASTER_SIZE), interpolation=cv2.INTER_AREA)

    return drawn


def round_pen(strokes: Sequence[Any]) -> Any:
    """(size, size), 0..255: the share of each pixel that a round pen covers, by FINE² points in it."""
    covered = np.zeros((RASTER_SIZE * FINE, RASTER_SIZE * FINE), bool)
    middles = (np.arange(RASTER_SIZE * FINE) + 0.5) / FINE - 0.5
    for points in in_pixels(strokes):
        for begin, end in zip(points[[0, *range(len(points) - 1)]], points, strict=True):
            least, most = np.minimum(begin, end) - PEN_WIDTH / 2, np.maximum(begin, end) + PEN_WIDTH / 2
            left, top = np.searchsorted(middles, least)
            right, bottom = np.searchsorted(middles, most)
            x, y = middles[left:right] - begin[0], middles[top:bottom, None] - begin[1]
            dx, dy = end - begin
            along = np.clip((x * dx + y * dy) / max(dx * dx + dy * dy, 1e-12), 0, 1)
            distance = np.hypot(x - along * dx, y - along * dy)
            covered[top:bottom, left:right] |= distance <= PEN_WIDTH / 2
    return covered.reshape(RASTER_SIZE, FINE, RASTER_SIZE, FINE).mean(axis=(1, 3)) * 255


def costs(file: Path, count: int) -> dict[str, Any]:
    """Microseconds of one core for a raster of timed drawings played live, by each way."""
    theirs = opencv()
    seconds: dict[str, list[float]] = {"grown": [], "redrawn": [], "opencv": []}
    errors: dict[str, list[float]] = {"ours": [], "opencv": []}
    for nth, row in enumerate(itertools.islice(dataset.read(file, timed=True), count)):
        for _, canvas in played(row["drawing"]):
            fresh, strokes = copied(canvas), canvas.strokes
            ways = {"grown": canvas.raster, "redrawn": fresh.raster, "opencv": lambda s=strokes: theirs(s)}
            rasters = {}
            for name, way in ways.items():
                begin = time.thread_time()
                rasters[name] = way()
                seconds[name].append(time.thread_time() - begin)
            if not np.array_equal(rasters["grown"], rasters["redrawn"]):
                raise AssertionError("a grown raster differs from one drawn from scratch")
        if nth % 10 == 0:
            exact = round_pen(strokes)
            errors["ours"].append(np.abs(rasters["grown"][..., COVERAGE] - exact).mean())
            errors["opencv"].append(np.abs(rasters["opencv"] - exact).mean())
    return {
        "looks": len(seconds["grown"]),
        **{f"{name}_us_mean": round(float(np.mean(spent)) * 1e6, 1) for name, spent in seconds.items()},
        **{
            f"{name}_us_p99": round(float(np.quantile(spent, 0.99)) * 1e6, 1)
            for name, spent in seconds.items()
        },
        **{f"{name}_error_of_255": round(float(np.mean(error)), 2) for name, error in errors.items()},
    }


def main(argv: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.raster", description=__doc__)
    parser.add_argument("--drawings", type=Path, default=dataset.folder() / "timed.ndjson.gz")
    parser.add_argument(
        "--count", type=at_least_one, default=1000, help="how many drawings; default %(default)s"
    )
    options = parser.parse_args(argv)
    with one_line():
        print(json.dumps(costs(options.drawings, options.count)))


if __name__ == "__main__":
    main()
