"""Functions of each pixel alone."""

import numpy as np
from skimage.exposure import rescale_intensity

from fixture import plane, write
from images import nuclei


def case(name, image, use, parameters, expected):
    return {"kernel": use, "name": name, "image": plane(image), "with": parameters, "expected": plane(expected)}


def rescaled(name, image, low, high, out_low, out_high):
    expected = rescale_intensity(image.astype(np.float64), (low, high), (out_low, out_high)).astype(np.float32)
    parameters = {"inLow": low, "inHigh": high, "outLow": out_low, "outHigh": out_high}
    return case(name, image, "rescaleIntensity", parameters, expected)


cells = np.rint(nuclei(110, (40, 52))).astype(np.uint16)
dim = (cells >> 4).astype(np.uint8)
fractions = (cells / 65535).astype(np.float32)
deep = cells.astype(np.float64)

write(
    "pixelwise",
    [
        rescaled("uint16 to 0 … 1", cells, 300, 2500, 0, 1),
        rescaled("float32 to a range below 0", fractions, 0.01, 0.03, -5, 250),
        case("uint16", cells, "clip", {"low": 400, "high": 900}, np.clip(deep, 400, 900).astype(np.float32)),
        case("uint8", dim, "clip", {"low": 20.5, "high": 60}, np.clip(dim.astype(np.float64), 20.5, 60).astype(np.float32)),
        case("a constant less", cells, "imageMath", {"multiply": 1, "add": -512.25}, (deep - 512.25).astype(np.float32)),
        case("scaled", fractions, "imageMath", {"multiply": 255, "add": 3}, (fractions.astype(np.float64) * 255 + 3).astype(np.float32)),
        case("uint16", cells, "invert", {"maximum": 65535}, (65535 - deep).astype(np.float32)),
        case("uint16", cells, "threshold", {"value": 700}, (cells > 700).astype(np.uint8)),
        case("float32", fractions, "threshold", {"value": 0.011}, (fractions.astype(np.float64) > 0.011).astype(np.uint8)),
    ],
    package="functions",
)
