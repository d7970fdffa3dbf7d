"""What one look costs on one core, raster and network, in live drawing: `python -m bench.classify`."""

from __future__ import annotations

import argparse
import itertools
import json
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from models import dataset
from models.evaluate import MODEL
from models.play import played
from server.classifier import Classifier


def costs(classifier: Classifier, file: Path, count: int) -> dict[str, object]:
    """Microseconds of one core a look, over timed drawings looked at whenever a tick brought ink."""
    rasters, guesses = [], []
    for row in itertools.islice(dataset.read(file), count):
        for _, canvas in played(row["drawing"]):
            begin = time.thread_time()
            raster = canvas.raster()
            middle = time.thread_time()
            classifier.classify(raster)
            guesses.append(time.thread_time() - middle)
            rasters.append(middle - begin)
    looks = np.add(rasters, guesses)
    return {
        "looks": len(looks),
        "raster_us_mean": round(float(np.mean(rasters)) * 1e6, 1),
        "classify_us_mean": round(float(np.mean(guesses)) * 1e6, 1),
        "look_us_mean": round(float(np.mean(looks)) * 1e6, 1),
        "look_us_p50": round(float(np.median(looks)) * 1e6, 1),
        "look_us_p99": round(float(np.percentile(looks, 99)) * 1e6, 1),
    }


def main(argv: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.classify", description=__doc__)
    parser.add_argument("--drawings", type=Path, default=dataset.folder() / "timed.ndjson.gz")
    parser.add_argument("--count", type=int, default=1000, help="how many drawings; default %(default)s")
    options = parser.parse_args(argv)
    print(json.dumps(costs(Classifier(MODEL), options.drawings, options.count)))


if __name__ == "__main__":
    main()
