export { blurPlane } from "./gaussian-blur";
export { arenaStart } from "./memory";
