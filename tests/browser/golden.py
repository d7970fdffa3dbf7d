"""The project's own drawings, and a judge's folder with a pack of just their words."""

from __future__ import annotations

import json
from pathlib import Path

ROOT = Path(__file__).parents[2]
DRAWINGS = ROOT / "tests" / "golden" / "drawings.ndjson"
MODELS = ROOT / "models"
PACK = "golden"
MARGIN = 90
SQUARE = 1024

Strokes = list[list[tuple[float, float]]]


def drawings() -> dict[str, Strokes]:
    """One drawing for each word, in the middle of the square."""
    lines = [json.loads(line) for line in DRAWINGS.read_text().splitlines() if line.strip()]
    return {line["word"]: centred(line["drawing"]) for line in lines}


def centred(drawing: list[list[list[float]]]) -> Strokes:
    strokes = [list(zip(stroke[0], stroke[1], strict=True)) for stroke in drawing]
    xs = [x for stroke in strokes for x, _ in stroke]
    ys = [y for stroke in strokes for _, y in stroke]
    scale = (SQUARE - 2 * MARGIN) / (max(max(xs) - min(xs), max(ys) - min(ys)) or 1)
    left = (SQUARE - (max(xs) - min(xs)) * scale) / 2
    top = (SQUARE - (max(ys) - min(ys)) * scale) / 2
    return [
        [(left + (x - min(xs)) * scale, top + (y - min(ys)) * scale) for x, y in stroke] for stroke in strokes
    ]


def model_dir(folder: Path) -> Path:
    """The shipped judge with one pack more, so that every prompt of it has a drawing."""
    for entry in MODELS.iterdir():
        if entry.name != "packs.json":
            (folder / entry.name).symlink_to(entry)
    packs = json.loads((MODELS / "packs.json").read_text())
    (folder / "packs.json").write_text(json.dumps({**packs, PACK: list(drawings())}))
    return folder
