/** Makes the pictures of a report while its run goes on: Node only. */
export { type GoingRun, ReportAhead } from "./report-ahead.ts";
