import { type RunEvent, readJson, type WellError } from "@ohcs/context";
import { LAYOUT } from "../layout.ts";
import type { OutputReader } from "../run-host.ts";
import { storedRecord } from "./well-record-file.ts";

/** The last log lines of a well, oldest first: those of its record or, while there is none, of the runs' log. */
export async function wellLines(reader: Pick<OutputReader, "readText">, well: string): Promise<readonly string[]> {
  const lines = await recordedLines(reader, well, 0);
  if (lines !== null) return lines;
  const text = (await reader.readText(LAYOUT.log)) ?? "";
  return text.split("\n").flatMap((line) => lineOf(line, well));
}

/** Of all stretches that have a record, one after the other; null where there is none. */
async function recordedLines(
  reader: Pick<OutputReader, "readText">,
  axisId: string,
  phase: number,
): Promise<readonly string[] | null> {
  const record = await storedRecord(reader, { axis: "well", axisId, phase });
  return record === null ? null : [...record.log, ...((await recordedLines(reader, axisId, phase + 1)) ?? [])];
}

/** A run that was killed may leave its last line unfinished. */
function lineOf(line: string, well: string): readonly string[] {
  try {
    const event = readJson(line) as unknown as RunEvent;
    return event.type === "log" && event.well === well ? [`${event.level}: ${event.text}`] : [];
  } catch {
    return [];
  }
}

/** Why a well failed, from the first of its records with an error; null if there is none. */
export async function wellError(
  reader: Pick<OutputReader, "readText">,
  axisId: string,
  phase = 0,
): Promise<WellError | null> {
  const record = await storedRecord(reader, { axis: "well", axisId, phase });
  return record === null ? null : (record.result.error ?? wellError(reader, axisId, phase + 1));
}
