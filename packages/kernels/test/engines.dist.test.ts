import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const script = fileURLToPath(new URL("fixtures/kernel-digests.mjs", import.meta.url));

async function digestsWith(...flags: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, script]);
  return JSON.parse(stdout) as Readonly<Record<string, string>>;
}

test("the baseline and the optimising compiler of the engine give the same bytes", async () => {
  const baseline = await digestsWith("--liftoff-only");
  expect(await digestsWith("--no-liftoff")).toEqual(baseline);
  expect(Object.keys(baseline)).toHaveLength(136);
});
