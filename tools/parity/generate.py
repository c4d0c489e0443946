"""Writes every fixture."""

import runpy

for family in ["filters", "morphology", "thresholds", "labels", "measure", "illumination", "plate_statistics"]:
    runpy.run_module(family)
