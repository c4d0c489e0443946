import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepChunks } from "@ohcs/distributed";
import { expect, test } from "vitest";
import { runOhcs } from "./run-ohcs.ts";
import { samplePlate } from "./sample-plate.ts";

/** The files that a command loads as modules, as the engine counts them. */
async function modulesOf(directory: string, argv: readonly string[], env = {}): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), "ohcs-modules-"));
  try {
    const { exitCode, err } = await runOhcs(directory, argv, undefined, { NODE_V8_COVERAGE: folder, ...env });
    expect({ exitCode, err }).toMatchObject({ exitCode: 0 });
    const [report = ""] = await readdir(folder);
    const { result } = JSON.parse(await readFile(join(folder, report), "utf8")) as { result: { url: string }[] };
    return result.map(({ url }) => url).filter((url) => url.startsWith("file:"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("a command starts with few modules: reading hundreds takes longer than what it does", async () => {
  await using sample = await samplePlate();
  expect((await modulesOf(sample.folder, ["--version"])).length).toBeLessThan(25);
  const planning = await modulesOf(sample.folder, ["plan", "tiny", "-p", "preset:count-nuclei", "--gpu", "never"]);
  expect(planning.length).toBeLessThan(120);
  expect(planning.filter((url) => url.includes("/esbuild/"))).toEqual([]);
});

test("a task of an array, of which a cluster starts many, loads neither a queue nor a compiler", async () => {
  await using sample = await samplePlate();
  const file = await keepChunks(sample.folder, [[]]);
  const task = await modulesOf(sample.folder, ["worker", "--chunks", file], { JOB_COMPLETION_INDEX: "0" });
  expect(task.length).toBeLessThan(75);
  expect(task.filter((url) => /\/(bullmq|ioredis|esbuild)\/|\/packages\/(compiler|orchestrator)\//.test(url))).toEqual(
    [],
  );
});
