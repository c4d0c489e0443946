"""Compares the single cells of a run of `preset:cells` with what cp_measure finds on the run's own labels and images.

    cells_check.py OUTPUT

Prints the largest relative difference of each family; exits with 1 where one exceeds 1e-5.
"""

import re
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import tifffile
from cp_measure.core import (
    measurecolocalization as colocalization,
    measuregranularity as granularity,
    measureobjectintensity as intensity,
    measureobjectintensitydistribution as distribution,
    measureobjectsizeshape as shape,
    measuretexture as texture,
)
from cp_measure.multimask.measureobjectneighbors import measureobjectneighbors as neighbors
from skimage.segmentation import relabel_sequential

warnings.filterwarnings("ignore")
LIMIT = 1e-5
MAXIMUM = 65535
CHANNELS = {"DNA": 1, "Reporter": 2}
COMPARTMENTS = ("Cells", "Nuclei", "Cytoplasm")


def named(features, name_of):
    return {name_of(name): np.asarray(values, float) for name, values in features.items()}


def of_objects(labels):
    sizes = shape.get_sizeshape(labels, None) | shape.get_feret(labels, None)
    adjacent = neighbors(labels, labels, "Adjacent", 1) if labels.max() > 2 else {}
    return named(sizes, lambda name: f"AreaShape_{name}") | {
        name: np.asarray(values, float) for name, values in adjacent.items() if "ClosestObjectNumber" not in name
    }


def of_image(labels, image, channel):
    middle = lambda name, prefix: f"{prefix}{name.replace('_', f'_{channel}_', 1)}"
    last = lambda name: f"{name}_{channel}"
    intensities = intensity.get_intensity(labels, image)
    raw = {n: v * MAXIMUM if n.startswith("Intensity") and "Mass" not in n else v for n, v in intensities.items()}
    rings = distribution.get_radial_distribution(labels, image)
    return (
        named(raw, last)
        | named(texture.get_texture(labels, image), lambda name: middle(name, "Texture_"))
        | named(granularity.get_granularity(labels, image), last)
        | named(rings, lambda name: middle(name.removeprefix("RadialDistribution_"), "RadialDistribution_"))
    )


def of_pair(labels, images):
    (a, first), (b, second) = images.items()
    found = {
        **colocalization.get_correlation_pearson(first, second, labels),
        **colocalization.get_correlation_overlap(first, second, labels),
        **colocalization.get_correlation_manders_fold(first, second, labels),
        **colocalization.get_correlation_rwc(first, second, labels),
        **colocalization.get_correlation_costes(first, second, labels, scale_max=MAXIMUM),
    }
    turned = lambda name: re.sub("_[12]$", "", name) + (f"_{b}_{a}" if name.endswith("_2") else f"_{a}_{b}")
    return named(found, lambda name: turned(name.replace("Pearson", "Correlation")))


def differences(ours, theirs):
    """Relative, where both are numbers; 1 where only one is, but for what cp_measure calls 0 or infinite."""
    finite = np.isfinite(theirs)
    near = np.abs(ours - theirs) / np.maximum(1e-3, np.abs(theirs))
    return np.where(finite & np.isfinite(ours), near, np.where(finite & (theirs != 0) & ~np.isfinite(ours), 1.0, 0.0))


def check(output):
    tables = pd.read_csv(output / "images_results" / "single_cells.csv")
    worst, compared, unmatched = {}, 0, set()
    for (well, site), cells in tables.groupby(["Metadata_Well", "Metadata_Site"]):
        path = lambda kind, channel: output / kind / f"{well}_s{site:03}{channel}_t001.tif"
        images = {name: tifffile.imread(path("images", f"_w{c}")) / MAXIMUM for name, c in CHANNELS.items()}
        for compartment in COMPARTMENTS:
            labels = tifffile.imread(path(f"images_labels/{compartment.lower()}", "")).astype(np.int64)
            dense, _, numbers = relabel_sequential(labels)
            found = of_objects(dense) | of_pair(dense, images)
            for name, image in images.items():
                found |= of_image(dense, image, name)
            rows = cells.set_index("ObjectNumber").loc[np.asarray(numbers)[1:]]
            for name, theirs in found.items():
                column = f"{compartment}_{name}"
                if column not in rows:
                    unmatched.add(name)
                    continue
                compared += len(theirs)
                category = name.split("_")[0]
                by = differences(rows[column].to_numpy(float), theirs)
                if by.max() > worst.get(category, (-1, ""))[0]:
                    worst[category] = (by.max(), f"{column} in {well}, site {site}")
    return worst, compared, unmatched


worst, compared, unmatched = check(Path(sys.argv[1]))
for category, (difference, where) in sorted(worst.items()):
    print(f"{category:20} {difference:.1e}  {where}")
print(f"{compared} values compared; measured by cp_measure alone: {', '.join(sorted(unmatched))[:400]}")
sys.exit(int(any(difference > LIMIT for difference, _ in worst.values())))
