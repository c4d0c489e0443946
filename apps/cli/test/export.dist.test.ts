import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { diskBackend } from "@ohcs/filemanager/disk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runHere } from "./run-here.ts";
import { type SamplePlate, samplePlate } from "./sample-plate.ts";

let sample: SamplePlate;
beforeAll(async () => {
  sample = await samplePlate({ wells: ["A01", "B02"], sites: 2, channels: 2, tile: 96, radius: [6, 8] });
  const argv = ["run", "tiny", "-p", "preset:count-nuclei", "--channel", "nuclei=1,reporter=2", "-o", "out"];
  expect((await runHere(sample.folder, argv)).exitCode).toBe(0);
});
afterAll(() => sample[Symbol.asyncDispose]());

test("ohcs export writes figures of every field and well, equal each time, and leaves the proof of the run as it is", async () => {
  const { out } = await runHere(sample.folder, ["export", "out", "--json"]);
  const { folder, figures } = JSON.parse(out) as { folder: string; figures: string[] };
  expect(folder).toBe(join(sample.folder, "out/export"));
  expect(figures.map((path) => path.slice(folder.length + 1))).toEqual([
    "figures/overlays/A01_s001.png",
    "figures/overlays/A01_s002.png",
    "figures/montages/A01.png",
    "figures/overlays/B02_s001.png",
    "figures/overlays/B02_s002.png",
    "figures/montages/B02.png",
  ]);
  expect((await runHere(sample.folder, ["export", "out", "--figures", "-o", "slides"])).exitCode).toBe(0);
  for (const path of figures)
    expect(await readFile(path)).toEqual(await readFile(path.replace(folder, join(sample.folder, "slides"))));
  expect((await runHere(sample.folder, ["verify", "out"])).exitCode).toBe(0);
});

test("ohcs export --tables writes the tables of the plate in either form, and figures only where asked for", async () => {
  const { out } = await runHere(sample.folder, ["export", "out", "--tables", "parquet", "-o", "tables", "--json"]);
  const { figures, tables } = JSON.parse(out) as { figures: string[]; tables: string[] };
  expect(figures).toEqual([]);
  expect(tables).toContain(join(sample.folder, "tables/tables/wells.parquet"));
  expect(await readdir(join(sample.folder, "tables"))).toEqual(["tables"]);
  const storage = await diskBackend.create({ root: sample.folder, readOnly: true });
  const [table, stored] = [
    await storage.loadTable("tables/tables/nuclei.parquet"),
    await storage.loadTable("out/images_results/nuclei.csv"),
  ];
  expect([table.columns, table.rows.length]).toEqual([stored.columns, stored.rows.length]);
  await storage.close();
});

test("ohcs export writes nothing into the source plate, and wants a run", async () => {
  const into = await runHere(sample.folder, ["export", "out", "-o", "tiny/export"]);
  expect([into.exitCode, into.err]).toEqual([1, expect.stringContaining("PICTURES_UNWRITABLE")]);
  await writeFile(join(sample.folder, "in-the-way"), "");
  for (const what of [["--figures"], ["--tables", "csv"]]) {
    const file = await runHere(sample.folder, ["export", "out", ...what, "-o", "in-the-way"]);
    expect([file.exitCode, file.err]).toEqual([
      1,
      expect.stringMatching(/PICTURES_UNWRITABLE.*expected a folder, got/),
    ]);
  }
  const plate = await runHere(sample.folder, ["export", "tiny"]);
  expect([plate.exitCode, plate.err]).toEqual([1, expect.stringContaining("RUN_NOT_FOUND")]);
});
