"""Has CytoTable read the single cells of a run of `preset:cells`, as they are, and compares all its values.

    cytotable_check.py OUTPUT

CytoTable has DuckDB fetch an extension for SQLite from the internet, which no CSV needs: its connection is opened without it.
"""

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import cytotable.sources
import cytotable.utils
import duckdb
import numpy as np
import pandas as pd
from parsl.config import Config
from parsl.executors import ThreadPoolExecutor

KEY = ["Metadata_Plate", "Metadata_Well", "Metadata_Site", "ObjectNumber"]
PREFIX = "Single_cells_"


def without_sqlite():
    return duckdb.connect().execute("PRAGMA preserve_insertion_order=TRUE")


cytotable.utils._duckdb_reader = cytotable.sources._duckdb_reader = without_sqlite

with TemporaryDirectory() as folder:
    table = Path(sys.argv[1]) / "images_results" / "single_cells.csv"
    source = Path(folder) / "tables"
    source.mkdir()
    shutil.copy(table, source)
    cytotable.convert(
        source_path=str(source),
        dest_path=f"{folder}/converted.parquet",
        dest_datatype="parquet",
        source_datatype="csv",
        compartments=["single_cells"],
        metadata=["image"],
        identifying_columns=KEY,
        page_keys={"single_cells": "ObjectNumber"},
        chunk_size=1000,
        concat=True,
        join=False,
        preset=None,
        parsl_config=Config(executors=[ThreadPoolExecutor(max_threads=1)]),
    )
    converted = pd.read_parquet(f"{folder}/converted.parquet")

ours = pd.read_csv(table).sort_values(KEY).reset_index(drop=True)
theirs = converted.rename(columns={"Metadata_ObjectNumber": "ObjectNumber"}).sort_values(KEY).reset_index(drop=True)
names = {name: name if name in theirs.columns else PREFIX + name for name in ours.columns}
assert set(names.values()) == set(theirs.columns), set(names.values()) ^ set(theirs.columns)
for name, other in names.items():
    if ours[name].dtype.kind in "fi":
        assert np.allclose(ours[name], theirs[other].astype(float), rtol=1e-12, atol=1e-12, equal_nan=True), name
    else:
        assert (ours[name].astype(str) == theirs[other].astype(str)).all(), name
print(f"{len(ours)} cells with {len(names)} columns: CytoTable holds what the CSV holds")
