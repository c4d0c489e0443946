import { encodeContext, fingerprintOf, type Json, ProcessingContext } from "@ohcs/context";
import type { TaskInputs } from "./run-context.ts";

/**
 * The context of a reduction with the fingerprint of what it will really read: its own plans, how each well ended, and
 * the hash of every file and artifact that it takes. So a reduction is due again exactly when one of these changed; and what a
 * record of it says of its fingerprint proves what it was made from.
 */
export function reductionContext(
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
