import type { CompiledPlate, catalogueOf, WellRecord, WorkerStartup } from "@ohcs/context";
import { type FileManager, importModule, moduleLoader, openStorage } from "@ohcs/filemanager";
import { backendsOf, describeRun, type KnownRun, readRecordedRun, runDigest, storedRecord } from "@ohcs/records";
import { outputReader } from "@ohcs/records/host";
import type { ReportData } from "../report-data.ts";
import { methodsOf } from "./methods-of.ts";
import { objectsOfWells } from "./objects-of-wells.ts";
import type { PicturesAhead } from "./picture-reading.ts";
import { pictureSheets } from "./picture-sheets.ts";
import { looksTable, tablesOf } from "./plate-tables.ts";
import { nameOf, shownViews } from "./shown-views.ts";
import { exclusionsOf, noticesOf, provenanceOf, stepsOf } from "./steps-of-run.ts";
import { stitchingOf } from "./stitching-of-wells.ts";
import { shownWells, summaryOf, unreadImages, wellReports } from "./wells-of-run.ts";

/** What is in memory of a run that has just ended, of all that a report reads. */
export interface KnownOfRun extends KnownRun {
  readonly pictures: PicturesAhead;
}

/** What a report is collected from, where that is not what the run recorded. */
export interface ReportSource {
  /** Where the source plate lies now. @default the folder that the run read */
  readonly source?: string;
  /** URLs of modules of backends, by name. @default those that the run loaded */
  readonly modules?: WorkerStartup["modules"];
  /** Modules of functions by name: what they declare is cited. */
  readonly functions?: Parameters<typeof catalogueOf>[0];
  /** What need not be read, of the latest run. */
  readonly known?: KnownOfRun;
}

/** Reads the report of the latest run of an output plate; pictures that cannot be read are left out. @throws `RUN_NOT_FOUND`, `RUN_CORRUPT` */
export async function collectReport(
  root: string,
  { source, modules = {}, functions = {}, known }: ReportSource = {},
): Promise<ReportData> {
  const reader = outputReader(root);
  const recorded = await readRecordedRun(reader, known);
  const { record, plan } = recorded;
  const run = await describeRun(reader, recorded);
  const shown = shownWells(recorded);
  const reductions = await recordsOfReductions(reader, plan.plate);
  const records = [...shown.flatMap((one) => one.records), ...reductions];
  const roots = { ...record.roots, output: root, ...(source === undefined ? {} : { source }) };
  const storage = openBackends(plan.plate, { roots, modules: { ...record.modules, ...modules }, runId: "" });
  try {
    const channels = shown[0]?.context.plate.channels.toArray().map(({ id, name }) => ({ id, name })) ?? [];
    const views = shownViews(shown);
    const { sheets, images, unread, looks } = await pictureSheets(storage, views, channels, known?.pictures);
    const objects = await objectsOfWells(storage, plan.plate);
    const tables = await tablesOf(storage, plan.plate, { records, objects: objects?.table });
    const wells = wellReports(run.wells, shown);
    const plate = summaryOf(run, shown);
    const steps = stepsOf(plan.plate, records, functions);
    const receipt = await receiptOf(plan.plate, records);
    const facts = { plate, wells, channels, steps, receipt };
    return {
      specVersion: 1,
      ...facts,
      views: views.map((view) => ({ text: view.text, name: nameOf(view), site: view.site, outlines: view.outlines })),
      sheets,
      images,
      unread: unreadImages(unread, wells, channels),
      objects,
      stitching: await stitchingOf(storage, shown),
      tables: [...tables, ...looksTable(looks, wells, channels)],
      notices: noticesOf(records),
      exclusions: exclusionsOf(record),
      provenance: provenanceOf(plan.plate, record),
      methods: methodsOf({ ...facts, context: shown[0]?.context, environment: record.environment }),
    };
  } finally {
    await storage.close();
  }
}

function openBackends(plate: CompiledPlate, startup: WorkerStartup): FileManager {
  return openStorage({ backends: backendsOf(plate) }, startup, moduleLoader(startup, importModule));
}

async function recordsOfReductions(
  reader: ReturnType<typeof outputReader>,
  { phases }: CompiledPlate,
): Promise<readonly WellRecord[]> {
  const contexts = phases.toArray().flatMap(({ kind, contexts }) => (kind === "reduce" ? contexts.toArray() : []));
  const records = await Promise.all(contexts.map((context) => storedRecord(reader, context)));
  return records.flatMap((record) => record ?? []);
}

/** What `ohcs verify` finds while no file was changed; null while nothing has succeeded. */
async function receiptOf(plate: CompiledPlate, records: readonly WellRecord[]): Promise<string | null> {
  const done = records.filter(({ result }) => result.status === "success" || result.status === "skipped");
  const outputs = done.flatMap(({ result }) => result.outputs);
  return done.length === 0 ? null : runDigest(plate, outputs);
}
