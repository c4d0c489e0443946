import { ofDegrees } from "../geometry/rotate.ts";
import { expectParameter } from "../plane.ts";

/** A line of 2·radius + 1 px through a pixel, one for each column, or each row where it is steep. */
export interface LineFootprint {
  readonly shape: "line";
  /** Whole px along the axis that it is closer to. */
  readonly radius: number;
  /** Degrees, −90 to 90, counter-clockwise from the x axis as the image is seen. */
  readonly angle: number;
}

/** Where the pixels of a line lie, from its middle. @throws PARAMETER_INVALID */
export function linePixels({ radius, angle }: LineFootprint): readonly { readonly x: number; readonly y: number }[] {
  expectParameter(Number.isInteger(radius) && radius >= 0, "lay a line", "a radius in whole px", radius);
  expectParameter(angle >= -90 && angle <= 90, "lay a line", "an angle of −90 to 90°", angle);
  const isSteep = Math.abs(angle) > 45;
  // Of 0 to 45°, where every engine gives the same pixels.
  const { cos, sin } = ofDegrees(isSteep ? 90 - Math.abs(angle) : Math.abs(angle));
  const slope = (sin / cos) * (angle < 0 ? 1 : -1);
  return Array.from({ length: 2 * radius + 1 }, (_, i) => {
    const along = i - radius;
    // Both halves are alike: a half is rounded away from the middle.
    const across = Math.sign(along) * Math.sign(slope) * Math.floor(Math.abs(along * slope) + 0.5);
    return isSteep ? { x: across, y: along } : { x: along, y: across };
  });
}
