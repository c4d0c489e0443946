import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { runHere } from "./run-here.ts";
import { runOhcs } from "./run-ohcs.ts";

/** No driver, whatever is installed. */
const env = { VK_DRIVER_FILES: "/nowhere/no-driver.json" };

test("ohcs gpus on a machine without a driver says so and what to do; that is no failure", async () => {
  const { exitCode, out, err } = await runHere(tmpdir(), ["gpus"], env);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: "" });
  expect(out).toContain("No GPU can be used: Cannot find a GPU: there is no driver\n  Install the driver");
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

test("ohcs gpus with a wrong configuration says what is wrong, and looks for nothing", async () => {
  const { exitCode, out, err } = await runHere(tmpdir(), ["gpus", "--set", "gpuMemoryBytes.board=8 GB"], env);
  expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
  expect(err).toContain("'--set gpuMemoryBytes.board': expected a number > 0, got '8 GB'");
});
