import {
  type AdapterUse,
  type CompiledPlate,
  mapConcurrently,
  type PhaseResult,
  type ProcessingContext,
  type QuarantinedWell,
  type WellGpu,
  type WellRecord,
  type WellResult,
} from "@ohcs/context";
import { quarantineOf } from "../close/plate-status.ts";
import type { RunRecord } from "../close/run-record.ts";
import { LAYOUT, recordPath } from "../layout.ts";
import type { OutputHolder, OutputReader } from "../run-host.ts";
import { effectiveFingerprint } from "./artifacts.ts";
import { readStoredPlan, type StoredPlan } from "./stored-plan.ts";
import { isRecordOf, readRunRecord } from "./stored-run.ts";
import { isOverPlates, wellContexts } from "./well-contexts.ts";
import { type FoundRecord, findRecord } from "./well-record-file.ts";

/**
 * The state of a well: `pending` was never run, `changed` has a result of another plan, `damaged` a record that was
 * changed.
 */
export type StoredWellState = "success" | "error" | "cancelled" | "changed" | "damaged" | "pending";

/** One well according to its record. */
export interface StoredWell {
  readonly state: StoredWellState;
  readonly attempts: number;
  readonly durationMs: number | null;
  /** Code of its error. */
  readonly error: string | null;
  readonly startedAt: string | null;
  /** The GPU that it was compiled for, and whether it ran there; null for none. */
  readonly gpu: WellGpu | null;
}

/** The state of the latest run, from records, without checking outputs. */
export interface RunDescription {
  /** What `wells` are: plates, where reductions over plates ran. */
  readonly unit: "well" | "plate";
  readonly runId: string;
  readonly plateId: string;
  readonly pipeline: string;
  /**
   * `interrupted` is a run that neither ended nor is running; for one that runs elsewhere `holder` has the known facts.
   */
  readonly status: "running" | "interrupted" | "complete" | "partial" | "failed" | "cancelled";
  /** The holder of the output of a `running` run; else null. */
  readonly holder: OutputHolder | null;
  /** The runner that has its wells on other machines: `bullmq`, `slurm`, `array`; null where none has. */
  readonly remote: string | null;
  readonly startedAt: string;
  readonly durationMs: number | null;
  readonly source: string;
  readonly output: string;
  readonly wells: Readonly<Record<string, StoredWell>>;
  /** Those of `wells` that the run was asked for. */
  readonly asked: readonly string[];
  /** Wells of this plan whose failure means that they should not be run again unattended, in plate order. */
  readonly quarantine: readonly QuarantinedWell[];
  /** The adapters that wells were compiled for; empty during the run. */
  readonly gpus: readonly AdapterUse[];
  /** Phases of a run that has ended. */
  readonly phases: readonly Pick<PhaseResult, "name" | "kind" | "status">[];
}

const READ_AT_ONCE = 16;

/** What describes the latest run of an output plate: its plan, its record, and the records of its wells. */
export interface RecordedRun {
  readonly plan: Pick<StoredPlan, "plate">;
  readonly record: RunRecord;
  /** Of the contexts of wells, in the order of `wellContexts`. */
  readonly wells: readonly FoundRecord[];
}

/** What the process that ran the latest run has of it, so that it need not be read. */
export interface KnownRun {
  readonly plate: CompiledPlate;
  /** Of wells, by path. */
  readonly records: ReadonlyMap<string, WellRecord>;
}

/** @throws `RUN_NOT_FOUND`, `RUN_CORRUPT` */
export async function readRecordedRun(reader: OutputReader, known?: KnownRun): Promise<RecordedRun> {
  const plan = known ?? (await readStoredPlan(reader));
  const record = await readRunRecord(reader);
  const wells = await mapConcurrently(wellContexts(plan.plate), READ_AT_ONCE, async (one): Promise<FoundRecord> => {
    const kept = known?.records.get(recordPath(one));
    return kept === undefined ? findRecord(reader, one) : { record: kept, isDamaged: false };
  });
  return { plan: { plate: plan.plate }, record, wells };
}

/**
 * @param run What was read already of the same output plate
 * @throws `RUN_NOT_FOUND`, `RUN_CORRUPT`
 */
