"""Every family of features of objects, by the measurements of CellProfiler as a library (cp_measure)."""

import math

import numpy as np
from centrosome import zernike
from cp_measure.core import (
    measurecolocalization as colocalization,
    measuregranularity as granularity,
    measureobjectintensity as intensity,
    measureobjectintensitydistribution as distribution,
    measureobjectsizeshape as shape,
    measuretexture as texture,
)
from cp_measure.multimask.measureobjectneighbors import measureobjectneighbors as neighbors
from scipy import ndimage as ndi
from skimage.measure import label
from skimage.segmentation import watershed

from fixture import plane, write

MAXIMUM = 65535


def scene(seed, height, width):
    """Touching, cut, holed, ragged and tiny objects, and two images that partly agree; the second has zeros."""
    rng = np.random.default_rng(seed)
    field = ndi.gaussian_filter(rng.normal(size=(height, width)), 5)
    inside = field > 0.01
    markers = label(ndi.maximum_filter(field, 13) == field) * inside
    labels = watershed(-field, markers, mask=inside)
    labels[ndi.gaussian_filter(rng.normal(size=field.shape), 1) > 0.22] = 0
    labels[0:3, :] = 0
    labels[1, 2] = labels.max() + 1
    labels[1, 6:11] = labels.max() + 1
    labels[1, 14:16] = labels.max() + 1
    _, labels = np.unique(labels, return_inverse=True)
    labels = labels.reshape(field.shape).astype(np.uint16)
    texture_of = lambda sigma: ndi.gaussian_filter(rng.normal(size=field.shape), sigma) * sigma
    first = 9000 + 40000 * np.abs(field) / np.abs(field).max() + 9000 * texture_of(1)
    second = 0.4 * first + 7000 * texture_of(2) - 2500
    as_uint16 = lambda image: np.clip(np.rint(image), 0, MAXIMUM).astype(np.uint16)
    return labels, as_uint16(first), as_uint16(second)


def columns(features):
    """Twelve digits; what is undefined is null."""
    digits = lambda value: None if not math.isfinite(value) else float(f"{value:.12g}")
    return {name: [digits(float(value)) for value in np.asarray(values)] for name, values in features.items()}


def unit(image):
    return image / MAXIMUM


def raw(features):
    """Intensities of an image from 0 to 1 in units of the samples."""
    scaled = lambda name: name.startswith("Intensity_") and "MassDisplacement" not in name
    return {name: values * MAXIMUM if scaled(name) else values for name, values in features.items() if not name.endswith("_Z")}


def zernikes(labels):
    """As centrosome's, with the pixels on the circle itself: it has them in or out as rounding decides."""
    indexes = zernike.get_zernike_indexes(10)
    centers, radii = zernike.minimum_enclosing_circle(labels, np.arange(1, labels.max() + 1))
    rows = []
    for number, ((cy, cx), radius) in enumerate(zip(centers, radii), start=1):
        y, x = np.nonzero(labels == number)
        within = radius * (1 + 1e-11)
        with np.errstate(invalid="ignore", divide="ignore"):
            moments = zernike.construct_zernike_polynomials((x - cx) / within, (y - cy) / within, indexes).sum(axis=0)
            rows.append(np.abs(moments) / (np.pi * radius**2) if radius > 0 else np.full(len(indexes), np.nan))
    return {f"Zernike_{n}_{m}": np.array(rows)[:, i] for i, (n, m) in enumerate(indexes)}


def colocalized(first, second, labels):
    """By names that say whose the coefficient is: of the first image or of the second."""
    a, b = unit(first), unit(second)
    found = {
        **colocalization.get_correlation_pearson(a, b, labels),
        **colocalization.get_correlation_overlap(a, b, labels),
        **colocalization.get_correlation_manders_fold(a, b, labels),
        **colocalization.get_correlation_rwc(a, b, labels),
        **colocalization.get_correlation_costes(a, b, labels, scale_max=MAXIMUM),
    }
    return {name.removeprefix("Correlation_"): values for name, values in found.items()}


def neighboring(labels, distance, method):
    """Without the numbers of the closest objects, of which cp_measure gives each object itself as its first."""
    found = neighbors(labels, labels, distance_method=method, distance=distance)
    return {name: values for name, values in found.items() if "ClosestObjectNumber" not in name}


def case(seed, height, width):
    labels, first, second = scene(seed, height, width)
    sizes = shape.get_sizeshape(labels, None)
    moments = {name: sizes.pop(name) for name in list(sizes) if "Moment" in name or "Inertia" in name}
    undefined = {f"NormalizedMoment_{p}_{q}" for p, q in [(0, 0), (0, 1), (1, 0)]}
    others = {"PerimeterCrofton", "FilledArea"}
    integers = labels.astype(np.int64)
    families = {
        "shape": {name: sizes[name] for name in sizes if name not in others} | shape.get_feret(integers, None),
        "moments": {name: moments[name] for name in moments if name not in undefined},
        "zernike": zernikes(labels),
        "intensity": raw(intensity.get_intensity(labels, unit(first))),
        "texture": texture.get_texture(labels, unit(first), scale=3, gray_levels=256)
        | texture.get_texture(labels, unit(first), scale=1, gray_levels=8),
        "radial": distribution.get_radial_distribution(labels, unit(first)),
        "granularity": granularity.get_granularity(labels, unit(first)),
        "granularityFine": granularity.get_granularity(labels, unit(second), subsample_size=1, image_sample_size=0.5, element_size=4, granular_spectrum_length=6),
        "neighbors": neighboring(integers, 5, "Within a specified distance") | neighboring(integers, 1, "Adjacent"),
        "colocalization": colocalized(first, second, labels),
    }
    return {
        "labels": plane(labels),
        "first": plane(first),
        "second": plane(second),
        "families": {name: columns(family) for name, family in families.items()},
    }


with np.errstate(all="ignore"):
    write("features", [case(80, 90, 110), case(81, 64, 131)])
