"""The count chain of a plate as a competent user of Python writes it: tifffile, a process pool, and either scikit-image or OpenCV.

    plate.py PLATE OUTPUT WORKERS scikitImage|opencv RADIUS

Each well: maximum over z of both channels, a white top-hat of RADIUS px (0: none) and a blur on the nuclei's channel, nuclei
as labels, shape and intensities of nuclei and of the rings around them, everything stored; then one table of all wells.
Prints one line of JSON: ms from the start of the pool to the last table, processor time of that, resident memory, nuclei found.
"""

import json
import re
import resource
import sys
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import pandas as pd
import tifffile
from scipy import ndimage
from skimage import feature, filters, measure, morphology, segmentation

NAME = re.compile(r".*_(?P<well>[A-P]\d\d)_s(?P<site>\d+)_w(?P<channel>\d)\.TIF$")
SHAPE = ("label", "area", "centroid", "bbox", "axis_major_length", "axis_minor_length", "eccentricity",
         "equivalent_diameter_area", "area_convex", "solidity", "perimeter")
RING_PX = 5
SMALLEST_PX = 30


def planes_of(plate):
    planes = defaultdict(lambda: defaultdict(list))
    for path in sorted(Path(plate).rglob("ZStep_*/*.TIF")):
        name = NAME.match(path.name)
        planes[name["well"], int(name["site"])][int(name["channel"])].append(path)
    return planes


def nuclei_by_scikit_image(image, radius):
    if radius > 0:
        image = morphology.white_tophat(image, morphology.disk(radius))
    smooth = ndimage.gaussian_filter(image.astype(np.float32), 1)
    mask = ndimage.binary_fill_holes(smooth > filters.threshold_otsu(smooth))
    distance = ndimage.gaussian_filter(ndimage.distance_transform_edt(mask), 1)
    peaks = feature.peak_local_max(distance, min_distance=7, labels=measure.label(mask))
    return parted(mask, distance, peaks)


def nuclei_by_opencv(image, radius):
    if radius > 0:
        disk = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))
        image = cv2.morphologyEx(image, cv2.MORPH_TOPHAT, disk)
    smooth = cv2.GaussianBlur(image.astype(np.float32), (0, 0), 1)
    counts, edges = np.histogram(smooth, 256)
    mask = (smooth > filters.threshold_otsu(hist=(counts, (edges[:-1] + edges[1:]) / 2))).astype(np.uint8)
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    cv2.drawContours(mask, contours, -1, 1, cv2.FILLED)
    distance = cv2.GaussianBlur(cv2.distanceTransform(mask, cv2.DIST_L2, 5), (0, 0), 1)
    highest = cv2.dilate(distance, np.ones((15, 15), np.uint8))
    return parted(mask > 0, distance, np.argwhere((distance == highest) & (mask > 0)))


def parted(mask, distance, peaks):
    markers = np.zeros(mask.shape, np.int32)
    markers[tuple(peaks.T)] = np.arange(1, len(peaks) + 1)
    labels = segmentation.watershed(-distance, markers, mask=mask)
    areas = np.bincount(labels.ravel())
    small = areas < SMALLEST_PX
    small[0] = True
    numbers = np.cumsum(~small) * ~small
    return numbers[labels].astype(np.uint32)


def measured(labels, images):
    table = pd.DataFrame(measure.regionprops_table(labels, properties=SHAPE))
    rings = segmentation.expand_labels(labels, RING_PX)
    rings[labels > 0] = 0
    for name, image in images.items():
        for region, of in (("nucleus", labels), ("ring", rings)):
            table = pd.concat([table, intensities(of, image, len(table), f"{region}_{name}")], axis=1)
    return table


def intensities(labels, image, count, name):
    """Mean, deviation, extremes and median of each label, over pixels sorted by label."""
    at = np.flatnonzero(labels)
    order = np.argsort(labels.ravel()[at], kind="stable")
    of, values = labels.ravel()[at][order], image.ravel()[at][order].astype(np.float64)
    starts = np.searchsorted(of, np.arange(1, count + 2))
    parts = [values[start:end] for start, end in zip(starts[:-1], starts[1:])]
    return pd.DataFrame([[p.sum(), p.mean(), np.median(p), p.min(), p.max(), p.std()] if len(p) else [np.nan] * 6 for p in parts],
                        columns=[f"{what}_{name}" for what in ("sum", "mean", "median", "min", "max", "std")])


NUCLEI = {"scikitImage": nuclei_by_scikit_image, "opencv": nuclei_by_opencv}


def process(task):
    (well, site), channels, output, library, radius = task
    cv2.setNumThreads(1)
    images = {}
    for channel, paths in channels.items():
        images[channel] = np.maximum.reduce([tifffile.imread(path) for path in paths])
        tifffile.imwrite(output / "images" / f"{well}_s{site}_w{channel}.tif", images[channel])
    labels = NUCLEI[library](images[1], radius)
    tifffile.imwrite(output / "labels" / f"{well}_s{site}.tif", labels)
    table = measured(labels, {"dna": images[1], "gfp": images[2]})
    table.insert(0, "well", well)
    table.to_csv(output / "results" / f"{well}_s{site}.csv", index=False)
    return table


def main(plate, output, workers, library, radius):
    output = Path(output)
    for folder in ("images", "labels", "results"):
        (output / folder).mkdir(parents=True)
    began, imports = time.perf_counter(), sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    tasks = [(key, dict(channels), output, library, int(radius)) for key, channels in planes_of(plate).items()]
    with ProcessPoolExecutor(int(workers)) as pool:
        tables = list(pool.map(process, tasks))
    nuclei = pd.concat(tables)
    nuclei.to_csv(output / "results" / "nuclei.csv", index=False)
    nuclei.groupby("well").agg(count=("area", "size"), area=("area", "mean")).to_csv(output / "results" / "wells.csv")
    ms = (time.perf_counter() - began) * 1000
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    # Of processes that ended the system knows the memory of the largest alone.
    print(json.dumps({"ms": ms, "cpuMs": (sum(u.ru_utime + u.ru_stime for u in used) - imports) * 1000,
                      "peakBytes": (used[0].ru_maxrss + int(workers) * used[1].ru_maxrss) * 1024, "nuclei": len(nuclei)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
