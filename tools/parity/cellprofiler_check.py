"""Compares the fixture of features, which the tests of @ohcs/kernels hold ours to, with CellProfiler's own library on the same objects.

    cellprofiler_check.py

In an environment of its own (Python 3.11, cellprofiler-library-nightly). Prints the largest relative difference of each family, and, for what departs, the
difference that is left when CellProfiler's own code is given that one convention of ours: where that is 0, it is the reason. Exits with 1 where a
difference exceeds 1e-5 that DEPARTURES does not give a reason for, or one is left that should not be.
"""

import base64
import json
import re
import sys
import types
import warnings
import zlib
from contextlib import contextmanager

import centriole.cpmorphology
import centriole.zernike
import numpy as np
from fixture import PACKAGES

# The module of intensities asks CellProfiler's core for one function, which cuts labels and image to a common size: here they have it.
core = types.ModuleType("cellprofiler_core.utilities.core.object")
core.crop_labels_and_image = lambda labels, image: (labels, image)
for name in ("cellprofiler_core", "cellprofiler_core.utilities", "cellprofiler_core.utilities.core"):
    sys.modules[name] = types.ModuleType(name)
sys.modules[core.__name__] = core

from cellprofiler_library.functions import measurement  # noqa: E402
from cellprofiler_library.functions.measurement import ObjectRecord  # noqa: E402
from cellprofiler_library.modules import _measuregranularity, _measureobjectintensity  # noqa: E402
from cellprofiler_library.modules._measurecolocalization import run_image_pair_objects  # noqa: E402
from cellprofiler_library.modules._measuregranularity import measure_granularity  # noqa: E402
from cellprofiler_library.modules._measureobjectintensity import measure_object_intensity  # noqa: E402
from cellprofiler_library.modules._measureobjectintensitydistribution import measureobjectintensitydistribution  # noqa: E402
from cellprofiler_library.modules._measureobjectneighbors import measure_object_neighbors  # noqa: E402
from cellprofiler_library.modules._measureobjectsizeshape import measureobjectsizeshape  # noqa: E402
from cellprofiler_library.modules._measuretexture import measure_object_texture  # noqa: E402
from cellprofiler_library.opts.measurecolocalization import CostesMethod  # noqa: E402
from cellprofiler_library.opts.measureobjectintensitydistribution import CenterChoice  # noqa: E402
from cellprofiler_library.opts.measureobjectneighbors import DistanceMethod  # noqa: E402

warnings.filterwarnings("ignore")
LIMIT = 1e-5
MAXIMUM = 65535
# Columns → why they depart from what CellProfiler has, and the family of `adopted` that proves it: docs/features.md.
DEPARTURES = {
    "Zernike_.*": "pixels on the enclosing circle count; there as rounding decides",
    "Intensity_(LowerQuartile|Median|UpperQuartile|MAD)Intensity": "rank (n - 1) q as NumPy; there n q",
    "RadialDistribution_.*": "the first of equally far centres; there any of them",
    "Granularity_.*": "subsampled sizes are whole, as in cp_measure; there fractions of a pixel (equal where sizes divide)",
    "RWC_.*": "ranks within each object; there over all objects of the image",
    "Costes_.*": "thresholds of each object by bisection, shared pixels above them, empty where the search does not end; there thresholds of all objects together in steps, shared pixels on them too, and where the search ended",
}


def restored(stored):
    bytes_ = zlib.decompress(base64.b64decode(stored["deflated"]))
    return np.frombuffer(bytes_, stored["dtype"]).reshape(stored["shape"])


def named(measurements, *drop):
    found = {}
    for name in measurements.get_feature_names("Objects"):
        short = name
        for text in drop:
            short = short.replace(text, "", 1)
        found[short] = np.asarray(measurements.get_measurement("Objects", name), float)
    return found


def neighboring(labels, method, distance, count):
    every = np.ones(count + 1, bool)
    return named(measure_object_neighbors(
        labels, labels, labels, labels, "Objects", "Objects", True, 2, distance, method, every[1:], count
    ))


def granular(labels, image, *options):
    subsample, background, element, length = options
    mask = np.ones(image.shape, bool)
    record = ObjectRecord("Objects", labels, mask, image)
    return named(measure_granularity("image", image, mask, subsample, background, element, [record], length), "_image")


