import { getEventListeners } from "node:events";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { executePlate } from "@ohcs/executor";
import { nodeRunHost } from "@ohcs/records/host";
import { plateOf } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { childProcesses } from "./failures/child-processes.ts";
import { makePlateFolders, type PlateFolders } from "./plate-folders.ts";
import { projectionOf, writeWell } from "./projection.ts";
import { RUNNERS } from "./runners.ts";

const functionsUrl = new URL("./fixtures/functions.mjs", import.meta.url).href;
const WELLS = ["A01", "A02", "B01"];
const RUNS = 10;
const SETTLED = { timeout: 30_000, interval: 20 };

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

let folders: PlateFolders;
beforeEach(async () => {
  folders = await makePlateFolders(functionsUrl);
  for (const [i, well] of WELLS.entries()) await writeWell(folders, well, i);
});
afterEach(() => folders.remove());

/** One run with a listener; returns what must not outlive it. */
async function runOnce(name: keyof typeof RUNNERS, signal: AbortSignal): Promise<readonly WeakRef<object>[]> {
  const plate = plateOf(WELLS.map((well) => projectionOf(well)));
  const job = { plate, runner: RUNNERS[name](), workers: 2, startup: folders.startup, host: nodeRunHost(), signal };
  const run = executePlate(job);
  let finished = 0;
  run.subscribe(({ type }) => {
    if (type === "wellFinished") finished++;
  });
  const result = await run.result;
  if (result.status !== "complete" || finished !== WELLS.length) throw new Error("Expected a complete run");
  return [plate, run, result].map((one) => new WeakRef<object>(one));
}

/** What a run could leave open, by kind. */
function open(signal: AbortSignal) {
  const resources = process.getActiveResourcesInfo();
  const kinds = ["MessagePort", "Worker", "ProcessWrap", "PipeWrap", "FSReqPromise", "FileHandle"];
  return {
    resources: kinds.map((kind) => resources.filter((one) => one === kind).length),
    listeners: ["exit", "SIGINT", "SIGTERM", "uncaughtException", "warning"].map((on) => process.listenerCount(on)),
    onSignal: getEventListeners(signal, "abort").length,
    children: childProcesses(),
  };
}

test.each(["inline", "threads", "processes"] as const)(
  "%s: ten runs in one process leave no listener, handle, process, context or result behind",
  async (name) => {
    const { signal } = new AbortController();
    const before = open(signal);
    const kept: WeakRef<object>[] = [];
    for (let run = 0; run < RUNS; run++) {
      kept.push(...(await runOnce(name, signal)));
      await vi.waitFor(() => expect(open(signal)).toEqual(before), SETTLED);
    }
    await vi.waitFor(() => {
      collectGarbage();
      expect(kept.filter((one) => one.deref() !== undefined).length).toBe(0);
    }, SETTLED);
  },
);
