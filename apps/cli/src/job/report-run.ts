import type { PlateResult } from "@ohcs/context";
import type { Session } from "../program/session.ts";
import type { Style } from "../terminal/style.ts";

/**
 * Writes the report of a run that has ended; returns its path. One that cannot be written is a notice: the run is what it is without.
 */
export async function reportRun({ outputRoot }: PlateResult, { terminal }: Session): Promise<string | null> {
  try {
    const { writeOwnReport } = await import("../stored/write-report.ts");
    return await writeOwnReport(outputRoot);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    terminal.err.write(`Cannot write the report of '${outputRoot}': ${why}\n  → Try 'ohcs report'.\n`);
    return null;
  }
}

/** Where a report lies, below the summary of its run. */
export function reportLine(path: string | null, { colors }: Style): string {
  return path === null ? "" : `\n${colors.bold("report")}  ${path}\n`;
}
