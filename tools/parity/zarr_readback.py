"""Reads an OME-Zarr plate of ours back with zarr-python and ome-zarr-models, and compares it with the same planes as TIFF.

    python zarr_readback.py PLATE.zarr IMAGES

PLATE.zarr and IMAGES are the images of two runs of one pipeline, with `--backend zarr` and with `--backend disk`, of
either version and any storage. Prints what was compared and exits with 1 where a document is refused, a plane is missing
or one too many, a pixel differs, or a smaller level is not the mean of the one before.
"""

import argparse
import re
import sys
from pathlib import Path

import numpy
import tifffile
import zarr
from ome_zarr_models import open_ome_zarr, v04, v05

PLANE = re.compile(r"(?P<row>[A-Z]+)(?P<column>\d+)(?:_s(?P<site>\d+))?(?:_w(?P<channel>[^_]+))?(?:_z(?P<z>\d+))?(?:_t(?P<t>\d+))?")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plate", type=Path, help="OME-Zarr plate")
    parser.add_argument("images", type=Path, help="folder of the same planes as TIFF")
    return parser.parse_args()


def metadata(group):
    """The OME-NGFF metadata of a group of either version."""
    return group.attrs["ome"] if group.metadata.zarr_format == 3 else group.attrs


def models(group):
    return v05 if group.metadata.zarr_format == 3 else v04


def fields(plate):
    """Every field as (well id, image group), by the lists of plate and wells alone."""
    described = metadata(plate)["plate"]
    for well in described["wells"]:
        row, column = described["rows"][well["rowIndex"]]["name"], described["columns"][well["columnIndex"]]["name"]
        assert well["path"] == f"{row}/{column}", f"index and path of well {well} differ"
        group = plate[well["path"]]
        for image in metadata(group)["well"]["images"]:
            yield f"{row}{int(column):02d}", group[image["path"]]


def validate(plate, path):
    """Every document as ome-zarr-models sees it; it raises where it refuses one. Returns how many."""
    open_ome_zarr(plate)
    count = 1
    for _, image in fields(plate):
        module = models(image)
        module.image.Image.from_zarr(image)
        names = metadata(image["labels"])["labels"] if "labels" in image else []
        for name in names:
            module.image_label.ImageLabel.from_zarr(image["labels"][name])
        count += 1 + len(names)
    return count


def index_of(values, wanted, number=int):
    """The place of a coordinate along its axis; 0 where it was reduced and is in no name."""
    return 0 if values is None else values.index(number(wanted))


def planes(plate):
    """(well, site) → field, with the coordinates that lie along its axes."""
    found = {}
    for well, image in fields(plate):
        grid = image.attrs["ohcs"]
        found[(well, grid["site"])] = (image, grid)
    return found


def axes_of(multiscale):
    """A single z or time has no axis."""
    return multiscale["axes"] if "axes" in multiscale else multiscale["coordinateSystems"][0]["axes"]


def halved(plane):
    """Means of 2 × 2 pixels, integers rounded half up, narrower blocks at an odd border."""
    padded = numpy.pad(plane, [(0, side % 2) for side in plane.shape], mode="edge").astype(numpy.float64)
    mean = (padded[::2, ::2] + padded[::2, 1::2] + padded[1::2, ::2] + padded[1::2, 1::2]) / 4
    return numpy.floor(mean + 0.5).astype(plane.dtype) if plane.dtype.kind in "iu" else mean.astype(plane.dtype)


def compare(name, file, found):
    """What is wrong with one plane, or None."""
    match = PLANE.fullmatch(name)
    site = None if match["site"] is None else int(match["site"])
    well = f"{match['row']}{int(match['column']):02d}"
    if (well, site) not in found:
        return "no such field"
    image, grid = found[(well, site)]
    along = {
        "t": index_of(grid["timepoints"], match["t"]),
        "c": index_of(grid["channels"], match["channel"], str),
        "z": index_of(grid["zIndexes"], match["z"]),
    }
    multiscale = metadata(image)["multiscales"][0]
    at = tuple(along[axis["name"]] for axis in axes_of(multiscale)[:-2])
    expected = tifffile.imread(file)
    for level in multiscale["datasets"]:
        array = image[level["path"]]
        stored = array[at]
        if stored.dtype != expected.dtype or stored.shape != expected.shape:
            return f"level {level['path']} is {stored.dtype} {stored.shape}, expected {expected.dtype} {expected.shape}"
        if not numpy.array_equal(stored, expected):
            return f"level {level['path']} differs in {numpy.count_nonzero(stored != expected)} pixels"
        expected = halved(stored)
    return None


def declared(found):
    """How many planes the arrays have room for."""
    return sum(int(numpy.prod(image[metadata(image)["multiscales"][0]["datasets"][0]["path"]].shape[:-2])) for image, _ in found.values())


def main():
    options = arguments()
    plate = zarr.open_group(options.plate, mode="r")
    documents = validate(plate, options.plate)
    found = planes(plate)
    files = {path.stem: path for path in sorted(options.images.glob("*.tif"))}
    problems = {name: problem for name, file in files.items() if (problem := compare(name, file, found))}
    if declared(found) != len(files):
        problems["plate"] = f"room for {declared(found)} planes, expected {len(files)}"
    for name, problem in problems.items():
        print(f"{name}: {problem}")
    version = metadata(plate).get("version", metadata(plate)["plate"].get("version"))
    print(f"OME-NGFF {version}: {documents} groups valid, {len(files)} planes at all levels, {len(problems)} problems")
    sys.exit(1 if problems or not files else 0)


if __name__ == "__main__":
    main()
