import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const script = fileURLToPath(new URL("fixtures/kernel-hashes.mjs", import.meta.url));

async function hashesWith(...flags: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, script]);
  return JSON.parse(stdout) as readonly string[];
}

test("the baseline and the optimising compiler of the engine give the same bytes", async () => {
  const baseline = await hashesWith("--liftoff-only");
  expect(await hashesWith("--no-liftoff")).toEqual(baseline);
  expect(baseline).toHaveLength(96);
});
