import { resolve } from "node:path";
import * as functions from "@ohcs/functions";
import { foundRuns } from "@ohcs/records/host";
import { writeReport } from "@ohcs/report/disk";
import { programModules } from "ohcs/compose";
import { EXIT } from "../program/exit-code.ts";
import type { Outcome } from "../program/outcome.ts";
import type { Session } from "../program/session.ts";

/** Writes the report of an output plate, or of each in a folder. @throws `RUN_NOT_FOUND`, `RUN_CORRUPT` and what writing throws */
export async function writeReports(
  output: string,
  source: string | undefined,
  { directory }: Session,
): Promise<Outcome> {
  const found = await foundRuns(resolve(directory, output));
  const roots = found.own === null ? found.below.map(({ root }) => root) : [found.own.root];
  const from = source === undefined ? undefined : resolve(directory, source);
  const reports: string[] = [];
  for (const root of roots) reports.push(await writeOwnReport(root, from));
  return { exitCode: EXIT.success, json: { reports }, text: () => reports.map((path) => `${path}\n`).join("") };
}

/** Writes the report of one output plate by the modules of this program; returns its path. */
export function writeOwnReport(root: string, source?: string): Promise<string> {
  return writeReport(root, {
    modules: programModules(),
    functions: { "@ohcs/functions": functions },
    ...(source === undefined ? {} : { source }),
  });
}
