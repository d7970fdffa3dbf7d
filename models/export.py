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

from models.dataset import Drawings
from models.evaluate import easiest
from models.ink import cut, rasters, take
from models.network import WEIGHTS
from server.canvas import RASTER_SIZE, RASTER_VERSION

DATA = "Quick, Draw! dataset, Google, Inc. (CC BY 4.0)"
DRAWINGS = 3_000
SHARES = (1.0, 0.75, 0.5, 0.25)
TEMPERATURES = np.exp(np.linspace(np.log(0.5), np.log(3.0), 61))
# Of held-out drawings, whole and partial, that are not the prompt: how many may be taken for it in one look.
FALSE_ACCEPTANCES = {"easy": 1e-3, "normal": 4e-4, "strict": 1e-4}
LEAST = 0.3  # a judge less sure than this is guessing, whatever the rates say

Floats = NDArray[np.float32]


def export(model: keras.Model, names: Sequence[str], held_out: Drawings, folder: Path, command: str) -> None:
    """Write model.tflite, categories.txt, packs.json and manifest.json, measured on held-out drawings."""
    folder.mkdir(parents=True, exist_ok=True)
    lite = converted(model)
    (folder / "model.tflite").write_bytes(lite)
    np.savez(folder / WEIGHTS, *(weights.astype(np.float16) for weights in model.get_weights()))
    (folder / "categories.txt").write_text("".join(f"{name}\n" for name in names))
    some = np.random.default_rng(0).permutation(len(held_out.ink))[:DRAWINGS]
    ink, category = take(held_out.ink, some), held_out.category[some]
    logits = {share: outputs(lite, rasters(cut(ink, share))) for share in SHARES}
    everything, words = np.concatenate([logits[share] for share in SHARES]), np.tile(category, len(SHARES))
    temperature = best_temperature(everything, words)
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
        "thresholds": thresholds(shares_of(everything, temperature), words),
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


def thresholds(shares: Floats, category: NDArray[np.intp]) -> dict[str, float]:
    """For each named rate the lowest confidence at which wrong top guesses are that rare, per prompt asked.

    A wrong top guess is a false acceptance for one of the other prompts only, so the rate per pair of
    drawing and prompt is the share of wrong top guesses divided by the number of other prompts.
    """
    best, sure = shares.argmax(axis=1), shares.max(axis=1)
    wrong = np.sort(sure[best != category])[::-1]
    others = shares.shape[1] - 1
    found = {}
    for name, rate in FALSE_ACCEPTANCES.items():
        allowed = int(rate * others * len(category))
        found[name] = round(max(float(wrong[allowed]), LEAST), 3) if allowed < len(wrong) else LEAST
    return found


def top(logits: Floats, category: NDArray[np.intp], k: int) -> float:
    """Share of drawings whose word is among the k surest guesses."""
    best = np.argpartition(-logits, k - 1, axis=1)[:, :k]
    return round(float((best == category[:, None]).any(axis=1).mean()), 4)
