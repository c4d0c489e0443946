export { addNormalEquations, darkestOfBlocks, evenOut, paintSurface } from "./background";
export { combineEnlarged, sumBlocks } from "./blocks";
export { descendPlane } from "./descend";
export { measureDistances } from "./distance";
export { curve, logarithms } from "./edges";
export { growLabels } from "./expand";
export { correlateColumns, sumSamples, transformBack, transformRows } from "./fourier";
export { blurPlane } from "./gaussian-blur";
export { growDownhill } from "./grow";
export { countOpen, lowerBy, maskAbove } from "./heights";
export { fillHolesOfPlane } from "./holes";
export {
  countBins,
  countLowerHalves,
  countUpperHalves,
  countValues,
  findExtremes,
  rescale,
  sortSamples,
} from "./intensity";
export { labelPlane } from "./label";
export { clearLabelled, keepInOrder, percentileByLabel, raiseByLabel, sumByLabel } from "./label-tables";
export { addAboveLines, measureLines } from "./lines";
export { medianPlane } from "./median";
export { arenaStart } from "./memory";
export { extremePlane, extremeScratch, subtractOpened } from "./morphology";
export { measureVariances } from "./noise";
export { fillHolesOfObjects } from "./object-holes";
export { mapPixels } from "./pixelwise";
export { greatestOfPlanes, meanOfPlanes } from "./projection";
export { measureIntensities } from "./region-intensity";
export { countLabels, greatestLabel, groupPixels, keepLargestParts, renumber } from "./regions";
export { joinInRound, measureRoundness } from "./roundness";
export { measureShapes } from "./shape";
export { trimToFraction } from "./trim";
export { floodPlane } from "./watershed";
