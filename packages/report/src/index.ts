/**
 * Reports of runs: what happened to each well, the plate as heat maps and pictures, curves and statistics, on one page.
 *
 * {@link reportPage} turns {@link ReportData} into a page that opens from disk, and runs anywhere; `@ohcs/report/disk` collects the data
 * of an output plate and writes the page beside it.
 */
export type { ControlPicture, PlateOverview, PlatesData, Quartiles, ZPrime } from "./plates-data.ts";
export type {
  ChannelReport,
  NoticeReport,
  ObjectPlace,
  ObjectsReport,
  PlateSummary,
  ReportData,
  ReportTable,
  SeamOfWell,
  SheetReport,
  StepReport,
  StitchingReport,
  UnreadImages,
  ViewReport,
  WellReport,
} from "./report-data.ts";
export { type PageAssets, reportPage } from "./report-page.ts";
