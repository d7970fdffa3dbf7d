"""Whether the judge is fair: to a drawing elsewhere, to live ink, and to those who draw what was asked.

`python -m models.fairness FILE` prints how far it is.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from models import dataset, scribbles
from models.command import judge, one_line, take_model
from models.copies import drawn, growing, live, placed
from models.ink import Strokes
from models.table import table
from server.canvas import Canvas
from server.classifier import Classifier
from server.room import Guess

Report = dict[str, Any]

SCALES = (1.0, 0.75, 0.5, 0.3, 0.15)
# Where in the room that a drawing leaves in the square: shares of it to the left and above.
PLACES = ((0.0, 0.0), (1.0, 0.0), (0.5, 0.5), (0.0, 1.0), (1.0, 1.0))
LOOKS = 4  # at a try as it grows; the last one is at its end
MOVED, TRIES = 1_000, 1_000


class Moved(NamedTuple):
    """How often another size or place changed a first guess, against the largest copy in the first place."""

    copies: float  # share of all copies of all drawings
    drawings_changed: float  # share of drawings of which any copy was judged otherwise
    scales: dict[float, float]  # share of the copies of each scale


class Live(NamedTuple):
    """Top-1 of drawings as they are in the data and as live ink."""

    plain: float
    live: float
    lost: float  # of the one in the other
    error: float  # standard error of that; the drawings are the same


class Accepted(NamedTuple):
    """Shares of tries that were accepted."""

    at_end: float  # for their own prompt, by the last look
    at_any: float  # … by any look on the way
    for_any_prompt: float  # of all pairs of a try and a category, by any look


def first_guess(classifier: Classifier, canvas: Canvas) -> Guess:
    """What the judge takes the canvas for."""
    return classifier.classify(canvas.raster(), 1)[0]


def moved(classifier: Classifier, drawings: Sequence[Strokes], places: int = len(PLACES)) -> Moved:
    """Every drawing at every scale, against itself at the first scale and place.

    Each scale is tried in so many places; where that is not all of them, the next drawing has the next ones.
    """
    other = []
    for number, drawing in enumerate(drawings):
        first = first_guess(classifier, drawn(placed(drawing))).category
        other.append(
            [
                first_guess(classifier, drawn(placed(drawing, scale, PLACES[place]))).category != first
                for nth, scale in enumerate(SCALES)
                for place in [(number + nth + more) % len(PLACES) for more in range(places)]
            ]
        )
    changed = np.array(other).reshape(len(drawings), len(SCALES), places)
    by_scale = changed.mean(axis=(0, 2))
    return Moved(
        float(changed.mean()),
        float(changed.any(axis=(1, 2)).mean()),
        {scale: float(share) for scale, share in zip(SCALES, by_scale, strict=True)},
    )


def alive(
    classifier: Classifier, words: Sequence[str], drawings: Sequence[Strokes], rng: np.random.Generator
) -> Live:
    """The same drawings twice: as in the data, and as live ink."""
    right = np.array(
        [
            [
                first_guess(classifier, drawn(placed(ink))).category == word
                for ink in (drawing, live(drawing, rng))
            ]
            for word, drawing in zip(words, drawings, strict=True)
        ],
        np.float64,
    )
    plain, dense = (float(share) for share in right.mean(axis=0))
    lost = right[:, 0] - right[:, 1]
    return Live(plain, dense, float(lost.mean()), float(lost.std() / np.sqrt(len(lost))))


def prompts(categories: Sequence[str], count: int, rng: np.random.Generator) -> list[str]:
    """So many prompts by chance, every category about as often."""
    return [str(name) for name in np.resize(rng.permutation(np.array(categories)), count)]


def tried(
    classifier: Classifier, make: scribbles.Try, asked: Sequence[str], rng: np.random.Generator
) -> list[list[Guess]]:
    """First guesses at one try for each prompt, as it grows."""
    return [
        [first_guess(classifier, canvas) for canvas in growing(make(prompt, rng), LOOKS)] for prompt in asked
    ]


def accepted(
    tries: Sequence[Sequence[Guess]], asked: Sequence[str], threshold: float, categories: int
) -> Accepted:
    """How often tries pass for what they do not show; for how many of so many categories."""
    sure = [[guess.category if guess.confidence >= threshold else None for guess in looks] for looks in tries]
    at_end = [found[-1] == prompt for found, prompt in zip(sure, asked, strict=True)]
    at_any = [prompt in found for found, prompt in zip(sure, asked, strict=True)]
    pairs = [len(set(found) - {None}) / categories for found in sure]
    return Accepted(float(np.mean(at_end)), float(np.mean(at_any)), float(np.mean(pairs)))


def measured(classifier: Classifier, rows: Sequence[dict[str, Any]]) -> Report:
    """Everything that is printed; rows are drawings with their words."""
    rng = np.random.default_rng(0)
    words, drawings = [row["word"] for row in rows], [row["drawing"] for row in rows]
    some = [drawings[index] for index in rng.permutation(len(drawings))[:MOVED]]
    report: Report = {
        "moved": {"drawings": len(some)} | moved(classifier, some)._asdict(),
        "live": {"drawings": len(rows)} | alive(classifier, words, drawings, rng)._asdict(),
        "tries": TRIES,
        "accepted": {},
    }
    asked = prompts(classifier.categories, TRIES, rng)
    for kind, make in scribbles.KINDS.items():
        tries = tried(classifier, make, asked, rng)
        report["accepted"][kind] = {
            name: accepted(tries, asked, threshold, len(classifier.categories))._asdict()
            for name, threshold in classifier.thresholds.items()
        }
    return report


def as_text(report: Report) -> str:
    """The same as lines that can stand in the model's card."""
    moved, live = report["moved"], report["live"]
    scales = ", ".join(f"{share:.1%} at {scale:g}" for scale, share in moved["scales"].items())
    lines = [
        f"Of the copies of {moved['drawings']} drawings at other sizes and places {moved['copies']:.2%} have "
        f"another first guess ({scales}); {moved['drawings_changed']:.1%} of the drawings have such a copy.",
        "",
        f"{live['drawings']} drawings as live ink: top-1 {live['plain']:.3f} → {live['live']:.3f}, "
        f"{live['lost']:.4f} less (standard error {live['error']:.4f}).",
        "",
        f"Ink that does not show the prompt, {report['tries']:,} tries of each kind, accepted:",
        "",
    ]
    rows = [
        (kind, name, *(f"{row[field]:.2%}" for field in Accepted._fields))
        for kind, tries in report["accepted"].items()
        for name, row in tries.items()
    ]
    lines.append(table(("tries", "threshold", "at the end", "at any look", "of all prompts"), rows))
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m models.fairness", description=__doc__)
    parser.add_argument("file", help="drawings as .ndjson or .ndjson.gz")
    take_model(parser)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of text")
    options = parser.parse_args(argv)
    with one_line():
        report = measured(judge(options.model), list(dataset.read(options.file)))
        print(json.dumps(report) if options.json else as_text(report))


if __name__ == "__main__":
    main()
