import { rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { isOhcsError } from "@ohcs/context";
import { type RunRecord, readRunRecord } from "@ohcs/records";
import { outputReader } from "../stored/output-reader.ts";
import { foreign } from "./demo-foreign.ts";
import { mark, readMarks } from "./demo-marks.ts";

/**
 * Clears the output of an earlier demo away, and marks the one that comes as begun.
 * @throws `DEMO_PLATE_FOREIGN` where the latest run in it was none of the demo
 */
export async function clearOutput(outputRoot: string): Promise<void> {
  const folder = dirname(outputRoot);
  const stands = await stat(outputRoot).then(
    () => true,
    () => false,
  );
  if (stands) {
    const { run } = await readMarks(folder);
    const record = await recordIn(outputRoot);
    // One that was killed could not be marked: it is one that still says it runs.
    const isOwn = record !== null && (run === null ? record.status === "running" : run === record.runId);
    if (!isOwn) throw foreign(outputRoot);
    await rm(outputRoot, { recursive: true });
  }
  await mark(folder, { run: null });
}

/** Marks the output as made by the demo, as far as its run came. */
export async function markOutput(outputRoot: string): Promise<void> {
  const record = await recordIn(outputRoot);
  if (record !== null) await mark(dirname(outputRoot), { run: record.runId });
}

async function recordIn(outputRoot: string): Promise<RunRecord | null> {
  return readRunRecord(outputReader(outputRoot)).catch((error: unknown) => {
    if (isOhcsError(error)) return null;
    throw error;
  });
}
