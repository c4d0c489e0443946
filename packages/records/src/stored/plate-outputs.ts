import { OhcsError, type OutputStore, type Phase, type PlateFile, type ProcessingContext } from "@ohcs/context";
import type { RunRecord } from "../close/run-record.ts";
import type { OutputReader } from "../run-host.ts";
import { readStoredPlan, type StoredPlan } from "./stored-plan.ts";
import { isRecordOf, readRunRecord } from "./stored-run.ts";
import { findRecord } from "./well-record-file.ts";

/**
 * Why nothing, or one output, of a plate is read: its run never began, goes on, broke off, was cancelled or came to nothing;
 * its run did not make the output, or its record or file is not as it was committed.
 */
export type PlateObstacle = "neverRun" | "running" | "interrupted" | "cancelled" | "failed" | "notMade" | "damaged";

/** What the latest run of an output plate committed, as reductions over plates read it. */
export interface PlateOutputs {
  readonly plate: string;
  /** Why nothing of it is read; null for a plate that contributes. */
  readonly obstacle: PlateObstacle | null;
  /** Proved by what the records of the plate's reductions say. */
  readonly files: readonly PlateFile[];
  /** Outputs that are not there, each with the reason. */
  readonly absent: Readonly<Record<string, PlateObstacle>>;
}

/** An output plate among others. */
export interface PlatePlace {
  readonly plate: string;
  /** Its folder, relative to the one in which the output plates lie. */
  readonly folder: string;
}

/** The name of the root of a plate among those of a run over plates. */
export function plateRootName(plate: string): string {
  return `plate:${plate}`;
}

/** Of the roots of a run over plates, the output plates that it reads, by plate; none where it is the run of a plate. */
export function plateRoots(roots: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const prefix = plateRootName("");
  const named = Object.entries(roots).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(named.map(([name, folder]) => [name.slice(prefix.length), folder]));
}

/** Names of what reductions over plates read of them, each once: `table:wells`. */
export function outputsOfPlates(contexts: readonly ProcessingContext[]): readonly string[] {
  const links = contexts.flatMap(({ stepPlans }) => stepPlans.toArray().flatMap(({ inputs }) => [...inputs.values()]));
  return [...new Set(links.flatMap(({ source, output }) => (source === "plates" && output !== null ? [output] : [])))];
}

/** Finds the outputs of a plate's reductions called `names` (`table:wells`). Never rejects for what the plate lacks. */
export async function readPlateOutputs(
  reader: OutputReader,
  { plate, folder }: PlatePlace,
  names: readonly string[],
): Promise<PlateOutputs> {
  const run = await endedRun(reader);
  if (typeof run === "string") return { plate, obstacle: run, files: [], absent: {} };
  const found = await Promise.all(names.map(async (output) => [output, await findFile(reader, run, output)] as const));
  return {
    plate,
    obstacle: null,
    files: found.flatMap(([output, file]) =>
      typeof file === "string" ? [] : [{ plate, output, path: `${folder}/${file.path}`, sha256: file.sha256 }],
    ),
    absent: Object.fromEntries(found.flatMap(([output, file]) => (typeof file === "string" ? [[output, file]] : []))),
  };
}

interface EndedRun {
  readonly plan: StoredPlan;
  readonly record: RunRecord;
}

async function endedRun(reader: OutputReader): Promise<EndedRun | PlateObstacle> {
  try {
    const [plan, record] = await Promise.all([readStoredPlan(reader), readRunRecord(reader)]);
    const { status } = record;
    if (status === "running" || !isRecordOf(record, plan))
      return (await reader.holder()) === null ? "interrupted" : "running";
    return status === "failed" || status === "cancelled" ? status : { plan, record };
  } catch (error) {
    if (!(error instanceof OhcsError)) throw error;
    if (error.code === "RUN_NOT_FOUND") return "neverRun";
    if (error.code === "RUN_CORRUPT") return "damaged";
    throw error;
  }
}

/** The file of an output by the record of the reduction that makes it, where that one is complete and the file as committed. */
async function findFile(reader: OutputReader, { plan, record }: EndedRun, output: string) {
  for (const { name, kind, contexts } of plan.plate.phases) {
    const store = kind === "reduce" ? storeIn({ contexts }, output) : null;
    const [context] = contexts;
    if (store === null || context === undefined) continue;
    const isComplete = record.phases?.some(
      (one) => one.kind === kind && one.name === name && one.status === "complete",
    );
    if (!isComplete) return "notMade";
    const { record: stored, isDamaged } = await findRecord(reader, context);
    if (isDamaged) return "damaged";
    const file = stored?.result.outputs.find(({ path }) => isFileOf(store, path));
    if (file === undefined) return "notMade";
    return (await reader.verify(file, "hash")) ? file : "damaged";
  }
  return "notMade";
}

function storeIn({ contexts }: Pick<Phase, "contexts">, output: string): OutputStore | null {
  const plans = contexts.toArray().flatMap(({ stepPlans }) => stepPlans.toArray());
  return plans.map(({ outputs }) => outputs.get(output)?.store ?? null).find((store) => store !== null) ?? null;
}

function isFileOf({ directory, name, extension, byContent }: OutputStore, path: string): boolean {
  return byContent ? path.startsWith(`${directory}/`) : path === `${directory}/${name}${extension}`;
}
