"""From a trained network to what the server loads: LiteRT file, manifest, packs.

`python -m models.export` measures the model that is there again and rewrites manifest and packs.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from models import card, dataset, evaluate
from models.acceptance import surest, thresholds
from models.calibration import Floats, errors, fitted, shares_of
from models.command import MODEL, one_line, put, take_model
from models.dataset import Drawings, evenly
from models.ink import Ink, cut, rasters, take
from models.packs import packs, recognisability
from server.canvas import PLANES, RASTER_SIZE, RASTER_VERSION
from server.classifier import Temperature, covered

if TYPE_CHECKING:
    import keras

DATA = "Quick, Draw! dataset, Google, Inc. (CC BY 4.0)"
# Held-out drawings of every category; a few categories have far more, and would tip the scales.
EACH = 20
SHARES = (1.0, 0.75, 0.5, 0.25)
# Looks at a held-out drawing on its way to its end, at equal steps of ink; about as many as a race takes.
LOOKS = 48
PLAYED = 2_000


def export(model: keras.Model, names: Sequence[str], held_out: Drawings, folder: Path, command: str) -> None:
    """Write model.tflite, categories.txt, packs.json and manifest.json, measured on held-out drawings."""
    from models.network import WEIGHTS

    folder.mkdir(parents=True, exist_ok=True)
    lite = converted(model)
    weights = io.BytesIO()
    np.savez(weights, *(layer.astype(np.float16) for layer in model.get_weights()))
    files: dict[str, bytes | str] = {"model.tflite": lite, WEIGHTS: weights.getvalue()}
    files["categories.txt"] = "".join(f"{name}\n" for name in names)
    put(folder, files | described(lite, names, held_out, command))


def described(lite: bytes, names: Sequence[str], held_out: Drawings, command: str) -> dict[str, str]:
    """What packs.json and manifest.json hold: how to read the network's answers, by held-out drawings."""
    some = evenly(held_out.category, EACH, np.random.default_rng(0))
    ink, category = take(held_out.ink, some), held_out.category[some]
    shown = {share: rasters(cut(ink, share)) for share in SHARES}
    logits = {share: outputs(lite, x) for share, x in shown.items()}
    amount = {share: covered(x) for share, x in shown.items()}
    temperature = fitted(logits, amount, category)
    sure = errors(logits, amount, category, temperature)
    best = surest_played(lite, take(ink, np.arange(min(PLAYED, len(ink)))), temperature)
    confidence = {share: shares_of(rows, temperature.at(amount[share])) for share, rows in logits.items()}
    recognised = recognisability(confidence, category, len(names))
    manifest = {
        "sha256": hashlib.sha256(lite).hexdigest(),
        "raster_version": RASTER_VERSION,
        "input_shape": [1, RASTER_SIZE, RASTER_SIZE, PLANES],
        "categories": len(names),
        "data": DATA,
        "command": command,
        "temperature": temperature._asdict(),
        "thresholds": thresholds(best, category[:PLAYED]),
        "held_out": {f"top1_{share:.0%}": top(logits[share], category, 1) for share in SHARES}
        | {f"calibration_error_{share:.0%}": round(error, 4) for share, error in sure.items()},
    }
    found = {"packs.json": packs(recognised, names), "manifest.json": manifest}
    return {name: json.dumps(content, indent=1) + "\n" for name, content in found.items()}


def converted(model: keras.Model) -> bytes:
    """The network as a LiteRT file with 8-bit weights."""
    # Here, so that measuring a model again needs no TensorFlow.
    import keras
    import tensorflow as tf

    from models.network import build

    # Whatever the training computed in, the file is of single precision before its weights are shortened.
    keras.mixed_precision.set_global_policy("float32")
    single = build(model.output_shape[-1])
    single.set_weights(model.get_weights())
    with tempfile.TemporaryDirectory() as folder:
        single.export(folder, format="tf_saved_model", verbose=False)
        converter = tf.lite.TFLiteConverter.from_saved_model(folder)
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
        return bytes(converter.convert())


def outputs(lite: bytes, x: NDArray[np.uint8]) -> Floats:
    """(drawings, categories) logits of the exported file, one drawing at a time as it will serve."""
    from ai_edge_litert.interpreter import Interpreter

    runs: Any = Interpreter(model_content=lite, num_threads=1)
    runs.allocate_tensors()
    into, out = runs.get_input_details()[0]["index"], runs.get_output_details()[0]["index"]
    made = []
    for raster in x:
        runs.set_tensor(into, raster.astype(np.float32)[None])
        runs.invoke()
        made.append(runs.get_tensor(out)[0].copy())
    return np.stack(made)


def surest_played(lite: bytes, ink: Ink, temperature: Temperature) -> Floats:
    """(drawings, categories): how sure the judge was at most of each category, over every look of a play."""
    first, sure = [], []
    for look in range(1, LOOKS + 1):
        shown = rasters(cut(ink, look / LOOKS))
        shares = shares_of(outputs(lite, shown), temperature.at(covered(shown)))
        first.append(shares.argmax(axis=1))
        sure.append(shares.max(axis=1))
    return surest(np.stack(first, axis=1), np.stack(sure, axis=1), shares.shape[1])


def top(logits: Floats, category: NDArray[np.intp], k: int) -> float:
    """Share of drawings whose word is among the k surest guesses."""
    best = np.argpartition(-logits, k - 1, axis=1)[:, :k]
    return round(float((best == category[:, None]).any(axis=1).mean()), 4)


def measure(where: Path, out: Path) -> None:
    """Write the figures of the exported model into its card, where the drawings for that are there."""
    test, timed = where / "test.ndjson.gz", where / "timed.ndjson.gz"
    if not (out / card.CARD).exists():
        shutil.copy(MODEL / card.CARD, out)
    if test.exists():
        seen = ["--timed", str(timed)] if timed.exists() else []
        evaluate.main([str(test), *seen, "--model", str(out)])


def main(argv: Sequence[str] | None = None) -> None:
    """The command line: describe the model of a folder again; how it was made stays as it stands there."""
    parser = argparse.ArgumentParser(
        prog="python -m models.export",
        description="Measure model.tflite again on held-out drawings; write packs.json and manifest.json.",
    )
    take_model(parser)
    parser.add_argument(
        "--build", type=Path, default=Path("build"), help="where the drawings are kept, parsed"
    )
    options = parser.parse_args(argv)
    with one_line():
        drawings = dataset.to_learn_from()
        names = dataset.categories(options.model)
        command = json.loads((options.model / "manifest.json").read_text())["command"]
        lite = (options.model / "model.tflite").read_bytes()
        _, held_out = dataset.load(drawings, names, options.build / "drawings")
        put(options.model, described(lite, names, held_out, command))


if __name__ == "__main__":
    main()
