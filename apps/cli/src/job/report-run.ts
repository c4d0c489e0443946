import type { PlateResult } from "@ohcs/context";
import type { PlateRun } from "@ohcs/executor";
import { ReportAhead } from "@ohcs/report/ahead";
import type { KnownOfRun } from "@ohcs/report/disk";
import { programModules } from "ohcs/modules";
import type { Session } from "../program/session.ts";
import type { Style } from "../terminal/terminal.ts";

/**
 * Writes the reports of runs that have ended; returns their paths, that of the page over several plates first. What cannot be written is a
 * notice: a run is what it is without.
 */
export async function reportRuns(
  results: readonly PlateResult[],
  { terminal }: Session,
  known?: KnownOfRun,
): Promise<readonly string[]> {
  const roots = results.map(({ outputRoot }) => outputRoot);
  try {
    const { writeOwnReports } = await import("../stored/write-report.ts");
    return await writeOwnReports(roots, known === undefined ? {} : { known });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    terminal.err.write(`Cannot write the report of '${roots.join("', '")}': ${why}\n  → Try 'ohcs report'.\n`);
    return [];
  }
}

/** Has what the report of a run shows of its wells read while it goes on. */
export function reportAhead(run: PlateRun): ReportAhead {
  const { roots, modules } = run.startup;
  const ahead = new ReportAhead({ plate: run.plate, startup: { roots, modules: { ...modules, ...programModules() } } });
  run.subscribe((event) => {
    if (event.type === "wellFinished") ahead.wellEnded(event.well);
  });
  return ahead;
}

/** Where the report lies, below the summary of its run. */
export function reportLine([path]: readonly string[], { colors }: Style): string {
  return path === undefined ? "" : `\n${colors.bold("report")}  ${path}\n`;
}
