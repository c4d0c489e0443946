import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { sha256Hex } from "@ohcs/context";
import { type JobReference, keepChunks, RemoteFolder } from "@ohcs/distributed";
import { CONFORMANCE_MODULE, conformanceTask } from "@ohcs/testkit";
import { afterEach, beforeEach, expect, test } from "vitest";

const program = fileURLToPath(new URL("chunk-program.mjs", import.meta.url));
const modulesUrl = import.meta.resolve("@ohcs/testkit/runner-conformance-modules");

let root = "";
let folder: RemoteFolder;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "ohcs-chunk-"));
  folder = new RemoteFolder(root);
  await folder.begin({ id: "r1", engine: "indexed" });
  await mkdir(join(folder.of("r1"), "chunks"));
});
afterEach(() => rm(root, { recursive: true }));

async function referenceTo(well: string, startup: string): Promise<JobReference> {
  const { context, ...rest } = conformanceTask(well, { call: "passes" });
  const text = JSON.stringify({ ...rest, startup, context: [context] });
  const [blob, sha256] = [await folder.keep(text), sha256Hex(text)];
  const output = { mount: null, path: root };
  return { v: 1, run: "r1", job: well, well, output, blob, at: 0, bytes: Buffer.byteLength(text), sha256 };
}

async function runTask(file: string, environment: Readonly<Record<string, string>>): Promise<unknown> {
  const modules = JSON.stringify({ [CONFORMANCE_MODULE]: modulesUrl });
  // It ends with its wells, however seldom it looks whether they are to be stopped.
  const args = [program, modules, "--chunks", file, "--slots", "2", "--look", "600000"];
  const { SLURM_ARRAY_TASK_ID: _, ...others } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...others, ...environment } });
  return JSON.parse(stdout);
}

test("a task of an array runs its wells by the index that Slurm, Kubernetes or AWS Batch gives it, and none twice", async () => {
  const module = {
    version: "",
    sha256: sha256Hex(await (await import("node:fs/promises")).readFile(new URL(modulesUrl))),
  };
  const startup = await folder.keep(
    JSON.stringify({ modules: { [CONFORMANCE_MODULE]: module }, roots: {}, runId: "r1" }),
  );
  const refs = await Promise.all(["A01", "A02", "B01", "B02", "C01"].map((well) => referenceTo(well, startup)));
  const chunks = [refs.slice(0, 2), refs.slice(2, 4), refs.slice(4)];
  const file = await keepChunks(join(folder.of("r1"), "chunks"), chunks);
  expect(await runTask(file, { SLURM_ARRAY_TASK_ID: "0" })).toEqual({ done: 2, failed: 0, left: 0 });
  expect(await runTask(file, { JOB_COMPLETION_INDEX: "1" })).toEqual({ done: 2, failed: 0, left: 0 });
  expect(await runTask(file, { AWS_BATCH_JOB_ARRAY_INDEX: "2" })).toEqual({ done: 1, failed: 0, left: 0 });
  // Requeued: its wells have results.
  const before = await resultCount();
  expect(await runTask(file, { JOB_COMPLETION_INDEX: "0" })).toEqual({ done: 2, failed: 0, left: 0 });
  expect([before, await resultCount()]).toEqual([5, 5]);
  await expect(runTask(file, {})).rejects.toThrow("INDEX_UNKNOWN");
  await writeFile(file, "[]");
  await expect(runTask(file, { JOB_COMPLETION_INDEX: "0" })).rejects.toThrow("JOB_CORRUPT");
});

async function resultCount(): Promise<number> {
  const { readdir, readFile } = await import("node:fs/promises");
  const names = await readdir(folder.results("r1"));
  const texts = await Promise.all(names.map((name) => readFile(join(folder.results("r1"), name), "utf8")));
  return texts.join("").split("\n").filter(Boolean).length;
}
