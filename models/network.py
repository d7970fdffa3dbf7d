"""The judge's network: a small residual CNN, sized for a fraction of a millisecond on one core."""

from __future__ import annotations

from typing import Any

import keras
from keras import layers

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
