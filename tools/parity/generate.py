"""Writes every fixture."""

import runpy

for family in ["filters", "morphology", "thresholds", "labels", "measure", "illumination", "image_functions", "plate_statistics", "pixelwise", "cells", "features", "quality", "operations", "figures", "zstd_frames"]:
    runpy.run_module(family)
