import {
  type CompiledPlate,
  canonicalJson,
  mapConcurrently,
  type OutputFile,
  type ProcessingContext,
} from "@ohcs/context";
import type { OutputReader } from "../run-host.ts";
import { effectiveFingerprint } from "./artifacts.ts";
import { readStoredPlan } from "./stored-plan.ts";
import { findRecord, platformSha256 } from "./well-record-file.ts";

/** What of an output plate is not as its records say. */
export interface RunProblem {
  /** The well or the reduction. */
  readonly of: string;
  /** It has no record · its record was changed · the record is of another plan · a file is not as committed. */
  readonly reason: "noRecord" | "recordDamaged" | "otherPlan" | "fileDamaged";
  /** The file that is not as committed, or null. */
  readonly file: string | null;
}

/** What was found of an output plate. */
export interface RunProof {
  /** Wells and reductions whose outputs were proved. */
  readonly proved: readonly string[];
  /** Those whose record says that they did not succeed; nothing is claimed of them. */
  readonly unfinished: readonly string[];
  /** In the order of the plan. */
  readonly problems: readonly RunProblem[];
  readonly files: number;
  readonly bytes: number;
  /** SHA-256 over the plan and the hash of every proved file: the same for equal results, whenever and wherever they were made. */
  readonly digest: string;
}

const PROVED_AT_ONCE = 4;

/**
 * Proves an output plate by its records: every file is read and hashed. A well that its latest run was not asked for may
 * have no record. Read-only. @throws `RUN_NOT_FOUND`, `RUN_CORRUPT`
 */
export async function verifyRun(reader: OutputReader): Promise<RunProof> {
  const { plate } = await readStoredPlan(reader);
  const contexts = plate.phases.toArray().flatMap((phase) => phase.contexts.toArray());
  const asked = new Set(plate.wells);
  const isAsked = ({ axis, axisId }: ProcessingContext) => axis !== "well" || asked.has(axisId);
  const found = await mapConcurrently(contexts, PROVED_AT_ONCE, (context) =>
    proveContext(reader, context, isAsked(context)),
  );
  const outputs = found.flatMap((one) => one.outputs);
  return {
    proved: [...new Set(found.filter(({ state }) => state === "proved").map(({ of }) => of))],
    unfinished: [...new Set(found.filter(({ state }) => state === "unfinished").map(({ of }) => of))],
    problems: found.flatMap(({ problem }) => problem ?? []),
    files: outputs.length,
    bytes: outputs.reduce((sum, { bytes }) => sum + bytes, 0),
    digest: await runDigest(plate, outputs),
  };
}

/** SHA-256 over a plan and the hashes of `outputs`, in any order. */
export function runDigest(
  { fingerprint }: Pick<CompiledPlate, "fingerprint">,
  outputs: readonly OutputFile[],
): Promise<string> {
  const hashes = outputs.map(({ path, sha256 }) => [path, sha256]).toSorted(([a = ""], [b = ""]) => (a < b ? -1 : 1));
  return platformSha256(canonicalJson([fingerprint, hashes]));
}

interface ProvedContext {
  readonly of: string;
  readonly state: "proved" | "unfinished" | "notAsked" | "wrong";
  readonly problem: RunProblem | null;
  /** None unless all are as committed. */
  readonly outputs: readonly OutputFile[];
}

async function proveContext(
  reader: OutputReader,
  context: ProcessingContext,
  isAsked: boolean,
): Promise<ProvedContext> {
  const of = context.axisId;
  const wrong = (reason: RunProblem["reason"], file: string | null = null): ProvedContext => {
    return { of, state: "wrong", problem: { of, reason, file }, outputs: [] };
  };
  const { record, isDamaged } = await findRecord(reader, context);
  if (isDamaged) return wrong("recordDamaged");
  if (record === null) return isAsked ? wrong("noRecord") : { of, state: "notAsked", problem: null, outputs: [] };
  // The fingerprint of a reduction is that of what it really read: it is not known from the plan alone.
  const isOfPlan = record.fingerprint === effectiveFingerprint(context.fingerprint, record.artifacts);
  if (context.axis === "well" && !isOfPlan) return wrong("otherPlan");
  const { status, outputs } = record.result;
  if (status !== "success" && status !== "skipped") return { of, state: "unfinished", problem: null, outputs: [] };
  for (const output of outputs) if (!(await reader.verify(output, "hash"))) return wrong("fileDamaged", output.path);
  return { of, state: "proved", problem: null, outputs };
}
