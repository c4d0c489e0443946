import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RunEvent } from "@ohcs/context";

/**
 * The wells that a run of the output plate began to compute, by its journal, once for each attempt, named like their
 * records: `A01`, and `A01-2` in the second phase of wells.
 */
export async function startedWells(root: string, runId: string): Promise<readonly string[]> {
  const text = await readFile(join(root, ".ohcs", "events.jsonl"), "utf8");
  const events = text.split("\n").flatMap((line) => eventOf(line) ?? []);
  let suffix = "";
  return events.flatMap((event) => {
    if (event.runId !== runId) return [];
    if (event.type === "phaseStarted") suffix = event.phase === 0 ? "" : "-2";
    return event.type === "wellStarted" ? [`${event.well}${suffix}`] : [];
  });
}

/** A killed run may have left half a line. */
function eventOf(line: string): RunEvent | null {
  try {
    return JSON.parse(line) as RunEvent;
  } catch {
    return null;
  }
}
