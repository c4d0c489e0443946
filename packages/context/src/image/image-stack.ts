import type { Component, PlaneKey } from "../plate/components.ts";
import type { Dtype, PixelArray } from "./dtype.ts";

/** Pixel size in µm, or null where the plate does not state it: never a made-up 1. */
export interface Calibration {
  readonly pixelSizeUm: number | null;
}

/** A place on the stage in µm: x to the right, y down. */
export interface StagePosition {
  readonly xUm: number;
  readonly yUm: number;
}

/**
 * What a function receives and returns: `shape[0]` planes of equal size, C order `[s, y, x]`, one coordinate and one
 * stage position per plane. `labels` hold 0 for background and are never interpolated, blended, averaged or rescaled. `rgb` is one
 * plane in colours: three of uint8, red, green and blue, of the same coordinates.
 */
export interface ImageStack {
  readonly data: PixelArray;
  readonly shape: readonly [planes: number, height: number, width: number];
  readonly dtype: Dtype;
  readonly kind: "intensity" | "labels" | "rgb";
  /** What the planes run over; null for a single plane that stacks nothing. */
  readonly axis: Component | null;
  /** The coordinates of each plane, in stack order; what was reduced is absent. */
  readonly planes: readonly PlaneKey[];
  readonly positions: readonly (StagePosition | null)[];
  readonly calibration: Calibration;
  readonly memory: "cpu";
}
