"""Cells grown from nuclei, cytoplasm, shrunken labels, relations: the steps of CellProfiler's modules, by its own library."""

import numpy as np
from centrosome.cpmorphology import fill_labeled_holes
from centrosome.outline import outline
from centrosome.propagate import propagate
from cp_measure.multimask.measureobjectneighbors import relate_labels
from scipy import ndimage as ndi
from skimage.measure import label
from skimage.segmentation import watershed

from fixture import plane, write
from images import mask, nuclei


def seeds(seed, shape=(56, 72)):
    """Small discs, some of which touch."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[: shape[0], : shape[1]]
    labels = np.zeros(shape, np.uint16)
    for number in range(1, 9):
        cy, cx, radius = rng.uniform(0, shape[0]), rng.uniform(0, shape[1]), rng.uniform(1.5, 5)
        labels[(np.hypot(y - cy, x - cx) <= radius) & (labels == 0)] = number
    return label(labels > 0).astype(np.uint16)


def propagated(image, markers, regularization, within):
    labels, _ = propagate(image.astype(float), markers.astype(int), within, regularization)
    return {
        "kernel": "propagateLabels",
        "image": plane(image),
        "seeds": plane(markers),
        "mask": plane(within.astype(np.uint8)),
        "regularization": regularization,
        "expected": plane(labels.astype(np.uint16)),
    }


def grown(image, markers, method, threshold, regularization):
    foreground = image > threshold
    if method == "propagation":
        labels, _ = propagate(image.astype(float), markers.astype(int), foreground, regularization)
    else:
        within = foreground | (markers > 0)
        labels = watershed(-image.astype(float), markers, connectivity=np.ones((3, 3), bool), mask=within)
    filled = fill_labeled_holes(labels)
    assert np.array_equal(np.unique(filled), np.unique(labels)), "CellProfiler dropped a cell that another encloses"
    return {
        "kernel": "growCells",
        "image": plane(image),
        "nuclei": plane(markers),
        "method": method,
        "threshold": threshold,
        "regularization": regularization,
        "expected": plane(filled.astype(np.uint16)),
    }


def subtracted(outer, inner, keep_outline):
    interior = (inner > 0) & ~(outline(inner) > 0) if keep_outline else inner > 0
    return {
        "kernel": "subtractLabels",
        "outer": plane(outer),
        "inner": plane(inner),
        "keepOutline": keep_outline,
        "expected": plane(np.where(interior, 0, outer).astype(np.uint16)),
    }


def shrunk(labels, distance):
    expected = np.zeros_like(labels)
    for number in range(1, labels.max() + 1):
        inside = ndi.distance_transform_edt(labels == number)
        expected[inside > distance] = number
    return {"kernel": "shrinkLabels", "labels": plane(labels), "distance": distance, "expected": plane(expected)}


def related(parents, children):
    _, parents_of = relate_labels(parents.astype(int), children.astype(int))
    expected = [0, *(int(number) for number in parents_of)]
    return {"kernel": "relateLabels", "parents": plane(parents), "children": plane(children), "expected": expected}


rng = np.random.default_rng(60)
smooth = ndi.gaussian_filter(rng.normal(size=(56, 72)), 3)
cytoplasm = (1000 + 20000 * (smooth - smooth.min()) + rng.integers(0, 60, smooth.shape)).astype(np.uint16)
coarse = (cytoplasm // 800).astype(np.uint8)
flat = np.zeros((56, 72), np.uint8)
markers = seeds(61)
cells = watershed(-cytoplasm.astype(float), markers, mask=cytoplasm > 2500).astype(np.uint16)
crowded = label(mask(62, sigma=3, level=-0.2)).astype(np.uint16)
touching = watershed(-ndi.distance_transform_edt(crowded), seeds(63), mask=crowded > 0).astype(np.uint16)
write(
    "cells",
    [
        propagated(cytoplasm, markers, 3000.0, cytoplasm > 2500),
        propagated(cytoplasm, markers, 0.0, cytoplasm > 0),
        propagated(coarse, seeds(64), 1.0, mask(65, sigma=4, level=-0.1) > 0),
        propagated(flat, seeds(66), 1.0, np.ones_like(flat, bool)),
        grown(cytoplasm, markers, "propagation", 3000, 300.0),
        grown(nuclei(67), seeds(68), "propagation", 300, 3.0),
        grown(cytoplasm, markers, "watershed", 3000, 300.0),
        grown(coarse, seeds(72), "watershed", 3, 1.0),
        subtracted(cells, markers, True),
        subtracted(cells, markers, False),
        shrunk(touching, 1),
        shrunk(touching, 2.5),
        related(cells, seeds(70)),
        related(touching, cells),
    ],
)
