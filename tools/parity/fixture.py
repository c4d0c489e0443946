"""The form of a fixture: named cases, planes as base64 of the deflated little-endian samples in C order."""

import base64
import json
import zlib
from pathlib import Path

import numpy as np

PACKAGES = Path(__file__).resolve().parents[2] / "packages"


def plane(array):
    array = np.ascontiguousarray(array)
    packed = zlib.compress(array.astype(array.dtype.newbyteorder("<")).tobytes(), 9)
    return {"dtype": str(array.dtype), "shape": list(array.shape), "deflated": base64.b64encode(packed).decode()}


def write(name, cases, package="kernels"):
    folder = PACKAGES / package / "test" / "fixtures"
    folder.mkdir(parents=True, exist_ok=True)
    text = ",\n".join(json.dumps(case, sort_keys=True) for case in cases)
    (folder / f"{name}.json").write_text(f"[\n{text}\n]\n")
    print(f"{name}: {len(cases)} cases")
