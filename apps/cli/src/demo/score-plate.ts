import { type Backend, recordsOf } from "@ohcs/context";
import type { PlateTruth } from "@ohcs/testkit";
import { scoreWell } from "./score-well.ts";
import type { WellScore } from "./well-score.ts";

/** Compares every well of a run's output with the truth, in plate order. */
export async function scorePlate(truth: PlateTruth, output: Backend): Promise<readonly WellScore[]> {
  const rows = recordsOf(await output.loadTable("images_results/wells.csv"));
  const status = new Map(rows.map((row) => [String(row.Metadata_Well), String(row.Metadata_Status)]));
  const scores: WellScore[] = [];
  for (const well of truth.wells) scores.push(await scoreWell(well, status.get(well.well) ?? "absent", output));
  return scores;
}
