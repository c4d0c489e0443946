/** The thread in which `ohcs conform` tests backends: what hangs or exits here ends the thread, not the program. */
import { setImmediate } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { type DefinedBackend, encodeError, isDefinedBackend } from "@ohcs/context";
import { evaluateModule } from "../pipeline/evaluate-module.ts";
import { backendSuite, capabilitiesOf, withStore } from "./backend-suite.ts";
import { measureBackend } from "./measure-backend.ts";
import type { ConformStartup, Question, Reply } from "./protocol.ts";

const startup = workerData as ConformStartup;

parentPort?.on("message", async (question: Question) => {
  const reply: Reply = await answer(question).then(
    (value) => ({ ok: true, value }),
    (error: unknown) => ({ ok: false, error: encodeError(error) }),
  );
  // What a test left behind and nobody awaits is to fail while that test is still the one that was asked for.
  await setImmediate();
  parentPort?.postMessage(reply);
});

async function answer({ kind, given }: Question): Promise<unknown> {
  const exports = await evaluateModule(startup.module.url, startup.module.name);
  if (kind === "find") return foundIn(exports);
  const defined = exports[given.export] as DefinedBackend;
  if (kind === "test") return runTest(defined, given.capabilities, given.index);
  if (kind === "measure") return withStore(defined, startup, measureBackend);
  const capabilities = await capabilitiesOf(defined, startup);
  return { capabilities, tests: backendSuite(defined, capabilities, startup).map(({ name }) => name) };
}

function foundIn(exports: Readonly<Record<string, unknown>>) {
  const names = Object.keys(exports);
  const backends = names.flatMap((name) => {
    const value = exports[name];
    return isDefinedBackend(value) ? [{ export: name, name: value.name, version: value.version }] : [];
  });
  return { backends, others: names.filter((name) => !isDefinedBackend(exports[name])) };
}

async function runTest(
  ...[defined, capabilities, index]: [DefinedBackend, Parameters<typeof backendSuite>[1], number]
) {
  await backendSuite(defined, capabilities, startup)[index]?.body();
  return null;
}
