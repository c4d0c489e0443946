import { type Cell, lengthParameter, type Table, Type } from "@ohcs/context";
import { expectSameShape, findSpots, type Labels, type Plane, presentLabels, type Spot } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";
import { labelPlane, planeOf, stackInput } from "../stack/planes.ts";

/**
 * Bright spots of one size (foci, vesicles, transcripts), one row each: place in px, intensity of the pixel, response, and with objects the one
 * it lies in (`Parent_Objects`, 0 outside). `objects` counts the spots of each object (`Children_Spots_Count`), 0 included.
 */
export const detectSpots = define({
  name: "detectSpots",
  summary: "Finds bright spots, and counts those of each object",
  params: parameters({
    sigma: lengthParameter({ default: 1.5, minimum: 0.3, maximum: 50, description: "Radius of the spots / √2" }),
    minContrast: Type.Number({
      default: 10,
      minimum: 0,
      description: "Robust sigmas of the response that a spot stands above its median",
    }),
    subpixel: Type.Boolean({ default: true, description: "Place spots between pixels" }),
  }),
  inputs: {
    image: { kind: "image" },
    objects: { kind: "labels", optional: true, description: "Cells or nuclei whose spots are counted" },
  },
  outputs: {
    spots: { kind: "table", counts: true, description: "One row per spot" },
    objects: { kind: "table", counts: true, description: "One row per object; none without objects" },
  },
  exact: true,
  intensity: "preserves",
  measures: ["intensity"],
  memoryFactor: 10,
  citation: "skimage.feature.peak_local_max of scipy.ndimage.gaussian_laplace; Lindeberg 1998",
  run(inputs, options) {
    const plane = planeOf(stackInput(inputs));
    const spots = findSpots(plane, options);
    const objects = inputs.objects === undefined ? null : labelPlane(inputs, "objects");
    if (objects !== null) expectSameShape("count spots", plane, objects);
    const parents = spots.map((spot) => (objects === null ? null : (sampleAt(objects, spot) ?? 0)));
    return { outputs: { spots: spotTable(spots, plane, parents), objects: countTable(objects, parents) } };
  },
});

/** The sample of the pixel that a place lies in. */
function sampleAt({ data, height, width }: Plane, { x, y }: Spot): number | undefined {
  const [column, row] = [
    Math.min(width - 1, Math.max(0, Math.round(x))),
    Math.min(height - 1, Math.max(0, Math.round(y))),
  ];
  return data[row * width + column];
}

function spotTable(spots: readonly Spot[], plane: Plane, parents: readonly (number | null)[]): Table {
  const own = ["ObjectNumber", "Location_Center_X", "Location_Center_Y", "Spots_Intensity", "Spots_Response"];
  const rows = spots.map((spot, i): readonly Cell[] => {
    return [i + 1, spot.x, spot.y, sampleAt(plane, spot) ?? null, spot.response, parents[i] ?? null];
  });
  return { columns: [...own, "Parent_Objects"], rows };
}

function countTable(objects: Labels | null, parents: readonly (number | null)[]): Table {
  const counts = new Map<number, number>();
  for (const parent of parents) if (parent !== null) counts.set(parent, (counts.get(parent) ?? 0) + 1);
  const present = objects === null ? [] : presentLabels(objects);
  return {
    columns: ["ObjectNumber", "Children_Spots_Count"],
    rows: present.map((label) => [label, counts.get(label) ?? 0]),
  };
}
