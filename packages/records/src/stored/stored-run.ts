import { type Json, readJson, type Table } from "@ohcs/context";
import { RUN_PATH, type RunRecord } from "../close/run-record.ts";
import { fail } from "../errors.ts";
import type { OutputReader } from "../run-host.ts";
import { backendReferences } from "./backends-of.ts";
import { readStoredPlan, type StoredPlan } from "./stored-plan.ts";

/** The latest run of an output plate, with all that is needed to go on with it. */
export interface StoredRun {
  readonly record: RunRecord;
  readonly plan: StoredPlan;
  /** Supplied tables and JSON by hash. */
  readonly supplied: Readonly<Record<string, Table | Json>>;
  /** Bundled user modules by their name in references. */
  readonly userModules: Readonly<Record<string, string>>;
}

/** Reads everything that a run left of itself. @throws `RUN_NOT_FOUND`, `RUN_CORRUPT` */
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
  const functions = steps.flatMap(({ func }) =>
    [...func.values()].flatMap((chain) => chain.toArray().map((call) => call.module)),
  );
  const runner = record.environment?.runnerUse?.use.module ?? [];
  const modules = [...functions, ...backendReferences(plan.plate).map(({ module }) => module), runner].flat();
  return {
    ...{ record, plan },
    supplied: await readAll(reader, files, suppliedPath, readJson),
    userModules: await readAll(
      reader,
      modules.filter((name) => name.startsWith("user:")),
      modulePath,
      (text) => text,
    ),
  };
}

/** Where supplied tables and JSON lie below the output plate's root. */
export function suppliedPath(sha256: string): string {
  return `.ohcs/inputs/${sha256}.json`;
}

/** Where a bundled user module lies below the output plate's root. */
export function modulePath(name: string): string {
  return `.ohcs/modules/${name.replace(/^user:/, "")}.mjs`;
}

/** Reads what the latest run of an output plate says of itself. @throws `RUN_NOT_FOUND`, `RUN_CORRUPT` */
export async function readRunRecord(reader: Pick<OutputReader, "root" | "readText">): Promise<RunRecord> {
  const text = await reader.readText(RUN_PATH);
  const { root } = reader;
  if (text === null)
    throw fail("RUN_NOT_FOUND", `Cannot read the run in '${root}': expected its record at '${RUN_PATH}', got none`, {
      details: { root },
    });
  const record = parsed(reader, RUN_PATH, text, readJson) as Partial<RunRecord> | null;
  if (typeof record?.roots?.source === "string") return record as RunRecord;
  throw corrupt(`read '${RUN_PATH}'`, root, "expected the folder of the source plate, got none");
}

/**
 * Is the record that of the plan beside it? Of two files one is replaced first: a run that was killed just then leaves the
 * record of the run before it.
 */
export function isRecordOf({ fingerprint }: RunRecord, { plate }: StoredPlan): boolean {
  return fingerprint === undefined || fingerprint === plate.fingerprint;
}

function neverBegun({ root }: Pick<OutputReader, "root">): Error {
  const message = `Cannot go on with the run in '${root}': expected its record at '${RUN_PATH}', got that of the run before it`;
  const remedy = "The run was ended before it began. Run the pipeline again with resume: finished wells are kept.";
  return fail("RUN_NOT_FOUND", message, { details: { root }, remedy });
}

async function readAll<Value>(
  reader: Pick<OutputReader, "root" | "readText">,
  names: readonly string[],
  pathOf: (name: string) => string,
  parse: (text: string) => Value,
): Promise<Readonly<Record<string, Value>>> {
  const entries = await Promise.all(
    [...new Set(names)].map(async (name) => {
      const path = pathOf(name);
      const text = await reader.readText(path);
      if (text === null) throw corrupt("go on with the run", reader.root, `expected '${path}', got none`);
      return [name, parsed(reader, path, text, parse)] as const;
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
    throw corrupt(`read '${path}'`, root, "expected JSON, got something else", cause);
  }
}

function corrupt(attempt: string, root: string, expectation: string, cause?: unknown): Error {
  return fail("RUN_CORRUPT", `Cannot ${attempt} in '${root}': ${expectation}`, {
    details: { root },
    ...(cause === undefined ? {} : { cause }),
  });
}
