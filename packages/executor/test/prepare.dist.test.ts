import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { encodeContext, type ProcessingContext, type RunnerSession, type WorkerEvent } from "@ohcs/context";
import { threadsRunner } from "@ohcs/executor/threads";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { oneStep } from "./one-step.ts";
import { makePlateFolders, type PlateFolders } from "./plate-folders.ts";

const functionsUrl = new URL("./fixtures/functions.mjs", import.meta.url).href;
const taskOf = (context: ProcessingContext) => ({
  wellId: "A01",
  context: encodeContext(context),
  attempt: 1,
  deadlineMs: null,
  contributors: [],
});
let folders: PlateFolders;
let session: RunnerSession;
let said: string[];
beforeEach(async () => {
  said = [];
  folders = await makePlateFolders(functionsUrl);
  await folders.writeSource("a.tif", [[1, 3]]);
});
afterEach(async () => {
  await session.close();
  await folders.remove();
});

/** Starts threads that expect a module which notes its thread in the file that is returned, and then does `more`. */
async function start(width: number, more = ""): Promise<() => string> {
  const [module, noted] = [join(folders.source, "extra.mjs"), join(folders.source, "noted")];
  const note = `import { appendFileSync } from "node:fs"; appendFileSync(${JSON.stringify(noted)}, "imported ");`;
  writeFileSync(module, `${note}\n${more}`);
  const modules = { ...folders.startup.modules, "test:extra": pathToFileURL(module).href };
  const startup = { ...folders.startup, modules, runId: "test", expected: ["test:extra"] };
  session = await threadsRunner().start({ width, startup, onEvent: receive });
  return () => (existsSync(noted) ? readFileSync(noted, "utf8") : "");
}

function receive(event: WorkerEvent): void {
  if (event.type === "log") said.push(event.text);
}

const run = (context = oneStep(["halve"])) => session.run(taskOf(context), new AbortController().signal);

test("threads import what they expect before they have a well", async () => {
  const noted = await start(2);
  await vi.waitFor(() => expect(noted()).toBe("imported imported "), { timeout: 20_000 });
});

test("an expected module that exits ends neither its worker nor wells that do not name it", async () => {
  const noted = await start(1, "process.exit(3);");
  await vi.waitFor(() => expect(noted()).toBe("imported "), { timeout: 20_000 });
  expect((await run()).error).toBeNull();
  expect(noted()).toBe("imported ");
});

test("what an expected module lets escape costs its worker, and no well but those that name it", async () => {
  const pause = "await new Promise((resolve) => setTimeout(resolve, 200));";
  const noted = await start(1, `setTimeout(() => { throw new Error("escaped"); }); ${pause}`);
  await vi.waitFor(() => expect(noted()).toBe("imported "), { timeout: 20_000 });
  expect((await run()).error).toBeNull();
  expect((await run()).error).toBeNull();
  expect(noted()).toBe("imported ");
  const named = oneStep([{ call: "halve", module: "test:extra" }]);
  expect((await run(named)).error).toMatchObject({ code: "FUNCTION_STRAY_ERROR", cause: { message: "escaped" } });
  expect((await run()).error).toBeNull();
});

test("a thread in which a function exited runs no further well: something that it began may still go on", async () => {
  await start(1);
  expect((await run(oneStep(["tellsThread", "exits"]))).error?.code).toBe("FUNCTION_EXITED");
  expect((await run(oneStep(["tellsThread"]))).error).toBeNull();
  expect(new Set(said).size).toBe(2);
});
