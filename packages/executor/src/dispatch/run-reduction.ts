import {
  type ArtifactFile,
  encodeContext,
  fingerprintOf,
  type Json,
  type Phase,
  type PhaseResult,
  ProcessingContext,
  type WellFile,
  type WellResult,
  type WellTask,
} from "@ohcs/context";
import { artifactsIn, artifactsMade, isDone } from "@ohcs/records";
import { fail } from "../errors.ts";
import { toWellError } from "../well/place.ts";
import { WellTimer } from "../well/well-timer.ts";
import type { Contributor } from "./contributor.ts";
import { phaseInputs } from "./phase-inputs.ts";
import { plateContributors, plateFilesFor } from "./plate-contributors.ts";
import { runContext, type TaskInputs } from "./run-context.ts";
import type { RunScope } from "./run-scope.ts";
import { settledResult } from "./settle-wells.ts";

/**
 * Runs a reduction: on the same workers as wells, over what the wells that succeeded committed. What it makes for later
 * phases is known to the run from then on.
 */
export async function runReduction(scope: RunScope, phase: Phase): Promise<PhaseResult> {
  const supplied = suppliedTo(scope, phase);
  if (supplied !== null) return supplied;
  const contributors = phase.contexts.toArray().flatMap((context) => contributorsOf(scope, context));
  const contributing = contributors.filter(({ status }) => status === "success");
  const excluded = contributors.filter(({ status }) => status !== "success");
  const result = await reduce(scope, phase, contributors, contributing.length);
  const status = statusOf(result);
  if (status === "failed" || status === "skipped") await removeTables(scope, phase);
  const artifacts = isDone(result ?? undefined) ? artifactsIn(result?.outputs ?? []) : [];
  for (const artifact of artifacts) scope.artifacts.set(artifact.name, artifact);
  return {
    name: phase.name,
    kind: phase.kind,
    status,
    contributors: contributing.map(({ well }) => well),
    excluded: excluded.map(({ well, status, reason }) => ({ well, reason: reason ?? status })),
    artifacts,
    result,
  };
}

/**
 * Removes the tables and JSON that a reduction would have written: those of an earlier run lie at the same paths, and would be
 * taken for what this one made. What cannot be removed has no valid record all the same.
 */
async function removeTables({ folder }: RunScope, { contexts }: Phase): Promise<void> {
  const plans = contexts.toArray().flatMap(({ stepPlans }) => stepPlans.toArray());
  const stores = plans.flatMap(({ outputs }) => [...outputs.values()].map(({ store }) => store));
  for (const store of stores) {
    if (store === null || store.name === null || store.byContent) continue;
    await folder.remove(`${store.directory}/${store.name}${store.extension}`).catch(() => undefined);
  }
}

/** The result of a reduction whose artifacts another run supplied; null for one that is to be run. */
function suppliedTo({ artifacts }: RunScope, { name, kind, contexts }: Phase): PhaseResult | null {
  const made = contexts.toArray().flatMap(artifactsMade);
  const supplied = made.flatMap((one) => artifacts.get(one) ?? []);
  if (made.length === 0 || supplied.length < made.length) return null;
  return { name, kind, status: "skipped", contributors: [], excluded: [], artifacts: supplied, result: null };
}

function reasonOf({ wells, asked }: RunScope, well: string, status: string): string {
  return wells.get(well)?.error?.code ?? (asked.has(well) ? status : "notAsked");
}

async function reduce(
  scope: RunScope,
  { name, contexts, minWells }: Phase,
  contributors: readonly Contributor[],
  contributing: number,
): Promise<WellResult | null> {
  const [context] = contexts;
  if (context === undefined || scope.cancellation.signal.aborted) return null;
  const inputs = phaseInputs(scope, context);
  if (inputs.result !== null) return inputs.result;
  if (contributing < minWells) return tooFew(context, minWells, contributing, scope.runnerName);
  const given = givenTo(scope, context, contributors, inputs.artifacts);
  const retried = (attempt: number, code: string) =>
    scope.events.emit({ type: "wellRetried", well: name, attempt, code });
  const actual = reductionContext(context, given);
  return (await settledResult(scope, actual)) ?? runContext(scope, actual, given, { retried });
}

