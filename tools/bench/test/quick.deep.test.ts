import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const MAIN = fileURLToPath(new URL("../dist/main.js", import.meta.url));
/** Benchmarks that start processes and workers, by names that only a build resolves. */
const NAMES = ["overhead", "schedule", "listeners", "memory", "kernels"];

test("quick benchmarks come to figures that are numbers", { timeout: 300_000 }, async () => {
  const argv = [MAIN, "--quick", ...NAMES.flatMap((name) => ["--only", name])];
  const { stdout } = await promisify(execFile)(process.execPath, argv);
  const { benchmarks } = JSON.parse(stdout) as { readonly benchmarks: Readonly<Record<string, object>> };
  expect(Object.keys(benchmarks)).toEqual(NAMES);
  // Values that are not numbers are written as null.
  expect(stdout).not.toContain("null");
  expect(stdout).not.toContain('"error"');
});
