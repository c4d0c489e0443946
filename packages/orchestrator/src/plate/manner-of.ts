import type { ResolvedConfig, WorkerTuning } from "@ohcs/context";

/** How a run goes about its wells, on which no result depends. */
export interface ConfiguredManner {
  readonly adaptWidth: boolean;
  readonly tuning: WorkerTuning;
}

/** What a configuration says of how a run goes about its wells: what {@link RunSettings} take. */
export function mannerOf({ adaptWidth, overlap, reuseBuffers, spread, logLevel }: ResolvedConfig): ConfiguredManner {
  return { adaptWidth, tuning: { overlap, reuseBuffers, spread, logLevel } };
}
