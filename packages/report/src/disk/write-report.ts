import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeTextAtomically } from "@ohcs/filemanager/disk";
import { PAGE_STYLE } from "../page/page-style.ts";
import { reportPage } from "../report-page.ts";
import { collectReport, type ReportSource } from "./collect-report.ts";

/** The name of a report in the folder of its output plate. */
export const REPORT_FILE = "report.html";

/**
 * Writes the report of the latest run of an output plate beside its results, whole or not at all. Returns its path.
 * @throws `RUN_NOT_FOUND`, `RUN_CORRUPT`, and what writing throws
 */
export async function writeReport(root: string, source: ReportSource = {}): Promise<string> {
  const data = await collectReport(root, source);
  const [script, charts] = [await textOf("@ohcs/report/page"), await textOf("uplot/dist/uPlot.min.css")];
  const path = join(root, REPORT_FILE);
  await writeTextAtomically(path, reportPage(data, { script, style: charts + PAGE_STYLE }));
  return path;
}

function textOf(module: string): Promise<string> {
  return readFile(fileURLToPath(import.meta.resolve(module)), "utf8");
}
