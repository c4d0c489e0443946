import type { CompiledPlate } from "@ohcs/context";

/** The work of several plates together when they have ended. */
export interface BatchJob {
  /** Plates take the place of wells in it. */
  readonly compiled: CompiledPlate;
  /** The folder in which the output plates lie. */
  readonly folder: string;
  /** What it makes lies here, beside them. */
  readonly outputRoot: string;
}
