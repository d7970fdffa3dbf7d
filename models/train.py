"""Train the judge on Quick, Draw! drawings and export what the server loads: python -m models.train."""

from __future__ import annotations

import argparse
import csv
import json
import math
import os
import shlex
import sys
import time
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path

# The classes of TensorFlow's messages below an error say nothing about this training.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np
from tqdm import tqdm

from models import dataset, network
from models.batches import BATCHES_AHEAD, MIXED, SEED, ahead, batches, steps_per_epoch
from models.command import Unusable, above_zero, one_line
from models.dataset import Drawings
from models.ink import cut, rasters, take

# Where no --minutes are given: about where validation stops gaining for a net of this size.
EPOCHS = 30
# The highest that stays stable with AdamW here; a cosine takes it down to nothing at the end.
LEARNING_RATE = 2.5e-3
WARM_UP = 0.02  # of the whole; a cold start at the full rate throws the first weights away
WEIGHT_DECAY = 0.01
# Half-precision products, sums in full: half as much again trained an hour on a CPU that has them, and on a
# GPU; where a processor lacks them it is slow, so --precision float32.
PRECISION = "mixed_bfloat16"
# Unfinished drawings are ambiguous by nature: full certainty about them is not to be learnt.
LABEL_SMOOTHING = 0.05
CHECKPOINT_STEPS = 500
VALIDATION_DRAWINGS = 6  # of every category
VALIDATION_INK = (1.0, 0.5)

BUILD = Path("build/train")


@dataclass(slots=True)
class Progress:
    """Where a training stands; what a resumed one goes on from."""

    step: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Length:
    """How long to train: a number of steps, or minutes if there are any; and the highest rate on the way."""

    steps: int
    minutes: float | None = None
    peak: float = LEARNING_RATE

    def share(self, progress: Progress) -> float:
        """How much of the whole is done, 0..1."""
        if self.minutes is None:
            return progress.step / self.steps
        return progress.seconds / (60 * self.minutes)


def learning_rate(share: float, peak: float = LEARNING_RATE) -> float:
    """The rate after that share (0..1) of the training: a short warm-up, then a cosine to zero."""
    if share < WARM_UP:
        return peak * max(share / WARM_UP, 0.01)
    return peak * 0.5 * (1 + math.cos(math.pi * min(share, 1.0)))


