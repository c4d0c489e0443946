import type { RunEvent } from "@ohcs/context";
import type { OutputReader } from "../host/run-host.ts";
import { storedRecord } from "./stored-record.ts";

/** Where all runs of an output plate note what was logged. */
export const LOG_PATH = ".ohcs/log.jsonl";

/** The last lines that a well logged, oldest first: those of its record or, while there is none, of the runs' log. */
export async function wellLines(reader: Pick<OutputReader, "readText">, well: string): Promise<readonly string[]> {
  const record = await storedRecord(reader, "well", well);
  if (record !== null) return record.log;
  const text = (await reader.readText(LOG_PATH)) ?? "";
  return text.split("\n").flatMap((line) => lineOf(line, well));
}

/** A run that was killed may leave its last line unfinished. */
function lineOf(line: string, well: string): readonly string[] {
  try {
    const event = JSON.parse(line) as RunEvent;
    return event.type === "log" && event.well === well ? [`${event.level}: ${event.text}`] : [];
  } catch {
    return [];
  }
}
