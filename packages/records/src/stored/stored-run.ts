import { isOhcsError, type Json, readJson, type Table } from "@ohcs/context";
import type { RunRecord } from "../close/run-record.ts";
import { fail } from "../errors.ts";
import { LAYOUT, modulePath, suppliedPath } from "../layout.ts";
import type { OutputReader } from "../run-host.ts";
import { provedModule, provedSupplied } from "./kept-files.ts";
import { moduleReferences } from "./module-references.ts";
import { readStoredPlan, type StoredPlan } from "./stored-plan.ts";

/** The latest run of an output plate, with all data for resuming it. */
export interface StoredRun {
  readonly record: RunRecord;
  readonly plan: StoredPlan;
  /** Supplied tables and JSON by hash. */
  readonly supplied: Readonly<Record<string, Table | Json>>;
  /** Bundled user modules by their name in references. */
  readonly userModules: Readonly<Record<string, string>>;
}

/** Reads all records of a run. @throws `RUN_NOT_FOUND`, `RUN_CORRUPT`, `RUN_FILE_CHANGED` */
export async function readStoredRun(reader: Pick<OutputReader, "root" | "readText">): Promise<StoredRun> {
  const plan = await readStoredPlan(reader);
  const record = await readRunRecord(reader);
  if (!isRecordOf(record, plan)) throw neverBegun(reader);
  const steps = plan.plate.phases
    .toArray()
    .flatMap(({ contexts }) => contexts.toArray().flatMap((one) => [...one.stepPlans]));
  const files = steps.flatMap(({ inputs }) =>
    [...inputs.values()].flatMap(({ source, output }) => (source === "supplied" && output !== null ? [output] : [])),
  );
  const runner = record.environment?.runnerUse?.use.module ?? [];
  const modules = [...moduleReferences(plan.plate).map(({ module }) => module), runner].flat();
  return {
    record,
    plan,
    supplied: await readAll(reader, files, suppliedPath, (text, sha256) => provedSupplied(sha256, readJson(text))),
    userModules: await readAll(
      reader,
      modules.filter((name) => name.startsWith("user:")),
      (name) => modulePath(hashOf(name, record)),
      (text, name) => provedModule(hashOf(name, record), text),
    ),
  };
}

/** The hash of the text of a user module. */
function hashOf(name: string, { relinked = {} }: RunRecord): string {
  return Object.hasOwn(relinked, name) ? String(relinked[name]) : name.replace(/^user:/, "");
}

/** Reads the record of the latest run of an output plate. @throws `RUN_NOT_FOUND`, `RUN_CORRUPT` */
export async function readRunRecord(reader: Pick<OutputReader, "root" | "readText">): Promise<RunRecord> {
  const text = await reader.readText(LAYOUT.run);
  const { root } = reader;
  if (text === null)
    throw fail("RUN_NOT_FOUND", `Cannot read the run in '${root}': expected its record at '${LAYOUT.run}', got none`, {
      details: { root },
    });
  const record = parsed(reader, LAYOUT.run, text, readJson) as Partial<RunRecord> | null;
  if (typeof record?.roots?.source !== "string")
    throw corrupt(`read '${LAYOUT.run}'`, root, "the folder of the source plate is missing");
  const bad = FIELDS.find(([name, isSound]) => record[name] !== undefined && !isSound(record[name]));
  if (bad === undefined) return { environment: NOWHERE, ...record } as RunRecord;
  throw corrupt(`read '${LAYOUT.run}'`, root, `'${bad[0]}' is not valid`);
}

const isObject = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown) => typeof value === "string";

/** The kinds of fields that are read without further checks. */
const FIELDS: readonly (readonly [name: keyof RunRecord, isSound: (value: unknown) => boolean])[] = [
  ...(["environment", "settings", "wells", "relinked"] as const).map((name) => [name, isObject] as const),
  ...(["phases", "takenOver", "quarantine", "gpus"] as const).map((name) => [name, isListOfObjects] as const),
  ...(["runId", "plateId", "outputRoot", "startedAt", "status"] as const).map((name) => [name, isText] as const),
];

function isListOfObjects(value: unknown): boolean {
  return Array.isArray(value) && value.every(isObject);
}

const NOWHERE: Partial<RunRecord["environment"]> = {};

/**
 * Is the record that of the plan beside it? Of two files one is replaced first: a run that was killed just then leaves the
 * record of the run before it.
 */
export function isRecordOf({ fingerprint }: RunRecord, { plate }: Pick<StoredPlan, "plate">): boolean {
  return fingerprint === undefined || fingerprint === plate.fingerprint;
}

function neverBegun({ root }: Pick<OutputReader, "root">): Error {
  const message = `Cannot resume the run in '${root}': '${LAYOUT.run}' is the record of the run before it`;
  const remedy = "The run was ended before it began. Run the pipeline again with resume: finished wells are kept.";
  return fail("RUN_NOT_FOUND", message, { details: { root }, remedy });
}

async function readAll<Value>(
  reader: Pick<OutputReader, "root" | "readText">,
  names: readonly string[],
  pathOf: (name: string) => string,
  parse: (text: string, name: string) => Value,
): Promise<Readonly<Record<string, Value>>> {
  const entries = await Promise.all(
    [...new Set(names)].map(async (name) => {
      const path = pathOf(name);
      const text = await reader.readText(path);
      if (text === null) throw corrupt("resume the run", reader.root, `expected '${path}', got none`);
      return [name, parsed(reader, path, text, (one) => parse(one, name))] as const;
    }),
  );
  return Object.fromEntries(entries);
}

function parsed<Value>(
  { root }: Pick<OutputReader, "root">,
  path: string,
  text: string,
  parse: (text: string) => Value,
): Value {
  try {
    return parse(text);
  } catch (cause) {
    if (isOhcsError(cause)) throw cause;
    throw corrupt(`read '${path}'`, root, "it is not JSON", cause);
  }
}

function corrupt(attempt: string, root: string, expectation: string, cause?: unknown): Error {
  return fail("RUN_CORRUPT", `Cannot ${attempt} in '${root}': ${expectation}`, {
    details: { root },
    ...(cause === undefined ? {} : { cause }),
  });
}
