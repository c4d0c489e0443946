import { resolve } from "node:path";
import * as functions from "@ohcs/functions";
import { foundRuns } from "@ohcs/records/host";
import { type ReportSource, writePlatesReport, writeReport } from "@ohcs/report/disk";
import { programModules } from "ohcs/modules";
import { fail } from "../errors.ts";
import { EXIT, type Outcome, type Session } from "../program/session.ts";

/**
 * Writes the report of an output plate; of several, or of those in a folder, that of each and a page over all.
 * @throws `RUN_NOT_FOUND`, `RUN_CORRUPT`, `USAGE_INVALID` for one source of several plates, and what writing throws
 */
export async function writeReports(
  outputs: readonly string[],
  source: string | undefined,
  { directory }: Session,
): Promise<Outcome> {
  const found = await Promise.all(outputs.map((output) => foundRuns(resolve(directory, output))));
  const roots = found.flatMap((one) => (one.own === null ? one.below : [one.own]).map(({ root }) => root));
  if (source !== undefined && roots.length > 1)
    throw fail("USAGE_INVALID", `Cannot use '--source': expected one output plate with it, got ${roots.length}`);
  const reports = await writeOwnReports(roots, source === undefined ? {} : { source: resolve(directory, source) });
  return { exitCode: EXIT.success, json: { reports }, text: () => reports.map((path) => `${path}\n`).join("") };
}

/** Writes the reports of output plates by the modules of this program; returns the paths, that of the page over several first. */
export async function writeOwnReports(
  roots: readonly string[],
  own: Pick<ReportSource, "source" | "known"> = {},
): Promise<readonly string[]> {
  const [first, second] = roots;
  const from = { modules: programModules(), functions: { "@ohcs/functions": functions } };
  if (first === undefined) return [];
  if (second !== undefined) return writePlatesReport(roots, from);
  return [await writeReport(first, { ...from, ...own })];
}
