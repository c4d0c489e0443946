import { readFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { writeTextAtomically } from "@ohcs/filemanager/disk";
import { PAGE_STYLE } from "../page/page-style.ts";
import type { PlateOverview, PlatesData } from "../plates-data.ts";
import type { ReportData } from "../report-data.ts";
import { reportPieces } from "../report-page.ts";
import { collectReport, type ReportSource } from "./collect-report.ts";
import { plateOverview } from "./plate-overview.ts";

/** The name of a report in the folder of its output plate. */
export const REPORT_FILE = "report.html";

/** The name of a page over several plates, in the folder that holds them all. */
export const PLATES_FILE = "plates.html";

/**
 * Writes the report of the latest run of an output plate beside its results, whole or not at all. Returns its path.
 * @throws `RUN_NOT_FOUND`, `RUN_CORRUPT`, and what writing throws
 */
export async function writeReport(root: string, source: ReportSource = {}): Promise<string> {
  const path = join(root, REPORT_FILE);
  await writePage(path, await collectReport(root, source));
  return path;
}

/**
 * Writes the reports of several output plates, and a page over all of them into the folder that holds them. Returns the path of that
 * page, then those of the reports. Only one plate is in memory at a time.
 * @throws `RUN_NOT_FOUND`, `RUN_CORRUPT`, and what writing throws
 */
export async function writePlatesReport(
  roots: readonly string[],
  source: Omit<ReportSource, "source" | "known"> = {},
): Promise<readonly string[]> {
  const folder = commonFolder(roots);
  const plates: PlateOverview[] = [];
  const reports: string[] = [];
  for (const root of roots) {
    const path = join(root, REPORT_FILE);
    const data = await collectReport(root, source);
    await writePage(path, data);
    reports.push(path);
    const steps = relative(folder, path).split(sep);
    plates.push(await plateOverview(data, steps.map(encodeURIComponent).join("/")));
  }
  const path = join(folder, PLATES_FILE);
  await writePage(path, { specVersion: 1, plates: plates.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1)) });
  return [path, ...reports];
}

/** The deepest folder above all of them. */
function commonFolder([first = ".", ...others]: readonly string[]): string {
  const holds = (folder: string) => others.every((root) => dirname(root) === folder || root.startsWith(folder + sep));
  let folder = dirname(first);
  while (!holds(folder) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}

async function writePage(path: string, data: ReportData | PlatesData): Promise<void> {
  const [script, charts] = [await textOf("@ohcs/report/page"), await textOf("uplot/dist/uPlot.min.css")];
  await writeTextAtomically(path, reportPieces(data, { script, style: charts + PAGE_STYLE }));
}

function textOf(module: string): Promise<string> {
  return readFile(fileURLToPath(import.meta.resolve(module)), "utf8");
}
