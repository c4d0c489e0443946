"""Has zarr-python write OME-Zarr plates, and compares what a run on one of them stored with what was written.

    python zarr_source.py make FOLDER
    ohcs run FOLDER/0.5.zarr -p preset:project -o OUTPUT
    python zarr_source.py check OUTPUT/images

`make` writes FOLDER/0.4.zarr (blosc, two z in a chunk) and FOLDER/0.5.zarr (shards of three z), two wells of two fields with
two channels, three z and two timepoints; no plane is like another. `check` compares each projection with the maximum
over z, prints how many were compared, and exits with 1 where one differs, is missing or too many.
"""

import argparse
import itertools
import sys
from pathlib import Path

import numpy
import tifffile
import zarr
from zarr.codecs import BloscCodec

WELLS = {"A/1": (0, 0), "B/12": (1, 11)}
FIELDS, TIMES, CHANNELS, DEPTH, HEIGHT, WIDTH = 2, 2, 2, 3, 40, 50
AXES = [{"name": "t", "type": "time", "unit": "second"}, {"name": "c", "type": "channel"}]
AXES += [{"name": axis, "type": "space", "unit": "micrometer"} for axis in "zyx"]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["make", "check"])
    parser.add_argument("folder", type=Path)
    return parser.parse_args()


def pixels(well, field):
    """The planes [t, c, z, y, x] of a field; brightness and texture tell where each belongs."""
    places = itertools.product(range(TIMES), range(CHANNELS), range(DEPTH))
    first = 1000 * (2 * list(WELLS).index(well) + field) + 1
    texture = numpy.arange(HEIGHT * WIDTH).reshape(HEIGHT, WIDTH)
    planes = [(first + 80 * i + texture * (i + 1)) % 60_000 for i, _ in enumerate(places)]
    return numpy.array(planes, dtype="uint16").reshape(TIMES, CHANNELS, DEPTH, HEIGHT, WIDTH)


def described(group, version, metadata):
    """Puts OME-NGFF metadata where the version has them."""
    group.attrs.update({"ome": {"version": version, **metadata}} if version == "0.5" else metadata)


def make(path, version):
    plate = zarr.open_group(path, mode="w", zarr_format=3 if version == "0.5" else 2)
    listed = [{"path": well, "rowIndex": row, "columnIndex": column} for well, (row, column) in WELLS.items()]
    names = [{"name": name} for name in "ABCDEFGH"], [{"name": str(column + 1)} for column in range(12)]
    described(plate, version, {"plate": {"name": "made", "rows": names[0], "columns": names[1], "wells": listed, "version": version}})
    for well in WELLS:
        group = plate.require_group(well)
        images = [{"path": str(field)} for field in range(FIELDS)]
        described(group, version, {"well": {"images": images, "version": version}})
        for field in range(FIELDS):
            make_field(group.require_group(str(field)), version, pixels(well, field), field)


def make_field(group, version, data, field):
    transformations = [
        {"type": "scale", "scale": [30, 1, 2, 0.5, 0.5]},
        {"type": "translation", "translation": [0, 0, 0, 20 * field, 25]},
    ]
    multiscale = {"version": version, "axes": AXES, "datasets": [{"path": "0", "coordinateTransformations": transformations}]}
    described(group, version, {"multiscales": [multiscale]})
    if version == "0.5":
        storage = {"chunks": (1, 1, 1, 20, 25), "shards": (1, 1, 3, HEIGHT, WIDTH), "compressors": [BloscCodec()]}
        storage["dimension_names"] = [axis["name"] for axis in AXES]
    else:
        storage = {"chunks": (1, 1, 2, 20, 30), "chunk_key_encoding": {"name": "v2", "separator": "/"}}
    group.create_array("0", data=data, **storage)


def check(images):
    expected = {}
    for well, field in itertools.product(WELLS, range(FIELDS)):
        row, column = well.split("/")
        projected = pixels(well, field).max(axis=2)
        for t, c in itertools.product(range(TIMES), range(CHANNELS)):
            expected[f"{row}{int(column):02d}_s{field + 1:03d}_w{c + 1}_t{t + 1:03d}.tif"] = projected[t, c]
    found = {path.name for path in images.glob("*.tif")}
    wrong = [name for name in found & expected.keys() if not numpy.array_equal(tifffile.imread(images / name), expected[name])]
    print(f"{len(found & expected.keys())} planes compared, {len(wrong)} differ, {len(expected.keys() ^ found)} missing or too many")
    return 1 if wrong or expected.keys() != found else 0


def main():
    given = arguments()
    if given.action == "check":
        return check(given.folder)
    for version in ["0.4", "0.5"]:
        make(given.folder / f"{version}.zarr", version)
    return 0


if __name__ == "__main__":
    sys.exit(main())
