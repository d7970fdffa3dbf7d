"""Our own drawings, made by hand, and their rasters, pinned by `python -m tests.golden.drawings`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from server.canvas import RASTER_VERSION, Canvas

HERE = Path(__file__).parent
DRAWINGS = HERE / "drawings.ndjson"
RASTERS = HERE / "rasters.npz"


def drawings() -> dict[str, list[list[list[int]]]]:
    """The drawing of each word, in the Quick, Draw! form."""
    rows: list[dict[str, Any]] = [json.loads(line) for line in DRAWINGS.read_text().splitlines()]
    return {row["word"]: row["drawing"] for row in rows}


def pin() -> None:
    """Write the rasters of today's rasterizer, and its version."""
    rasters = {word: Canvas.of(drawing).raster() for word, drawing in drawings().items()}
    np.savez_compressed(RASTERS, version=RASTER_VERSION, **rasters)


if __name__ == "__main__":
    pin()
