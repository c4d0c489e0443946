"""Ranks, CLAHE, rotations, lines, skeletons, combined objects, spots and volumes."""

import cv2
import numpy as np
from scipy import ndimage as ndi
from skimage import feature, measure, morphology, segmentation

from fixture import plane, write
from images import noise, nuclei

AROUND = np.ones((3, 3), int)


def ranks(image, size, percentile):
    expected = ndi.percentile_filter(image, percentile, size=size, mode="reflect")
    return {"kernel": "percentileFilter", "image": plane(image), "size": size, "percentile": percentile, "expected": plane(expected)}


def equalized(image, tiles, clip_limit):
    expected = cv2.createCLAHE(clipLimit=clip_limit, tileGridSize=(tiles, tiles)).apply(image)
    return {"kernel": "equalizeAdaptively", "image": plane(image), "tiles": tiles, "clipLimit": clip_limit, "expected": plane(expected)}


def rotated(image, angle, reshape, fill=0):
    if angle % 90 == 0 and (reshape or angle % 180 == 0 or image.shape[0] == image.shape[1]):
        expected = np.rot90(image, round(angle / 90))
    else:
        expected = ndi.rotate(image.astype(np.float32), angle, reshape=reshape, order=1, mode="constant", cval=fill)
    return {"kernel": "rotate", "image": plane(image), "angle": angle, "reshape": reshape, "fill": fill, "expected": plane(expected)}


