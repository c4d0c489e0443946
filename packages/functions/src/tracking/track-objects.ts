import { type Cell, type ImageStack, lengthParameter, type Table, Type } from "@ohcs/context";
import { regionPixels, regionShapes, type TrackPoint, trackObjects as tracksOf } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";
import { planesOf, stackInput } from "../stack/planes.ts";

const POINT_COLUMNS = [
  "Metadata_Timepoint",
  "ObjectNumber",
  "AreaShape_Center_X",
  "AreaShape_Center_Y",
  "TrackObjects_Label",
  "TrackObjects_ParentObjectNumber",
  "TrackObjects_ParentTimepoint",
  "TrackObjects_Lifetime",
  "TrackObjects_DistanceTraveled",
];

const TRACK_COLUMNS = [
  "ObjectNumber",
  "TrackObjects_FirstTimepoint",
  "TrackObjects_LastTimepoint",
  "TrackObjects_Lifetime",
  "TrackObjects_IntegratedDistance",
  "TrackObjects_Displacement",
  "TrackObjects_Linearity",
];

/**
 * Follows objects over a stack of labels `[t, y, x]`. The table `tracks` has one row per track, numbered from 1: how long it was seen
 * (`Lifetime`, timepoints), the sum of its moves, the distance between its ends and their ratio, px. The table `points` has one row per
 * object and timepoint: its track, the object it was before, and its move; it joins with other tables by `Metadata_Timepoint` and
 * `ObjectNumber`, and a table of wells that includes it must be `per: [timepoint]`. Cells that divide begin new tracks, or one keeps the old.
 */
export const trackObjects = define({
  name: "trackObjects",
  summary: "Follows objects over time",
  params: parameters({
    maxDistance: lengthParameter({ default: 40, minimum: 0.1, description: "Farthest move between two timepoints" }),
    maxGap: Type.Integer({
      default: 0,
      minimum: 0,
      maximum: 10,
      description: "Timepoints for which an object may be lost",
    }),
  }),
  contract: "volumeToSlice",
  over: ["timepoint"],
  inputs: { labels: { kind: "labels" } },
  outputs: {
    tracks: { kind: "table", description: "One row per track" },
    points: { kind: "table", description: "One row per object and timepoint" },
  },
  exact: true,
  memoryFactor: 4,
  citation: "Jaqaman et al. 2008, Nat. Methods 5:695 (linking); names of CellProfiler 4",
  run(inputs, options) {
    const stack = stackInput(inputs, "labels");
    return { outputs: tablesOf(tracksOf(framesOf(stack), options), stack) };
  },
});

function framesOf(stack: ImageStack) {
  return planesOf(stack).map(({ data, height, width }) => {
    const labels = { data: new Uint32Array(data), height, width };
    const regions = regionPixels(labels);
    const shapes = regionShapes(regions, labels);
    return regions.map(({ label }, i) => ({ label, x: shapes[i]?.x ?? Number.NaN, y: shapes[i]?.y ?? Number.NaN }));
  });
}

/** A track so far. */
interface Way {
  readonly first: TrackPoint;
  readonly last: TrackPoint;
  /** Indexes of frames. */
  readonly began: number;
  readonly ended: number;
  readonly lifetime: number;
  readonly length: number;
}

function tablesOf(
  frames: readonly (readonly TrackPoint[])[],
  { planes }: ImageStack,
): Record<"tracks" | "points", Table> {
  const timeOf = (frame: number | null): Cell => (frame === null ? null : (planes[frame]?.timepoint ?? frame + 1));
  const ways = new Map<number, Way>();
  const points = frames.flatMap((objects, frame) =>
    objects.map((point): readonly Cell[] => {
      const before = ways.get(point.track);
      const move = before === undefined ? 0 : distance(before.last, point);
      const lifetime = (before?.lifetime ?? 0) + 1;
      const began = before === undefined ? { first: point, began: frame } : before;
      ways.set(point.track, { ...began, last: point, ended: frame, lifetime, length: (before?.length ?? 0) + move });
      const { label, x, y, track, parent, parentFrame } = point;
      return [timeOf(frame), label, x, y, track, parent, timeOf(parentFrame), lifetime, move];
    }),
  );
  const tracks = [...ways].map(([track, { first, last, began, ended, lifetime, length }]): readonly Cell[] => {
    const displacement = distance(first, last);
    const linearity = length > 0 ? displacement / length : null;
    return [track, timeOf(began), timeOf(ended), lifetime, length, displacement, linearity];
  });
  return { tracks: { columns: TRACK_COLUMNS, rows: tracks }, points: { columns: POINT_COLUMNS, rows: points } };
}

function distance(a: TrackPoint, b: TrackPoint): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
