import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { sha256Hex } from "@ohcs/context";
import { writeTextAtomically } from "@ohcs/filemanager/disk";
import { fail } from "../errors.ts";
import type { WellNode } from "../node/well-node.ts";
import { type JobReference, Journals } from "../store/journals.ts";

/** Wells by the index of the task that runs them. */
export type Chunks = readonly (readonly JobReference[])[];

/** What became of a chunk. */
export interface ChunkOutcome {
  /** Wells that have a result now, those that had one before included. */
  readonly done: number;
  /** Wells that could not be begun, or whose result could not be written down. */
  readonly failed: number;
  /** Wells that were not begun because the task was to end. */
  readonly left: number;
}

/** Variables in which schedulers give a task its index: Slurm, Kubernetes, AWS Batch. */
const INDEX_VARIABLES = ["SLURM_ARRAY_TASK_ID", "JOB_COMPLETION_INDEX", "AWS_BATCH_JOB_ARRAY_INDEX"];

/** Keeps chunks in `folder`, which is there; returns the file, whose name is the hash of its text. */
export async function keepChunks(folder: string, chunks: Chunks): Promise<string> {
  const text = JSON.stringify(chunks);
  const file = join(folder, `${sha256Hex(text)}.json`);
  await writeTextAtomically(file, text);
  return file;
}

/** @throws `JOB_CORRUPT` */
export async function readChunks(file: string): Promise<Chunks> {
  const text = await readFile(file, "utf8");
  if (`${sha256Hex(text)}.json` === basename(file)) return JSON.parse(text) as Chunks;
  throw fail("JOB_CORRUPT", `Cannot read tasks: expected text with the hash in '${file}', got other bytes`);
}

/** Which task of an array this process is. @throws `INDEX_UNKNOWN` */
export function taskIndex(environment: Readonly<Record<string, string | undefined>> = process.env): number {
  const index = INDEX_VARIABLES.map((name) => environment[name]).find((value) => /^\d+$/.test(value ?? ""));
  if (index !== undefined) return Number(index);
  const message = `Cannot run tasks: expected the index of one in ${INDEX_VARIABLES.join(", ")}, got none`;
  throw fail("INDEX_UNKNOWN", message);
}

/** Runs the wells of one task that have no result yet, `slots` at a time; once `signal` is aborted, no more are begun. */
export async function runChunk(
  node: WellNode,
  {
    file,
    index,
    slots,
    signal,
  }: { readonly file: string; readonly index: number; readonly slots: number; readonly signal: AbortSignal },
): Promise<ChunkOutcome> {
  const refs = (await readChunks(file))[index] ?? [];
  // The chunks of a run lie beside its results.
  const lines = await new Journals(join(dirname(dirname(file)), "results")).news();
  const done = new Set(lines.flatMap((line) => ("result" in line ? [line.job] : [])));
  const due = refs.filter(({ job }) => !done.has(job));
  const never = new AbortController().signal;
  let failed = 0;
  const waiting = [...due];
  const lane = async () => {
    for (let ref = next(); ref !== undefined; ref = next())
      await node.runWellByReference(ref, never).catch(() => {
        failed++;
      });
  };
  const next = () => (signal.aborted ? undefined : waiting.shift());
  await Promise.all(Array.from({ length: slots }, lane));
  return { done: refs.length - waiting.length - failed, failed, left: waiting.length };
}
