"""Small synthetic images, the same in every run."""

import numpy as np
from scipy import ndimage as ndi


def noise(seed, shape, dtype="uint16", high=4000):
    values = np.random.default_rng(seed).integers(0, high, shape)
    return values.astype(dtype)


def nuclei(seed, shape=(56, 72), count=9, dtype="uint16"):
    """Blurred ellipses on a noisy offset."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[: shape[0], : shape[1]]
    image = np.zeros(shape)
    for _ in range(count):
        cy, cx = rng.uniform(0, shape[0]), rng.uniform(0, shape[1])
        ry, rx, turn = rng.uniform(4, 8), rng.uniform(4, 8), rng.uniform(0, np.pi)
        u = (x - cx) * np.cos(turn) + (y - cy) * np.sin(turn)
        v = (y - cy) * np.cos(turn) - (x - cx) * np.sin(turn)
        image = np.maximum(image, rng.uniform(600, 1200) * ((u / rx) ** 2 + (v / ry) ** 2 <= 1))
    image = ndi.gaussian_filter(image, 0.8) + 200 + rng.normal(0, 15, shape)
    return np.clip(np.rint(image), 0, 65535).astype(dtype)


def mask(seed, shape=(56, 72), sigma=1.5, level=0.02):
    """Ragged blobs with holes."""
    field = ndi.gaussian_filter(np.random.default_rng(seed).normal(size=shape), sigma)
    return (field > level).astype(np.uint8)
