"""Channels in colours and outlines over them."""

import numpy as np
from skimage import exposure, segmentation

from fixture import plane, write
from images import noise, nuclei


def composed(layers):
    """As CellProfiler's GrayToColor ("Composite"): rescaled channels times their colours, summed and clipped."""
    total = 0
    for image, limits, color in layers:
        part = exposure.rescale_intensity(image.astype(np.float64), in_range=limits, out_range=(0, 1))
        total = total + part[..., None] * np.array(color, np.float64)
    return np.floor(np.clip(total, 0, 255) + 0.5).clip(0, 255).astype(np.uint8)


def outlined(rgb, labels, color):
    """As CellProfiler's OverlayOutlines ("Inner"): what touches another label or the border of the image."""
    inner = segmentation.find_boundaries(np.pad(labels, 1), mode="inner", connectivity=2)[1:-1, 1:-1]
    drawn = rgb.copy()
    drawn[inner] = color
    return drawn


def case(name, layers, labels, color):
    rgb = composed(layers)
    return {
        "kernel": "figures",
        "name": name,
        "layers": [{"image": plane(image), "range": list(limits), "color": list(color)} for image, limits, color in layers],
        "labels": plane(labels),
        "color": list(color),
        "composite": plane(np.concatenate(np.moveaxis(rgb, -1, 0))),
        "overlay": plane(np.concatenate(np.moveaxis(outlined(rgb, labels, color), -1, 0))),
    }


cells = nuclei(60, (31, 38), 3)
rough = noise(61, (31, 38), "uint8", 256)
blocks = (np.arange(31)[:, None] // 9 * 5 + np.arange(38)[None, :] // 8).astype(np.uint32)
write(
    "figures",
    [
        case("two channels", [(cells, (120, 900), (0, 0, 255)), (rough, (0, 255), (0, 255, 0))], blocks, (255, 255, 0)),
        case("float32 over its range", [(cells.astype(np.float32) / 7, (30.5, 77.25), (255, 165, 0)), (cells, (0, 400), (255, 255, 255))], np.where(cells > 700, 1, 0).astype(np.uint32), (255, 0, 255)),
    ],
)
