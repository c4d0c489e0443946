import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { contentsOf } from "./file-tree.ts";
import { JOB, plannedPlate } from "./planned-plate.ts";
import { runHere } from "./run-here.ts";
import { samplePlate } from "./sample-plate.ts";

test("a saved plan gives the bytes of a direct run, without pipeline, configuration or plate map at hand", async () => {
  await using sample = await plannedPlate();
  const { folder } = sample;
  const before = await contentsOf(folder);
  const saved = await runHere(folder, ["plan", ...JOB, "--save", "plan.json"]);
  expect({ exitCode: saved.exitCode, err: saved.err }).toEqual({ exitCode: 0, err: "" });
  expect(Object.keys(await contentsOf(folder)).filter((path) => !(path in before))).toEqual(["plan.json"]);
  expect((await runHere(folder, ["run", ...JOB, "-o", "direct"])).exitCode).toBe(0);

  await using elsewhere = await samplePlate();
  await rename(join(folder, "plan.json"), join(elsewhere.folder, "plan.json"));
  const run = ["run", "--plan", "plan.json", "--workers", "2", "--json", "-o"];
  for (const runner of ["threads", "processes"]) {
    const { exitCode, out } = await runHere(elsewhere.folder, [...run, runner, "--runner", runner]);
    expect([exitCode, JSON.parse(out).status]).toEqual([0, "complete"]);
    expect(await contentsOf(join(elsewhere.folder, runner))).toEqual(await contentsOf(join(folder, "direct")));
  }
  expect(Object.keys(await contentsOf(join(folder, "direct")))).toContain("planes/A01_s001_w1_t001.tif");
});

test("a pipeline with errors is not saved", async () => {
  await using sample = await samplePlate();
  await writeFile(join(sample.folder, "p.yaml"), "name: n\nsteps: [{ name: a, func: { use: gausianBlur } }]\n");
  const before = await contentsOf(sample.folder);
  expect((await runHere(sample.folder, ["plan", "tiny", "-p", "p.yaml", "--save", "plan.json"])).exitCode).toBe(2);
  expect(await contentsOf(sample.folder)).toEqual(before);
});
