import type { ChildProcess } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { PlateResult, WellResult } from "@ohcs/context";
import { machineSlots } from "@ohcs/gpu-registry/host";
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
if (driver === null)
  process.stderr.write("NO GPU RUNS: SwiftShader comes with @sparticuz/chromium, for Linux on x64\n");

/** A plate and a pipeline, on a machine with a driver whose slots are used exclusively. */
async function machine() {
  const sample = await samplePlate({ z: 2 });
  await writeFile(join(sample.folder, "p.ts"), PIPELINE);
  const slots = join(sample.folder, "slots");
  const env = { ...(driver === null ? {} : driverEnv(driver)), OHCS_GPU_SLOTS_FOLDER: slots };
  const ohcs = (argv: readonly string[]) => runOhcs(sample.folder, argv, undefined, env);
  const run = (output: string, options: readonly string[], during?: (child: ChildProcess) => void) =>
    runOhcs(sample.folder, ["run", "tiny", "-p", "p.ts", "-o", output, ...options], during, env);
  return { ohcs, run, slots, ...sample, [Symbol.asyncDispose]: () => sample[Symbol.asyncDispose]() };
}

async function resultOf({ folder }: Pick<SamplePlate, "folder">, output: string): Promise<PlateResult> {
  return JSON.parse(await readFile(join(folder, output, ".ohcs/run.json"), "utf8"));
}

test.runIf(driver !== null)(
  "run computes on a GPU where it must, one upload and download a chain, and says so",
  async () => {
    await using sample = await machine();
    const { exitCode, out, err } = await sample.run("gpu", ["--gpu", "require", "--workers", "2"]);
    expect({ exitCode, err }).toMatchObject({ exitCode: 0 });
    expect(err).toContain("2 wells on 1 × threads, 2 of them with GPUs\n");
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

test.runIf(driver !== null)("runs share the slots of a GPU with each other and with other programs", async () => {
  await using sample = await machine();
  const { adapters } = JSON.parse((await sample.ohcs(["gpus", "--json"])).out);
  const giveBack = await machineSlots({ folder: sample.slots }).claim(adapters[0].id, 1, null);
  const outputs = ["one", "two"];
  const announced = new Set<string>();
  const running = outputs.map((output) =>
    sample.run(output, ["--gpu", "require"], (child) => {
      child.stderr?.on("data", (text) => String(text).includes("2 wells on") && announced.add(output));
    }),
  );
  await expect.poll(() => announced.size, { timeout: 30_000 }).toBe(2);
  // Wells that did not wait would begin now.
  await sleep(300);
  const given = Date.now();
  await giveBack();
  expect((await Promise.all(running)).map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  const runs = await Promise.all(outputs.map((output) => resultOf(sample, output)));
  const spans = runs
    .flatMap(({ wells }) => Object.values(wells).map(spanOf))
    .toSorted((one, other) => one[0] - other[0]);
  expect(spans).toHaveLength(4);
  expect(spans.filter(([start], i) => start < Math.floor(spans[i - 1]?.[1] ?? given))).toEqual([]);
});

/** Begin and end of a well, ms. */
function spanOf({ startedAt, durationMs }: WellResult): readonly [begin: number, end: number] {
  return [Date.parse(startedAt), Date.parse(startedAt) + durationMs];
}
