"""Writes and reads one plane of an array again and again with zarr-python: the rival of ours in tools/bench.

    python zarr_plane.py ARRAY PLANE [--sync]

ARRAY is one that a plate of ours declares, so that chunks, shards, codec and level are the same; PLANE holds its samples,
raw. Says `ready`, then for each line on standard input, `write` or `read`, does so once and answers with the milliseconds
it took; reading opens the array each time, as ours does. zarr-python puts files in place by a rename as we do, but does
not sync them; with `--sync` each file and its folder are.
"""

import argparse
import os
import sys
import time
from pathlib import Path

import numpy
import zarr


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("array", type=Path, help="Zarr array, the last of whose axes are y and x")
    parser.add_argument("plane", type=Path, help="raw samples, little-endian")
    parser.add_argument("--sync", action="store_true", help="sync files and folders as our writer does")
    return parser.parse_args()


def sync(path):
    handle = os.open(path, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def sync_chunks(array):
    """Everything below the array but its documents."""
    for folder, _, names in os.walk(array):
        chunks = [name for name in names if not name.startswith(".") and name != "zarr.json"]
        for name in chunks:
            sync(Path(folder) / name)
        if chunks:
            sync(folder)


def first(array):
    """The index of the first plane, whatever axes come before y and x."""
    return (0,) * (array.ndim - 2)


def write(array, plane, options):
    array[first(array)] = plane
    if options.sync:
        sync_chunks(options.array)


def main():
    options = arguments()
    array = zarr.open_array(options.array, mode="r+")
    plane = numpy.fromfile(options.plane, dtype=array.dtype).reshape(array.shape[-2:])
    print("ready", flush=True)
    for line in sys.stdin:
        began = time.perf_counter()
        if line.strip() == "read":
            stored = zarr.open_array(options.array, mode="r")
            stored[first(stored)]
        else:
            write(array, plane, options)
        print((time.perf_counter() - began) * 1000, flush=True)


if __name__ == "__main__":
    main()
