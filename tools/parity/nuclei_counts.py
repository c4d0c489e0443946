"""Counts nuclei with a plain scikit-image pipeline: the numbers that `segmentation.data.test.ts` compares with.

    python nuclei_counts.py IMAGE.tif …
"""

import sys
from pathlib import Path

import numpy as np
import tifffile
from scipy import ndimage as ndi
from skimage import feature, filters, measure, morphology, segmentation

MIN_AREA = 30


def segmented(image):
    smooth = ndi.gaussian_filter(image.astype(float), 1)
    mask = (smooth > filters.threshold_li(smooth)) & (smooth > filters.threshold_local(smooth, 51))
    mask = morphology.remove_small_objects(ndi.binary_fill_holes(mask), max_size=MIN_AREA - 1)
    distance = ndi.gaussian_filter(ndi.distance_transform_edt(mask), 1.5)
    peaks = feature.peak_local_max(distance, min_distance=4, labels=measure.label(mask))
    markers = np.zeros(mask.shape, int)
    markers[tuple(peaks.T)] = np.arange(1, len(peaks) + 1)
    labels = segmentation.watershed(-distance, markers, mask=mask)
    return morphology.remove_small_objects(labels, max_size=MIN_AREA - 1)


if __name__ == "__main__":
    for path in sys.argv[1:]:
        print(Path(path).name, len(np.unique(segmented(tifffile.imread(path)))) - 1)
