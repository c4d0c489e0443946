import { tmpdir, totalmem } from "node:os";
import { driverEnv, swiftShader } from "@ohcs/testkit/gpu-drivers";
import { expect, test } from "vitest";
import { runOhcs } from "./run-ohcs.ts";

/** No driver, whatever is installed. */
const env = { VK_DRIVER_FILES: "/nowhere/no-driver.json" };

test("ohcs gpus on a machine without a driver says so and what to do; that is no failure", async () => {
  const { exitCode, out, err } = await runOhcs(tmpdir(), ["gpus"], undefined, env);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: "" });
  expect(out).toContain("No GPU can be used: Cannot find a GPU: expected a driver, got none\n  Install the driver");
});

test("ohcs gpus --json prints one document, whatever the driver's loader prints", async () => {
  const { exitCode, out, err } = await runOhcs(tmpdir(), ["gpus", "--json"], undefined, env);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: "" });
  expect(JSON.parse(out)).toMatchObject({
    specVersion: 1,
    provider: "dawn",
    adapters: [],
    reason: { code: "GPU_DRIVER_MISSING" },
  });
});

const driver = swiftShader();

test.runIf(driver !== null)(
  "ohcs gpus shows memory and slots as the configuration says, and where they come from",
  async () => {
    const withDriver = { ...(driver === null ? {} : driverEnv(driver)), OHCS_MAX_WORKERS_PER_GPU: "3" };
    const show = (...set: readonly string[]) =>
      runOhcs(tmpdir(), ["gpus", "--json", ...set.flatMap((text) => ["--set", text])], undefined, withDriver);
    const { adapters } = JSON.parse((await show("gpuMemoryShare=1")).out);
    expect(adapters).toMatchObject([{ memory: { bytes: totalmem(), source: "share" }, slots: 3 }]);
    const named = JSON.parse((await show(`gpuMemoryBytes.${adapters[0].id}=5e9`)).out);
    expect(named.adapters).toMatchObject([{ memory: { bytes: 5e9, source: "configured" } }]);
  },
);

test("ohcs gpus with a wrong configuration says what is wrong, and looks for nothing", async () => {
  const { exitCode, out, err } = await runOhcs(
    tmpdir(),
    ["gpus", "--set", "gpuMemoryBytes.board=8 GB"],
    undefined,
    env,
  );
  expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
  expect(err).toContain("'--set gpuMemoryBytes.board': expected a number > 0, got '8 GB'");
});
