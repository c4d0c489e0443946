/** The thread in which `ohcs conform` tests exports: what hangs or exits here ends the thread, not the program. */
import { setImmediate } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import {
  type BackendCapabilities,
  type DefinedBackend,
  encodeError,
  isDefinedBackend,
  isDefinedFunction,
  isDefinedHandler,
  isDefinedRunner,
  type PlateReader,
} from "@ohcs/context";
import { evaluateModule } from "ohcs/modules";
import { backendSuite, capabilitiesOf, withStore } from "./backend-suite.ts";
import { functionSuite } from "./function-suite.ts";
import { handlerSuite, platesIn } from "./handler-suite.ts";
import { measureBackend } from "./measure-backend.ts";
import type { ConformStartup, FoundExport, FoundExports, Question, Reply } from "./protocol.ts";
import { runnerSuite } from "./runner-suite.ts";
import type { SuiteTest } from "./suite-test.ts";

const startup = workerData as ConformStartup;
let plates: Promise<readonly PlateReader[]> | null = null;

parentPort?.on("message", async (question: Question) => {
  const reply: Reply = await answer(question).then(
    (value) => ({ ok: true, value }),
    (error: unknown) => ({ ok: false, error: encodeError(error) }),
  );
  // Unawaited work of a test must fail while that test is still the current request.
  await setImmediate();
  parentPort?.postMessage(reply);
});

async function answer({ kind, given }: Question): Promise<unknown> {
  const exports = await evaluateModule(startup.module.url, startup.module.title);
  if (kind === "find") return foundIn(exports);
  const subject = exports[given.export];
  if (kind === "measure") return withStore(subject as DefinedBackend, startup, measureBackend);
  if (kind === "open") {
    const capabilities = isDefinedBackend(subject) ? await capabilitiesOf(subject, startup) : null;
    return { capabilities, tests: (await suiteOf(subject, capabilities)).map(({ name }) => name) };
  }
  await (await suiteOf(subject, given.capabilities))[given.index]?.body();
  return null;
}

async function suiteOf(subject: unknown, capabilities: BackendCapabilities | null): Promise<readonly SuiteTest[]> {
  if (isDefinedRunner(subject)) return runnerSuite(subject, startup.options);
  if (isDefinedFunction(subject)) return functionSuite(subject, startup.options);
  if (isDefinedHandler(subject)) {
    plates ??= platesIn(startup.plates);
    return handlerSuite(subject, startup.options, await plates);
  }
  return capabilities === null ? [] : backendSuite(subject as DefinedBackend, capabilities, startup);
}

function foundIn(exports: Readonly<Record<string, unknown>>): FoundExports {
  const names = Object.keys(exports);
  const subjects = names.flatMap((name) => foundAs(name, exports[name]) ?? []);
  return { subjects, others: names.filter((name) => foundAs(name, exports[name]) === null) };
}

function foundAs(name: string, value: unknown): FoundExport | null {
  if (isDefinedBackend(value)) return { kind: "backend", export: name, name: value.name, version: value.version };
  if (isDefinedRunner(value)) return { kind: "runner", export: name, name: value.name, version: value.version };
  if (isDefinedHandler(value)) return { kind: "handler", export: name, name: value.name, version: value.version };
  if (!isDefinedFunction(value)) return null;
  return { kind: "function", export: name, name: value.declaration.name, version: value.declaration.version };
}