def intensities(labels, image, numbers):
    found = measure_object_intensity(image, "first", "Objects", None, [(labels, numbers)], numbers.size, 2)
    return raw(named(found, "_first"))


def colocalized(labels, first, second, count, costes=CostesMethod.FAST):
    """Coefficients of one image, as Manders_1: of the first named."""
    at = labels > 0
    a, b = first[at], second[at]
    found = run_image_pair_objects(
        a, b, labels[at], count, "1", "2", "Objects", im1_thr_percentage=15, im2_thr_percentage=15,
        im1_costes_pixels=a, im2_costes_pixels=b, im1_scale=MAXIMUM, im2_scale=MAXIMUM, costes_method=costes,
    )
    pairs = {name.removeprefix("Correlation_"): values for name, values in named(found).items()}
    both = {"Correlation": "Pearson", "Overlap": "Overlap"}
    return {both.get(name.split("_")[0], name[:-2]): values for name, values in pairs.items()}


def families(labels, first, second):
    count = labels.max()
    numbers = np.arange(1, count + 1)
    shapes = named(measureobjectsizeshape(labels.reshape(1, 1, 1, 1, *labels.shape), "Objects"), "AreaShape_")
    textures = [
        named(measure_object_texture("Objects", labels, "first", first, None, levels, numbers, scale, False), "Texture_", "_first")
        for scale, levels in [(3, 256), (1, 8)]
    ]
    radial, _ = measureobjectintensitydistribution(first, "first", labels, "Objects", numbers, CenterChoice.SELF, 4, True, 100)
    return {
        "shape": shapes,
        "moments": shapes,
        "zernike": shapes,
        "intensity": intensities(labels, first, numbers),
        "texture": textures[0] | textures[1],
        "radial": named(radial, "_first"),
        "granularity": granular(labels, first, 0.25, 0.25, 10, 16),
        "granularityFine": granular(labels, second, 1, 0.5, 4, 6),
        "neighbors": neighboring(labels, DistanceMethod.WITHIN, 5, count) | neighboring(labels, DistanceMethod.ADJACENT, 1, count),
        "colocalization": colocalized(labels, first, second, count),
    }


def adopted(labels, first, second):
    """What CellProfiler's own code finds with one convention of ours in place of its own: what departs for that reason alone is equal then."""
    count = labels.max()
    numbers = np.arange(1, count + 1)
    found = {}
    with rim_counts():
        found["zernike"] = named(measureobjectsizeshape(labels.reshape(1, 1, 1, 1, *labels.shape), "Objects"), "AreaShape_")
    with first_of_equals():
        radial, _ = measureobjectintensitydistribution(first, "first", labels, "Objects", numbers, CenterChoice.SELF, 4, True, 100)
    found["radial"] = named(radial, "_first")
    with replaced(_measureobjectintensity, "measure_quartile_intensity", rank_below_count):
        found["intensity"] = intensities(labels, first, numbers)
    with replaced(_measuregranularity, "downsample_image_and_mask", whole_sizes):
        found["granularity"] = granular(labels, first, 0.25, 0.25, 10, 16)
    # Each object alone, with Costes' thresholds by bisection.
    with replaced(measurement, "get_costes_thresholded_pixels_and_mask", strictly_above):
        alone = [colocalized((labels == number).astype(np.int32), first, second, 1, CostesMethod.FASTER) for number in numbers]
    found["colocalization"] = {name: np.concatenate([one[name] for one in alone]) for name in alone[0]}
    return found


@contextmanager
def replaced(module, name, function):
    original = getattr(module, name)
    setattr(module, name, lambda *arguments, **named: function(original, *arguments, **named))
    try:
        yield
    finally:
        setattr(module, name, original)


def rim_counts():
    """Circles are wider by more than rounding, so that pixels on them count."""

    def wider(original, *arguments):
        centres, radii = original(*arguments)
        return centres, radii * (1 + 1e-11)

    return replaced(centriole.zernike, "minimum_enclosing_circle", wider)


def first_of_equals():
    """The centre is the first of the pixels that are farthest from the edge, in raster order."""

    def first(_, image, labels, indices):
        places = [np.argmax(np.where(labels == index, image, -1)) for index in indices]
        return np.array(np.unravel_index(places, labels.shape))

    return replaced(centriole.cpmorphology, "maximum_position_of_labels", first)