def compiled(categories: int) -> keras.Model:
    """A new network, ready for its first step."""
    keras.utils.set_random_seed(SEED)
    model = network.build(categories)
    loss = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=LABEL_SMOOTHING)
    # The just-in-time compiler is slower than the plain graph on a CPU, and much faster on a GPU.
    jit = "auto" if keras.backend.backend() == "jax" else False
    optimizer = keras.optimizers.AdamW(LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    model.compile(optimizer, loss, metrics=["accuracy"], jit_compile=jit)
    return model


def validated(model: keras.Model, drawings: Drawings) -> dict[str, float]:
    """Top-1 share on whole and half-drawn held-out ink."""
    some = dataset.evenly(drawings.category, VALIDATION_DRAWINGS, np.random.default_rng(SEED))
    ink, category = take(drawings.ink, some), drawings.category[some]
    figures = {}
    for share in VALIDATION_INK:
        x = rasters(cut(ink, share))
        parts = [np.asarray(model.predict_on_batch(x[i : i + 500])) for i in range(0, len(x), 500)]
        figures[f"top1_{share:.0%}"] = float((np.concatenate(parts).argmax(axis=1) == category).mean())
    return figures


def train(
    model: keras.Model,
    training: Drawings,
    validation: Drawings,
    length: Length,
    folder: Path,
    progress: Progress,
    mixed: float = MIXED,
) -> None:
    """Train to the end, with a checkpoint and a line of curves every few minutes."""
    categories = model.output_shape[-1]
    source = ahead(batches(training, categories, progress.step, mixed), BATCHES_AHEAD)
    bar = tqdm(
        total=1.0,
        initial=length.share(progress),
        bar_format="{percentage:5.1f} %|{bar:40}|{postfix}",
        mininterval=5,
    )
    before, began = progress.seconds, time.monotonic()
    for x, y in source:
        share = length.share(progress)
        bar.update(share - bar.n)
        if share >= 1:
            break
        model.optimizer.learning_rate = learning_rate(share, length.peak)
        loss, accuracy = (float(figure) for figure in model.train_on_batch(x, y))
        progress.step += 1
        progress.seconds = before + time.monotonic() - began
        bar.set_postfix_str(f"step {progress.step} loss {loss:.3f} top-1 {accuracy:.3f}", refresh=False)
        if progress.step % CHECKPOINT_STEPS == 0:
            figures = {"loss": loss, "accuracy": accuracy} | validated(model, validation)
            checkpoint(model, progress, figures, folder)
    bar.close()
    checkpoint(model, progress, validated(model, validation), folder)


def checkpoint(model: keras.Model, progress: Progress, figures: dict[str, float], folder: Path) -> None:
    """Save everything that a resumed training needs, and add a line to the curves."""
    folder.mkdir(parents=True, exist_ok=True)
    model.save(folder / "new.keras")
    (folder / "new.keras").replace(folder / "model.keras")
    (folder / "progress.json").write_text(json.dumps(asdict(progress)))
    model.reset_metrics()
    curves = folder / "curves.csv"
    is_new = not curves.exists()
    with curves.open("a", newline="") as file:
        columns = ["step", "seconds", "loss", "accuracy", *(f"top1_{share:.0%}" for share in VALIDATION_INK)]
        writer = csv.DictWriter(file, columns)
        if is_new:
            writer.writeheader()
        writer.writerow(asdict(progress) | {name: round(value, 4) for name, value in figures.items()})


def resumed(categories: int, folder: Path, start: Path | None = None) -> tuple[keras.Model, Progress]:
    """The last checkpoint in the folder; without one a new network, with the weights of `start` if given."""
    if not (folder / "model.keras").exists():
        model = compiled(categories)
        if start:
            started(model, start)
        return model, Progress()
    try:
        progress = Progress(**json.loads((folder / "progress.json").read_text()))
        model = keras.models.load_model(folder / "model.keras")
    except (ValueError, TypeError) as problem:
        first = str(problem).splitlines()[0]
        raise Unusable(f"{folder} cannot be resumed: {first}; without it a training begins anew") from None
    known = model.output_shape[-1]
    if known != categories:
        raise Unusable(f"{folder} is a training of {known} categories, and there are {categories}")
    return model, progress


def started(model: keras.Model, start: Path) -> None:
    """Give the network the weights of a file; raises Unusable where they are another network's, or none."""
    try:
        with np.load(start) as weights:
            model.set_weights(list(weights.values()))
    except (ValueError, TypeError, AttributeError, EOFError, zipfile.BadZipFile) as problem:
        raise Unusable(f"{start} holds no weights of this network: {str(problem).splitlines()[0]}") from None


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m models.train", description=__doc__)
    parser.add_argument("--minutes", type=above_zero, help="stop after so long, whatever the machine's speed")
    parser.add_argument("--epochs", type=above_zero, default=EPOCHS, help="how long without --minutes")
    parser.add_argument("--build", type=Path, default=BUILD, help="checkpoints and curves; resumed if there")
    parser.add_argument("--start", type=Path, help="weights.npz to go on from, in place of chance")
    parser.add_argument("--out", type=Path, default=Path("models"), help="where the exported model goes")
    parser.add_argument("--precision", default=PRECISION, help="Keras's dtype policy; default: %(default)s")
    parser.add_argument(
        "--peak",
        type=above_zero,
        default=LEARNING_RATE,
        help="learning rate after the warm-up; less with --start",
    )
    parser.add_argument(
        "--mixed", type=float, choices=(0.0, MIXED), default=MIXED, help="0: show every drawing alone"
    )
    options = parser.parse_args()
    with one_line():
        trained(options)


def trained(options: argparse.Namespace) -> None:
    """Train as the options have it, export, and measure what was exported. Raises Unusable."""
    try:
        keras.mixed_precision.set_global_policy(options.precision)
    except ValueError as problem:
        raise Unusable(str(problem)) from None
    drawings = dataset.to_learn_from()
    names = dataset.categories(drawings.parent)
    training, validation = dataset.load(drawings, names, options.build.parent / "drawings")
    model, progress = resumed(len(names), options.build, options.start)
    length = Length(max(1, int(options.epochs * steps_per_epoch(len(names)))), options.minutes, options.peak)
    train(model, training, validation, length, options.build, progress, options.mixed)
    from models import export  # needs TensorFlow, which training on another backend does not load

    command = shlex.join(["python", "-m", "models.train", *sys.argv[1:]])
    export.export(model, names, validation, options.out, command)
    export.measure(drawings.parent, options.out)


if __name__ == "__main__":
    main()
