import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { driverEnv, swiftShader } from "@ohcs/testkit/gpu-drivers";
import { expect, test } from "vitest";
import { runOhcs } from "./run-ohcs.ts";
import { samplePlate } from "./sample-plate.ts";

/** Functions of the user's own, one for the CPU alone and one with code for both. */
const PIPELINE = `
import { defineFunction, definePipeline, NO_PARAMETERS, step } from "@ohcs/context";
const run = ({ image }) => ({ image });
const common = { version: "1.0.0", summary: "Copies", params: NO_PARAMETERS, run };
export const keep = defineFunction({ ...common, name: "keep" });
export const copy = defineFunction({
  ...common, name: "copy",
  gpu: { run: (session, { image }) => ({ image }) },
});
export default definePipeline({ name: "copies", steps: [step("copy", { func: [keep(), copy()] })] });
`;

async function plannedPlate() {
  const sample = await samplePlate({ z: 2 });
  await writeFile(join(sample.folder, "p.ts"), PIPELINE);
  const plan = (env: Readonly<Record<string, string>> = {}, ...options: readonly string[]) =>
    runOhcs(sample.folder, ["plan", "tiny", "-p", "p.ts", ...options], undefined, env);
  return { plan, [Symbol.asyncDispose]: () => sample[Symbol.asyncDispose]() };
}

test("plan on a machine without a GPU says that functions with code for one run on the CPU, unless they must not", async () => {
  await using sample = await plannedPlate();
  const { exitCode, out } = await sample.plan();
  expect(exitCode).toBe(0);
  expect(out).toContain("  on CPU  copy: there is no GPU\n");
  const required = await sample.plan({}, "--gpu", "require");
  expect(required.exitCode).toBe(2);
  expect(required.err).toContain(
    "error GPU_UNAVAILABLE: Cannot run 'copy' of step 'copy' on a GPU: expected one that fits",
  );
  const never = await sample.plan({}, "--gpu", "never");
  expect(never.out).toContain("  on CPU  copy: the policy is 'never'\n");
});

const driver = swiftShader();

test.runIf(driver !== null)("plan shows which GPU each well uses, where images move, and why", async () => {
  await using sample = await plannedPlate();
  const env = driver === null ? {} : driverEnv(driver);
  const { out } = await sample.plan(env, "--gpu", "require");
  expect(out).toContain("keep [float32] → upload → copy (GPU) → download");
  expect(out).toMatch(/^ {2}GPU {5}2 wells on SwiftShader.*, [\d.]+ MB each$/m);
  expect(out).toContain("  on GPU  copy: the policy is 'require'\n");
  expect((await sample.plan(env)).out).toMatch(/^ {2}on CPU {2}copy: 'SwiftShader.*' is a software adapter/m);
  const short = await sample.plan(env, "--gpu", "require", "--set", "gpuMemoryShare=1e-9");
  expect({ exitCode: short.exitCode, err: short.err }).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining("GPU_UNAVAILABLE"),
  });
  const { plan } = JSON.parse((await sample.plan(env, "--gpu", "require", "--json")).out);
  const [{ gpus, context }] = plan.phases[0].structures;
  expect(gpus).toMatchObject([{ wells: ["A01", "B02"], peakBytes: expect.any(Number) }]);
  expect(context.steps[0].functions["*"][1]).toMatchObject({ memory: "webgpu", fallback: false, uploads: true });
});
