"""Runs pycytominer's aggregate, normalize and feature_select on the single cells of a run of `preset:cells`, as they are.

    pycytominer_check.py OUTPUT
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
from pycytominer import aggregate, feature_select, normalize
from pycytominer.cyto_utils import infer_cp_features

results = Path(sys.argv[1]) / "images_results"
cells = pd.read_csv(results / "single_cells.csv")
if (results / "single_cells.parquet").exists():
    pd.testing.assert_frame_equal(pd.read_parquet(results / "single_cells.parquet"), cells, check_dtype=False)
    print("single_cells.parquet holds what the CSV holds")
features = infer_cp_features(cells)
metadata = infer_cp_features(cells, metadata=True)
assert set(cells.columns) - set(features) - set(metadata) == {"ObjectNumber"}
profiles = aggregate(cells, strata=["Metadata_Plate", "Metadata_Well"], features="infer", operation="median")
assert np.allclose(profiles["Cells_AreaShape_Area"], cells.groupby("Metadata_Well")["Cells_AreaShape_Area"].median())
normalized = normalize(profiles, features="infer", meta_features="infer", samples="all", method="mad_robustize")
selected = feature_select(
    normalized,
    features="infer",
    operation=["drop_na_columns", "variance_threshold", "correlation_threshold", "blocklist"],
)
print(f"{len(cells)} cells with {len(features)} features -> {len(profiles)} wells -> {selected.shape[1]} columns selected")
