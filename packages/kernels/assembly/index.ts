export { blurPlane } from "./gaussian-blur";
export { medianPlane } from "./median";
export { arenaStart } from "./memory";
export { extremePlane, extremeScratch, subtractOpened } from "./morphology";
export { addToSums, meanOfSums, raise } from "./projection";
