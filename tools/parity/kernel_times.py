"""Times operations of scikit-image, SciPy, NumPy, OpenCV and SimpleITK on planes that tools/bench wrote: a line asked, a line answered.

Asked: library, kernel, side, sample type. Answered: ms of one call, or "none" where the library has no such operation. Of two
calls in a row the second counts, unless they take long.
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
from skimage import exposure, filters, measure, morphology, registration, segmentation

cv2.setNumThreads(1)
sitk.ProcessObject.SetGlobalDefaultNumberOfThreads(1)
folder = Path(sys.argv[1])
disk3, disk15, square31 = morphology.disk(3), morphology.disk(15), np.ones((31, 31), np.uint8)
line31 = np.ones((1, 31), np.uint8)


# As in tools/bench/src/kernels/against-peers.ts.
BRIEF_MS = 50


def measured(operation, inputs):
    began = time.perf_counter()
    operation(inputs)
    return (time.perf_counter() - began) * 1000


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


def blurred(image, sigma):
    side = 8 * sigma + 1
    return cv2.GaussianBlur(image, (side, side), sigma, borderType=cv2.BORDER_REFLECT)


def turned(image, angle):
    height, width = image.shape
    turn = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), angle, 1)
    return cv2.warpAffine(image, turn, (width, height), flags=cv2.INTER_LINEAR)


SCIKIT_IMAGE = {
    "gaussianBlur 1": lambda p: ndimage.gaussian_filter(p["float"], 1),
    "gaussianBlur 5": lambda p: ndimage.gaussian_filter(p["float"], 5),
    "differenceOfGaussians 1 4": lambda p: filters.difference_of_gaussians(p["float"], 1, 4, mode="reflect"),
    "laplacianOfGaussian 2": lambda p: -4 * ndimage.laplace(ndimage.gaussian_filter(p["float"], 2)),
    "unsharpMask 2": lambda p: filters.unsharp_mask(p["float"], 2, 1, preserve_range=True),
    "sobel": lambda p: filters.sobel(p["float"]),
    "medianFilter 3": lambda p: ndimage.median_filter(p["image"], 3),
    "medianFilter 5": lambda p: ndimage.median_filter(p["image"], 5),
    "medianFilter 15": lambda p: ndimage.median_filter(p["image"], 15),
    "percentileFilter 5": lambda p: ndimage.percentile_filter(p["image"], 20, 5),
    "erode disk 3": lambda p: morphology.erosion(p["image"], disk3),
    "dilate disk 3": lambda p: morphology.dilation(p["image"], disk3),
    "opening line 15": lambda p: morphology.opening(p["image"], line31),
    "closing disk 3": lambda p: morphology.closing(p["image"], disk3),
    "blackTopHat disk 3": lambda p: morphology.black_tophat(p["image"], disk3),
    "openingByReconstruction disk 3": lambda p: morphology.reconstruction(
        morphology.erosion(p["image"], disk3), p["image"]),
    "whiteTopHat disk 15": lambda p: morphology.white_tophat(p["image"], disk15),
    "whiteTopHat square 15": lambda p: morphology.white_tophat(p["image"], square31),
    "maxProjection": lambda p: p["stack"].max(axis=0),
    "meanProjection": lambda p: p["stack"].mean(axis=0, dtype=np.float64).astype(np.float32),
    "threshold": lambda p: p["image"] > 120,
    "rescaleIntensity": lambda p: exposure.rescale_intensity(p["image"], (100, 900), (0.0, 1.0)),
    "histogram": lambda p: exposure.histogram(p["image"], source_range="image"),
    "percentiles": lambda p: np.percentile(p["image"], [1, 50, 99]),
    "percentileNormalize": lambda p: normalized(p["image"]),
    "equalizeAdaptively": lambda p: exposure.equalize_adapthist(p["image"]),
    "thresholdOtsu": lambda p: filters.threshold_otsu(p["image"]),
    "thresholdLi": lambda p: filters.threshold_li(p["image"]),
    "thresholdTriangle": lambda p: filters.threshold_triangle(p["image"]),
    "thresholdYen": lambda p: filters.threshold_yen(p["image"]),
    "thresholdMultiOtsu": lambda p: filters.threshold_multiotsu(p["image"]),
    "thresholdNiblack 15": lambda p: filters.threshold_niblack(p["image"], 15, 0.2),
    "thresholdSauvola 15": lambda p: filters.threshold_sauvola(p["image"], 15, 0.2),
    "binPixels 2": lambda p: measure.block_reduce(p["image"], (2, 2), np.mean),
    "rotate 30": lambda p: ndimage.rotate(p["float"], 30, reshape=False, order=1),
    "rotate 90": lambda p: np.ascontiguousarray(np.rot90(p["image"])),
    "labelConnected": lambda p: measure.label(p["mask"], connectivity=2),
    "skeletonize": lambda p: morphology.skeletonize(p["labels"] > 0),
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
    "gaussianBlur 1": lambda p: blurred(p["float"], 1),
    "gaussianBlur 5": lambda p: blurred(p["float"], 5),
    "differenceOfGaussians 1 4": lambda p: cv2.subtract(blurred(p["float"], 1), blurred(p["float"], 4)),
    "laplacianOfGaussian 2": lambda p: cv2.Laplacian(blurred(p["float"], 2), cv2.CV_32F, scale=-4),
    "unsharpMask 2": lambda p: cv2.addWeighted(p["float"], 2, blurred(p["float"], 2), -1, 0),
    "sobel": lambda p: cv2.magnitude(cv2.Sobel(p["float"], cv2.CV_32F, 1, 0), cv2.Sobel(p["float"], cv2.CV_32F, 0, 1)),
    "medianFilter 3": lambda p: cv2.medianBlur(p["image"], 3),
    "medianFilter 5": lambda p: cv2.medianBlur(p["image"], 5),
    "erode disk 3": lambda p: cv2.erode(p["image"], disk3),
    "dilate disk 3": lambda p: cv2.dilate(p["image"], disk3),
    "opening line 15": lambda p: cv2.morphologyEx(p["image"], cv2.MORPH_OPEN, line31),
    "closing disk 3": lambda p: cv2.morphologyEx(p["image"], cv2.MORPH_CLOSE, disk3),
    "blackTopHat disk 3": lambda p: cv2.morphologyEx(p["image"], cv2.MORPH_BLACKHAT, disk3),
    "whiteTopHat disk 15": lambda p: cv2.morphologyEx(p["image"], cv2.MORPH_TOPHAT, disk15),
    "whiteTopHat square 15": lambda p: cv2.morphologyEx(p["image"], cv2.MORPH_TOPHAT, square31),
    "maxProjection": lambda p: highest(p["stack"]),
    "threshold": lambda p: cv2.compare(p["image"], 120, cv2.CMP_GT),
    "binPixels 2": lambda p: cv2.resize(p["float"], None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA),
    "rotate 30": lambda p: turned(p["float"], 30),
    "rotate 90": lambda p: cv2.rotate(p["image"], cv2.ROTATE_90_COUNTERCLOCKWISE),
    "labelConnected": lambda p: cv2.connectedComponents(p["mask"], connectivity=8),
    "distanceTransform": lambda p: cv2.distanceTransform(p["mask"], cv2.DIST_L2, cv2.DIST_MASK_PRECISE),
}

# What OpenCV has for these sample types alone.
OPENCV_BYTES = {
    "medianFilter 15": lambda p: cv2.medianBlur(p["image"], 15),
    "thresholdTriangle": lambda p: cv2.threshold(p["image"], 0, 1, cv2.THRESH_TRIANGLE),
    "thresholdOtsu": lambda p: cv2.threshold(p["image"], 0, 1, cv2.THRESH_OTSU),
}
OPENCV_WHOLE = {
    "histogram": lambda p: cv2.calcHist([p["image"]], [0], None, [256 if p["image"].itemsize == 1 else 65536],
                                        [0, 256 if p["image"].itemsize == 1 else 65536]),
    "equalizeAdaptively": lambda p: cv2.createCLAHE(2, (8, 8)).apply(p["image"]),
}

SIMPLE_ITK = {
    "gaussianBlur 1": lambda p: sitk.SmoothingRecursiveGaussian(p["float"], 1),
    "gaussianBlur 5": lambda p: sitk.SmoothingRecursiveGaussian(p["float"], 5),
    "laplacianOfGaussian 2": lambda p: sitk.LaplacianRecursiveGaussian(p["float"], 2),
    "sobel": lambda p: sitk.SobelEdgeDetection(p["float"]),
    "medianFilter 3": lambda p: sitk.Median(p["image"], (1, 1)),
    "medianFilter 5": lambda p: sitk.Median(p["image"], (2, 2)),
    "medianFilter 15": lambda p: sitk.Median(p["image"], (7, 7)),
    "percentileFilter 5": lambda p: sitk.Rank(p["image"], 0.2, (2, 2)),
    "erode disk 3": lambda p: sitk.GrayscaleErode(p["image"], (3, 3), sitk.sitkBall),
    "dilate disk 3": lambda p: sitk.GrayscaleDilate(p["image"], (3, 3), sitk.sitkBall),
    "closing disk 3": lambda p: sitk.GrayscaleMorphologicalClosing(p["image"], (3, 3), sitk.sitkBall),
    "blackTopHat disk 3": lambda p: sitk.BlackTopHat(p["image"], (3, 3), sitk.sitkBall),
    "openingByReconstruction disk 3": lambda p: sitk.OpeningByReconstruction(p["image"], (3, 3), sitk.sitkBall),
    "whiteTopHat disk 15": lambda p: sitk.WhiteTopHat(p["image"], (15, 15), sitk.sitkBall),
    "whiteTopHat square 15": lambda p: sitk.WhiteTopHat(p["image"], (15, 15), sitk.sitkBox),
    "maxProjection": lambda p: sitk.MaximumProjection(p["stack"], 2),
    "meanProjection": lambda p: sitk.MeanProjection(p["stack"], 2),
    "threshold": lambda p: sitk.BinaryThreshold(p["image"], 121, 255, 1, 0),
    "rescaleIntensity": lambda p: sitk.IntensityWindowing(p["float"], 100, 900, 0, 1),
    "thresholdOtsu": lambda p: sitk.OtsuThreshold(p["image"]),
    "thresholdLi": lambda p: sitk.LiThreshold(p["image"]),
    "thresholdTriangle": lambda p: sitk.TriangleThreshold(p["image"]),
    "thresholdYen": lambda p: sitk.YenThreshold(p["image"]),
    "thresholdMultiOtsu": lambda p: sitk.OtsuMultipleThresholds(p["image"], 2),
    "binPixels 2": lambda p: sitk.BinShrink(p["float"], (2, 2)),
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
    if library == "opencv" and operation is None:
        operation = {"uint8": {**OPENCV_WHOLE, **OPENCV_BYTES}, "uint16": OPENCV_WHOLE}.get(dtype, {}).get(kernel)
    if operation is None:
        print("none", flush=True)
        continue
    inputs = held[side, dtype]
    if library == "simpleItk":
        inputs = inputs["itk"]
    ms = measured(operation, inputs)
    if ms < BRIEF_MS:
        ms = measured(operation, inputs)
    print(ms, flush=True)
