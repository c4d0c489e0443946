import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { encodeContext } from "@ohcs/context";
import type { CallFixture } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { oneStep } from "../../test/one-step.ts";
import { makePlateFolders, type PlateFolders } from "../../test/plate-folders.ts";
import { GIVEN_UP } from "./given-up.ts";
import { WorkerServer } from "./worker-server.ts";

const functionsUrl = new URL("../../test/fixtures/functions.mjs", import.meta.url).href;
let folders: PlateFolders;
let server: WorkerServer;
beforeEach(async () => {
  folders = await makePlateFolders(functionsUrl);
  await folders.writeSource("a.tif", [[1, 3]]);
  const startup = { ...folders.startup, runId: "test" };
  server = new WorkerServer({ kind: "start", startup, worker: "here" }, () => undefined);
});
afterEach(() => folders.remove());

const requestOf = (call: CallFixture, id = 1) => ({
  id,
  task: { wellId: "A01", context: encodeContext(oneStep([call])), attempt: 1, deadlineMs: null, contributors: [] },
});

test("an error that escapes ends its well at once, and aborts its remaining work", async () => {
  const file = join(folders.source, "heard");
  const reply = server.run(requestOf({ call: "hearsAbort", with: { file } }));
  await vi.waitFor(() => expect(existsSync(file)).toBe(true));
  expect(server.takeStray(new Error("astray"))).toBe(true);
  const { result, spoiled } = await reply;
  expect(result?.error).toMatchObject({ code: "FUNCTION_STRAY_ERROR", cause: { message: "astray" } });
  expect(spoiled).toBe(true);
  expect(readFileSync(file, "utf8")).toBe(GIVEN_UP);
});

const statusOf = async (id: number, call = "halve") => (await server.run(requestOf(call, id))).result?.status;

test("an abort that overtakes its request ends its well, and no other", async () => {
  server.receive({ kind: "abort", id: 2 });
  expect(await statusOf(1)).toBe("success");
  expect(await statusOf(2)).toBe("cancelled");
  expect(await statusOf(3)).toBe("success");
});

test("an abort that comes after its well has ended is nothing to the next", async () => {
  await statusOf(1);
  const running = statusOf(2, "slow");
  server.receive({ kind: "abort", id: 1 });
  server.receive({ kind: "abort", id: 2 });
  expect(await running).toBe("cancelled");
  const next = statusOf(3);
  server.receive({ kind: "abort", id: 2 });
  expect(await next).toBe("success");
});
