"""Otsu, minimum cross entropy."""

import numpy as np
from skimage.filters import threshold_li, threshold_otsu

from fixture import plane, write
from images import noise, nuclei


def case(name, image):
    return {
        "name": name,
        "image": plane(image),
        "otsu": float(threshold_otsu(image)),
        "minimumCrossEntropy": float(threshold_li(image)),
    }


rng = np.random.default_rng(20)
dark = nuclei(21, (40, 40), 3)
write(
    "thresholds",
    [
        case("uint8 noise", noise(22, (30, 30), "uint8", 256)),
        case("uint16 nuclei", nuclei(23, (48, 60))),
        case("uint16 over the full range", noise(24, (30, 30), "uint16", 65536)),
        case("uint32 nuclei", nuclei(25, (40, 40)).astype(np.uint32)),
        case("few bright pixels", np.where(dark > 700, dark * 9, dark).astype(np.uint16)),
        case("float64 nuclei", nuclei(26, (40, 40)) / 1234.5),
        case("float64 normal noise", rng.normal(3, 2, (40, 40))),
        case("float32 nuclei", (nuclei(27, (40, 40)) / 65535).astype(np.float32)),
        case("one value", np.full((8, 8), 7, np.uint16)),
    ],
)
