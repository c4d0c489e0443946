"""Quality of images, by the definitions of CellProfiler's MeasureImageQuality."""

import numpy as np
from centrosome.radial_power_spectrum import rps
from scipy import ndimage as ndi

from fixture import plane, write
from images import nuclei

MAXIMUM = 65535


class WithRange(np.ndarray):
    """An array with the method `ptp`, which NumPy 2 no longer has and centrosome calls."""

    def ptp(self):
        return np.ptp(np.asarray(self))


def power_slope(image):
    side = 2 ** int(np.log2(min(image.shape)))
    top, left = (image.shape[0] - side) // 2, (image.shape[1] - side) // 2
    square = image[top : top + side, left : left + side].astype(float).view(WithRange)
    radii, _, power = rps(square)
    lines = np.column_stack([np.log(radii), np.ones(len(radii))])
    return np.linalg.lstsq(lines, np.log(np.asarray(power)), rcond=None)[0][0]


def local_focus(image, scale):
    i, j = np.mgrid[: image.shape[0], : image.shape[1]]
    grid = (i // scale) * (image.shape[1] // scale + 1) + j // scale
    numbers = np.unique(grid)
    means = ndi.mean(image, grid, numbers)
    lit = means != 0
    scores = ndi.variance(image, grid, numbers)[lit] / means[lit]
    return np.var(scores) / np.median(scores)


def case(image, scale):
    unit = image / MAXIMUM
    values = image.astype(float)
    median = np.median(values)
    expected = {
        "focusScore": np.var(unit) / np.mean(unit),
        "localFocusScore": local_focus(unit, scale),
        "powerLogLogSlope": power_slope(image),
        "percentMaximal": 100 * np.mean(image == image.max()),
        "percentMinimal": 100 * np.mean(image == image.min()),
        "totalIntensity": values.sum(),
        "meanIntensity": values.mean(),
        "medianIntensity": median,
        "stdIntensity": values.std(),
        "madIntensity": np.median(np.abs(values - median)),
        "minIntensity": values.min(),
        "maxIntensity": values.max(),
    }
    return {"image": plane(image), "scale": scale, "expected": {name: float(value) for name, value in expected.items()}}


dark = np.where(np.arange(72) < 24, 0, nuclei(92)).astype(np.uint16)
write("quality", [case(nuclei(90, (70, 90), 20), 20), case(nuclei(91, (66, 131)), 7), case(dark, 8)])
