"""An independent dose response of the SBS plate: the numbers that `real-plates.data.test.ts` compares with.

    python dose_reference.py IMAGES

Nuclei by a plain scikit-image pipeline on channel 2, the ratio of nucleus to ring (`rings.py`) on channel 1, medians over nuclei that do not touch the
border, and Hill's curve by `scipy.optimize.curve_fit`. IMAGES also holds the plate map, `1049_Metadata.csv`.
"""

import csv
import json
import re
import sys
from pathlib import Path

import numpy as np
import tifffile
from scipy.optimize import curve_fit
from skimage import segmentation

from nuclei_counts import segmented
from rings import ratios

folder = Path(sys.argv[1])
with open(folder / "1049_Metadata.csv", newline="") as file:
    doses = {f"{row['Row']}{row['Column']}": float(row["SBS_Doses"]) for row in csv.DictReader(file)}
medians = {}
for path in sorted(folder.glob("Channel2-*.tif")):
    row, column = re.fullmatch(r"Channel2-\d+-([A-H])-(\d+)\.tif", path.name).groups()
    labels = segmentation.clear_border(segmented(tifffile.imread(path)))
    (protein,) = folder.glob(f"Channel1-*-{row}-{column}.tif")
    found = [value for value in ratios(labels, tifffile.imread(protein)).values() if value is not None]
    medians[f"{row}{column}"] = float(np.median(found))


def hill(dose, low, high, middle, slope):
    return low + (high - low) / (1 + (middle / np.maximum(dose, 1e-12)) ** slope)


x = np.array([doses[well] for well in medians])
y = np.array(list(medians.values()))
(low, high, middle, slope), _ = curve_fit(hill, x, y, p0=[y.min(), y.max(), 5, 2], bounds=([0, 0, 0.1, 0.1], [10, 20, 20, 20]))
print(json.dumps({"medians": {well: round(value, 4) for well, value in medians.items()}}))
print(json.dumps({"EC50": middle, "Hill": slope, "E0": low, "EInf": high}))
