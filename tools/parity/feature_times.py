"""Times the measurements of cp_measure on objects that tools/bench wrote: a family asked a line, ms of processor time answered."""

import sys
import time
import warnings
from importlib.metadata import version
from pathlib import Path

import numpy as np
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

warnings.filterwarnings("ignore")
folder, side, threshold, regularization = Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4])
read = lambda name, dtype: np.fromfile(folder / f"{name}.raw", dtype).reshape(side, side)
first, second = read("first", np.uint16) / 65535, read("second", np.uint16) / 65535
nuclei, cells = read("nuclei", np.uint32).astype(np.int64), read("cells", np.uint32).astype(np.int64)
raw = read("second", np.uint16).astype(float)


def colocalized():
    colocalization.get_correlation_pearson(first, second, cells)
    colocalization.get_correlation_overlap(first, second, cells)
    colocalization.get_correlation_manders_fold(first, second, cells)
    colocalization.get_correlation_rwc(first, second, cells)
    colocalization.get_correlation_costes(first, second, cells, scale_max=65535)


def shaped():
    shape.get_sizeshape(cells, None)
    shape.get_feret(cells, None)


FAMILIES = {
    "cells": lambda: propagate(raw, nuclei, raw > threshold, regularization),
    "shape and moments": shaped,
    "zernike": lambda: shape.get_zernike(cells, None),
    "intensity": lambda: intensity.get_intensity(cells, first),
    "texture": lambda: texture.get_texture(cells, first),
    "granularity": lambda: granularity.get_granularity(cells, first),
    "radialDistribution": lambda: distribution.get_radial_distribution(cells, first),
    "neighbors": lambda: neighbors(cells, cells, "Adjacent", 1),
    "correlation": colocalized,
}

print(f"cp_measure {version('cp_measure')}, centrosome {version('centrosome')}, mahotas {version('mahotas')}", flush=True)
for line in sys.stdin:
    began = time.process_time()
    FAMILIES[line.rstrip("\n")]()
    print((time.process_time() - began) * 1000, flush=True)
