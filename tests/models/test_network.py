import numpy as np
import pytest

pytest.importorskip("keras", reason="training needs requirements-train.txt")

import keras

from models import network
from server.canvas import Canvas
from server.raster import COVERAGE, ORDER
from tests.golden.drawings import drawings

CATEGORIES = 7


@pytest.fixture(scope="module")
def model():
    keras.utils.set_random_seed(1)
    return network.build(CATEGORIES)


@pytest.fixture(scope="module")
def rasters():
    return np.stack([Canvas.of(drawing).raster() for drawing in drawings().values()][:4])


def earlier(model):
    """The weights as a network had them that saw coverage only and squeezed nothing."""
    kept = [
        weights
        for layer in model.layers
        if not (isinstance(layer, keras.layers.Conv2D) and layer.use_bias)
        for weights in layer.get_weights()
    ]
    return [kept[0][:, :, COVERAGE:], *kept[1:]]


def test_a_network_goes_on_from_its_own_weights(model, rasters):
    keras.utils.set_random_seed(2)
    other = network.build(CATEGORIES)
    network.start(other, model.get_weights())
    assert np.allclose(other.predict_on_batch(rasters), model.predict_on_batch(rasters), atol=1e-5)


def test_a_network_that_saw_no_order_starts_one_that_does_not_mind_it_yet(model, rasters):
    keras.utils.set_random_seed(2)
    other = network.build(CATEGORIES)
    network.start(other, earlier(model))
    unordered = rasters.copy()
    unordered[..., ORDER] = 0
    found = other.predict_on_batch(unordered)
    assert np.allclose(other.predict_on_batch(rasters), found, atol=1e-5)
    assert np.allclose(model.predict_on_batch(unordered), found, atol=1e-5)


def test_weights_of_another_network_are_refused(model):
    with pytest.raises(ValueError, match="another network"):
        network.start(model, [*model.get_weights(), np.zeros(3)])


def test_a_mirror_changes_nothing(model, rasters):
    both = network.both_ways(model)
    assert np.allclose(both.predict_on_batch(rasters), both.predict_on_batch(rasters[:, :, ::-1]), atol=1e-5)
