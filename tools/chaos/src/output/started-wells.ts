import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RunEvent } from "@ohcs/context";

/** The wells that a run of the output plate began to compute, by its journal, once for each attempt. */
export async function startedWells(root: string, runId: string): Promise<readonly string[]> {
  const text = await readFile(join(root, ".ohcs", "events.jsonl"), "utf8");
  const events = text.split("\n").map(eventOf);
  return events.flatMap((event) => (event?.type === "wellStarted" && event.runId === runId ? [event.well] : []));
}

/** A run that was killed may have left half a line. */
function eventOf(line: string): RunEvent | null {
  try {
    return JSON.parse(line) as RunEvent;
  } catch {
    return null;
  }
}
