import type { ArtifactFile, CompiledPlate, Phase, ProcessingContext } from "@ohcs/context";
import {
  artifactsMade,
  artifactsRead,
  type OutputFolder,
  type OutputReader,
  proveArtifacts,
  readArtifacts,
} from "@ohcs/records";
import { fail } from "../errors.ts";
import type { ExecuteOptions } from "./execute-options.ts";
import type { RunScope } from "./run-scope.ts";

/** Artifacts that stand in for those that the reductions of a run would make. */
interface SuppliedArtifacts {
  readonly byName: ReadonlyMap<string, ArtifactFile>;
  /**
   * Copies those of another run byte by byte into the output of this one, so that resuming finds them; those taken over
   * before are already there.
   */
  readonly takeOver: (folder: OutputFolder) => Promise<void>;
}

/**
 * Verifies the artifacts of another run that the plate's own reductions would make, or those that an earlier run took
 * over. Read-only. Empty if none are requested.
 * @throws `RUN_NOT_FOUND`, `RUN_CORRUPT`, `ARTIFACTS_NOT_FOUND`, `ARTIFACT_CORRUPT`
 */
export async function suppliedArtifacts(
  output: OutputReader,
  {
    plate,
    host,
    artifactsFrom,
    takenOver = [],
  }: Pick<ExecuteOptions, "plate" | "host" | "artifactsFrom" | "takenOver">,
): Promise<SuppliedArtifacts> {
  if (artifactsFrom === undefined)
    return { byName: byName(await proveArtifacts(output, takenOver)), takeOver: async () => undefined };
  const contexts = plate.phases.toArray().flatMap((phase) => (phase.kind === "reduce" ? phase.contexts.toArray() : []));
  const wanted = new Set(contexts.flatMap(artifactsMade));
  const found = await readArtifacts(host.readOutput(artifactsFrom), wanted);
  if (wanted.size > 0 && found.length === 0) throw noneIn(artifactsFrom, wanted);
  return {
    byName: byName(found),
    takeOver: async (folder) => {
      for (const { path, text } of found) await folder.writeText(path, text);
    },
  };
}

/** A named run must provide something: silently computing everything anew would take the time that was to be saved. */
function noneIn(root: string, wanted: ReadonlySet<string>): Error {
  const names = [...wanted].toSorted();
  const message = `Cannot take artifacts from '${root}': expected one of '${names.join("', '")}', got none`;
  return fail("ARTIFACTS_NOT_FOUND", message, { details: { root, artifacts: names } });
}

function byName(artifacts: readonly ArtifactFile[]): Map<string, ArtifactFile> {
  return new Map(artifacts.map(({ name, path, hash }) => [name, { name, path, hash }]));
}

/** Must wells that were not selected also run in this phase, because a later one reads a result over all wells? */
export function feeds(plate: CompiledPlate, { index }: Phase, { artifacts }: Pick<RunScope, "artifacts">): boolean {
  const contexts = plate.phases.toArray().map((phase) => ({ phase, contexts: phase.contexts.toArray() }));
  const read = new Set(contexts.flatMap((one) => one.contexts.flatMap(artifactsRead)));
  const isDue = (name: string) => read.has(name) && !artifacts.has(name);
  return contexts.some(({ phase, contexts: own }) => {
    const isBehind = phase.kind === "reduce" && phase.index > index;
    return isBehind && own.some(readsWells) && own.flatMap(artifactsMade).some(isDue);
  });
}

/** Does a reduction take what wells committed? Another one needs none of them. */
function readsWells({ stepPlans }: ProcessingContext): boolean {
  return stepPlans.some(({ inputs }) => inputs.some(({ source }) => source === "wells"));
}