def rank_below_count(original, indices, areas, fraction, *pixels):
    """The rank of a quantile is (n - 1) q, where n is the area."""
    return original(indices, areas, fraction * (areas - 1) / np.maximum(areas, 1), *pixels)


def whole_sizes(original, *arguments):
    """What is sampled for the first time has whole sides; the plane for the background may have fractions, here as there."""
    pixels, mask, shape = original(*arguments)
    height, width = shape.astype(int)
    return pixels[:height, :width], mask[:height, :width], np.array([height, width])


def strictly_above(original, **named):
    """What both images share lies above Costes' thresholds, not on them."""
    first, second = named["im1_pixels"], named["im2_pixels"]
    least = measurement.bisection_costes(first, second, MAXIMUM) if first.size > 2 else (np.inf, np.inf)
    of_first, of_second, *_ = original(**named)
    shared = (first > least[0]) & (second > least[1])
    return of_first, of_second, shared, first[shared], second[shared]


def raw(features):
    """Intensities of an image from 0 to 1 in units of the samples."""
    scaled = lambda name: name.startswith("Intensity_") and "MassDisplacement" not in name
    return {name: values * MAXIMUM if scaled(name) else values for name, values in features.items()}


def differences(ours, theirs):
    """By object, relative to values above 1e-3; where one is undefined, 1 unless the other is that, too, or 0."""
    known = np.isfinite(ours) & np.isfinite(theirs)
    zeroed = [np.where(np.isfinite(values), values, 0) for values in (ours, theirs)]
    return np.where(known, np.abs(zeroed[0] - zeroed[1]) / np.maximum(1e-3, np.abs(zeroed[1])), zeroed[0] != zeroed[1])


worst, left, failed = {}, {}, False
for case in json.loads((PACKAGES / "kernels/test/fixtures/features.json").read_text()):
    labels, first, second = (restored(case[name]) for name in ("labels", "first", "second"))
    arguments = labels.astype(np.int32), first / MAXIMUM, second / MAXIMUM
    found, alike = families(*arguments), adopted(*arguments)
    for family, columns in case["families"].items():
        for name, values in columns.items():
            ours = np.array([np.nan if value is None else value for value in values])
            theirs = found[family].get(name)
            by = None if theirs is None else differences(ours, theirs)
            worst.setdefault(family, {}).setdefault(name, []).append(by)
            if name in alike.get(family, {}):
                # Empty here is what no convention of theirs gives: a search that does not end, or a correlation that is not known.
                kept = differences(ours, alike[family][name])
                left.setdefault(name, []).append(np.where(name.startswith("Costes") & ~np.isfinite(ours), np.nan, kept))
for family, columns in worst.items():
    missing = [name for name, all_ in columns.items() if all_[0] is None]
    reasons = {name: next((why for what, why in DEPARTURES.items() if re.fullmatch(what, name)), None) for name in columns}
    objects = {name: np.concatenate(all_) for name, all_ in columns.items() if all_[0] is not None}
    measured = {name: by.max() for name, by in objects.items()}
    plain = {name: by for name, by in measured.items() if reasons[name] is None}
    over = {name: by for name, by in plain.items() if by > LIMIT}
    failed = failed or bool(over)
    print(f"{family:16} {len(measured):4} columns, {max(plain.values(), default=0):.1e}", f"not there: {missing}" if missing else "")
    for name, by in over.items():
        print(f"    {name}: {by:.1e}")
    for why in sorted({reasons[name] for name in measured if reasons[name]}):
        names = [name for name in measured if reasons[name] == why]
        share = np.mean(np.any([objects[name] > LIMIT for name in names], axis=0))
        print(f"    {len(names)} depart by up to {max(measured[name] for name in names):.1e}, in {100 * share:.0f} % of objects: {why}")
        kept = [np.concatenate(left[name]) for name in names if name in left]
        if kept:
            most, empty = np.nanmax(kept), np.isnan(kept[0]).sum()
            failed = failed or most > LIMIT
            print(f"        with our convention in its place: {most:.1e}", f"({empty} of {kept[0].size} objects are empty here)" if empty else "")
sys.exit(int(failed))
