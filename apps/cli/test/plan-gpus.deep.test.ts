import { driverEnv, swiftShader } from "@ohcs/testkit/gpu-drivers";
import { expect, test } from "vitest";
import { PLAN, plannedPlate } from "./plate-planned-for-gpus.ts";
import { runOhcs } from "./run-ohcs.ts";

const driver = swiftShader();

test.runIf(driver !== null)("plan shows which GPU each well uses, where images move, and why", async () => {
  await using sample = await plannedPlate();
  const env = driver === null ? {} : driverEnv(driver);
  const plan = (...options: readonly string[]) => runOhcs(sample.folder, [...PLAN, ...options], undefined, env);
  const { out } = await plan("--gpu", "require");
  expect(out).toContain("keep [float32] → upload → copy (GPU) → download");
  expect(out).toMatch(/^ {2}GPU {5}2 wells on SwiftShader.*, [\d.]+ MB each$/m);
  expect(out).toContain("  on GPU  copy: the policy is 'require'\n");
  expect((await plan()).out).toMatch(/^ {2}on CPU {2}copy: 'SwiftShader.*' is a software adapter/m);
  const short = await plan("--gpu", "require", "--set", "gpuMemoryShare=1e-9");
  expect({ exitCode: short.exitCode, err: short.err }).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining("GPU_UNAVAILABLE"),
  });
  const { plan: planned } = JSON.parse((await plan("--gpu", "require", "--json")).out);
  const [{ gpus, context }] = planned.phases[0].structures;
  expect(gpus).toMatchObject([{ wells: ["A01", "B02"], peakBytes: expect.any(Number) }]);
  expect(context.steps[0].functions["*"][1]).toMatchObject({ memory: "webgpu", fallback: false, uploads: true });
});
