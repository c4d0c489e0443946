import {
  type CompiledPlate,
  catalogueOf,
  parseWellId,
  plateFormatHolding,
  toJson,
  type WellRecord,
  type WorkerStartup,
} from "@ohcs/context";
import { type FileManager, importModule, moduleLoader, openStorage } from "@ohcs/filemanager";
import {
  backendsOf,
  describeRun,
  type RecordedRun,
  type RunDescription,
  type RunRecord,
  readRecordedRun,
  runDigest,
  storedRecord,
  wellContexts,
} from "@ohcs/records";
import { outputReader } from "@ohcs/records/host";
import type { ChannelReport, ReportData, ReportTable, StepReport, UnreadImages, WellReport } from "../report-data.ts";
import { methodsOf } from "./methods-of.ts";
import { objectsOfWells, sixDigits } from "./objects-of-wells.ts";
import { type Look, pictureSheets, type Unread } from "./picture-sheets.ts";
import { type ShownWell, shownViews } from "./shown-views.ts";

/** What a report is collected from, where that is not what the run recorded. */
export interface ReportSource {
  /** Where the source plate lies now. @default the folder that the run read */
  readonly source?: string;
  /** URLs of modules of backends, by name. @default those that the run loaded */
  readonly modules?: WorkerStartup["modules"];
  /** Modules of functions by name: what they declare is cited. */
  readonly functions?: Parameters<typeof catalogueOf>[0];
}

/** Tables of more rows are not part of a page. */
const MOST_ROWS = 5000;

/** Reads the report of the latest run of an output plate; pictures that cannot be read are left out. @throws `RUN_NOT_FOUND`, `RUN_CORRUPT` */
export async function collectReport(
  root: string,
  { source, modules = {}, functions = {} }: ReportSource = {},
): Promise<ReportData> {
  const reader = outputReader(root);
  const recorded = await readRecordedRun(reader);
  const { record, plan } = recorded;
  const { plate } = plan;
  const run = await describeRun(reader, recorded);
  const shown = shownWells(recorded);
  const reductions = (await Promise.all(reductionsOf(plate).map((one) => storedRecord(reader, one)))).flatMap(
    (one) => one ?? [],
  );
  const roots = { ...record.roots, output: root, ...(source === undefined ? {} : { source }) };
  const storage = openBackends(plate, { roots, modules: { ...record.modules, ...modules }, runId: "" });
  try {
    const channels = shown[0]?.context.plate.channels.toArray().map(({ id, name }) => ({ id, name })) ?? [];
    const views = shownViews(shown);
    const { sheets, unread, looks } = await pictureSheets(storage, views, channels);
    const objects = await objectsOfWells(storage, plate);
    const wells = wellReports(run.wells, shown);
    const summary = summaryOf(run, wells);
    const steps = stepsOf(plate, [...shown.flatMap(({ records }) => records), ...reductions], functions);
    const receipt = await receiptOf(recorded, reductions);
    const { environment } = record;
    const methods = { plate: summary, wells, channels, steps, context: shown[0]?.context, environment, receipt };
    return {
      specVersion: 1,
      plate: summary,
      wells,
      channels,
      views: views.map(({ text, site, outlines }) => ({ text, site, outlines })),
      sheets,
      unread: unreadImages(unread, wells, channels),
      objects,
      tables: [...(await tablesOf(storage, plate, objects?.table)), ...looksTable(looks, wells, channels)],
      steps,
      notices: noticesOf([...shown.flatMap(({ records }) => records), ...reductions]),
      exclusions: exclusionsOf(record),
      provenance: provenanceOf(plate, record),
      receipt,
      methods: methodsOf(methods),
    };
  } finally {
    await storage.close();
  }
}

function openBackends(plate: CompiledPlate, startup: WorkerStartup): FileManager {
  return openStorage({ backends: backendsOf(plate) }, startup, moduleLoader(startup, importModule));
}

