import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diskBackend, sweepTemporaries } from "@ohcs/filemanager/disk";
import { afterAll, expect, test } from "vitest";
import { printedSeed, seeded } from "./seeded.ts";

const folder = mkdtempSync(join(tmpdir(), "ohcs-crash-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ROUNDS = process.env.OHCS_TEST_DEPTH === "full" ? 100 : 8;
const LONGEST_MS = 60;
const SIDE = 400;
const LENGTH = 5_000;
const FILES = ["a.tif", "b.png", "t.csv", "t.parquet", "v.json"];

/** Replaces five files for ever, each time by ones of another number; prints a line after the first time. */
const writer = `
  const { diskBackend } = await import(${JSON.stringify(import.meta.resolve("@ohcs/filemanager/disk"))});
  const disk = await diskBackend.create({ root: ${JSON.stringify(folder)} });
  const replace = { ifExists: "replace" };
  for (let i = 1; ; i++) {
    const data = new Uint16Array(${SIDE * SIDE}).fill(i);
    const image = { data, shape: [${SIDE}, ${SIDE}], dtype: "uint16", pixelSizeUm: null };
    const table = { columns: ["i"], rows: Array.from({ length: ${LENGTH} }, () => [i]) };
    await Promise.all([
      disk.save("deep/a.tif", image, replace),
      disk.save("deep/b.png", image, replace),
      disk.saveTable("deep/t.csv", table, replace),
      disk.saveTable("deep/t.parquet", table, replace),
      disk.saveJson("deep/v.json", table.rows.flat(), replace),
    ]);
    if (i === 1) process.stdout.write("writing");
  }
`;

/** Starts the writer and kills it with SIGKILL `afterMs` after its first saves. */
async function killedWriter(afterMs: number): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", writer], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once("exit", (_, signal) => resolve(signal)));
  const begun = new Promise<true>((resolve) => child.stdout.once("data", () => resolve(true)));
  expect(await Promise.race([begun, ended])).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  child.kill("SIGKILL");
  return ended;
}

/** For each file the numbers that it holds, and how many. */
async function contents(): Promise<[Set<unknown>, number][]> {
  const disk = await diskBackend.create({ root: folder, readOnly: true });
  const { data: tiff } = await disk.load("deep/a.tif");
  const { data: png } = await disk.load("deep/b.png");
  const { rows: csv } = await disk.loadTable("deep/t.csv");
  const { rows: parquet } = await disk.loadTable("deep/t.parquet");
  const json = (await disk.loadJson("deep/v.json")) as number[];
  const values = [[...tiff], [...png], csv.flat(), parquet.flat(), json];
  expect((await disk.list("deep")).map(({ path }) => path)).toEqual(FILES.map((name) => `deep/${name}`));
  return values.map((numbers) => [new Set(numbers), numbers.length]);
}

test("landmine 29: a writer killed at any instant leaves each file old or new, whole", {
  timeout: 300_000,
}, async () => {
  const random = seeded(printedSeed("landmine 29"));
  for (let round = 0; round < ROUNDS; round++) {
    expect(await killedWriter(random() * LONGEST_MS)).toBe("SIGKILL");
    const found = await contents();
    expect(found.map(([numbers]) => numbers.size)).toEqual([1, 1, 1, 1, 1]);
    expect(found.map(([, length]) => length)).toEqual([SIDE * SIDE, SIDE * SIDE, LENGTH, LENGTH, LENGTH]);
  }
  await sweepTemporaries(folder);
  expect(readdirSync(join(folder, "deep"))).toEqual(FILES);
});
