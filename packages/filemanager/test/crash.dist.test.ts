import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diskBackend, sweepTemporaries } from "@ohcs/filemanager/disk";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "ohcs-crash-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ROUNDS = process.env.OHCS_TEST_DEPTH === "full" ? 100 : 12;
const SIDE = 700;

/** Replaces one image for ever, each time by another even one; says so after the first. */
const writer = `
  const { diskBackend } = await import(${JSON.stringify(import.meta.resolve("@ohcs/filemanager/disk"))});
  const disk = await diskBackend.create({ root: ${JSON.stringify(folder)} });
  for (let i = 0; ; i++) {
    const data = new Uint16Array(${SIDE * SIDE}).fill(i % 60000);
    await disk.save("deep/a.tif", { data, shape: [${SIDE}, ${SIDE}], dtype: "uint16", pixelSizeUm: null }, { ifExists: "replace" });
    if (i === 0) process.stdout.write("writing");
  }
`;

/** Starts the writer and kills it with SIGKILL `afterMs` after its first save. */
async function killedWriter(afterMs: number): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", writer], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once("exit", (_, signal) => resolve(signal)));
  await new Promise((resolve) => child.stdout.once("data", resolve));
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  child.kill("SIGKILL");
  return ended;
}

test("landmine 29: a writer killed at any instant leaves the old or the new image, whole", async () => {
  const disk = await diskBackend.create({ root: folder });
  for (let round = 0; round < ROUNDS; round++) {
    expect(await killedWriter(round * 1.7)).toBe("SIGKILL");
    const { data, shape } = await disk.load("deep/a.tif");
    expect([shape, new Set(data).size]).toEqual([[SIDE, SIDE], 1]);
    expect((await disk.list("deep")).map(({ path }) => path)).toEqual(["deep/a.tif"]);
  }
  await sweepTemporaries(folder);
  expect(readdirSync(join(folder, "deep"))).toEqual(["a.tif"]);
});
