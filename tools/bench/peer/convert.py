"""A plate of MetaXpress as sharded OME-Zarr 0.5 by ome-zarr-py, or its files compressed and copied, in a process pool.

    convert.py omeZarrPy|bytes PLATE OUTPUT PROCESSES

Zstandard at level 3, chunks of 256 x 256 px, one shard a plane, levels down to 256 px: as `ohcs convert` stores it. Prints one line of JSON: ms and processor time from the start of the pool to the last file, bytes stored.
"""

import json
import os
import re
import resource
import sys
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import tifffile
import zarr
from numcodecs import Zstd
from ome_zarr.format import FormatV05
from ome_zarr.writer import write_image, write_plate_metadata, write_well_metadata
from zarr.codecs import ZstdCodec

NAME = re.compile(r".*_(?P<row>[A-P])(?P<col>\d\d)_s(?P<site>\d+)_w(?P<channel>\d)\.TIF$")


def wells_of(plate):
    wells = defaultdict(lambda: defaultdict(dict))
    for path in sorted(Path(plate).rglob("*.TIF")):
        name = NAME.match(path.name)
        wells[name["row"], str(int(name["col"]))][int(name["site"])][int(name["channel"])] = path
    return {well: dict(sites) for well, sites in wells.items()}


def by_ome_zarr(task):
    output, (row, column), sites = task
    group = zarr.open_group(output, mode="r+", path=f"{row}/{column}")
    fields = sorted(sites)
    write_well_metadata(group, [str(i) for i, _ in enumerate(fields)], fmt=FormatV05())
    for i, site in enumerate(fields):
        planes = np.stack([tifffile.imread(sites[site][channel]) for channel in sorted(sites[site])])
        image = planes[np.newaxis, :, np.newaxis]
        sides = [image.shape[-1]]
        while sides[-1] > 256:
            sides.append(sides[-1] // 2)
        # Chunks at the border are whole ones, and shards hold whole chunks.
        shards = [-(-side // 256) * 256 for side in sides]
        options = [{"chunks": (1, 1, 1, 256, 256), "shards": (1, 1, 1, side, side), "compressors": [ZstdCodec(level=3)]}
                   for side in shards]
        factors = [2**level for level in range(1, len(sides))]
        write_image(image, group.require_group(str(i)), axes="tczyx", scale_factors=factors, fmt=FormatV05(),
                    storage_options=options)


def by_bytes(task):
    output, (row, column), sites = task
    codec = Zstd(level=3)
    for site, channels in sites.items():
        for channel, path in channels.items():
            Path(output, f"{row}{column}_{site}_{channel}").write_bytes(codec.encode(path.read_bytes()))


def processor_seconds():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main(mode, plate, output, processes):
    wells = wells_of(plate)
    if mode == "omeZarrPy":
        root = zarr.open_group(output, mode="w", zarr_format=3)
        rows, columns = sorted({row for row, _ in wells}), sorted({column for _, column in wells}, key=int)
        for row, column in wells:
            root.require_group(row).require_group(column)
        write_plate_metadata(root, rows, columns, ["/".join(well) for well in wells], fmt=FormatV05())
    else:
        os.makedirs(output)
    used, begun = processor_seconds(), time.perf_counter()
    with ProcessPoolExecutor(int(processes)) as pool:
        list(pool.map(by_ome_zarr if mode == "omeZarrPy" else by_bytes, [(output, *well) for well in wells.items()]))
    ms = 1000 * (time.perf_counter() - begun)
    used = processor_seconds() - used
    stored = sum(path.stat().st_size for path in Path(output).rglob("*") if path.is_file())
    print(json.dumps({"ms": ms, "cpuMs": 1000 * used, "bytes": stored}))


if __name__ == "__main__":
    main(*sys.argv[1:])
