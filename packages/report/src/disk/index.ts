/** Collects the report of an output plate, and writes its page: Node only. */
export { collectReport, type ReportSource } from "./collect-report.ts";
export { REPORT_FILE, writeReport } from "./write-report.ts";
