import type { Diagnostic, StagePosition } from "@ohcs/context";
import type { PlaneFile } from "./plate-file.ts";

/** What the names in a plate's folder say: its planes, and what is said about the rest. */
export interface PlateReading {
  readonly planes: readonly PlaneFile[];
  readonly notices: readonly Diagnostic[];
}

/** What a plate's own metadata file announces; null where it does not say. */
export interface PlateDescription {
  /** Channel id → the name that the microscope gave it. */
  readonly channelNames: ReadonlyMap<string, string>;
  readonly grid: { readonly rows: number; readonly columns: number } | null;
  readonly announced: Announcement;
  readonly notices: readonly Diagnostic[];
}

/** What an acquisition set out to image, counted from 1. */
export interface Announcement {
  readonly wells: readonly string[];
  readonly channels: readonly string[];
  readonly sites: number | null;
  readonly zSteps: number | null;
  readonly timepoints: number | null;
}

/** What the metadata inside an image says about its plane; null where it does not say. */
export interface PlaneDescription {
  readonly pixelSizeUm: number | null;
  readonly position: StagePosition | null;
  readonly channelName: string | null;
}
