export { blurPlane } from "./gaussian-blur";
export { countLowerHalves, countUpperHalves, countValues, rescale } from "./intensity";
export { medianPlane } from "./median";
export { arenaStart } from "./memory";
export { extremePlane, extremeScratch, subtractOpened } from "./morphology";
export { addToSums, meanOfSums, raise } from "./projection";
