import { type ArtifactFile, fingerprintOf, type OutputFile, ProcessingContext } from "@ohcs/context";
import { artifactAt } from "../layout.ts";

/** Names of the artifacts that a context reads, sorted. */
export function artifactsRead({ stepPlans }: ProcessingContext): readonly string[] {
  const links = stepPlans.toArray().flatMap(({ inputs }) => [...inputs.values()]);
  const names = links.flatMap(({ source, output }) => (source === "artifact" ? [nameOf(output ?? "")] : []));
  return [...new Set(names)].toSorted();
}

/** Names of the artifacts that a reduction makes, sorted. */
export function artifactsMade({ stepPlans }: ProcessingContext): readonly string[] {
  const names = stepPlans.toArray().flatMap(({ outputs }) => [...outputs.keys()]);
  return names
    .filter((name) => name.startsWith("artifact:"))
    .map(nameOf)
    .toSorted();
}

/** The artifacts among the files that a reduction committed. */
export function artifactsIn(outputs: readonly OutputFile[]): readonly ArtifactFile[] {
  return outputs.flatMap(({ path }) => artifactAt(path) ?? []);
}

/** A context as it is run: the content of its artifacts is part of its fingerprint. */
export function effectiveContext(context: ProcessingContext, artifacts: readonly ArtifactFile[]): ProcessingContext {
  const fingerprint = effectiveFingerprint(context.fingerprint, artifacts);
  return fingerprint === context.fingerprint ? context : new ProcessingContext({ ...context.toObject(), fingerprint });
}

/** The fingerprint in a record, from that of the plan and the artifacts that were read. */
export function effectiveFingerprint(
  fingerprint: string,
  artifacts: readonly Pick<ArtifactFile, "name" | "hash">[] = [],
): string {
  const read = artifacts.map(({ name, hash }) => `${name}:${hash}`).toSorted();
  return read.length === 0 ? fingerprint : fingerprintOf([fingerprint, read]);
}

function nameOf(output: string): string {
  return output.replace(/^artifact:/, "");
}