/** The wells in plate order, each with its first context, which reads the source, and all its records. */
function shownWells({ plan, wells }: RecordedRun): readonly ShownWell[] {
  const shown = new Map<string, { context: ShownWell["context"]; records: WellRecord[] }>();
  for (const [i, context] of wellContexts(plan.plate).entries()) {
    const one = shown.get(context.axisId) ?? { context, records: [] };
    shown.set(context.axisId, one);
    const record = wells[i]?.record ?? null;
    if (record !== null) one.records.push(record);
  }
  return [...shown.values()];
}

function summaryOf(run: RunDescription, wells: readonly WellReport[]): ReportData["plate"] {
  const row = Math.max(0, ...wells.map((well) => well.row));
  const column = Math.max(0, ...wells.map((well) => well.column));
  return {
    id: run.plateId,
    pipeline: run.pipeline,
    status: run.status,
    startedAt: run.startedAt,
    durationMs: run.durationMs,
    source: run.source,
    output: run.output,
    ...(plateFormatHolding(row, column) ?? { rows: row + 1, columns: column + 1 }),
  };
}

function wellReports(states: RunDescription["wells"], shown: readonly ShownWell[]): readonly WellReport[] {
  const began = shown.flatMap(({ records }) => records.map(({ result }) => Date.parse(result.startedAt)));
  const first = began.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
  return shown.map(({ context: { axisId: well }, records }) => {
    const results = records.map(({ result }) => result);
    const { state, attempts, durationMs } = states[well] ?? { state: "pending", attempts: 0, durationMs: null };
    const error = results.find((result) => result.error !== null)?.error ?? null;
    const [result] = results;
    return {
      well,
      ...parseWellId(well),
      state,
      error: error === null ? null : { code: error.code, message: error.message, remedy: error.remedy },
      attempts,
      durationMs,
      beganMs: result === undefined ? null : Date.parse(result.startedAt) - first,
      worker: result?.worker ?? null,
      peakBytes: result === undefined ? null : Math.max(...results.map(({ peakBytes }) => peakBytes)),
    };
  });
}

/** Images that could not be read, grouped by channel and cause. */
function unreadImages(
  unread: readonly Unread[],
  wells: readonly WellReport[],
  channels: readonly ChannelReport[],
): readonly UnreadImages[] {
  return [...channels.map(({ id }) => id), null].flatMap((channel) => {
    const own = unread.filter((one) => one.channel === channel);
    return [...new Set(own.map(({ code }) => code))].map((code) => {
      const alike = own.filter((one) => one.code === code);
      const names = new Set(alike.map(({ well }) => wells[well]?.well ?? ""));
      return { channel, code, message: alike[0]?.message ?? "", wells: [...names] };
    });
  });
}

/** The tables that reductions stored, `wells` first; that of `objects`, those too long for a page, and those that are not there, are left out. */
async function tablesOf(
  storage: FileManager,
  plate: CompiledPlate,
  objects: string | undefined,
): Promise<readonly ReportTable[]> {
  const plans = reductionsOf(plate).flatMap(({ stepPlans }) => stepPlans.toArray());
  const stores = plans.flatMap(({ outputs, func }) => {
    const by = [...func.values()].flatMap((chain) => chain.last()?.export ?? [])[0] ?? null;
    return [...outputs.values()].flatMap(({ kind, store }) =>
      kind === "table" && store !== null ? [{ ...store.toObject(), by }] : [],
    );
  });
  const tables: ReportTable[] = [];
  for (const { directory, name, extension, backend, by } of stores) {
    if (name === null || name === objects) continue;
    const table = await storage.loadTable(`${directory}/${name}${extension}`, backend).catch(() => null);
    if (table === null || table.rows.length > MOST_ROWS) continue;
    tables.push({ name, by, columns: table.columns, rows: table.rows.map((row) => row.map(sixDigits)) });
  }
  return tables.toSorted((a, b) => Number(b.name === "wells") - Number(a.name === "wells"));
}

