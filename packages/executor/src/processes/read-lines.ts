import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** Calls `listen` for every line of a stream. */
export function readLines(stream: Readable | null, listen: (line: string) => void): void {
  if (stream !== null) createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on("line", listen);
}
