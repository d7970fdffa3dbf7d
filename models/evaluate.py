"""How good the shipped judge is, through the very objects that serve: python -m models.evaluate FILE."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from models import dataset
from models.acceptance import Look, accepted, confidences, false_rate, surest, watched
from models.calibration import calibration_error
from models.ink import Strokes, cut, pack
from server.canvas import Canvas
from server.classifier import Classifier

MODEL = Path(__file__).parent
SHARES = (1.0, 0.75, 0.5, 0.25)
TIME_LIMIT_MS = 20_000

Report = dict[str, Any]


class Verdict(NamedTuple):
    """One look at one drawing: how far down its word stands, and how sure the first guess is."""

    word: str
    first: str
    rank: int | None  # 0 for the first guess; none if not among the surest five
    confidence: float


def verdicts(classifier: Classifier, words: Sequence[str], drawings: Sequence[Strokes]) -> list[Verdict]:
    """One look at each drawing."""
    found = []
    for word, drawing in zip(words, drawings, strict=True):
        guesses = classifier.classify(Canvas.of(drawing).raster())
        names = [guess.category for guess in guesses]
        rank = names.index(word) if word in names else None
        found.append(Verdict(word, names[0], rank, guesses[0].confidence))
    return found


def first_part(drawings: Sequence[Strokes], share: float) -> list[list[list[list[float]]]]:
    """The drawings up to a share of their total stroke length, in drawing order."""
    ink = cut(pack(drawings), share)
    return [ink.strokes(index) for index in range(len(ink))]


def share_within(found: Sequence[Verdict], places: int) -> float:
    """Share of drawings whose word is among the first `places` guesses."""
    return sum(v.rank is not None and v.rank < places for v in found) / len(found)


def figures(found: Sequence[Verdict]) -> dict[str, float]:
    """Top-1, top-3 and calibration error of some looks."""
    confidence = np.array([v.confidence for v in found])
    right = np.array([v.rank == 0 for v in found])
    return {
        "top1": round(share_within(found, 1), 4),
        "top3": round(share_within(found, 3), 4),
        "calibration_error": round(calibration_error(confidence, right), 4),
    }


def by_category(found: Sequence[Verdict]) -> dict[str, Report]:
    """For each word its share recognised and what it is most often taken for, worst first."""
    rows: list[tuple[str, Report]] = []
    for word in sorted({v.word for v in found}):
        own = [v for v in found if v.word == word]
        wrong = [v.first for v in own if v.rank != 0]
        taken_for = max(sorted(set(wrong)), key=wrong.count) if wrong else None
        rows.append((word, {"top1": round(share_within(own, 1), 3), "taken_for": taken_for}))
    return dict(sorted(rows, key=lambda row: float(row[1]["top1"])))


def acceptance(classifier: Classifier, rows: Sequence[dict[str, Any]]) -> Report:
    """What each named threshold does to timed drawings: to their own prompts, and to all the others."""
    words = [row["word"] for row in rows]
    plays = [watched(classifier, row["drawing"]) for row in rows]
    names = {name: index for index, name in enumerate(classifier.categories)}
    category = np.array([names[word] for word in words])
    best = np.concatenate(
        [
            surest(np.array([[names[look.category] for look in looks]]), confidences(looks), len(names))
            for looks in plays
        ]
    )
    return {
        name: {"threshold": threshold}
        | own_prompts(plays, words, threshold)
        | {"false_acceptance": round(false_rate(best, category, threshold), 6)}
        for name, threshold in classifier.thresholds.items()
    }


def own_prompts(plays: Sequence[Sequence[Look]], words: Sequence[str], threshold: float) -> Report:
    """How many drawings were accepted in time and by their end, and after how much time and ink."""
    found = [(accepted(looks, word, threshold), looks) for looks, word in zip(plays, words, strict=True)]
    seconds = [look.ms / 1000 for look, _ in found if look and look.ms <= TIME_LIMIT_MS]
    ink = [look.ink / max(looks[-1].ink, 1.0) for look, looks in found if look]
    return {
        "recognised": round(len(seconds) / len(found), 4),
        "median_seconds": round(float(np.median(seconds)), 2) if seconds else None,
        "by_the_end": round(len(ink) / len(found), 4),
        "median_ink": round(float(np.median(ink)), 3) if ink else None,
    }


def evaluated(classifier: Classifier, file: str, timed: str | None) -> Report:
    """Everything that is printed."""
    rows = list(dataset.read(file))
    words, drawings = [row["word"] for row in rows], [row["drawing"] for row in rows]
    looks = {share: verdicts(classifier, words, first_part(drawings, share)) for share in SHARES}
    report: Report = {
        "drawings": len(rows),
        "ink": {f"{share:.0%}": figures(found) for share, found in looks.items()},
        "categories": by_category(looks[1.0]),
    }
    if timed:
        rows = list(dataset.read(timed))
        report |= {"timed": len(rows), "acceptance": acceptance(classifier, rows)}
    return report


def as_text(report: Report) -> str:
    """The same as tables that can stand in the model's card."""
    lines = [f"{report['drawings']} drawings", ""]
    lines += ["| ink | top-1 | top-3 | calibration error |", "|---|---|---|---|"]
    for share, row in report["ink"].items():
        lines.append(f"| {share} | {row['top1']:.3f} | {row['top3']:.3f} | {row['calibration_error']:.3f} |")
    if "acceptance" in report:
        lines += ["", *acceptance_table(report)]
    lines += ["", "| category | top-1 | most often taken for |", "|---|---|---|"]
    for word, row in report["categories"].items():
        lines.append(f"| {word} | {row['top1']:.2f} | {row['taken_for'] or '–'} |")
    return "\n".join(lines)


def acceptance_table(report: Report) -> list[str]:
    """Lines on what the thresholds do."""
    limit = TIME_LIMIT_MS // 1000
    lines = [f"{report['timed']} drawings played at their own pace", ""]
    lines += [f"| threshold | within {limit} s | median s | by the end | median ink | false acceptance |"]
    lines += ["|---|---|---|---|---|---|"]
    for name, row in report["acceptance"].items():
        own = (row["recognised"], row["median_seconds"], row["by_the_end"], row["median_ink"])
        cells = " | ".join("–" if figure is None else str(figure) for figure in own)
        lines.append(f"| {name} {row['threshold']} | {cells} | {row['false_acceptance']:.3%} |")
    return lines


def main(argv: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m models.evaluate", description=__doc__)
    parser.add_argument("file", help="drawings as .ndjson or .ndjson.gz")
    parser.add_argument("--timed", help="drawings with times, to be played at their own pace")
    parser.add_argument(
        "--model", type=Path, default=MODEL, help="folder of the model; default: the shipped one"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of tables")
    options = parser.parse_args(argv)
    report = evaluated(Classifier(options.model), options.file, options.timed)
    print(json.dumps(report, ensure_ascii=False) if options.json else as_text(report))


if __name__ == "__main__":
    main()
