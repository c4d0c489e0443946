"""Illumination functions and thresholds over the planes of several wells."""

import numpy as np
from scipy import ndimage as ndi
from skimage.filters import threshold_li, threshold_otsu
from skimage.measure import block_reduce

from fixture import plane, write
from images import nuclei


def lit(shape, strength, turn):
    """A smooth field, brightest off the centre."""
    y, x = np.mgrid[: shape[0], : shape[1]]
    u = (x / shape[1] - 0.6) * np.cos(turn) + (y / shape[0] - 0.4) * np.sin(turn)
    v = (y / shape[0] - 0.4) * np.cos(turn) - (x / shape[1] - 0.6) * np.sin(turn)
    return np.exp(-strength * (u**2 + 2 * v**2))


def wells(seed, shape, count, strength):
    field = lit(shape, strength, 0.4)
    return [np.rint(nuclei(seed + i, shape) * field).astype(np.uint16) for i in range(count)]


def block_mean(image, factor):
    """Means of blocks; those at the edges of the pixels they have."""
    ones = block_reduce(np.ones(image.shape), (factor, factor), np.sum)
    return block_reduce(image, (factor, factor), np.sum) / ones


def illumination(name, images, factor, sigma):
    mean = np.mean([image.astype(np.float64) for image in images], axis=0)
    smooth = ndi.gaussian_filter(block_mean(mean, factor), sigma / factor, mode="reflect", truncate=4)
    function = smooth / smooth.mean()
    y, x = np.mgrid[: mean.shape[0], : mean.shape[1]]
    places = [(y + 0.5) / factor - 0.5, (x + 0.5) / factor - 0.5]
    divisor = ndi.map_coordinates(function, places, order=1, mode="nearest")
    return {
        "kernel": "illumination",
        "name": name,
        "images": [plane(image) for image in images],
        "blockSize": factor,
        "sigma": sigma,
        "function": plane(function),
        "corrected": plane(images[0] / divisor),
    }


def threshold(name, images, bin_width=1):
    pooled = np.concatenate([image.ravel() for image in images])
    counted = np.rint(pooled / bin_width) * bin_width if bin_width != 1 else pooled
    return {
        "kernel": "threshold",
        "name": name,
        "images": [plane(image) for image in images],
        "binWidth": bin_width,
        "otsu": float(threshold_otsu(counted)),
        "minimumCrossEntropy": float(threshold_li(counted)),
    }


write(
    "illumination",
    [
        illumination("blocks that fit", wells(60, (48, 64), 5, 2.0), 8, 16.0),
        illumination("blocks that are cut at the edges", wells(70, (45, 58), 4, 4.0), 8, 12.0),
        illumination("single pixels", wells(80, (20, 24), 3, 3.0), 1, 3.0),
        threshold("uint16 nuclei of five wells", wells(90, (48, 60), 5, 1.0)),
        threshold("one empty well among four", [nuclei(100, (40, 40), 0), *wells(101, (40, 40), 3, 1.0)]),
    ],
    package="functions",
)
