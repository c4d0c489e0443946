import type { Cell } from "@ohcs/context";

/** Everything a report shows of one run of a plate: plain JSON, in the same order for equal runs. */
export interface ReportData {
  readonly specVersion: 1;
  readonly plate: PlateSummary;
  /** In plate order. */
  readonly wells: readonly WellReport[];
  readonly channels: readonly ChannelReport[];
  /** What of a well can be looked at, the usual one first. */
  readonly views: readonly ViewReport[];
  /** Pictures of all wells in one image each, view by view. */
  readonly sheets: readonly SheetReport[];
  /** The sheets as data URLs, in their order. */
  readonly images: readonly string[];
  /** Images that could not be read, by channel and cause. */
  readonly unread: readonly UnreadImages[];
  /** The first objects of each well; null where no table of objects has places. */
  readonly objects: ObjectsReport | null;
  /** How tiles were joined; null where they do not overlap, or no step looked for their positions. */
  readonly stitching: StitchingReport | null;
  /** Tables of the plate, `wells` first. */
  readonly tables: readonly ReportTable[];
  readonly steps: readonly StepReport[];
  /** What functions warned of, and in which wells or reductions; notes are with the steps. */
  readonly notices: readonly NoticeReport[];
  /** What reductions left out. */
  readonly exclusions: readonly { readonly phase: string; readonly well: string; readonly reason: string }[];
  /** Name → value: versions, machine, fingerprints. */
  readonly provenance: Readonly<Record<string, string>>;
  /** SHA-256 over the plan and the committed files, as `ohcs verify` proves it; null for a run that has no result. */
  readonly receipt: string | null;
  /** What was done, for the methods of a paper. */
  readonly methods: string;
}

export interface PlateSummary {
  readonly id: string;
  readonly pipeline: string;
  readonly status: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number | null;
  readonly source: string;
  readonly output: string;
  /** Of the smallest standard plate that holds all wells. */
  readonly rows: number;
  readonly columns: number;
}

export interface WellReport {
  readonly well: string;
  /** Zero-based. */
  readonly row: number;
  readonly column: number;
  readonly state: string;
  readonly error: { readonly code: string; readonly message: string; readonly remedy: string | null } | null;
  readonly attempts: number;
  readonly durationMs: number | null;
  /** Milliseconds after the first well began, and the worker that ran it; null where it did not run. */
  readonly beganMs: number | null;
  readonly worker: string | null;
  /** Most bytes of samples that it held; null where it did not run. */
  readonly peakBytes: number | null;
}

export interface ChannelReport {
  readonly id: string;
  readonly name: string | null;
}

/** A plane of every well: a site, z and timepoint of the source plate, or a stored image of the whole well. */
export interface ViewReport {
  readonly text: string;
  /** What a step emits it by, such as `heights`; null for images of the plate. */
  readonly name: string | null;
  /** Null for a stored image without sites. */
  readonly site: number | null;
  /** The labels whose outlines are shown, and the channel they were found in. */
  readonly outlines: { readonly name: string; readonly channel: string | null } | null;
}

/** In place of a channel: a picture in colours, which has no contrast of its own. */
export const IN_COLORS = "rgb:";

/** One plane of all wells that have it, well beside well, row after row. */
export interface SheetReport {
  /** Index of the view. */
  readonly view: number;
  /** Id of the channel, empty where an image has none; {@link IN_COLORS}; null for the outlines of objects, white on black. */
  readonly channel: string | null;
  /** Size of the picture of a well in px, and how many px of the plane are one of these. */
  readonly width: number;
  readonly height: number;
  readonly factor: number;
  readonly columns: number;
  /** The wells, by their indexes, in the order of their pictures. */
  readonly wells: readonly number[];
  /** Intensities shown as black and white, counts of the image. */
  readonly low: number;
  readonly high: number;
}

export interface NoticeReport {
  readonly code: string;
  readonly message: string;
  readonly remedy: string | null;
  readonly of: readonly string[];
}

export interface UnreadImages {
  /** Id of the channel, or name of an image of a step; null for labels. */
  readonly channel: string | null;
  /** Code of the error, and the message of the first. */
  readonly code: string;
  readonly message: string;
  readonly wells: readonly string[];
}

export interface ObjectsReport {
  readonly table: string;
  readonly columns: readonly string[];
  /** Centre and bounding box of an object in px, and its site, as names of columns; null for those that the table lacks. */
  readonly place: ObjectPlace;
  /** By well: its first objects, and how many it has. */
  readonly wells: Readonly<Record<string, { readonly rows: readonly (readonly Cell[])[]; readonly of: number }>>;
}

export interface ObjectPlace {
  readonly x: string;
  readonly y: string;
  readonly site: string | null;
  readonly box: readonly [left: string, top: string, right: string, bottom: string] | null;
}

export interface StitchingReport {
  /** The seams between two sites. */
  readonly seams: readonly { readonly from: number; readonly to: number }[];
  /** Well → its seams in that order; null where it lacks one. */
  readonly wells: Readonly<Record<string, readonly (SeamOfWell | null)[]>>;
}

/** Two tiles of a well where they overlap. */
export interface SeamOfWell {
  /** Of the pixels in both tiles, as they were registered: 1 where they are alike. */
  readonly correlation: number;
  /** How far from that the tiles lie in the mosaic, px. */
  readonly residual: number;
  /** How far the second tile lies from where it does in most wells, px. */
  readonly shift: number;
  /** Was it taken into account? */
  readonly accepted: boolean;
}

export interface ReportTable {
  readonly name: string;
  /** The function that made it; null for the table of the report's own pictures. */
  readonly by: string | null;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** How many columns the stored table has: a page has room for so many cells. */
  readonly allColumns: number;
}

/** A step of the wells, or of a reduction. */
export interface StepReport {
  readonly phase: string;
  readonly step: string;
  readonly functions: readonly {
    readonly name: string;
    readonly version: string;
    readonly parameters: string;
    /** Where the method is from; empty where the function does not say. */
    readonly citation: string;
  }[];
  /** What reductions noted for the whole plate. */
  readonly notes: readonly string[];
  /** Of all wells together. */
  readonly durationMs: number;
  readonly readBytes: number;
  readonly writtenBytes: number;
}
