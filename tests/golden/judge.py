"""The shipped judge with one pack more: words of our own drawings, which no scribble looks like."""

from __future__ import annotations

import json
from pathlib import Path

from tests.golden.drawings import drawings

MODELS = Path(__file__).parents[2] / "models"
PACK = "golden"


def judge_in(folder: Path) -> dict[str, str]:
    """The environment in which Inkrace takes that judge, put together in this folder."""
    judge = folder / "judge"
    judge.mkdir()
    for entry in MODELS.iterdir():
        if entry.name != "packs.json":
            (judge / entry.name).symlink_to(entry)
    packs = json.loads((MODELS / "packs.json").read_text())
    (judge / "packs.json").write_text(json.dumps({**packs, PACK: list(drawings())}))
    return {"MODEL_DIR": str(judge)}
