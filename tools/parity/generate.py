"""Writes every fixture."""

import runpy

for family in ["filters", "morphology", "thresholds", "labels", "measure", "illumination"]:
    runpy.run_module(family)
