import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PlateResult } from "@ohcs/context";
import { driverEnv, swiftShader } from "@ohcs/testkit/gpu-drivers";
import { expect, test } from "vitest";
import { runOhcs } from "./run-ohcs.ts";
import { type SamplePlate, samplePlate } from "./sample-plate.ts";

/** Smooths twice on whatever may do it. */
const PIPELINE = `
import { definePipeline, step } from "@ohcs/context";
import { gaussianBlur, maxProjection, median } from "@ohcs/functions";
export default definePipeline({
  name: "smooth",
  steps: [step("smooth", { func: [maxProjection(), gaussianBlur({ sigma: 1 }), median()] })],
});
`;

const driver = swiftShader();
if (driver === null) process.stderr.write("NO GPU RUNS: SwiftShader comes for Linux on x64 only\n");

/** A plate and a pipeline, on a machine with a driver whose slots nobody else uses. */
async function machine() {
  const sample = await samplePlate({ z: 2 });
  await writeFile(join(sample.folder, "p.ts"), PIPELINE);
  const temporary = join(sample.folder, "tmp");
  await mkdir(temporary);
  const env = { ...(driver === null ? {} : driverEnv(driver)), TMPDIR: temporary };
  const ohcs = (argv: readonly string[], own = {}) => runOhcs(sample.folder, argv, undefined, { ...env, ...own });
  const run = (output: string, ...options: readonly string[]) =>
    ohcs(["run", "tiny", "-p", "p.ts", "-o", output, ...options]);
  return { ohcs, run, ...sample, [Symbol.asyncDispose]: () => sample[Symbol.asyncDispose]() };
}

async function resultOf({ folder }: Pick<SamplePlate, "folder">, output: string): Promise<PlateResult> {
  return JSON.parse(await readFile(join(folder, output, ".ohcs/run.json"), "utf8"));
}

test.runIf(driver !== null)(
  "run computes on a GPU where it must, one upload and download a chain, and says so",
  async () => {
    await using sample = await machine();
    const { exitCode, out, err } = await sample.run("gpu", "--gpu", "require", "--workers", "2");
    expect({ exitCode, err }).toMatchObject({ exitCode: 0 });
    expect(out).toMatch(/^ {2}GPU {2}SwiftShader.*: 2 wells, at most 1 at the same time in 1 slot$/m);
    const { wells, gpus } = await resultOf(sample, "gpu");
    expect(gpus).toMatchObject([{ slots: 1, maximum: 1, granted: 2, retired: 0 }]);
    for (const { gpu, steps } of Object.values(wells)) {
      expect(gpu).toMatchObject({ fallback: null });
      const [counts] = steps.map((step) => step.gpu);
      expect(counts).toMatchObject({ uploads: 2 * (counts?.downloads ?? 0), pipelinesCompiled: expect.any(Number) });
    }
    expect((await sample.ohcs(["status", "gpu"])).out).toContain("2 wells, at most 1 at the same time in 1 slot\n");
  },
);

test.runIf(driver !== null)("two runs at the same time share the slots of a GPU", async () => {
  await using sample = await machine();
  const ended = await Promise.all(["one", "two"].map((output) => sample.run(output, "--gpu", "require")));
  expect(ended.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  const runs = await Promise.all(["one", "two"].map((output) => resultOf(sample, output)));
  const spans = runs.flatMap(({ wells }) =>
    Object.values(wells).map(({ startedAt, durationMs }) => [
      Date.parse(startedAt),
      Date.parse(startedAt) + durationMs,
    ]),
  );
  const inOrder = spans.toSorted(([a = 0], [b = 0]) => a - b);
  expect(inOrder).toHaveLength(4);
  const overlaps = inOrder.filter(([start = 0], i) => i > 0 && start < Math.floor(inOrder[i - 1]?.[1] ?? 0));
  expect(overlaps).toEqual([]);
});
