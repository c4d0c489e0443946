import {
  encodeContext,
  fingerprintOf,
  type Json,
  ProcessingContext,
  type WellResult,
  type WellTask,
} from "@ohcs/context";
import type { TaskInputs } from "./run-context.ts";

/**
 * The context of a reduction with the fingerprint of what it will really read: its own plans, how each well ended, and
 * the hash of every file and artifact that it takes. So a reduction is due again exactly when one of these changed; and what a
 * record of it says of its fingerprint proves what it was made from.
 */
export function reductionContext(
  context: ProcessingContext,
  { contributors, artifacts = [], plateFiles = [] }: TaskInputs,
  wells: ReadonlyMap<string, WellResult>,
): ProcessingContext {
  const blank = new ProcessingContext({
    ...context.toObject(),
    config: new ProcessingContext().config,
    fingerprint: "",
  });
  const read = [
    ...filesRead(context, contributors, wells),
    ...plateFiles.map(({ plate, output, path, sha256 }) => [plate, output, path, sha256]),
  ];
  const taken = artifacts.length === 0 ? [] : [artifacts.map(({ name, hash }) => `${name}:${hash}`)];
  const fingerprint = fingerprintOf([encodeContext(blank), contributors as unknown as Json, read, ...taken]);
  return new ProcessingContext({ ...context.toObject(), fingerprint });
}

/** Path and hash of each file of a well that the reduction reads, in the order in which it reads them. */
function filesRead(
  { stepPlans }: ProcessingContext,
  contributors: WellTask["contributors"],
  wells: ReadonlyMap<string, WellResult>,
): readonly Json[] {
  const names = stepPlans.toArray().flatMap(({ inputs, inputDir }) =>
    [...inputs.values()].flatMap(({ source, kind, output }) => {
      if (source !== "wells") return [];
      const file = `${(output ?? "").replace(/^[^:]*:/, "")}${kind === "table" ? ".csv" : ".json"}`;
      return [{ inputDir, file }];
    }),
  );
  const done = contributors.filter(({ status }) => status === "success").map(({ well }) => well);
  return names.flatMap(({ inputDir, file }) =>
    done.map((well) => {
      const path = `${inputDir}/${well}_${file}`;
      return [path, wells.get(well)?.outputs.find((output) => output.path === path)?.sha256 ?? null];
    }),
  );
}
