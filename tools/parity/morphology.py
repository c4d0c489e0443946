"""White top-hat, and the steps of estimateBackground."""

import numpy as np
from scipy import ndimage as ndi
from skimage.measure import block_reduce
from skimage.morphology import disk, footprint_rectangle, opening, white_tophat

from fixture import plane, write
from images import noise, nuclei


def top_hat(image, shape, radius):
    footprint = disk(radius) if shape == "disk" else footprint_rectangle((2 * radius + 1, 2 * radius + 1))
    expected = white_tophat(image, footprint)
    return {
        "kernel": "whiteTopHat",
        "image": plane(image),
        "shape": shape,
        "radius": radius,
        "expected": plane(expected),
    }


def background(image, radius, factor):
    small = block_reduce(image.astype(np.float64), (factor, factor), np.mean).astype(np.float32)
    reach = max(1, round(radius / factor))
    opened = opening(ndi.gaussian_filter(small, 1), disk(reach))
    smooth = ndi.gaussian_filter(opened, reach / 2)
    y, x = np.mgrid[: image.shape[0], : image.shape[1]]
    places = [(y + 0.5) / factor - 0.5, (x + 0.5) / factor - 0.5]
    expected = ndi.map_coordinates(smooth.astype(np.float64), places, order=1, mode="nearest")
    expected = plane(expected.astype(np.float32))
    return {"kernel": "estimateBackground", "image": plane(image), "radius": radius, "expected": expected}


write(
    "morphology",
    [
        top_hat(noise(11, (33, 47)), "disk", 1),
        top_hat(nuclei(12, (40, 47)), "disk", 7),
        top_hat(nuclei(13, (20, 15)), "disk", 12),
        top_hat(noise(14, (33, 30), "uint8", 256), "square", 2),
        top_hat(nuclei(15, (33, 30)), "square", 6),
        background(nuclei(16, (48, 60)), 8, 1),
        background(nuclei(17, (48, 60)), 20, 2),
        background(nuclei(18, (64, 64)), 40, 4),
    ],
)
