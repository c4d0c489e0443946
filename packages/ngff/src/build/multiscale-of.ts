import type { Axis } from "../model/axis.ts";
import type { Multiscale } from "../model/multiscale.ts";
import type { NgffVersion } from "../model/version.ts";
import type { PyramidLevel } from "./pyramid-levels.ts";

/** How the lower levels of a pyramid were made of the one before. */
export interface Downscaling {
  /** In one word: `mean`, `nearest`, `mode`, … */
  readonly type: string;
  /** Further details: method, version, arguments. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** The common part of images and label images. */
export interface MultiscaleOptions {
  readonly version: NgffVersion;
  readonly name: string;
  readonly axes: readonly Axis[];
  /** From the largest to the smallest; {@link pyramidLevels} makes them. */
  readonly levels: readonly Omit<PyramidLevel, "shape">[];
  readonly downscaling: Downscaling;
}

/** The multiscale of an image or label image. */
export function multiscaleOf({ version, name, axes, levels, downscaling }: MultiscaleOptions): Multiscale {
  return {
    ...(version === "0.4" && { version }),
    name,
    axes: axes.map((axis) => ({ ...axis })),
    datasets: levels.map(({ path, scale, translation }) => ({
      path,
      coordinateTransformations: [
        { type: "scale", scale: [...scale] },
        ...(translation ? [{ type: "translation" as const, translation: [...translation] }] : []),
      ],
    })),
    type: downscaling.type,
    metadata: { ...downscaling.metadata },
  };
}
