/** Collects the report of an output plate, and writes its page: Node only. */
export { collectReport, type KnownOfRun, type ReportSource } from "./collect-report.ts";
export { PLATES_FILE, REPORT_FILE, writePlatesReport, writeReport } from "./write-report.ts";
