import type { PlateCoordinates, PlateDesign } from "./plate-design.ts";

/** All planes of a design, missing ones included: by well, time, z, site, channel. */
export function* planesOf(
  design: Pick<PlateDesign, "wells" | "timepoints" | "zSteps" | "channels">,
): Generator<PlateCoordinates> {
  for (const { well, tiles } of design.wells)
    for (let timepoint = 1; timepoint <= design.timepoints; timepoint++)
      for (let zIndex = 1; zIndex <= design.zSteps; zIndex++)
        for (const { site } of tiles)
          for (let channel = 1; channel <= design.channels.length; channel++)
            yield { well, site, channel, zIndex, timepoint };
}

/** One text per plane, equal for equal coordinates. */
export function planeKey({ well, site, channel, zIndex, timepoint }: PlateCoordinates): string {
  return `${well} s${site} w${channel} z${zIndex} t${timepoint}`;
}
