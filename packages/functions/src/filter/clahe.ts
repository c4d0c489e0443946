import { Type } from "@ohcs/context";
import { equalizeAdaptively, type Plane } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";

/**
 * Contrast limited adaptive histogram equalization of each plane, uint8 or uint16: for eyes and segmentation, not for measuring, as equal
 * intensities become different ones.
 */
export const clahe = define({
  name: "clahe",
  summary: "Evens out contrast, tile by tile",
  params: parameters({
    tiles: Type.Integer({ default: 8, minimum: 1, maximum: 64, description: "Tiles along each axis" }),
    clipLimit: Type.Number({
      default: 2,
      minimum: 0,
      description: "How often a value may occur in a tile, as a multiple of the mean of all values; 0 for no limit",
    }),
  }),
  intensity: "perImage",
  accepts: ["uint8", "uint16"],
  exact: true,
  memoryFactor: 8,
  citation: "cv2.createCLAHE; Zuiderveld 1994, Graphics Gems IV",
  ofPlane: (plane, options) => equalizeAdaptively(plane as Plane<Uint8Array | Uint16Array>, options),
});
