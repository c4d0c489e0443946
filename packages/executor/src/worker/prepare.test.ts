import { encodeContext } from "@ohcs/context";
import { afterEach, beforeEach, expect, test } from "vitest";
import { oneStep } from "../../test/one-step.ts";
import { makePlateFolders, type PlateFolders } from "../../test/plate-folders.ts";
import { WorkerServer } from "./worker-server.ts";

const functionsUrl = new URL("../../test/fixtures/functions.mjs", import.meta.url).href;
const context = oneStep(["halve"]);
const request = {
  id: 1,
  task: { wellId: "A01", context: encodeContext(context), attempt: 1, deadlineMs: null, contributors: [] },
  offer: { helpers: 0, groups: 0, calls: 0 },
};
let folders: PlateFolders;
beforeEach(async () => {
  folders = await makePlateFolders(functionsUrl);
  await folders.writeSource("a.tif", [[1, 3]]);
});
afterEach(() => folders.remove());

/** A worker that expects a module with the text `source` beside those of its well. */
function serverExpecting(source: string): WorkerServer {
  const modules = { ...folders.startup.modules, "test:extra": `data:text/javascript,${encodeURIComponent(source)}` };
  const startup = { ...folders.startup, modules, runId: "test", expected: ["test:extra", "test:unknown"] };
  return new WorkerServer({ kind: "start", startup, worker: "here" }, () => undefined);
}

test("prepare() imports what is expected, and counts as code that is not the worker's own meanwhile", async () => {
  const server = serverExpecting("globalThis.extraImports = (globalThis.extraImports ?? 0) + 1;");
  const done = server.prepare();
  expect(server.isRunning).toBe(true);
  await done;
  expect(server.isRunning).toBe(false);
  expect(globalThis).toMatchObject({ extraImports: 1 });
  expect((await server.run(request)).result?.status).toBe("success");
});

test("what cannot be imported is no matter of wells that do not name it", async () => {
  const server = serverExpecting("throw new Error('broken');");
  await server.prepare();
  expect((await server.run(request)).result?.status).toBe("success");
});

test("a worker in which something escaped from a module that it imported early runs no well, and blames none", async () => {
  const server = serverExpecting("await new Promise((resolve) => setTimeout(resolve, 10));");
  const done = server.prepare();
  const running = server.run(request);
  expect(server.takeStray(new Error("escaped"))).toBe(true);
  expect(await running).toMatchObject({ result: null, spoiled: true });
  await done;
  expect(server.takeStray(new Error("nobody's"))).toBe(false);
  expect(await server.run(request)).toMatchObject({ result: null, spoiled: true });
});
