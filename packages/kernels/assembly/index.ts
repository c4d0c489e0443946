export { descendPlane } from "./descend";
export { blurPlane } from "./gaussian-blur";
export { countLowerHalves, countUpperHalves, countValues, rescale } from "./intensity";
export { labelPlane } from "./label";
export { medianPlane } from "./median";
export { arenaStart } from "./memory";
export { extremePlane, extremeScratch, subtractOpened } from "./morphology";
export { addToSums, meanOfSums, raise } from "./projection";
export { floodPlane } from "./watershed";