def binned(image, factor, method):
    whole = image[: image.shape[0] // factor * factor, : image.shape[1] // factor * factor]
    reduce = {"mean": np.mean, "sum": np.sum}[method]
    expected = measure.block_reduce(whole.astype(np.float64), (factor, factor), reduce).astype(np.float32)
    return {"kernel": "binPixels", "image": plane(image), "factor": factor, "method": method, "expected": plane(expected)}


def line_footprint(radius, angle):
    """2 · radius + 1 px, one for each column, or each row of a steep line; halves are rounded away from the middle."""
    footprint = np.zeros((2 * radius + 1, 2 * radius + 1), np.uint8)
    steep = abs(angle) > 45
    slope = np.tan(np.radians(90 - abs(angle) if steep else abs(angle))) * (1 if angle < 0 else -1)
    for along in range(-radius, radius + 1):
        across = int(np.sign(along) * np.sign(slope) * np.floor(abs(along * slope) + 0.5))
        y, x = (along, across) if steep else (across, along)
        footprint[y + radius, x + radius] = 1
    return footprint


def lines(image, radius, angle):
    footprint = line_footprint(radius, angle)
    case = {"kernel": "line", "image": plane(image), "radius": radius, "angle": angle, "footprint": plane(footprint)}
    for name in ["erosion", "dilation", "opening", "closing"]:
        case[name] = plane(getattr(morphology, name)(image, footprint, mode="ignore"))
    return case


def skeletons(labels):
    result = np.zeros_like(labels)
    features = []
    for label in np.unique(labels[labels > 0]):
        thin = morphology.skeletonize(labels == label)
        result[thin] = label
        neighbours = np.where(thin, ndi.convolve(thin.astype(int), AROUND, mode="constant") - 1, 0)
        branch = thin & (neighbours > 2)
        padded = np.pad(thin, 1)
        right, down = padded[1:-1, 2:], padded[2:, 1:-1]
        length = (thin & right).sum() + (thin & down).sum()
        length = length + np.sqrt(2) * (thin & padded[2:, 2:] & ~right & ~down).sum()
        length = length + np.sqrt(2) * (thin & padded[2:, :-2] & ~padded[1:-1, :-2] & ~down).sum()
        features.append(
            {
                "label": int(label),
                "endpoints": int((thin & (neighbours == 1)).sum()),
                "branchPoints": int(ndi.label(branch, AROUND)[1]),
                "branches": int(ndi.label(thin & ~branch, AROUND)[1]),
                "length": float(length),
            }
        )
    return {"kernel": "skeletonize", "labels": plane(labels), "expected": plane(result), "features": features}


def combined(first, second, method):
    """By the words of CombineObjects, object by object."""
    expected = first.copy()
    number = int(first.max())
    for label in np.unique(second[second > 0]):
        own = second == label
        touched = np.unique(first[own & (first > 0)])
        if method == "discard" and touched.size:
            continue
        number += 1
        expected[own & (first == 0)] = number
        if method == "merge" and touched.size:
            groups = [label for label in np.unique(expected[own])]
            expected[np.isin(expected, groups)] = min(groups)
    return {"kernel": "combineLabels", "first": plane(first), "second": plane(second), "method": method, "expected": plane(expected)}


def spots(image, sigma, contrast):
    smooth = ndi.gaussian_filter(image.astype(np.float32), sigma, mode="reflect", truncate=4)
    response = -(sigma**2) * ndi.laplace(smooth, mode="reflect")
    deviation = 1.4826 * np.median(np.abs(response - np.median(response)))
    threshold = np.median(response) + contrast * deviation
    found = feature.peak_local_max(response, min_distance=1, threshold_abs=threshold, exclude_border=False)
    places = sorted((int(y), int(x)) for y, x in found)
    return {"kernel": "findSpots", "image": plane(image), "sigma": sigma, "minContrast": contrast, "places": places}


def volume(stack, connectivity, spacing):
    labels = measure.label(stack, connectivity=connectivity)
    features = []
    for region in measure.regionprops(labels, spacing=spacing):
        place = region.coords * np.array(spacing)
        covariance = np.cov(place.T, bias=True) if len(place) > 1 else np.zeros((3, 3))
        axes = np.sqrt(20 * np.clip(np.sort(np.linalg.eigvalsh(covariance))[::-1], 0, None))
        features.append(
            {
                "label": int(region.label),
                "voxels": int(round(region.area / np.prod(spacing))),
                "centroid": [float(value / step) for value, step in zip(region.centroid, spacing)],
                "axes": axes.tolist(),
            }
        )
    masks = [plane(each) for each in stack.astype(np.uint8)]
    expected = [plane(each.astype(np.uint32)) for each in labels]
    return {
        "kernel": "labelVolume",
        "masks": masks,
        "connectivity": {1: 6, 2: 18, 3: 26}[connectivity],
        "spacing": list(spacing),
        "expected": expected,
        "features": features,
    }


def split(stack, connectivity, spacing, prominence):
    """The watershed of the distance to the background, with its sampling, from tops that rise by the prominence: part by part."""
    distance = ndi.distance_transform_edt(stack, sampling=spacing).astype(np.float32)
    around = ndi.generate_binary_structure(3, connectivity)
    # Below everything, background joins no two parts.
    landscape = np.where(stack, distance, np.float32(-1e6))
    lowered = morphology.reconstruction(landscape - np.float32(prominence), landscape, footprint=around).astype(np.float32)
    tops = morphology.local_maxima(lowered, footprint=around) & stack
    markers = measure.label(tops, connectivity=connectivity)
    labels = segmentation.watershed(-distance, markers, connectivity=connectivity, mask=stack)
    return {
        "kernel": "splitVolume",
        "masks": [plane(each) for each in stack.astype(np.uint8)],
        "connectivity": {1: 6, 2: 18, 3: 26}[connectivity],
        "spacing": list(spacing),
        "prominence": prominence,
        "distances": [plane(each) for each in distance],
        "expected": [plane(each.astype(np.uint32)) for each in labels],
        "count": int(labels.max()),
    }


def balls(shape, spacing, centres, radius):
    """Balls that touch: round in the unit of the spacing, flat in voxels."""
    z, y, x = (np.arange(length) * step for length, step in zip(shape, spacing))
    squares = [(z[:, None, None] - cz) ** 2 + (y[:, None] - cy) ** 2 + (x - cx) ** 2 for cz, cy, cx in centres]
    return np.min(squares, axis=0) <= radius**2


def blobs(seed, shape, level):
    field = ndi.gaussian_filter(np.random.default_rng(seed).normal(size=shape), 1.5)
    return field > level * field.std()


cells = nuclei(60, (40, 53), 4)
rough = noise(61, (31, 22), "uint8", 256)
wide = measure.label(blobs(62, (60, 70), 0.3)).astype(np.uint32)
touching = np.where(wide > 0, 1 + (np.arange(70) // 20)[None, :] + 0 * wide, 0).astype(np.uint32)
first = measure.label(blobs(63, (30, 40), 0.9)).astype(np.uint32)
second = measure.label(blobs(64, (30, 40), 0.9)).astype(np.uint32)
dots = noise(65, (50, 60), "uint16", 20)
for y, x in [(0, 0), (10, 12), (10, 30), (25, 40), (49, 59), (30, 8)]:
    dots[y, x] += 4000
dots = ndi.gaussian_filter(dots.astype(np.float32), 1.2).round().astype(np.uint16)
write(
    "operations",
    [
        ranks(cells, 3, 25.0),
        ranks(rough, 7, 90.0),
        ranks((cells / 7).astype(np.float32), 5, 0.0),
        ranks(cells, 5, 100.0),
        equalized(nuclei(66, (64, 96), 5), 8, 2.0),
        equalized(noise(67, (37, 45), "uint8", 200), 4, 3.0),
        equalized(noise(68, (40, 40), "uint8", 64), 3, 0.0),
        rotated(cells, 30, False),
        rotated(cells, -77.5, True, 5),
        rotated(cells, 90, False),
        rotated(cells, 90, True),
        rotated(cells, 180, False),
        rotated(cells, 270, True),
        rotated(rough[:22], 90, False),
        binned(cells, 3, "mean"),
        binned(rough, 2, "sum"),
        lines(cells, 5, 0),
        lines(cells, 4, 30),
        lines(rough, 3, -60),
        lines((cells / 7).astype(np.float32), 4, 45),
        lines(rough, 6, 90),
        skeletons(wide),
        skeletons(touching),
        skeletons(measure.label(np.ones((9, 9), bool)).astype(np.uint32)),
        combined(first, second, "preserve"),
        combined(first, second, "discard"),
        combined(first, second, "merge"),
        spots(dots, 1.5, 10.0),
        spots(nuclei(69, (60, 60), 5), 4.0, 5.0),
        volume(blobs(70, (6, 20, 24), 0.8), 3, (2.0, 0.5, 0.5)),
        volume(blobs(71, (4, 15, 17), 0.6), 1, (1.0, 1.0, 1.0)),
        volume(np.random.default_rng(72).random((3, 8, 9)) > 0.7, 2, (3.0, 1.0, 2.0)),
        split(balls((12, 26, 40), (2.0, 1.0, 1.0), [(10, 12, 11), (10, 14, 26), (17, 6, 34)], 8), 3, (2.0, 1.0, 1.0), 0.5),
        split(blobs(73, (9, 34, 38), 0.3), 3, (2.0, 0.5, 0.5), 0.25),
        split(blobs(74, (7, 30, 31), 0.2), 1, (1.0, 1.0, 1.0), 0.4),
        split(blobs(75, (8, 28, 33), 0.3), 2, (1.5, 0.325, 0.325), 0.2),
    ],
)
