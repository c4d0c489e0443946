import type { PlateSummary } from "./report-data.ts";

/** What a page over several plates shows: the same controls side by side, and how plates drift. Plates in the order of their runs. */
export interface PlatesData {
  readonly specVersion: 1;
  readonly plates: readonly PlateOverview[];
}

/** One plate among several. */
export interface PlateOverview extends Pick<PlateSummary, "id" | "pipeline" | "status" | "startedAt"> {
  /** Its own report, relative to the page. */
  readonly href: string;
  readonly succeeded: number;
  readonly wells: number;
  readonly receipt: string | null;
  /** From `assayQuality`, by feature. */
  readonly quality: Readonly<Record<string, ZPrime>>;
  /** Feature → role of the plate map → its wells; those without a role are samples. */
  readonly features: Readonly<Record<string, Readonly<Record<string, Quartiles>>>>;
  /** The first wells of each control, in the contrast of their plate. */
  readonly pictures: readonly ControlPicture[];
}

export interface ZPrime {
  readonly value: number;
  /** 95 % interval. */
  readonly low: number | null;
  readonly high: number | null;
}

export interface Quartiles {
  readonly wells: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

export interface ControlPicture {
  readonly role: string;
  readonly well: string;
  readonly channel: string;
  /** Data URL. */
  readonly image: string;
}
