import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { contentsOf } from "./file-tree.ts";
import { runOhcs } from "./run-ohcs.ts";
import { samplePlate } from "./sample-plate.ts";

const PIPELINE = `
name: checkpointed
steps:
  - { name: project, func: { use: maxProjection } }
  - { name: smooth, func: { use: gaussianBlur, with: { sigma: 1 } }, materialize: true, dtype: native }
  - { name: brighten, func: { use: subtractBackground, with: { radius: 9 } }, dtype: native }
`;

/** A plate on which the pipeline was run into `out`, and the same with another last step into `whole`. */
async function begunPlate(...flags: readonly string[]) {
  const sample = await samplePlate({ z: 2, channels: 2 });
  await writeFile(join(sample.folder, "p.yaml"), PIPELINE);
  await writeFile(join(sample.folder, "changed.yaml"), PIPELINE.replace("radius: 9", "radius: 5"));
  const run = (pipeline: string, ...argv: readonly string[]) =>
    runOhcs(sample.folder, ["run", "tiny", "-p", pipeline, ...flags, ...argv]);
  expect((await run("p.yaml", "-o", "out")).exitCode).toBe(0);
  return { ...sample, run };
}

const imagesOf = async (folder: string) =>
  Object.fromEntries(Object.entries(await contentsOf(folder)).filter(([path]) => !path.startsWith(".ohcs")));

test.each([["disk"], ["zarr"]])(
  "--from-step runs the step and what follows, to the bytes of a whole run (%s)",
  async (backend) => {
    await using plate = await begunPlate("--backend", backend);
    expect((await plate.run("changed.yaml", "-o", "whole")).exitCode).toBe(0);
    const { exitCode, out } = await plate.run("changed.yaml", "-o", "out", "--from-step", "brighten", "--json");
    expect(exitCode).toBe(0);
    const { A01 } = (JSON.parse(out) as { wells: Record<string, { steps: readonly { name: string }[] }> }).wells;
    expect(A01?.steps.map(({ name }) => name)).toEqual(["brighten"]);
    expect(await imagesOf(join(plate.folder, "out"))).toEqual(await imagesOf(join(plate.folder, "whole")));
    const resumed = await runOhcs(plate.folder, ["resume", "out", "--from-step", "3", "--json"]);
    expect(resumed.exitCode).toBe(0);
    expect(JSON.parse(resumed.out).wells.A01.status).toBe("skipped");
  },
);

test("--from-step shows what changed before the step as 'ohcs why' does, and leaves everything as it was", async () => {
  await using plate = await begunPlate();
  const text = await readFile(join(plate.folder, "p.yaml"), "utf8");
  await writeFile(join(plate.folder, "p.yaml"), text.replace("sigma: 1", "sigma: 2"));
  const before = await contentsOf(plate.folder);
  const { exitCode, err } = await plate.run("p.yaml", "-o", "out", "--from-step", "brighten");
  expect(exitCode).toBe(1);
  expect(err).toMatch(/^error FROM_STEP_CHANGED: /);
  expect(err).toMatch(/parameter +step 'smooth' gaussianBlur sigma +1 +2/);
  expect(await contentsOf(plate.folder)).toEqual(before);
});

test("--from-step with a step that is not there says which there are", async () => {
  await using plate = await begunPlate();
  const { exitCode, err } = await plate.run("p.yaml", "-o", "out", "--from-step", "brigten");
  expect(exitCode).toBe(1);
  expect(err).toContain("expected one of 'project', 'smooth', 'brighten', or a number from 1 to 3");
});
