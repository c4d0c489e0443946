import { expectParameter } from "../plane.ts";

/** A flat neighbourhood centred on a pixel: a square of side 2·radius + 1, or the disk x² + y² ≤ radius². */
export interface Footprint {
  readonly shape: "square" | "disk";
  /** Whole px. */
  readonly radius: number;
}

/** Half the length of each row of the footprint, from its centre row outwards. */
export function footprintRows({ shape, radius }: Footprint): number[] {
  expectParameter(Number.isInteger(radius) && radius >= 0, "lay a footprint", "a radius in whole px", radius);
  return Array.from({ length: radius + 1 }, (_, y) =>
    shape === "square" ? radius : Math.floor(Math.sqrt(radius * radius - y * y)),
  );
}
