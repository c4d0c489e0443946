import type { PlateFile, ProcessingContext, WellResult } from "@ohcs/context";
import { outputsOfPlates, type PlateOutputs } from "@ohcs/records";
import { fail } from "../errors.ts";
import { toWellError } from "../well/place.ts";
import { WellTimer } from "../well/well-timer.ts";
import type { Contributor } from "./contributor.ts";

type Plates = ReadonlyMap<string, PlateOutputs>;

/** The plates of a reduction over plates: one contributes when all that is read of it is there. */
export function plateContributors(plates: Plates, context: ProcessingContext): readonly Contributor[] {
  const names = outputsOfPlates([context]);
  return context.wells.toArray().map((well) => {
    const reason = obstacleOf(plates.get(well), names);
    return { well, status: reason === null ? "success" : "error", reason };
  });
}

function obstacleOf(outputs: PlateOutputs | undefined, names: readonly string[]): string | null {
  if (outputs === undefined) return "neverRun";
  return outputs.obstacle ?? names.flatMap((name) => outputs.absent[name] ?? [])[0] ?? null;
}

/** What a reduction reads of the plates that contribute, in their order. */
export function plateFilesFor(
  plates: Plates,
  context: ProcessingContext,
  contributors: readonly Contributor[],
): readonly PlateFile[] {
  const names = outputsOfPlates([context]);
  const contributing = contributors.filter(({ status }) => status === "success");
  return contributing.flatMap(({ well }) => {
    const files = plates.get(well)?.files ?? [];
    return names.flatMap((name) => files.find(({ output }) => output === name) ?? []);
  });
}

/** A plate in the result of a run over plates, as wells are in that of a plate. */
export function plateAsWell({ plate, obstacle }: PlateOutputs): WellResult {
  const task = { context: "", wellId: plate, attempt: 1, deadlineMs: null, contributors: [] };
  const timer = new WellTimer(task, "");
  if (obstacle === null) return timer.ended("success", null);
  const message = `Cannot use plate '${plate}': expected a run that made something, got '${obstacle}'`;
  return timer.ended("error", toWellError(fail("PLATE_UNUSABLE", message, { details: { plate, obstacle } })));
}
