import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { encodeContext, type WorkerEvent } from "@ohcs/context";
import { processesRunner } from "@ohcs/executor/processes";
import { expect, test } from "vitest";
import { oneStep } from "./one-step.ts";
import { makePlateFolders } from "./plate-folders.ts";

const functionsUrl = new URL("./fixtures/functions.mjs", import.meta.url).href;
const script = fileURLToPath(new URL("./fixtures/orphan-maker.mjs", import.meta.url));

test.each(["tellsAndHangs", "tellsAndLoops"])(
  "a worker process ends with its parent, even while it %s",
  async (call) => {
    const folders = await makePlateFolders(functionsUrl);
    await folders.writeSource("a.tif", [[1]]);
    const task = {
      context: encodeContext(oneStep([call])),
      wellId: "A01",
      attempt: 1,
      deadlineMs: null,
      contributors: [],
    };
    const startup = { ...folders.startup, runId: "test" };
    const parent = fork(script, [JSON.stringify({ task, startup })], { execArgv: [] });
    const [pid] = (await once(parent, "message")) as [number];
    expect(isAlive(pid)).toBe(true);
    parent.kill("SIGKILL");
    await expect.poll(() => isAlive(pid), { timeout: 3_000 }).toBe(false);
    await folders.remove();
  },
);

test.each(["SIGINT", "SIGTERM"] as const)(
  "a %s for all of a process group leaves the well to the parent, which cancels it",
  async (signal) => {
    const folders = await makePlateFolders(functionsUrl);
    await folders.writeSource("a.tif", [[1]]);
    const controller = new AbortController();
    const onEvent = (event: WorkerEvent) => {
      if (event.type !== "log" || !event.text.startsWith("pid ")) return;
      process.kill(Number(event.text.slice(4)), signal);
      controller.abort();
    };
    const startup = { ...folders.startup, runId: "test" };
    const session = await processesRunner().start({ width: 1, startup, onEvent });
    const context = encodeContext(oneStep(["tellsAndWaits"]));
    const task = { context, wellId: "A01", attempt: 1, deadlineMs: null, contributors: [] };
    const { status } = await session.run(task, controller.signal);
    await session.close();
    await folders.remove();
    expect(status).toBe("cancelled");
  },
);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
