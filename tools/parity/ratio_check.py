"""Checks the nucleus-to-ring ratios of a whole run against scikit-image, on the run's labels and the plate's raw images.

    python ratio_check.py OUTPUT PLATE 'Channel1-*-{row}-{column}.tif' [--labels nuclei] [--column Ratio_ObjectToRing_gfp]

OUTPUT is the output plate of the preset `measure`, its channels set to those of the plate, one site per well; the pattern names the raw image of a
well. Prints one line per well and exits with 1 where objects are missing or a ratio differs by more than 1e-5.
"""

import argparse
import csv
import sys
from pathlib import Path

import tifffile

from rings import ratios

TOLERANCE = 1e-5


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=Path, help="output plate of a run")
    parser.add_argument("plate", type=Path, help="folder of the raw images")
    parser.add_argument("image", help="glob of a well's raw image, with {row} and {column}")
    parser.add_argument("--labels", default="nuclei", help="name of the objects")
    parser.add_argument("--column", default="Ratio_ObjectToRing_gfp", help="column of the ratio")
    return parser.parse_args()


def measured(table, column):
    """Object number → ratio; None where the cell is empty."""
    with open(table, newline="") as file:
        return {int(row["ObjectNumber"]): float(row[column]) if row[column] else None for row in csv.DictReader(file)}


def difference(expected, found):
    """The largest difference of two ratios of one object; infinite where one side lacks an object or a ratio."""
    if expected.keys() != found.keys() or any((expected[key] is None) != (found[key] is None) for key in expected):
        return float("inf")
    return max((abs(expected[key] - found[key]) for key in expected if expected[key] is not None), default=0.0)


def main():
    options = arguments()
    files = sorted((options.output / "images_labels" / options.labels).glob("*.tif"))
    worst = 0.0 if files else float("inf")
    for file in files:
        well = file.name.split("_")[0]
        (image,) = options.plate.glob(options.image.format(row=well[:-2], column=well[-2:]))
        expected = ratios(tifffile.imread(file), tifffile.imread(image))
        found = measured(options.output / "images_results" / f"{well}_{options.labels}.csv", options.column)
        largest = difference(expected, found)
        worst = max(worst, largest)
        print(f"{well}: {len(expected)} objects, largest difference {largest:.1e}")
    return 0 if worst <= TOLERANCE else 1


if __name__ == "__main__":
    sys.exit(main())
