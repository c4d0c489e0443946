export { countExceeded, markAboveOwn } from "./above";
export { addNormalEquations, darkestOfBlocks, evenOut, leaveOutBright, paintSurface } from "./background";
export { binBlocks } from "./bin";
export { blendRow, divideRow } from "./blend";
export { combineEnlarged, sumBlocks } from "./blocks";
export { deflateBytes, deflateScratch } from "./deflate";
export { descendPlane } from "./descend";
export { measureDistances, measureThickness } from "./distance";
export { curve, logarithms } from "./edges";
export { equalizePlane } from "./equalize";
export { drawRings, growLabels } from "./expand";
export { correlateColumns, sumSamples, transformBack, transformRows } from "./fourier";
export { blurPlane } from "./gaussian-blur";
export { growDownhill, outermostPixels, percentileOfTaken } from "./grow";
export { convertToFloats, countOpen, lowerBy, maskAbove } from "./heights";
export { fillHolesOfPlane } from "./holes";
export {
  countBins,
  countFrom,
  countLowerHalves,
  countUpperHalves,
  countValues,
  findExtremes,
  joinCounts,
  rescale,
} from "./intensity";
export { measureIntensityFeatures } from "./intensity-features";
export { runsOfMask } from "./label";
export { keepLargestParts } from "./largest-parts";
export { addAboveLines, measureLines } from "./lines";
export { localThresholds } from "./local-thresholds";
export { lookUp } from "./look-up";
export { decodeLzw, encodeLzw } from "./lzw";
export { medianPlane } from "./median";
export { arenaStart } from "./memory";
export { extremePlane, extremeScratch, subtractPlanes } from "./morphology";
export { moveSamples } from "./move-samples";
export { blocksOfMask, widenBlocks } from "./near-blocks";
export { measureEvenness, measureVariances } from "./noise";
export { fillHolesOfObjects } from "./object-holes";
export {
  countPixels,
  groupPixels,
  keepRuns,
  paintRuns,
  runsOfLabels,
  sumByLabel,
} from "./object-runs";
export { measureOutlines } from "./outline";
export { mapPixels, sharpen } from "./pixelwise";
export { greatestOfPlanes, meanOfPlanes } from "./projection";
export { sortValues } from "./radix-sort";
export { rankedColumns, rankOfBytes } from "./rank-bytes";
export { rankOfNumbers } from "./rank-numbers";
export { reconstructPlane } from "./reconstruct";
export { measureIntensities } from "./region-intensity";
export { turnPlane } from "./rotate";
export { joinInRound, measureRoundness } from "./roundness";
export { select } from "./select";
export { measureShapes } from "./shape";
export { sobelPlane } from "./sobel";
export { thinLabels } from "./thin";
export { percentileByLabel, trimRuns } from "./trim";
export { floodPlane, floodVolume } from "./watershed";
export { decodeZstd } from "./zstd";
