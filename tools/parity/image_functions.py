"""Thresholds, edges, Gaussians' differences, closings and reconstruction."""

import numpy as np
from scipy import ndimage
from skimage import filters, morphology

from fixture import plane, write
from images import noise, nuclei


def bins_of(image, bins=256):
    """The histogram whose classes are parted: one bin per value, joined where there are more."""
    low, high = int(image.min()), int(image.max())
    counts = np.bincount(image.ravel().astype(np.int64) - low)
    join = -(-counts.size // bins)
    starts = np.arange(0, counts.size, join)
    joined = np.add.reduceat(counts, starts)
    last = np.minimum(counts.size, starts + join) - 1
    return joined, low + (starts + last) / 2


def thresholds(name, image):
    case = {
        "kernel": "thresholds",
        "name": name,
        "image": plane(image),
        "triangle": float(filters.threshold_triangle(image)),
        "yen": float(filters.threshold_yen(image)),
        "niblack": plane(filters.threshold_niblack(image, window_size=15, k=0.2).astype(np.float32)),
        "sauvola": plane(filters.threshold_sauvola(image, window_size=25, k=0.3, r=200).astype(np.float32)),
    }
    if image.dtype.kind == "u":
        hist = bins_of(image)
        case["multiOtsu"] = [float(each) for each in filters.threshold_multiotsu(classes=3, hist=hist)]
        case["binWidth"] = float(hist[1][1] - hist[1][0])
    return case


def filtered(name, image):
    values = image.astype(np.float64)
    return {
        "kernel": "filters",
        "name": name,
        "image": plane(image),
        "sobel": plane(filters.sobel(values).astype(np.float32)),
        "differenceOfGaussians": plane(filters.difference_of_gaussians(values, 1, 4, mode="reflect").astype(np.float32)),
        "laplacianOfGaussian": plane((-4 * ndimage.laplace(ndimage.gaussian_filter(values, 2))).astype(np.float32)),
        "unsharpMask": plane(filters.unsharp_mask(values, 2, 1.5, preserve_range=True).astype(np.float32)),
    }


def shaped(name, image):
    disk = morphology.disk(4)
    eroded = morphology.erosion(image, disk)
    return {
        "kernel": "morphology",
        "name": name,
        "image": plane(image),
        "closing": plane(morphology.closing(image, disk)),
        "blackTopHat": plane(morphology.black_tophat(image, disk)),
        "reconstructed": plane(morphology.reconstruction(eroded, image, method="dilation").astype(image.dtype)),
    }


cells = nuclei(50, (34, 45), 3)
rough = noise(51, (25, 22), "uint8", 256)
write(
    "image-functions",
    [
        thresholds("uint16 nuclei", cells),
        thresholds("uint8 noise", rough),
        thresholds("float32 nuclei", (cells / 7).astype(np.float32)),
        thresholds("few bright pixels", np.where(cells > 700, cells * 9, cells).astype(np.uint16)),
        filtered("uint16 nuclei", cells),
        filtered("uint8 noise", rough),
        filtered("one row", noise(52, (1, 30), "uint16", 4000)),
        shaped("uint16 nuclei", cells),
        shaped("uint8 noise", rough),
        shaped("float32 nuclei", (cells / 7).astype(np.float32)),
    ],
)
