import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { driverEnv, mustHaveSwiftShader, swiftShader } from "@ohcs/testkit/gpu-drivers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readPlainTiff } from "./read-plain-tiff.ts";
import { runGuide } from "./run-guide.ts";

const driver = swiftShader();
if (driver === null)
  process.stderr.write("NO GUIDE FOR GPUS: SwiftShader comes with @sparticuz/chromium, for Linux on x64\n");

let folder = "";
/** Below it the machine's runs share GPUs: those of others shall not count. */
const temporary = await mkdtemp(join(tmpdir(), "ohcs-guide-gpu-"));
beforeAll(async () => {
  folder = join(temporary, "guide");
  await mkdir(folder);
});
afterAll(() => rm(temporary, { recursive: true, force: true }));

test("there is a driver if SwiftShader's package provides one", () => {
  expect(driver !== null).toBe(mustHaveSwiftShader);
});

const env = { ...(driver === null ? {} : driverEnv(driver)), TMPDIR: temporary };
const blocks = driver === null ? [] : await runGuide({ name: "write-a-gpu-function.md", folder: () => folder, env });

test.skipIf(driver === null)("the guide shows two files and their runs, whose images are the same", async () => {
  expect(blocks.map(({ language, file }) => file ?? language)).toEqual([
    "edges.ts",
    "console",
    "console",
    "console",
    "mistaken.ts",
    "console",
  ]);
  const names = await readdir(join(folder, "on-gpu/images"));
  expect(names).toEqual(await readdir(join(folder, "on-cpu/images")));
  expect(names).toHaveLength(2);
  for (const name of names) {
    const [there, here] = ["on-gpu", "on-cpu"].map((run) => [...readPlainTiff(join(folder, run, "images", name)).data]);
    // What is stored is rounded: a last bit can make a difference of one.
    const odd = there?.filter((value, i) => Math.abs(value - (here?.[i] ?? Number.NaN)) > 1);
    expect([there?.length, odd]).toEqual([128 * 96, []]);
    expect(Math.max(...(there ?? []))).toBeGreaterThan(0);
  }
});
