"""The preset `cells` as a competent user of Python writes it: tifffile, scikit-image, centrosome, cp_measure and a process pool.

    cells.py PLATE OUTPUT WORKERS

Each well: maximum over z of both channels; nuclei by Otsu's threshold and a watershed; cells by propagation over the reporter, cytoplasm;
all features of cp_measure of the three in both images, one row per cell, stored; then one table of all wells. Prints one line of JSON as plate.py.
"""

import json
import resource
import sys
import time
import warnings
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import pandas as pd
import tifffile
from centrosome.outline import outline
from centrosome.propagate import propagate
from cp_measure.core import (
    measurecolocalization as colocalization,
    measuregranularity as granularity,
    measureobjectintensity as intensity,
    measureobjectintensitydistribution as distribution,
    measureobjectsizeshape as shape,
    measuretexture as texture,
)
from cp_measure.multimask.measureobjectneighbors import measureobjectneighbors as neighbors
from plate import nuclei_by_scikit_image, planes_of
from skimage import filters
from skimage.segmentation import relabel_sequential

warnings.filterwarnings("ignore")
MAXIMUM = 65535
CHANNELS = {"DNA": 1, "Reporter": 2}


def of_objects(labels):
    found = shape.get_sizeshape(labels, None) | shape.get_feret(labels, None) | shape.get_zernike(labels, None)
    return found | (neighbors(labels, labels, "Adjacent", 1) if labels.max() > 2 else {})


def of_image(labels, image):
    return (
        intensity.get_intensity(labels, image)
        | texture.get_texture(labels, image)
        | granularity.get_granularity(labels, image)
        | distribution.get_radial_distribution(labels, image)
    )


def of_pair(labels, first, second):
    return {
        **colocalization.get_correlation_pearson(first, second, labels),
        **colocalization.get_correlation_overlap(first, second, labels),
        **colocalization.get_correlation_manders_fold(first, second, labels),
        **colocalization.get_correlation_rwc(first, second, labels),
        **colocalization.get_correlation_costes(first, second, labels, scale_max=MAXIMUM),
    }


def measured(compartments, images):
    """One row per cell, by its number; what a compartment lacks is empty."""
    tables = []
    for compartment, labels in compartments.items():
        dense, _, numbers = relabel_sequential(labels)
        rows = pd.DataFrame(index=np.asarray(numbers)[1:])
        if dense.max() > 0:
            families = {"": of_objects(dense)} | {f"_{name}": of_image(dense, image) for name, image in images.items()}
            families["_DNA_Reporter"] = of_pair(dense, *images.values())
            columns = {f"{compartment}_{n}{of}": np.asarray(v) for of, found in families.items() for n, v in found.items()}
            rows = pd.DataFrame(columns, index=rows.index)
        tables.append(rows)
    return pd.concat(tables, axis=1)


def process(task):
    (well, site), channels, output = task
    raw = {}
    for name, channel in CHANNELS.items():
        raw[name] = np.maximum.reduce([tifffile.imread(path) for path in channels[channel]])
        tifffile.imwrite(output / "images" / f"{well}_s{site}_w{channel}.tif", raw[name])
    nuclei = nuclei_by_scikit_image(raw["DNA"], 0).astype(np.int64)
    reporter = raw["Reporter"].astype(float)
    cells, _ = propagate(reporter, nuclei, reporter > filters.threshold_li(reporter), 0.05 * MAXIMUM)
    cells = cells.astype(np.int64)
    compartments = {"Cells": cells, "Nuclei": nuclei, "Cytoplasm": np.where((nuclei > 0) & ~(outline(nuclei) > 0), 0, cells)}
    for name, labels in compartments.items():
        tifffile.imwrite(output / "labels" / f"{well}_s{site}_{name}.tif", labels.astype(np.uint16))
    table = measured(compartments, {name: image / MAXIMUM for name, image in raw.items()})
    table.insert(0, "Metadata_Well", well)
    table.to_csv(output / "results" / f"{well}_s{site}.csv", index_label="ObjectNumber")
    return table


def main(plate, output, workers):
    output = Path(output)
    for folder in ("images", "labels", "results"):
        (output / folder).mkdir(parents=True)
    began, imports = time.perf_counter(), sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    tasks = [(key, dict(channels), output) for key, channels in planes_of(plate).items()]
    with ProcessPoolExecutor(int(workers)) as pool:
        cells = pd.concat(pool.map(process, tasks))
    cells.to_csv(output / "results" / "single_cells.csv", index_label="ObjectNumber")
    ms = (time.perf_counter() - began) * 1000
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps({"ms": ms, "cpuMs": (sum(u.ru_utime + u.ru_stime for u in used) - imports) * 1000,
                      "peakBytes": (used[0].ru_maxrss + int(workers) * used[1].ru_maxrss) * 1024, "nuclei": len(cells)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
