"""From a trained network to what the server loads: LiteRT file, manifest, packs."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from models.acceptance import surest, thresholds
from models.dataset import Drawings, evenly
from models.evaluate import easiest
from models.ink import Ink, cut, rasters, take
from models.network import WEIGHTS
from server.canvas import RASTER_SIZE, RASTER_VERSION

DATA = "Quick, Draw! dataset, Google, Inc. (CC BY 4.0)"
# Held-out drawings of every category; a few categories have far more, and would tip the scales.
EACH = 20
SHARES = (1.0, 0.75, 0.5, 0.25)
TEMPERATURES = np.exp(np.linspace(np.log(0.5), np.log(3.0), 61))
# Looks at a held-out drawing on its way to its end, at equal steps of ink; about as many as a race takes.
LOOKS = 48
PLAYED = 2_000

Floats = NDArray[np.float32]


def export(model: keras.Model, names: Sequence[str], held_out: Drawings, folder: Path, command: str) -> None:
    """Write model.tflite, categories.txt, packs.json and manifest.json, measured on held-out drawings."""
    folder.mkdir(parents=True, exist_ok=True)
    lite = converted(model)
    (folder / "model.tflite").write_bytes(lite)
    np.savez(folder / WEIGHTS, *(weights.astype(np.float16) for weights in model.get_weights()))
    (folder / "categories.txt").write_text("".join(f"{name}\n" for name in names))
    describe(lite, names, held_out, folder, command)


def describe(lite: bytes, names: Sequence[str], held_out: Drawings, folder: Path, command: str) -> None:
    """Write packs.json and manifest.json: how to read the network's answers, by held-out drawings."""
    some = evenly(held_out.category, EACH, np.random.default_rng(0))
    ink, category = take(held_out.ink, some), held_out.category[some]
    logits = {share: outputs(lite, rasters(cut(ink, share))) for share in SHARES}
    everything, words = np.concatenate([logits[share] for share in SHARES]), np.tile(category, len(SHARES))
    temperature = best_temperature(everything, words)
    best = surest_played(lite, take(ink, np.arange(min(PLAYED, len(ink)))), temperature)
    packs = {"easy": easiest(logits, category, names), "all": list(names)}
    (folder / "packs.json").write_text(json.dumps(packs, indent=1) + "\n")
    manifest = {
        "sha256": hashlib.sha256(lite).hexdigest(),
        "raster_version": RASTER_VERSION,
        "input_shape": [1, RASTER_SIZE, RASTER_SIZE, 1],
        "categories": len(names),
        "data": DATA,
        "command": command,
        "temperature": round(temperature, 4),
        "thresholds": thresholds(best, category[:PLAYED]),
        "held_out": {f"top1_{share:.0%}": top(logits[share], category, 1) for share in SHARES},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


def converted(model: keras.Model) -> bytes:
    """The network as a LiteRT file with 8-bit weights."""
    import tensorflow as tf

    with tempfile.TemporaryDirectory() as folder:
        model.export(folder, format="tf_saved_model", verbose=False)
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
        runs.set_tensor(into, raster.astype(np.float32)[None, :, :, None])
        runs.invoke()
        made.append(runs.get_tensor(out)[0].copy())
    return np.stack(made)


def shares_of(logits: Floats, temperature: float) -> Floats:
    """Confidences: the softmax of the logits, softened or sharpened by the temperature."""
    scaled = logits / temperature
    raised = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float32)


def best_temperature(logits: Floats, category: NDArray[np.intp]) -> float:
    """The temperature with the least negative log-likelihood (Guo et al., 2017)."""
    rows = np.arange(len(category))

    def loss(temperature: float) -> float:
        return float(-np.log(shares_of(logits, temperature)[rows, category] + 1e-9).mean())

    return min((float(t) for t in TEMPERATURES), key=loss)


def surest_played(lite: bytes, ink: Ink, temperature: float) -> Floats:
    """(drawings, categories): how sure the judge was at most of each category, over every look of a play."""
    first, sure = [], []
    for look in range(1, LOOKS + 1):
        shares = shares_of(outputs(lite, rasters(cut(ink, look / LOOKS))), temperature)
        first.append(shares.argmax(axis=1))
        sure.append(shares.max(axis=1))
    return surest(np.stack(first, axis=1), np.stack(sure, axis=1), shares.shape[1])


def top(logits: Floats, category: NDArray[np.intp], k: int) -> float:
    """Share of drawings whose word is among the k surest guesses."""
    best = np.argpartition(-logits, k - 1, axis=1)[:, :k]
    return round(float((best == category[:, None]).any(axis=1).mean()), 4)
