"""Checks the nucleus-to-ring ratios of a run against scikit-image.

    python ratio_check.py LABELS.tif IMAGE.tif [--inner 1] [--outer 5] [--table objects.csv --column Ratio_ObjectToRing_gfp]

Without a table it prints the ratio of each label as JSON. With one (rows of this image only, in which `ObjectNumber` is
the label) it prints the largest difference and exits with 1 where that exceeds 1e-5.
"""

import argparse
import csv
import json
import sys

import tifffile

from rings import ratios

TOLERANCE = 1e-5


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", help="TIFF of labels, one plane")
    parser.add_argument("image", help="TIFF of raw intensities, one plane of the same size")
    parser.add_argument("--inner", type=float, default=1.0, help="the ring lies farther than this, px")
    parser.add_argument("--outer", type=float, default=5.0, help="the ring reaches up to this, px")
    parser.add_argument("--table", help="CSV with one row per object")
    parser.add_argument("--column", help="the column of the table that holds the ratio")
    return parser.parse_args()


def main():
    options = arguments()
    expected = ratios(tifffile.imread(options.labels), tifffile.imread(options.image), options.inner, options.outer)
    if options.table is None:
        print(json.dumps(expected))
        return 0
    with open(options.table, newline="") as file:
        rows = list(csv.DictReader(file))
    found = {int(row["ObjectNumber"]): float(row[options.column]) for row in rows if row[options.column] != ""}
    known = {label: ratio for label, ratio in expected.items() if ratio is not None}
    if found.keys() != known.keys():
        print(f"objects differ: {sorted(found.keys() ^ known.keys())}", file=sys.stderr)
        return 1
    worst = max((abs(found[label] - known[label]) for label in known), default=0.0)
    print(json.dumps({"objects": len(known), "largest_difference": worst}))
    return 0 if worst <= TOLERANCE else 1


if __name__ == "__main__":
    sys.exit(main())
