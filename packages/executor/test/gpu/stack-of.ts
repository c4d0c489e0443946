import type { ImageStack } from "@ohcs/context";

/** A stack of so many planes, 2 × 3 samples of 0 each. */
export function stackOf(planes: number, dtype: "uint8" | "float32"): ImageStack {
  const samples = planes * 6;
  return {
    kind: "intensity",
    memory: "cpu",
    axis: "zIndex",
    dtype,
    shape: [planes, 2, 3],
    data: dtype === "uint8" ? new Uint8Array(samples) : new Float32Array(samples),
    planes: Array.from({ length: planes }, (_, zIndex) => ({ zIndex })),
    positions: Array.from({ length: planes }, () => null),
    calibration: { pixelSizeUm: null },
  };
}