/** What the pictures of the wells are like, as a table of wells: no pipeline need have judged its images. */
function looksTable(
  looks: readonly Look[],
  wells: readonly WellReport[],
  channels: readonly ChannelReport[],
): readonly ReportTable[] {
  const shown = channels.filter(({ id }) => looks.some(({ channel }) => channel === id));
  const columns = shown.flatMap(({ id, name }) => [`Mean_${name ?? id}`, `Sharpness_${name ?? id}`]);
  const rows = wells.map(({ well }, index) => [
    well,
    ...shown.flatMap(({ id }) => {
      const look = looks.find((one) => one.channel === id && one.well === index);
      return [sixDigits(look?.mean ?? null), sixDigits(look?.sharpness ?? null)];
    }),
  ]);
  return shown.length === 0 ? [] : [{ name: "pictures", by: null, columns: ["Metadata_Well", ...columns], rows }];
}

function reductionsOf({ phases }: CompiledPlate) {
  return phases.toArray().flatMap(({ kind, contexts }) => (kind === "reduce" ? contexts.toArray() : []));
}

function stepsOf(
  { phases }: CompiledPlate,
  records: readonly WellRecord[],
  modules: NonNullable<ReportSource["functions"]>,
): readonly StepReport[] {
  const { entries } = catalogueOf(modules);
  const citationOf = (module: string, name: string) =>
    entries.find(({ reference }) => reference.module === module && reference.export === name)?.declaration.citation;
  const timings = records.flatMap(({ result }) => result.steps);
  return phases.toArray().flatMap(({ name: phase, contexts }) =>
    (contexts.first()?.stepPlans.toArray() ?? []).map(({ stepName: step, func }) => {
      const own = timings.filter(({ name }) => name === step);
      const sum = (field: "durationMs" | "readBytes" | "writtenBytes") =>
        own.reduce((total, timing) => total + timing[field], 0);
      return {
        phase,
        step,
        functions: [...func.values()].flatMap((chain) =>
          chain.toArray().map(({ module, export: name, version, with: parameters }) => {
            const citation = citationOf(module, name) ?? "";
            return { name, version, parameters: JSON.stringify(toJson(parameters)), citation };
          }),
        ),
        durationMs: Math.round(sum("durationMs")),
        readBytes: sum("readBytes"),
        writtenBytes: sum("writtenBytes"),
      };
    }),
  );
}

function noticesOf(records: readonly WellRecord[]): ReportData["notices"] {
  const notices = new Map<string, { code: string; message: string; remedy: string | null; of: string[] }>();
  for (const { wellId, result } of records)
    for (const { code, message, hint: remedy } of result.notices ?? []) {
      const notice = notices.get(`${code} ${message}`) ?? { code, message, remedy, of: [] };
      notices.set(`${code} ${message}`, notice);
      notice.of.push(wellId);
    }
  return [...notices.values()];
}

function exclusionsOf({ phases = [] }: RunRecord): ReportData["exclusions"] {
  return phases.flatMap(({ name, excluded }) => excluded.map(({ well, reason }) => ({ phase: name, well, reason })));
}

/** What `ohcs verify` finds while no file was changed. */
async function receiptOf({ plan, wells }: RecordedRun, reductions: readonly WellRecord[]): Promise<string | null> {
  const records = [...wells.flatMap(({ record }) => record ?? []), ...reductions];
  const done = records.filter(({ result }) => result.status === "success" || result.status === "skipped");
  return done.length === 0
    ? null
    : runDigest(
        plan.plate,
        done.flatMap(({ result }) => result.outputs),
      );
}

function provenanceOf(plate: CompiledPlate, { runId, environment }: RunRecord): Readonly<Record<string, string>> {
  const { node, platform, runner, workers, versions } = environment;
  const known = { run: runId, plan: plate.fingerprint, node, platform, runner, workers, ...versions };
  return Object.fromEntries(
    Object.entries(known).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  );
}
