"""What the shipped judge takes drawings for: python -m models.predict FILE, one JSON line each."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from models import dataset
from models.evaluate import MODEL, first_part
from server.canvas import Canvas
from server.classifier import Classifier


def predicted(classifier: Classifier, row: dict[str, Any], ink: float, top: int) -> dict[str, Any]:
    """The guesses for one drawing, of which a share of the ink is shown, and its word if it has one.

    A drawing that is none is answered with an error; so one bad line does not end a file.
    """
    word = {"word": row["word"]} if "word" in row else {}
    try:
        canvas = Canvas.of(first_part([row["drawing"]], ink)[0])
    except (ValueError, IndexError, KeyError, TypeError) as problem:
        return word | {"error": f"no drawing: {problem}"}
    guesses = classifier.classify(canvas.raster(), top)
    return word | {"guesses": [[guess.category, round(guess.confidence, 4)] for guess in guesses]}


def lines(classifier: Classifier, file: str, ink: float, top: int) -> Iterator[str]:
    """One JSON line for each drawing of a file, or of standard input for "-"."""
    for row in dataset.read(file):
        yield json.dumps(predicted(classifier, row, ink, top), ensure_ascii=False)


def main(argv: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m models.predict", description=__doc__)
    parser.add_argument("file", help='drawings as .ndjson or .ndjson.gz, or "-" for standard input')
    parser.add_argument("--ink", type=float, default=1.0, help="share of the ink shown, 0..1")
    parser.add_argument("--top", type=int, default=5, help="how many guesses")
    parser.add_argument(
        "--model", type=Path, default=MODEL, help="folder of the model; default: the shipped one"
    )
    options = parser.parse_args(argv)
    for line in lines(Classifier(options.model), options.file, options.ink, options.top):
        print(line)


if __name__ == "__main__":
    main()
