import type { EncodedError } from "@ohcs/context";
import type { ExportReport, TestResult } from "./conform-view.ts";
import type { IsolatedWorker } from "./isolated-worker.ts";
import type { FoundExport, Reply } from "./protocol.ts";

/** Called before each test: which it is, of how many. */
export type OnTest = (name: string, index: number, count: number) => void;

const OPENING = {
  backend: "create() makes an instance that states its capabilities",
  handler: "create() makes an instance for the options that are given",
  function: "its declaration can be read",
  runner: "create() makes a runner that says what it contains",
};

/** Runs the suite of one export, test after test, each within `limitMs`. Ends early, with what there is, when `signal` aborts. */
export async function testExport(
  found: FoundExport,
  worker: IsolatedWorker,
  limitMs: number,
  onTest: OnTest,
  signal: AbortSignal,
): Promise<ExportReport> {
  const { reply: opened, result } = await timed(OPENING[found.kind], () =>
    worker.ask("open", { export: found.export }, limitMs),
  );
  const results = [result];
  const { capabilities, tests } = opened.ok ? opened.value : { capabilities: null, tests: [] };
  for (const [index, name] of tests.entries()) {
    if (signal.aborted) break;
    onTest(name, index, tests.length);
    const given = { export: found.export, capabilities, index };
    const { result: ended } = await timed(name, () => worker.ask("test", given, limitMs));
    // What an interruption ends says nothing of the backend.
    if (!signal.aborted) results.push(ended);
  }
  const passed = results.filter(({ status }) => status === "passed").length;
  return { ...found, capabilities, passed, failed: results.length - passed, tests: results, measurement: null };
}

async function timed<Value>(
  name: string,
  ask: () => Promise<Reply<Value>>,
): Promise<{ reply: Reply<Value>; result: TestResult }> {
  const start = performance.now();
  const reply = await ask();
  const durationMs = Math.round(performance.now() - start);
  const status = reply.ok ? "passed" : "failed";
  return { reply, result: { name, status, durationMs, error: reply.ok ? null : reasonOf(reply.error) } };
}

function reasonOf({ code, message, remedy }: EncodedError): TestResult["error"] {
  return { code, message, remedy };
}
