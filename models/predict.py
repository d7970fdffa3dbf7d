"""What the shipped judge takes drawings for: python -m models.predict FILE, one JSON line each."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from models import dataset
from models.command import at_least_one, judge, one_line, take_model
from models.verdicts import first_part
from server.canvas import MAX_POINTS, Canvas
from server.classifier import Classifier

# Of a coordinate from nought: what cuts a drawing works in single precision.
FARTHEST = 1e6


class Row(msgspec.Struct):
    """One line of a file: a drawing in the Quick, Draw! form, and its word if that is known."""

    drawing: list[list[list[float]]]
    word: str | None = None


def parsed(line: str) -> Row:
    """The row of one line; raises ValueError for what is none."""
    row = msgspec.json.decode(line, type=Row)
    if any(len(stroke) < 2 or len(stroke[0]) != len(stroke[1]) or not stroke[0] for stroke in row.drawing):
        raise ValueError("a stroke is [[x…], [y…]], as many of the one as of the other and at least one")
    if not row.drawing:
        raise ValueError("there is no ink")
    if sum(len(stroke[0]) for stroke in row.drawing) > MAX_POINTS:
        raise ValueError(f"at most {MAX_POINTS} points")
    if any(abs(value) > FARTHEST for stroke in row.drawing for line in stroke[:2] for value in line):
        raise ValueError(f"coordinates beyond {FARTHEST:,.0f}")
    return row


def predicted(classifier: Classifier, line: str, ink: float, top: int) -> dict[str, Any]:
    """The guesses for one drawing, of which a share of the ink is shown, and its word if it has one.

    A line that is no drawing is answered with an error; so one bad line does not end a file.
    """
    try:
        row = parsed(line)
        canvas = Canvas.of(first_part([row.drawing], ink)[0])
    except ValueError as problem:
        return {"error": f"no drawing: {problem}"}
    guesses = classifier.classify(canvas.raster(), top)
    told = {"guesses": [[guess.category, round(guess.confidence, 4)] for guess in guesses]}
    return told if row.word is None else {"word": row.word} | told


def share(text: str) -> float:
    """A share of the ink, more than 0 and at most 1."""
    value = float(text)
    if not 0 < value <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not above 0 and at most 1")
    return value


def main(argv: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m models.predict", description=__doc__)
    parser.add_argument("file", help='drawings as .ndjson or .ndjson.gz, or "-" for standard input')
    parser.add_argument("--ink", type=share, default=1.0, help="share of the ink shown, up to 1")
    parser.add_argument("--top", type=at_least_one, default=5, help="how many guesses")
    take_model(parser)
    options = parser.parse_args(argv)
    with one_line():
        classifier = judge(options.model)
        top = min(options.top, len(classifier.categories))
        for line in answers(classifier, options.file, options.ink, top):
            print(line)


def answers(classifier: Classifier, file: str, ink: float, top: int) -> Iterator[str]:
    """One JSON line for each line of a file, or of standard input for "-"."""
    for line in dataset.lines(file):
        yield json.dumps(predicted(classifier, line, ink, top), ensure_ascii=False)


if __name__ == "__main__":
    main()
