"""The judge's network: a small residual CNN, sized for a fraction of a millisecond on one core."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import keras
import numpy as np
from keras import layers
from numpy.typing import NDArray

from server.canvas import PLANES, RASTER_SIZE

# A wide filter over the raw raster sees a stroke's direction, and halving at once keeps the cost down.
STEM = 32
STEM_FILTER = 5
# Most of the weights stand where the map is small: there they cost the least per look.
STAGES = (64, 128, 256)
# Each residual block weighs its maps by what the whole drawing shows (squeeze-and-excite, Hu et al., 2018):
# nearly free, for it works on one number a map.
SQUEEZE = 8
# There are few drawings of most categories: what the last layer leans on is varied as well.
DROPOUT = 0.2
WEIGHTS = "weights.npz"
"""The shipped weights in half precision, for a training that goes on from them."""


def build(categories: int) -> keras.Model:
    """(batch, size, size, planes) 0..255 -> (batch, categories) logits."""
    raster = keras.Input((RASTER_SIZE, RASTER_SIZE, PLANES))
    x = layers.Rescaling(1 / 255)(raster)
    x = _convolved(x, STEM, STEM_FILTER, stride=2)
    for width in STAGES:
        x = _convolved(x, width, 3, stride=2)
        x = _residual(x, width)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(DROPOUT)(x)
    return keras.Model(raster, layers.Dense(categories, dtype="float32")(x))


def both_ways(model: keras.Model) -> keras.Model:
    """The network's mean answer to a raster and its mirror image.

    Nothing that is drawn changes its name in a mirror, so the two are two opinions of the same drawing.
    """
    raster = keras.Input(model.input_shape[1:])
    mirrored = keras.ops.flip(raster, axis=2)
    return keras.Model(raster, layers.Average()([model(raster), model(mirrored)]))


def start(model: keras.Model, weights: Sequence[NDArray[np.floating[Any]]]) -> None:
    """Give a new network the weights of an earlier one, which may lack its order plane and its squeezing.

    What the earlier one lacks keeps the weights that a new network begins with.
    """
    found, earlier = [], list(weights)
    for new in model.get_weights():
        old = earlier[0] if earlier else new[:0]
        if old.shape == new.shape:
            found.append(earlier.pop(0))
        elif old.ndim == new.ndim and old.shape[2:] == (1, *new.shape[3:]):
            # The filters of the raw raster: the coverage is its last plane.
            found.append(np.concatenate([np.zeros_like(new[:, :, :-1]), earlier.pop(0)], axis=2))
        else:
            found.append(new)
    if earlier:
        raise ValueError("these weights are of another network")
    model.set_weights(found)


def _convolved(x: Any, width: int, side: int, stride: int = 1, relu: bool = True) -> Any:
    x = layers.Conv2D(width, side, strides=stride, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    return layers.Activation("relu")(x) if relu else x


def _residual(x: Any, width: int) -> Any:
    y = _excited(_convolved(_convolved(x, width, 3), width, 3, relu=False), width)
    return layers.Activation("relu")(layers.Add()([x, y]))


def _excited(x: Any, width: int) -> Any:
    weight = layers.GlobalAveragePooling2D(keepdims=True)(x)
    weight = layers.Conv2D(width // SQUEEZE, 1, activation="relu")(weight)
    # It begins by letting every map through alike.
    weight = layers.Conv2D(
        width,
        1,
        activation="sigmoid",
        kernel_initializer="zeros",
        bias_initializer=keras.initializers.Constant(2.0),
    )(weight)
    return layers.Multiply()([x, weight])
