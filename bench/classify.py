"""What one look costs on one core in live drawing: raster, network, and the Python around the network.

`python -m bench.classify`
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from models import dataset
from models.command import at_least_one, judge, one_line, take_model
from models.play import played
from server.classifier import Classifier


class Timed:
    """An interpreter that notes how long the network alone took, in seconds of one core."""

    def __init__(self, interpreter: Any) -> None:
        self._interpreter = interpreter
        self.spent: list[float] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._interpreter, name)

    def invoke(self) -> None:
        """Run the network."""
        begin = time.thread_time()
        self._interpreter.invoke()
        self.spent.append(time.thread_time() - begin)


def costs(classifier: Classifier, file: Path, count: int) -> dict[str, Any]:
    """Microseconds of one core a look, over timed drawings looked at whenever a tick brought ink."""
    timed = classifier._interpreter = Timed(classifier._interpreter)
    rasters, guesses = [], []
    for row in itertools.islice(dataset.read(file, timed=True), count):
        for _, canvas in played(row["drawing"]):
            begin = time.thread_time()
            raster = canvas.raster()
            middle = time.thread_time()
            classifier.classify(raster)
            guesses.append(time.thread_time() - middle)
            rasters.append(middle - begin)
    parts = {"raster": rasters, "network": timed.spent, "around": np.subtract(guesses, timed.spent)}
    looks = np.add(rasters, guesses) * 1e6
    return {
        "looks": len(looks),
        **{f"{part}_us_mean": round(float(np.mean(spent)) * 1e6, 1) for part, spent in parts.items()},
        "look_us_mean": round(float(np.mean(looks)), 1),
        "look_us_p50": round(float(np.median(looks)), 1),
        "look_us_p99": round(float(np.percentile(looks, 99)), 1),
    }


def main(argv: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.classify", description=__doc__)
    parser.add_argument("--drawings", type=Path, default=dataset.folder() / "timed.ndjson.gz")
    take_model(parser)
    parser.add_argument(
        "--count", type=at_least_one, default=1000, help="how many drawings; default %(default)s"
    )
    options = parser.parse_args(argv)
    with one_line():
        print(json.dumps(costs(judge(options.model), options.drawings, options.count)))


if __name__ == "__main__":
    main()
