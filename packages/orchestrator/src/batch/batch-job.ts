import type { CompiledPlate } from "@ohcs/context";

/** What several plates do together when they have ended. */
export interface BatchJob {
  /** The plates stand in it where wells stand in that of a plate. */
  readonly compiled: CompiledPlate;
  /** The folder in which the output plates lie. */
  readonly folder: string;
  /** What it makes lies here, beside them. */
  readonly outputRoot: string;
}
