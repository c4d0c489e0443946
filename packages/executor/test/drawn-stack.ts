import type { Dtype, ImageStack, PixelArray } from "@ohcs/context";

/** A stack of one plane of one row. */
export function drawn(data: PixelArray, dtype: Dtype): ImageStack {
  return {
    data,
    dtype,
    shape: [1, 1, data.length] as const,
    kind: "intensity" as const,
    axis: null,
    planes: [{}],
    positions: [null],
    calibration: { pixelSizeUm: null },
    memory: "cpu" as const,
  };
}
