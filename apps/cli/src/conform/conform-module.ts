import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { decodeError } from "@ohcs/context";
import { didYouMean, findModule, parseModuleName } from "ohcs/modules";
import { plateFolder } from "ohcs/settings";
import type { ConformValues } from "../commands/command-options.ts";
import { fail } from "../errors.ts";
import { listenForInterrupts } from "../program/interrupts.ts";
import { EXIT, type Outcome, type Session } from "../program/session.ts";
import type { Writer } from "../terminal/terminal.ts";
import { type ConformReport, conformView, type ExportReport } from "./conform-view.ts";
import { type IsolatedWorker, isolatedWorker } from "./isolated-worker.ts";
import type { FoundExport, FoundExports } from "./protocol.ts";
import { type OnTest, testExport } from "./test-export.ts";

/** Shows which test runs: one line that changes, on a terminal only. */
interface TestsWatch {
  readonly onTest: OnTest;
  readonly close: () => void;
}

const USUAL_TIMEOUT_S = 30;
/** Timing is some 200 saves and as many loads: it may take longer than a test, by this factor. */
const MEASURING = 20;

/**
 * Runs the conformance suite against every backend, handler, function and runner that a module exports. A broken promise is an outcome, not an error.
 * @throws `USER_MODULE_NOT_FOUND`, `USER_MODULE_INVALID`, `CONFORM_EXPORT_MISSING`
 */
export async function conformModule(values: ConformValues, { terminal, directory }: Session): Promise<Outcome> {
  const { with: options = {}, timeout = USUAL_TIMEOUT_S } = values;
  const named = parseModuleName(values.module);
  const module = await findModule(named.module, directory);
  const wanted = values.export ?? named.export;
  const scratch = await mkdtemp(join(tmpdir(), "ohcs-conform-"));
  const plates = await Promise.all(values.plate.map((plate) => plateFolder(resolve(directory, plate))));
  const limitMs = timeout * 1000;
  const worker = isolatedWorker({ module, options, scratch, plates }, terminal.err.write);
  const watch = await watchTests(terminal.err);
  const interrupts = listenForInterrupts();
  interrupts.signal.addEventListener("abort", () => void worker.close());
  const subjects: ExportReport[] = [];
  const outcome = () => outcomeOf(reportOf(module.title, subjects), options, interrupts.exitCode());
  try {
    for (const found of await subjectsOf(worker, limitMs, values.module, wanted)) {
      if (interrupts.signal.aborted) break;
      const report = await testExport(found, worker, limitMs, watch.onTest, interrupts.signal);
      subjects.push(values.measure ? await measured(report, worker, limitMs, interrupts.signal) : report);
    }
    return outcome();
  } catch (error) {
    if (interrupts.signal.aborted) return outcome();
    throw error;
  } finally {
    interrupts.release();
    watch.close();
    await worker.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

async function subjectsOf(
  worker: IsolatedWorker,
  limitMs: number,
  module: string,
  wanted: string | null,
): Promise<readonly FoundExport[]> {
  const reply = await worker.ask("find", {}, limitMs);
  if (!reply.ok) throw decodeError(reply.error);
  const subjects = reply.value.subjects.filter((found) => wanted === null || found.export === wanted);
  if (subjects.length === 0) throw exportMissing(module, wanted, reply.value);
  return subjects;
}

/**
 * Only what keeps its promises is worth being timed, and nothing once the tests were interrupted.
 * @throws whatever the backend throws meanwhile
 */
async function measured(
  report: ExportReport,
  worker: IsolatedWorker,
  limitMs: number,
  signal: AbortSignal,
): Promise<ExportReport> {
  if (signal.aborted || report.failed > 0 || report.capabilities?.writable !== true) return report;
  const reply = await worker.ask("measure", { export: report.export }, limitMs * MEASURING);
  if (signal.aborted) return report;
  if (!reply.ok) throw decodeError(reply.error);
  return { ...report, measurement: reply.value };
}

function reportOf(module: string, subjects: readonly ExportReport[]): ConformReport {
  const sum = (key: "passed" | "failed") => subjects.reduce((total, subject) => total + subject[key], 0);
  return { module, passed: sum("passed"), failed: sum("failed"), subjects };
}

function outcomeOf(report: ConformReport, options: unknown, interrupted: Outcome["exitCode"] | null): Outcome {
  return {
    exitCode: interrupted ?? (report.failed === 0 ? EXIT.success : EXIT.usage),
    json: report,
    text: (style) => conformView(report, options, style),
  };
}

function exportMissing(module: string, wanted: string | null, { subjects, others }: FoundExports): Error {
  const known = subjects.map((found) => found.export);
  const expected =
    wanted === null
      ? "an export made by defineBackend, defineHandler, defineFunction or defineRunner"
      : `'${wanted}' to be one`;
  const got = known.length > 0 ? known : others;
  const remedy = wanted === null ? null : didYouMean(wanted, known);
  return fail(
    "CONFORM_EXPORT_MISSING",
    `Cannot test '${module}': expected ${expected}, got ${got.length === 0 ? "no exports" : `'${got.join("', '")}'`}`,
    { details: { module, known, others }, ...(remedy === null ? {} : { remedy }) },
  );
}

/** Watches the tests of all exports. */
async function watchTests(writer: Writer): Promise<TestsWatch> {
  if (!writer.isTerminal || writer.stream === null) return { onTest: () => {}, close: () => {} };
  const { createLogUpdate } = await import("log-update");
  const area = createLogUpdate(writer.stream);
  return {
    onTest: (name, index, count) => area(`testing  ${index + 1} of ${count}  ${name}`),
    close: () => area.clear(),
  };
}
