import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { samplePlate } from "ohcs";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";

const SERVER = fileURLToPath(new URL("../dist/server.js", import.meta.url));
const SLOW = `
import { defineFunction, definePipeline, NO_PARAMETERS, step } from "ohcs";
export const slow = defineFunction({
  name: "slow", version: "1.0.0", summary: "Takes its time", params: NO_PARAMETERS,
  run: async ({ image }) => { await new Promise((resolve) => setTimeout(resolve, 200)); return { image }; },
});
export default definePipeline({ name: "slow", steps: [step("slow", { func: slow() })] });
`;

let folder = "";
let plate = "";
let server: ChildProcess;
let url = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-embed-"));
  plate = await samplePlate(join(folder, "sample"));
  await writeFile(join(folder, "slow.ts"), SLOW);
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  const env = { ...process.env, OHCS_EMBED_TOKEN: "of the test", PORT: "0" };
  server = spawn(process.execPath, [SERVER], { cwd: folder, env, stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(createInterface({ input: server.stdout ?? process.stdin }), "line");
  ({ url } = JSON.parse(line));
});
afterEach(async () => {
  if (server.exitCode !== null || !server.kill("SIGKILL")) return;
  await once(server, "exit");
});

const post = (job: object, token = "of the test", signal?: AbortSignal) =>
  fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify(job),
    ...(signal === undefined ? {} : { signal }),
  });

/** The messages of a stream as they arrive. */
async function* messagesOf({ body }: Response) {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      const [, event = "", data = "{}"] = /^event: (\w+)\ndata: (.*)$/.exec(part) ?? [];
      yield { event, data: JSON.parse(data) };
    }
  }
}

test("a plate is run for a caller with the token, with every event and the result in the response", async () => {
  const finished: string[] = [];
  let result = null;
  for await (const { event, data } of messagesOf(await post({ plate, pipeline: "preset:project", output: "whole" }))) {
    if (event === "wellFinished") finished.push(data.well);
    if (event === "result") result = data;
  }
  expect(finished.toSorted()).toEqual(["A01", "A02"]);
  expect(result).toMatchObject({ status: "complete", outputRoot: join(folder, "whole") });
});

test("without the token nothing is run, and a pipeline that cannot run is reported as a failure with its code", async () => {
  expect((await post({ plate, pipeline: "preset:project", output: "never" }, "another")).status).toBe(401);
  expect((await fetch(url)).status).toBe(401);
  const messages = [];
  for await (const one of messagesOf(await post({ plate, pipeline: "preset:projekt", output: "never" })))
    messages.push(one);
  expect(messages).toMatchObject([{ event: "failed", data: { code: "PRESET_UNKNOWN" } }]);
  await expect(readFile(join(folder, "never/.ohcs/run.json"))).rejects.toThrow("ENOENT");
});

const statusOf = async (output: string) =>
  JSON.parse(await readFile(join(folder, output, ".ohcs/run.json"), "utf8")).status;

test("closing the request stops its run", async () => {
  const gone = new AbortController();
  const answer = await post({ plate, pipeline: "slow.ts", output: "closed" }, undefined, gone.signal);
  const read = async () => {
    for await (const { event } of messagesOf(answer)) if (event === "wellStarted") gone.abort();
  };
  await expect(read()).rejects.toThrow();
  await expect.poll(() => statusOf("closed"), { timeout: 20_000 }).toBe("cancelled");
});

test("Ctrl-C stops the runs, notifies their callers, and ends the server", async () => {
  let last = null;
  for await (const { event, data } of messagesOf(await post({ plate, pipeline: "slow.ts", output: "interrupted" }))) {
    if (event === "wellStarted" && !server.killed) server.kill("SIGINT");
    last = { event, data };
  }
  expect(last).toMatchObject({ event: "result", data: { status: "cancelled" } });
  if (server.exitCode === null) await once(server, "exit");
  expect([server.exitCode, await statusOf("interrupted")]).toEqual([0, "cancelled"]);
});
