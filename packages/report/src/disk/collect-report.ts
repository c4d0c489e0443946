import {
  type CompiledPlate,
  type ProcessingContext,
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
  type RunRecord,
  readRunRecord,
  readStoredPlan,
  storedRecord,
  wellContexts,
} from "@ohcs/records";
import { outputReader } from "@ohcs/records/host";
import type { ReportData, ReportTable, StepReport, WellReport } from "../report-data.ts";
import { type WellPictures, wellPictures } from "./well-pictures.ts";

/** What a report is collected from, where that is not what the run recorded. */
export interface ReportSource {
  /** Where the source plate lies now. @default the folder that the run read */
  readonly source?: string;
  /** URLs of modules of backends, by name. @default those that the run loaded */
  readonly modules?: WorkerStartup["modules"];
}

/** Tables of more rows are not part of a page. */
const MOST_ROWS = 5000;

/** Reads the report of the latest run of an output plate; pictures that cannot be read are left out. @throws `RUN_NOT_FOUND`, `RUN_CORRUPT` */
export async function collectReport(root: string, { source, modules = {} }: ReportSource = {}): Promise<ReportData> {
  const reader = outputReader(root);
  const [run, { plate }, record] = [
    await describeRun(reader),
    await readStoredPlan(reader),
    await readRunRecord(reader),
  ];
  const contexts = wellContexts(plate).filter(({ phase }) => phase === 0);
  const records = new Map<string, WellRecord>();
  for (const context of contexts) {
    const stored = await storedRecord(reader, context);
    if (stored !== null) records.set(context.axisId, stored);
  }
  const roots = { ...record.roots, output: root, ...(source === undefined ? {} : { source }) };
  const storage = openBackends(plate, { roots, modules: { ...record.modules, ...modules }, runId: "" });
  try {
    const { pictures, channels } = await wellPictures(storage, contexts, records);
    const wells = wellReports(run.wells, records, pictures);
    const { rows, columns } = formatOf(wells);
    return {
      specVersion: 1,
      plate: {
        id: run.plateId,
        pipeline: run.pipeline,
        status: run.status,
        startedAt: run.startedAt,
        durationMs: run.durationMs,
        source: run.source,
        output: run.output,
        rows,
        columns,
      },
      wells,
      channels,
      tables: await tablesOf(storage, plate),
      steps: stepsOf(plate),
      provenance: provenanceOf(plate, record),
    };
  } finally {
    await storage.close();
  }
}

function openBackends(plate: CompiledPlate, startup: WorkerStartup): FileManager {
  return openStorage({ backends: backendsOf(plate) }, startup, moduleLoader(startup, importModule));
}

function wellReports(
  wells: Awaited<ReturnType<typeof describeRun>>["wells"],
  records: ReadonlyMap<string, WellRecord>,
  pictures: ReadonlyMap<string, WellPictures>,
): readonly WellReport[] {
  const began = [...records.values()].map(({ result }) => Date.parse(result.startedAt));
  const first = Math.min(...began);
  return Object.entries(wells).map(([well, { state, attempts, durationMs }]) => {
    const result = records.get(well)?.result;
    const { pictures: own = {}, outlines = null } = pictures.get(well) ?? {};
    return {
      well,
      ...parseWellId(well),
      state,
      error:
        result?.error == null
          ? null
          : { code: result.error.code, message: result.error.message, remedy: result.error.remedy },
      attempts,
      durationMs,
      beganMs: result === undefined ? null : Date.parse(result.startedAt) - first,
      worker: result?.worker ?? null,
      pictures: own,
      outlines,
    };
  });
}

function formatOf(wells: readonly WellReport[]): { readonly rows: number; readonly columns: number } {
  const row = Math.max(0, ...wells.map((well) => well.row));
  const column = Math.max(0, ...wells.map((well) => well.column));
  return plateFormatHolding(row, column) ?? { rows: row + 1, columns: column + 1 };
}

/** The tables that reductions stored, `wells` first; those too long for a page, and those that are not there, are left out. */
async function tablesOf(storage: FileManager, plate: CompiledPlate): Promise<readonly ReportTable[]> {
  const plans = reductionsOf(plate).flatMap(({ stepPlans }) => stepPlans.toArray());
  const stores = plans.flatMap(({ outputs }) =>
    [...outputs.values()].flatMap(({ kind, store }) => (kind === "table" && store?.name != null ? [store] : [])),
  );
  const tables: ReportTable[] = [];
  for (const { directory, name, extension, backend } of stores) {
    const table = await storage.loadTable(`${directory}/${name}${extension}`, backend).catch(() => null);
    if (table !== null && name !== null && table.rows.length <= MOST_ROWS) tables.push({ name, ...table });
  }
  return tables.toSorted((a, b) => Number(b.name === "wells") - Number(a.name === "wells"));
}

function reductionsOf({ phases }: CompiledPlate): readonly ProcessingContext[] {
  return phases.toArray().flatMap(({ kind, contexts }) => (kind === "reduce" ? contexts.toArray() : []));
}

function stepsOf({ phases }: CompiledPlate): readonly StepReport[] {
  return phases.toArray().flatMap(({ name: phase, contexts }) =>
    (contexts.first()?.stepPlans.toArray() ?? []).map(({ stepName: step, func }) => ({
      phase,
      step,
      functions: [...func.values()].flatMap((chain) =>
        chain.toArray().map((call) => {
          return { name: call.export, version: call.version, parameters: JSON.stringify(toJson(call.with)) };
        }),
      ),
    })),
  );
}

function provenanceOf(plate: CompiledPlate, { runId, environment }: RunRecord): Readonly<Record<string, string>> {
  const { node, platform, runner, workers } = environment;
  const known = { run: runId, plan: plate.fingerprint, node, platform, runner, workers };
  return Object.fromEntries(
    Object.entries(known).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  );
}
