import { open } from "node:fs/promises";
import { join } from "node:path";
import type { EarlierRun } from "@ohcs/context";
import { LAYOUT } from "../layout.ts";
import { readRunRecord } from "../stored/stored-run.ts";
import { outputReader } from "./output-reader.ts";

/** The beginning of a record: the identifying fields come before the wells, which may be many megabytes. */
const HEAD_BYTES = 4096;

/** Plate and pipeline of the latest run in an output folder; null if there is none, or its record cannot be read. */
export async function earlierRun(root: string): Promise<EarlierRun | null> {
  return (await fromHead(root).catch(() => null)) ?? (await fromRecord(root).catch(() => null));
}

async function fromHead(root: string): Promise<EarlierRun | null> {
  const file = await open(join(root, LAYOUT.run));
  try {
    const { buffer, bytesRead } = await file.read({ buffer: new Uint8Array(HEAD_BYTES), position: 0 });
    const head = new TextDecoder().decode(buffer.subarray(0, bytesRead));
    const [plateId, pipelineName] = [textField(head, "plateId"), textField(head, "pipelineName")];
    return plateId === null || pipelineName === null ? null : { plateId, pipelineName };
  } finally {
    await file.close();
  }
}

/**
 * Fields of the record itself are one per line, indented by two spaces; no line of a text and no inner field begins
 * like that.
 */
function textField(head: string, name: string): string | null {
  const value = new RegExp(`^ {2}"${name}": (".*"),?$`, "m").exec(head)?.[1];
  return value === undefined ? null : (JSON.parse(value) as string);
}

/** A record with another layout is read whole. An unreadable one gives nothing: resuming the run reports it. */
async function fromRecord(root: string): Promise<EarlierRun> {
  const { plateId, pipelineName } = await readRunRecord(outputReader(root));
  return { plateId, pipelineName };
}