/** The part for the task and its fingerprint: without the reasons of exclusions. */
function givenTo(
  { plates, wells }: RunScope,
  context: ProcessingContext,
  contributors: readonly Contributor[],
  artifacts: readonly ArtifactFile[],
): TaskInputs {
  const given = { contributors: contributors.map(({ well, status }) => ({ well, status })), artifacts };
  if (context.axis === "batch") return { ...given, plateFiles: plateFilesFor(plates, context, contributors) };
  return { ...given, wellFiles: filesOfWells(context, contributors, wells) };
}

/** How the wells ended; for what is computed it makes no difference when a well succeeded. */
function contributorsOf(scope: RunScope, context: ProcessingContext): readonly Contributor[] {
  if (context.axis === "batch") return plateContributors(scope.plates, context);
  const { wells, asked, imaged } = scope;
  return context.wells.toArray().map((well) => {
    if (!imaged.has(well)) return { well, status: "absent", reason: "absent" };
    const result = wells.get(well);
    if (isDone(result)) return { well, status: "success", reason: null };
    const without = asked.has(well) ? "cancelled" : "skipped";
    const status = result?.status ?? without;
    return { well, status, reason: reasonOf(scope, well, status) };
  });
}

function tooFew({ axis, axisId: name }: ProcessingContext, minWells: number, got: number, worker: string): WellResult {
  const units = axis === "batch" ? "plates" : "wells";
  const message = `Cannot reduce '${name}': expected at least ${minWells} ${units}, got ${got}`;
  const task = { context: "", wellId: name, attempt: 0, deadlineMs: null, contributors: [] };
  const error = fail("TOO_FEW_WELLS", message, { details: { reduction: name, minWells, got } });
  return new WellTimer(task, worker).ended("error", toWellError(error));
}

function statusOf(result: WellResult | null): PhaseResult["status"] {
  if (result === null || result.status === "cancelled") return "cancelled";
  if (result.status === "skipped" && result.error !== null) return "skipped";
  return result.status === "error" ? "failed" : "complete";
}

/** What a reduction reads of the wells that contribute, in the order in which it does; wells that made no such file have none. */
function filesOfWells(
  { stepPlans }: ProcessingContext,
  contributors: WellTask["contributors"],
  wells: ReadonlyMap<string, WellResult>,
): readonly WellFile[] {
  const names = stepPlans.toArray().flatMap(({ inputs, inputDir }) =>
    [...inputs.values()].flatMap(({ source, kind, output }) => {
      if (source !== "wells") return [];
      const file = `${(output ?? "").replace(/^[^:]*:/, "")}${kind === "table" ? ".csv" : ".json"}`;
      return [{ inputDir, file }];
    }),
  );
  const done = contributors.filter(({ status }) => status === "success").map(({ well }) => well);
  return names.flatMap(({ inputDir, file }) =>
    done.flatMap((well) => {
      const path = `${inputDir}/${well}_${file}`;
      const made = wells.get(well)?.outputs.find((output) => output.path === path);
      return made === undefined ? [] : [{ well, path, sha256: made.sha256 }];
    }),
  );
}

/**
 * The context of a reduction with the fingerprint of what it will really read: its own plans, how each well ended, and
 * the hash of every file and artifact that it takes. So a reduction is due again exactly when one of these changed; and what a
 * record of it says of its fingerprint proves what it was made from.
 */
function reductionContext(
  context: ProcessingContext,
  { contributors, artifacts = [], wellFiles = [], plateFiles = [] }: TaskInputs,
): ProcessingContext {
  const blank = new ProcessingContext({
    ...context.toObject(),
    config: new ProcessingContext().config,
    fingerprint: "",
  });
  const read = [
    ...wellFiles.map(({ path, sha256 }) => [path, sha256]),
    ...plateFiles.map(({ plate, output, path, sha256 }) => [plate, output, path, sha256]),
  ];
  const taken = artifacts.length === 0 ? [] : [artifacts.map(({ name, hash }) => `${name}:${hash}`)];
  const fingerprint = fingerprintOf([encodeContext(blank), contributors as unknown as Json, read, ...taken]);
  return new ProcessingContext({ ...context.toObject(), fingerprint });
}
