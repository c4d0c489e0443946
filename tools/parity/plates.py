"""What openreadout reads of real plates: fields with their places, channels, calibration.

    plates.py DATA

DATA is the folder of real images. The result is committed; tests on real plates compare it with what our handlers read.
"""

import json
import sys
from pathlib import Path

import openreadout

PLATES = {
    "operetta": "operetta_compose/tests/operetta_plate",
    "cellvoyager": "faim_ipa/resources/CV8000/CV8000-Minimal-DataSet-2C-3W-4S-FP2-stack_20230918_135839/CV8000-Minimal-DataSet-2C-3W-4S-FP2-stack",
    "imagexpress": "faim_ipa/resources/ImageXpress_exported/9987_Plate_3434",
}
TARGET = Path(__file__).parents[2] / "packages/microscopes/test/fixtures/openreadout.json"


def field(image):
    """y points up where a position is given; images of the plate's other channels are listed as absent."""
    extra = image["extra"]
    return {
        "well": extra["well"],
        "field": extra["field"],
        "x": extra.get("position_x_um"),
        "y": extra.get("position_y_um"),
        "acquired": image.get("acquired_at"),
    }


def plate(folder):
    images = openreadout.info(str(folder))["images"]
    first = images[0]
    channels = [{key: one.get(key) for key in ("name", "excitation_nm", "emission_nm", "exposure_ms")} for one in first["channels"]]
    return {
        "fields": [field(image) for image in images],
        "pixelSizeUm": first["physical_size"]["x"],
        "zStepUm": first["physical_size"].get("z"),
        "magnification": first["objective"]["nominal_magnification"],
        "numericalAperture": first["objective"].get("lens_na"),
        "channels": channels,
    }


data = Path(sys.argv[1])
TARGET.parent.mkdir(exist_ok=True)
TARGET.write_text(json.dumps({name: plate(data / folder) for name, folder in PLATES.items()}, indent=1) + "\n")
