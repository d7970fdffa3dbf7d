"""The network that judges: one LiteRT interpreter on one thread."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from server.canvas import PLANES, RASTER_SIZE, RASTER_VERSION
from server.raster import COVERAGE
from server.room import Guess

LEAST_INK = 0.01  # of the raster: no less than a dot and a dash are told apart


class ModelMismatch(Exception):
    """The model's files do not belong together or to this server; the message says what to do."""


class Temperature(NamedTuple):
    """How far to soften the network's answers: the more, the less ink there is to go by.

    What is drawn first is part of many things, and the network is surer of it than it is right.
    """

    scale: float
    power: float  # of the share of the raster that is covered; at most zero

    def at(self, ink: Any) -> Any:
        """The temperature of answers to rasters of which such a share is covered."""
        return self.scale * np.maximum(ink, LEAST_INK) ** self.power


def covered(rasters: NDArray[np.uint8]) -> Any:
    """The share of each raster (…, size, size, planes) that is covered by ink."""
    return rasters[..., COVERAGE].sum(axis=(-2, -1)) / (255 * RASTER_SIZE * RASTER_SIZE)


class Classifier:
    """Opens `model.tflite`, `categories.txt`, `manifest.json` and `packs.json` of a folder."""

    def __init__(self, folder: Path) -> None:
        try:
            model = (folder / "model.tflite").read_bytes()
            manifest = json.loads((folder / "manifest.json").read_text())
            self.categories = tuple((folder / "categories.txt").read_text().split("\n")[:-1])
            packs = json.loads((folder / "packs.json").read_text())
        except (OSError, ValueError) as problem:
            raise ModelMismatch(f"{folder}: {problem}; make the model with `make train`") from None
        check(manifest, model, self.categories)
        self.manifest: Mapping[str, Any] = manifest
        self.thresholds: Mapping[str, float] = manifest["thresholds"]
        self.packs: Mapping[str, tuple[str, ...]] = {name: tuple(pack) for name, pack in packs.items()}
        self._temperature = Temperature(**manifest["temperature"])
        with no_chatter():
            self._interpreter: Any = Interpreter(model_content=model, num_threads=1)
            self._interpreter.allocate_tensors()
        self._input = self._interpreter.get_input_details()[0]["index"]
        self._output = self._interpreter.get_output_details()[0]["index"]

    def classify(self, raster: NDArray[np.uint8], top: int = 5) -> tuple[Guess, ...]:
        """The surest `top` guesses for one raster of a canvas, surest first."""
        shares = self._shares(raster)
        best = np.argsort(shares)[: -top - 1 : -1]
        named = zip(best.tolist(), shares[best].tolist(), strict=True)
        return tuple(Guess(self.categories[i], share) for i, share in named)

    def confidence(self, raster: NDArray[np.uint8], category: str) -> float:
        """How sure it is that the raster shows this one of its categories."""
        return float(self._shares(raster)[self.categories.index(category)])

    def _shares(self, raster: NDArray[np.uint8]) -> NDArray[np.float32]:
        # Before the network, which fills the processor's caches with itself.
        temperature = self._temperature.at(covered(raster))
        self._interpreter.set_tensor(self._input, raster.astype(np.float32)[None])
        self._interpreter.invoke()
        logits = self._interpreter.get_tensor(self._output)[0]
        shares = np.exp((logits - logits.max()) / temperature)
        shares /= shares.sum()
        return shares  # type: ignore[no-any-return]


@contextmanager
def no_chatter() -> Iterator[None]:
    """LiteRT's C++ tells stderr about each interpreter; what goes wrong comes as an exception."""
    kept = os.dup(2)
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def check(manifest: Mapping[str, Any], model: bytes, categories: tuple[str, ...]) -> None:
    """Raises ModelMismatch unless the manifest describes these files and this server's raster."""
    wrong = [
        name
        for name, is_wrong in {
            "the model's checksum": manifest.get("sha256") != hashlib.sha256(model).hexdigest(),
            "the raster's version": manifest.get("raster_version") != RASTER_VERSION,
            "the input's shape": manifest.get("input_shape") != [1, RASTER_SIZE, RASTER_SIZE, PLANES],
            "the number of categories": manifest.get("categories") != len(categories),
        }.items()
        if is_wrong
    ]
    if wrong:
        raise ModelMismatch(
            f"manifest.json does not match {', '.join(wrong)}; remake the model with `make train`"
        )
