"""Connected components, holes, small objects, distances, growing labels, peaks, watershed."""

import numpy as np
from scipy import ndimage as ndi
from skimage.measure import label
from skimage.morphology import h_maxima, remove_small_objects
from skimage.segmentation import expand_labels, watershed

from fixture import plane, write
from images import mask


def bits(array):
    """A mask as text, a row a line: fixtures stay small and readable."""
    return ["".join("#" if value else "." for value in row) for row in array]


def components(seed, sigma):
    image = mask(seed, sigma=sigma)
    return {
        "kernel": "labelConnected",
        "mask": bits(image),
        "four": plane(label(image, connectivity=1).astype(np.uint16)),
        "eight": plane(label(image, connectivity=2).astype(np.uint16)),
    }


def holes(seed):
    image = mask(seed, level=-0.05)
    return {"kernel": "fillHoles", "mask": bits(image), "expected": bits(ndi.binary_fill_holes(image))}


def small(seed):
    labels = label(mask(seed, sigma=1)).astype(np.uint16)
    expected = remove_small_objects(labels, max_size=11)
    return {"kernel": "removeSmallObjects", "labels": plane(labels), "minArea": 12, "expected": plane(expected)}


def distances(image):
    expected = ndi.distance_transform_edt(image).astype(np.float32)
    return {"kernel": "distanceTransform", "mask": bits(image), "expected": plane(expected)}


def grown(seed, distance):
    labels = label(mask(seed, level=0.2)).astype(np.uint16)
    return {
        "kernel": "expandLabels",
        "labels": plane(labels),
        "distance": distance,
        "expected": plane(expand_labels(labels, distance).astype(np.uint16)),
    }


def peaks(seed, h):
    """All values differ, so that no plateau and no tie arises."""
    field = ndi.gaussian_filter(np.random.default_rng(seed).normal(size=(40, 50)), 2)
    ranks = np.argsort(np.argsort(field.ravel())).reshape(field.shape).astype(np.uint16)
    return {"kernel": "prominentPeaks", "image": plane(ranks), "h": h, "expected": bits(h_maxima(ranks, h))}


def flooded(seed, levels, connectivity, dtype):
    """Few levels make many ties: the order among equals is tested too."""
    rng = np.random.default_rng(seed)
    field = ndi.gaussian_filter(rng.normal(size=(56, 72)), 3)
    landscape = np.floor((field - field.min()) / np.ptp(field) * levels).astype(dtype)
    markers = label(field < np.quantile(field, 0.12)).astype(np.uint16)
    within = mask(seed + 1, sigma=4, level=-0.1)
    return {
        "kernel": "watershed",
        "landscape": plane(landscape),
        "markers": plane(markers),
        "mask": bits(within),
        "connectivity": 4 if connectivity == 1 else 8,
        "expected": plane(watershed(landscape, markers, connectivity=connectivity, mask=within).astype(np.uint16)),
    }


disc = np.hypot(*(np.mgrid[:40, :40] - 19.5)) < 15
write(
    "labels",
    [
        components(30, 1.0),
        components(31, 2.0),
        holes(32),
        small(33),
        distances(mask(34, sigma=2)),
        distances(mask(35, sigma=4, level=-0.1)),
        distances(disc),
        grown(36, 1),
        grown(37, 5),
        grown(38, 7.5),
        peaks(39, 40),
        peaks(40, 300),
        flooded(41, 6, 1, np.uint8),
        flooded(43, 1000, 1, np.float32),
        flooded(45, 4, 2, np.uint8),
    ],
)
