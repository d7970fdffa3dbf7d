"""What a raster costs while ink grows, against a full redraw: `python -m bench.raster`."""

from __future__ import annotations

import argparse
import itertools
import json
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from models import dataset
from models.play import played
from server.canvas import Canvas


def copied(canvas: Canvas) -> Canvas:
    """A canvas with the same visible ink that has never been looked at."""
    new = Canvas()
    for number, points in enumerate(canvas.strokes):
        new.draw(number, points, up=True)
    return new


def costs(file: Path, count: int) -> dict[str, object]:
    """Microseconds of one core for a raster of timed drawings played live, grown and redrawn."""
    grown, redrawn = [], []
    for row in itertools.islice(dataset.read(file), count):
        for _, canvas in played(row["drawing"]):
            fresh = copied(canvas)
            begin = time.thread_time()
            first = canvas.raster()
            middle = time.thread_time()
            second = fresh.raster()
            redrawn.append(time.thread_time() - middle)
            grown.append(middle - begin)
            if not np.array_equal(first, second):
                raise AssertionError("a grown raster differs from one drawn from scratch")
    return {
        "looks": len(grown),
        "grown_us_mean": round(float(np.mean(grown)) * 1e6, 1),
        "grown_us_p99": round(float(np.percentile(grown, 99)) * 1e6, 1),
        "redrawn_us_mean": round(float(np.mean(redrawn)) * 1e6, 1),
        "redrawn_us_p99": round(float(np.percentile(redrawn, 99)) * 1e6, 1),
    }


def main(argv: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.raster", description=__doc__)
    parser.add_argument("--drawings", type=Path, default=dataset.folder() / "timed.ndjson.gz")
    parser.add_argument("--count", type=int, default=1000, help="how many drawings; default %(default)s")
    options = parser.parse_args(argv)
    print(json.dumps(costs(options.drawings, options.count)))


if __name__ == "__main__":
    main()
