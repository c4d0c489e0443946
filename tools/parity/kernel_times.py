"""Times operations of scikit-image, SciPy, NumPy, OpenCV and SimpleITK on planes that tools/bench wrote: a line asked, a line answered.

Asked: library, kernel, side, sample type. Answered: ms of one call, or "none" where the library has no such operation.
"""

import sys
import time
from pathlib import Path

import cv2
import numpy as np
import scipy
import scipy.ndimage as ndimage
import SimpleITK as sitk
import skimage
from skimage import filters, measure, morphology, registration, segmentation

cv2.setNumThreads(1)
sitk.ProcessObject.SetGlobalDefaultNumberOfThreads(1)
folder = Path(sys.argv[1])
disk3, disk15, square31 = morphology.disk(3), morphology.disk(15), np.ones((31, 31), np.uint8)


def planes(side, dtype):
    data = np.fromfile(folder / f"{dtype}-{side}.raw", dtype).reshape(5, side, side)
    mask = (data[0] > 400).astype(np.uint8)
    labels = measure.label(mask)
    distances = ndimage.distance_transform_edt(mask).astype(np.float32)
    markers = measure.label(distances == ndimage.maximum_filter(distances, 15))
    markers[mask == 0] = 0
    arrays = {"stack": data, "image": data[0], "float": data[0].astype(np.float32), "mask": mask, "labels": labels,
              "valleys": -distances, "markers": markers, "moved": np.roll(data[0], (3, 5), (0, 1))}
    # As each library holds its images: those of SimpleITK are copies in its own memory.
    return {**arrays, "itk": {name: sitk.GetImageFromArray(array) for name, array in arrays.items()}}


def normalized(image):
    low, high = np.percentile(image, [1, 99])
    return np.clip((image - low) / (high - low), 0, 1).astype(np.float32)


def highest(stack):
    result = stack[0]
    for plane in stack[1:]:
        result = cv2.max(result, plane)
    return result


SCIKIT_IMAGE = {
    "gaussianBlur 1": lambda p: ndimage.gaussian_filter(p["float"], 1),
    "gaussianBlur 5": lambda p: ndimage.gaussian_filter(p["float"], 5),
    "medianFilter 3": lambda p: ndimage.median_filter(p["image"], 3),
    "medianFilter 5": lambda p: ndimage.median_filter(p["image"], 5),
    "erode disk 3": lambda p: morphology.erosion(p["image"], disk3),
    "whiteTopHat disk 15": lambda p: morphology.white_tophat(p["image"], disk15),
    "whiteTopHat square 15": lambda p: morphology.white_tophat(p["image"], square31),
    "maxProjection": lambda p: p["stack"].max(axis=0),
    "meanProjection": lambda p: p["stack"].mean(axis=0, dtype=np.float64).astype(np.float32),
    "percentileNormalize": lambda p: normalized(p["image"]),
    "thresholdOtsu": lambda p: filters.threshold_otsu(p["image"]),
    "labelConnected": lambda p: measure.label(p["mask"], connectivity=2),
    "fillHoles": lambda p: ndimage.binary_fill_holes(p["mask"]),
    "distanceTransform": lambda p: ndimage.distance_transform_edt(p["mask"]),
    "watershed": lambda p: segmentation.watershed(p["valleys"], p["markers"], mask=p["mask"]),
    "expandLabels 5": lambda p: segmentation.expand_labels(p["labels"], 5),
    "regionProps": lambda p: measure.regionprops_table(
        p["labels"], p["image"], properties=("area", "centroid", "bbox", "eccentricity", "perimeter", "solidity",
                                             "intensity_mean", "intensity_min", "intensity_max")),
    "phaseCorrelation": lambda p: registration.phase_cross_correlation(p["image"], p["moved"]),
}

OPENCV = {
    "gaussianBlur 1": lambda p: cv2.GaussianBlur(p["float"], (9, 9), 1, borderType=cv2.BORDER_REFLECT),
    "gaussianBlur 5": lambda p: cv2.GaussianBlur(p["float"], (41, 41), 5, borderType=cv2.BORDER_REFLECT),
    "medianFilter 3": lambda p: cv2.medianBlur(p["image"], 3),
    "medianFilter 5": lambda p: cv2.medianBlur(p["image"], 5),
    "erode disk 3": lambda p: cv2.erode(p["image"], disk3),
    "whiteTopHat disk 15": lambda p: cv2.morphologyEx(p["image"], cv2.MORPH_TOPHAT, disk15),
    "whiteTopHat square 15": lambda p: cv2.morphologyEx(p["image"], cv2.MORPH_TOPHAT, square31),
    "maxProjection": lambda p: highest(p["stack"]),
    "labelConnected": lambda p: cv2.connectedComponents(p["mask"], connectivity=8),
    "distanceTransform": lambda p: cv2.distanceTransform(p["mask"], cv2.DIST_L2, cv2.DIST_MASK_PRECISE),
}

SIMPLE_ITK = {
    "gaussianBlur 1": lambda p: sitk.SmoothingRecursiveGaussian(p["float"], 1),
    "gaussianBlur 5": lambda p: sitk.SmoothingRecursiveGaussian(p["float"], 5),
    "medianFilter 3": lambda p: sitk.Median(p["image"], (1, 1)),
    "medianFilter 5": lambda p: sitk.Median(p["image"], (2, 2)),
    "erode disk 3": lambda p: sitk.GrayscaleErode(p["image"], (3, 3), sitk.sitkBall),
    "whiteTopHat disk 15": lambda p: sitk.WhiteTopHat(p["image"], (15, 15), sitk.sitkBall),
    "whiteTopHat square 15": lambda p: sitk.WhiteTopHat(p["image"], (15, 15), sitk.sitkBox),
    "maxProjection": lambda p: sitk.MaximumProjection(p["stack"], 2),
    "meanProjection": lambda p: sitk.MeanProjection(p["stack"], 2),
    "thresholdOtsu": lambda p: sitk.OtsuThreshold(p["image"]),
    "labelConnected": lambda p: sitk.ConnectedComponent(p["mask"], True),
    "fillHoles": lambda p: sitk.BinaryFillhole(p["mask"]),
    "distanceTransform": lambda p: sitk.SignedMaurerDistanceMap(p["mask"], True, False, False),
    "watershed": lambda p: sitk.MorphologicalWatershedFromMarkers(p["valleys"], p["markers"], False),
    "regionProps": lambda p: sitk.LabelIntensityStatisticsImageFilter().Execute(p["labels"], p["image"]),
}

LIBRARIES = {"scikitImage": SCIKIT_IMAGE, "opencv": OPENCV, "simpleItk": SIMPLE_ITK}
print(f"scikit-image {skimage.__version__}, SciPy {scipy.__version__}, NumPy {np.__version__}, OpenCV {cv2.__version__}, "
      f"SimpleITK {sitk.__version__}", flush=True)
held = {}
for line in sys.stdin:
    library, kernel, side, dtype = line.rstrip("\n").split("\t")
    if (side, dtype) not in held:
        held = {(side, dtype): planes(int(side), dtype)}
    operation = LIBRARIES[library].get(kernel)
    if operation is None:
        print("none", flush=True)
        continue
    inputs = held[side, dtype]
    if library == "simpleItk":
        inputs = inputs["itk"]
    began = time.perf_counter()
    operation(inputs)
    print((time.perf_counter() - began) * 1000, flush=True)
