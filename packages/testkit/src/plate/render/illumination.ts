import type { Optics } from "../design/plate-design.ts";

/** Loss of light per column and per row of a tile: the light at (x, y) is `1 - columns[x] - rows[y]`. */
export interface LightLoss {
  readonly columns: Float64Array;
  readonly rows: Float64Array;
}

/**
 * The vignetting of a tile: a parabola in both axes around the brightest point, which loses `vignetting` in a corner at
 * half a diagonal. Separable, so that a plane costs two additions per pixel.
 */
export function lightLoss({ vignetting, vignettingCentre }: Optics, width: number, height: number): LightLoss {
  return {
    columns: axisLoss(width, vignettingCentre.x, vignetting / 2),
    rows: axisLoss(height, vignettingCentre.y, vignetting / 2),
  };
}

function axisLoss(length: number, centre: number, loss: number): Float64Array {
  return new Float64Array(length).map((_, i) => loss * (2 * ((i + 0.5) / length - centre)) ** 2);
}
