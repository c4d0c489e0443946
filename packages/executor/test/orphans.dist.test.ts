import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { encodeContext } from "@ohcs/context";
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

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
