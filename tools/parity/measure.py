"""Shape and intensity of objects."""

import numpy as np
from skimage.measure import label, regionprops

from fixture import plane, write
from images import mask, nuclei, noise
from rings import ratios, rings

FIELDS = {
    "area": "area",
    "majorAxisLength": "axis_major_length",
    "minorAxisLength": "axis_minor_length",
    "eccentricity": "eccentricity",
    "orientation": "orientation",
    "equivalentDiameter": "equivalent_diameter_area",
    "convexArea": "area_convex",
    "solidity": "solidity",
    "perimeter": "perimeter",
    "meanIntensity": "intensity_mean",
    "medianIntensity": "intensity_median",
    "minIntensity": "intensity_min",
    "maxIntensity": "intensity_max",
    "stdIntensity": "intensity_std",
}


def props(region):
    top, left, bottom, right = region.bbox
    named = {ours: float(getattr(region, theirs)) for ours, theirs in FIELDS.items()}
    y, x = region.centroid
    bounds = {"minX": left, "minY": top, "maxX": right - 1, "maxY": bottom - 1}
    return {"label": int(region.label), "x": x, "y": y, "bounds": bounds, **named}


def case(labels, image):
    regions = regionprops(labels, intensity_image=image)
    return {
        "labels": plane(labels),
        "image": plane(image),
        "expected": [props(region) for region in regions],
        "rings": plane(rings(labels)),
        "ratios": ratios(labels, image),
    }


image = nuclei(50)
blobs = label(image > 500).astype(np.uint16)
ragged = label(mask(51, sigma=2)).astype(np.uint16)
ragged[ragged == 3] = 0
write("measure", [case(blobs, image), case(ragged, noise(52, (56, 72)))])
