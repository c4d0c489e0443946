import type { ImageStack } from "@ohcs/context";
import type { RgbPlanes } from "@ohcs/kernels";
import { placeOfReduced } from "../stack/planes.ts";

/** An image in colours as a stack of three planes, at the coordinates that all planes of its sources share. */
export function rgbStack({ data, height, width }: RgbPlanes, sources: readonly ImageStack[]): ImageStack {
  const planes = sources.flatMap((source) => source.planes);
  const positions = sources.flatMap((source) => source.positions);
  const { planes: keys, positions: places } = placeOfReduced({ planes, positions });
  const [key = {}] = keys;
  const [position = null] = places;
  return {
    data,
    shape: [3, height, width],
    dtype: "uint8",
    kind: "rgb",
    axis: null,
    planes: [key, key, key],
    positions: [position, position, position],
    calibration: sources[0]?.calibration ?? { pixelSizeUm: null },
    memory: "cpu",
  };
}
