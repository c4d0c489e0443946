import type { Point } from "../plate/design/plate-design.ts";

/** A label image of a well: 0 is background, every other value one object. */
export interface LabelMosaic {
  readonly data: ArrayLike<number>;
  readonly width: number;
  readonly height: number;
  /** Well coordinates of the mosaic's first pixel; minus the `offset` of `scorePositions` where tiles were stitched. */
  readonly origin: Point;
}
