"""The ratio of mean intensity in a nucleus to that in a ring around it, by scikit-image alone."""

import numpy as np
from skimage.measure import regionprops
from skimage.segmentation import expand_labels


def rings(labels, inner=1.0, outer=5.0):
    """The pixels more than `inner` and up to `outer` px outside each nucleus, nearer to it than to any other."""
    return np.where(expand_labels(labels, inner) == 0, expand_labels(labels, outer), 0)


def ratios(labels, image, inner=1.0, outer=5.0):
    """Label → mean in the nucleus ÷ mean in its ring; None where there is no ring."""
    ring_means = {r.label: r.intensity_mean for r in regionprops(rings(labels, inner, outer), intensity_image=image)}
    return {
        int(region.label): float(region.intensity_mean / ring_means[region.label])
        if region.label in ring_means
        else None
        for region in regionprops(labels, intensity_image=image)
    }
