"""Gaussian, median, percentiles."""

import numpy as np
from scipy import ndimage as ndi

from fixture import plane, write
from images import noise, nuclei


def gaussian(image, sigma):
    expected = ndi.gaussian_filter(image.astype(np.float32), sigma, mode="reflect", truncate=4)
    return {"kernel": "gaussianBlur", "image": plane(image), "sigma": sigma, "expected": plane(expected)}


def median(image, size):
    return {
        "kernel": "medianFilter",
        "image": plane(image),
        "size": size,
        "expected": plane(ndi.median_filter(image, size=size, mode="reflect")),
    }


def percentiles(image, percentages):
    return {
        "kernel": "percentiles",
        "image": plane(image),
        "percentages": percentages,
        "expected": np.percentile(image, percentages).tolist(),
    }


write(
    "filters",
    [
        gaussian(noise(1, (33, 47)), 1.0),
        gaussian(noise(2, (20, 31)), 2.5),
        gaussian(noise(3, (5, 7), "float32"), 4.0),
        median(noise(4, (33, 47)), 3),
        median(noise(5, (31, 20), "uint8", 256), 5),
        median(nuclei(6, (33, 47)), 7),
        median(np.random.default_rng(7).normal(size=(24, 30)).astype(np.float32), 5),
        median(noise(8, (4, 6)), 9),
        percentiles(noise(9, (13, 17)), [0.0, 1.0, 37.5, 50.0, 99.8, 100.0]),
        percentiles(noise(10, (8, 8), "float64"), [2.0, 98.0]),
    ],
)
