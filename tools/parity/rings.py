"""The ratio of mean intensity in a nucleus to that in a ring around it, by SciPy and scikit-image alone."""

import numpy as np
from scipy import ndimage as ndi
from skimage.measure import regionprops


def nearest_label(labels, outer):
    """Each pixel's nearest label and the distance to it, the lower number at ties (`expand_labels` leaves those open)."""
    reach = int(np.ceil(outer)) + 1
    padded = np.pad(labels, reach)
    nearest = np.zeros_like(padded)
    distance = np.full(padded.shape, np.inf)
    for region in regionprops(padded):
        top, left, bottom, right = region.bbox
        box = np.s_[top - reach : bottom + reach, left - reach : right + reach]
        here = ndi.distance_transform_edt(padded[box] != region.label)
        closer = here < distance[box]
        distance[box][closer] = here[closer]
        nearest[box][closer] = region.label
    crop = np.s_[reach:-reach, reach:-reach]
    return nearest[crop], distance[crop]


def rings(labels, inner=1.0, outer=5.0):
    """The pixels more than `inner` and up to `outer` px outside each nucleus, nearer to it than to any other."""
    nearest, distance = nearest_label(labels, outer)
    return np.where((distance > inner) & (distance <= outer), nearest, 0)


def ratios(labels, image, inner=1.0, outer=5.0):
    """Label → mean in the nucleus ÷ mean in its ring; None where there is no ring."""
    ring_means = {r.label: r.intensity_mean for r in regionprops(rings(labels, inner, outer), intensity_image=image)}
    return {
        int(region.label): float(region.intensity_mean / ring_means[region.label])
        if region.label in ring_means
        else None
        for region in regionprops(labels, intensity_image=image)
    }
