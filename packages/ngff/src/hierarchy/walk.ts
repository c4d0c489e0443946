import { isTooDeep } from "@ohcs/context";
import { fail } from "../errors.ts";
import type { NgffVersion } from "../model/version.ts";
import { isJsonObject, type JsonObject, printed, type Report, type Weighing } from "../rules/collect-violations.ts";

/** Limits on lists of nodes that are opened one by one; no plate of a microscope comes near. */
const MOST = { wells: 1_536, fields: 10_000, multiscales: 64, levels: 64, labels: 1_000 } as const;

/**
 * Reads one metadata file of a hierarchy, `A/1/zarr.json` or `A/1/.zattrs`, as parsed JSON; null where there is none. A
 * `SyntaxError` counts as a violation, any other error ends the validation.
 */
export type HierarchyReader = (path: string) => Promise<unknown>;

/** How many documents were read. */
export interface Visited {
  wells: number;
  images: number;
  labels: number;
  arrays: number;
}

/** State shared by all visits of one validation. */
export interface Walk {
  readonly reader: HierarchyReader;
  readonly weighing: Weighing;
  readonly visited: Visited;
  readonly concurrency: number;
  readonly signal: AbortSignal | undefined;
}

/** The version that the root has, and everything below it should have. */
export const versionOf = ({ weighing }: Walk): NgffVersion => weighing.version;

/** A document that was read, or why it could not be. */
export type Reading = JsonObject | "missing" | "unreadable";

/**
 * Reads a metadata file; one that is not a JSON object is reported. @throws `NGFF_READ_FAILED`, and the reason of the
 * signal
 */
export async function readDocument(
  walk: Pick<Walk, "reader" | "signal">,
  path: string,
  report: Report,
): Promise<Reading> {
  walk.signal?.throwIfAborted();
  const value = await parsed(walk.reader, path, report);
  if (value === null || value === undefined) return "missing";
  if (isTooDeep(value)) {
    report("zarr/unreadable", "", "expected fewer levels of nesting");
    return "unreadable";
  }
  if (isJsonObject(value)) return value;
  if (value !== UNPARSED) report("zarr/unreadable", "", `expected an object, got ${printed(value)}`);
  return "unreadable";
}

const UNPARSED = Symbol("no JSON");

async function parsed(reader: HierarchyReader, path: string, report: Report): Promise<unknown> {
  try {
    return await reader(path);
  } catch (cause) {
    if (!(cause instanceof Error && cause.name === "SyntaxError"))
      throw fail("NGFF_READ_FAILED", `Cannot read '${path}': the reader failed`, {
        cause,
        details: { path },
      });
    report("zarr/unreadable", "", `expected JSON, got ${printed(cause.message)}`);
    return UNPARSED;
  }
}

/** Ends a validation that would exceed a limit. @throws `NGFF_TOO_LARGE` naming the document */
export function checkListed(what: keyof typeof MOST, count: number, document: string): void {
  const most = MOST[what];
  if (count <= most) return;
  throw fail("NGFF_TOO_LARGE", `Cannot validate '${document}': expected at most ${most} ${what}, got ${count}`, {
    details: { document, limit: what, most, count },
  });
}
