import { expectSameShape, type Labels, type Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { sampleType } from "../wasm/sample-type.ts";
import { columnsOf, type Features } from "./features.ts";
import type { RegionPixels } from "./region-pixels.ts";
import { storeRegions } from "./stored-regions.ts";

// In the order of `assembly/intensity-features.ts`.
const NAMES = [
  "Intensity_IntegratedIntensity",
  "Intensity_MeanIntensity",
  "Intensity_StdIntensity",
  "Intensity_MinIntensity",
  "Intensity_MaxIntensity",
  "Intensity_IntegratedIntensityEdge",
  "Intensity_MeanIntensityEdge",
  "Intensity_StdIntensityEdge",
  "Intensity_MinIntensityEdge",
  "Intensity_MaxIntensityEdge",
  "Intensity_LowerQuartileIntensity",
  "Intensity_MedianIntensity",
  "Intensity_UpperQuartileIntensity",
  "Intensity_MADIntensity",
  "Intensity_MassDisplacement",
  "Location_CenterMassIntensity_X",
  "Location_CenterMassIntensity_Y",
  "Location_MaxIntensity_X",
  "Location_MaxIntensity_Y",
] as const;

/**
 * The intensities of each region by CellProfiler's names, in units of the plane; lengths and places in px. The edge is
 * pixels with an edge neighbour in the plane that is not of the region; an object that fills the plane has none (NaN). The centre of mass is undefined
 * where intensities add up to 0.
 *
 * Reference: `cp_measure` `get_intensity`, equal to 1e-9. As there, quartiles and MAD are those of `numpy.percentile`; CellProfiler takes the
 * rank n·q instead of (n − 1)·q.
 *
 * @throws PLANE_SHAPE_MISMATCH · KERNEL_MEMORY_EXHAUSTED
 */
export function intensityFeatures(regions: readonly RegionPixels[], labels: Labels, image: Plane): Features {
  expectSameShape("measure intensities", labels, image);
  const most = regions.reduce((most, { pixels }) => Math.max(most, pixels.length), 0);
  const { height, width } = labels;
  return inArena((kernels, arena) => {
    const source = arena.read(image.data);
    const { pixels, ends } = storeRegions(arena, regions);
    const box = arena.allocate((height + 2) * (width + 2));
    const values = arena.allocate(24 * most);
    const target = arena.allocate(8 * NAMES.length * regions.length);
    const type = sampleType(image.data);
    kernels.measureIntensityFeatures(type, source, pixels, ends, regions.length, height, width, box, values, target);
    const facts = arena.view(target, new Float64Array(0), NAMES.length * regions.length);
    return columnsOf(NAMES, facts, regions.length);
  });
}