export async function describeRun(reader: OutputReader, run?: RecordedRun): Promise<RunDescription> {
  const { plan, record, wells: records } = run ?? (await readRecordedRun(reader));
  const { plate } = plan;
  const isOwn = isRecordOf(record, plan);
  const contexts = wellContexts(plate);
  const wells = new Map<string, StoredWell>();
  for (const [i, context] of contexts.entries()) {
    const stretch = wellOf(context, records[i] ?? NONE);
    wells.set(context.axisId, joined(wells.get(context.axisId) ?? stretch, stretch));
  }
  const overPlates = isOverPlates(plate);
  if (overPlates) for (const well of plate.wells) wells.set(well, plateOf(isOwn ? record.wells?.[well] : undefined));
  const failed = records.flatMap(({ record }, i) => {
    const context = contexts[i];
    return record !== null && context !== undefined && isOf(record, context) ? [record.result] : [];
  });
  const ended = isOwn && record.status !== "running" ? record.status : null;
  const holder = ended === null ? await reader.holder() : null;
  return {
    unit: overPlates ? "plate" : "well",
    runId: record.runId,
    plateId: record.plateId,
    pipeline: plate.pipelineName,
    status: ended ?? (holder === null ? "interrupted" : "running"),
    holder,
    remote: ended === null ? await remoteOf(reader) : null,
    startedAt: record.startedAt,
    durationMs: ended === null ? null : (record.durationMs ?? null),
    source: record.roots.source ?? "",
    output: record.outputRoot,
    wells: Object.fromEntries(wells),
    asked: plate.wells.toArray(),
    quarantine: quarantineOf(failed),
    gpus: ended === null ? [] : (record.gpus ?? []),
    phases: ended === null ? [] : (record.phases ?? []).map(({ name, kind, status }) => ({ name, kind, status })),
  };
}

async function remoteOf(reader: OutputReader): Promise<string | null> {
  const text = await reader.readText(LAYOUT.remoteRun);
  return text === null ? null : (JSON.parse(text) as { readonly engine: string }).engine;
}

const NONE: FoundRecord = { record: null, isDamaged: false };

const PENDING: StoredWell = {
  state: "pending",
  attempts: 0,
  durationMs: null,
  error: null,
  startedAt: null,
  gpu: null,
};

/** A plate as the run over plates found it: it took no time of that run. */
function plateOf(result: WellResult | undefined): StoredWell {
  if (result === undefined) return PENDING;
  return { ...PENDING, state: result.status === "success" ? "success" : "error", error: result.error?.code ?? null };
}

function wellOf(context: ProcessingContext, { record, isDamaged }: FoundRecord): StoredWell {
  if (isDamaged) return { ...PENDING, state: "damaged", error: "RECORD_CORRUPT" };
  if (record === null) return PENDING;
  const { status, attempts, durationMs, error, startedAt, gpu = null } = record.result;
  const state = isOf(record, context) ? (status === "skipped" ? "success" : status) : "changed";
  return { state, attempts, durationMs, error: error?.code ?? null, startedAt, gpu };
}

/** Was the record made from this context, with any artifacts? */
function isOf({ fingerprint, artifacts }: WellRecord, context: ProcessingContext): boolean {
  return fingerprint === effectiveFingerprint(context.fingerprint, artifacts);
}

/** Two stretches of one well: the first that did not succeed determines the state. */
function joined(earlier: StoredWell, later: StoredWell): StoredWell {
  if (earlier === later || earlier.state !== "success") return earlier;
  const durationMs = later.durationMs === null ? null : (earlier.durationMs ?? 0) + later.durationMs;
  const attempts = Math.max(earlier.attempts, later.attempts);
  const gpu = joinedGpu(earlier.gpu, later.gpu);
  return { ...later, attempts, durationMs, startedAt: earlier.startedAt, gpu };
}

/** The GPU of two stretches of a well: it is the same one, and a fallback in either is one of the well. */
export function joinedGpu(earlier: WellGpu | null | undefined, later: WellGpu | null | undefined): WellGpu | null {
  const known = [earlier, later].filter((gpu) => gpu != null);
  return known.find(({ fallback }) => fallback !== null) ?? known[0] ?? null;
}
