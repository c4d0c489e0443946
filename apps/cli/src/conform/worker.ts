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
import { readImageHeader } from "@ohcs/filemanager/disk";
import { surveyZarrPlate } from "@ohcs/filemanager/zarr";
import { diskPlateReader } from "@ohcs/microscopes/disk";
import { functionConformance, handlerConformance, runnerConformance } from "@ohcs/testkit";
import { evaluateModule } from "ohcs/modules";
import { backendSuite, capabilitiesOf, type SuiteTest, withStore } from "./backend-suite.ts";
import { measureBackend } from "./measure-backend.ts";
import type { ConformStartup, FoundExport, FoundExports, Question, Reply } from "./protocol.ts";

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

/** The tests that an export is held to, in order; of a runner by what it says that it contains. @throws whatever `create` throws */
async function suiteOf(subject: unknown, capabilities: BackendCapabilities | null): Promise<readonly SuiteTest[]> {
  if (capabilities !== null) return backendSuite(subject as DefinedBackend, capabilities, startup);
  const { options } = startup;
  const tests: SuiteTest[] = [];
  const test = (name: string, body: SuiteTest["body"]) => tests.push({ name, body });
  if (isDefinedFunction(subject))
    functionConformance({ test, defined: subject, params: options as Readonly<Record<string, unknown>> });
  if (isDefinedHandler(subject)) {
    plates ??= platesIn(startup.plates);
    handlerConformance({ test, create: () => subject.create(options), plates: await plates });
  }
  if (isDefinedRunner(subject)) {
    const runner = await subject.create(options);
    const modulesUrl = import.meta.resolve("@ohcs/testkit/runner-conformance-modules");
    runnerConformance({ test, create: () => runner, modulesUrl });
  }
  return tests;
}

/** The plates in these folders, as handlers see them. @throws `PLATE_NOT_FOUND` */
function platesIn(folders: readonly string[]): Promise<readonly PlateReader[]> {
  const readers = { readHeader: readImageHeader, readZarr: surveyZarrPlate };
  return Promise.all(folders.map((folder) => diskPlateReader(folder, readers)));
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
