import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { renderPlateFiles, tinyPlate, truthOf } from "../index.ts";
import { plateMapCsv, writePlate } from "./write-plate.ts";

let directory = "";
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "ohcs-synth-"));
});
afterEach(() => rm(directory, { recursive: true }));

test("writePlate() writes the rendered files into the plate's folder, truth and plate map beside it", async () => {
  const design = tinyPlate({ sites: 2, z: 2 });
  const written = await writePlate(design, directory);
  const files = [...renderPlateFiles(design)];
  for (const [path, bytes] of files)
    expect(await readFile(join(written.plateFolder, path))).toEqual(Buffer.from(bytes));
  expect(written).toMatchObject({
    files: files.length,
    bytes: files.reduce((sum, [, bytes]) => sum + bytes.length, 0),
  });
  expect((await readdir(directory)).toSorted()).toEqual(["plate-map.csv", "tiny", "truth.json"]);
  expect(JSON.parse(await readFile(written.truthFile, "utf8"))).toEqual(truthOf(design));
  expect(await readFile(written.plateMapFile, "utf8")).toBe(plateMapCsv(design));
});

test("writePlate() reports every file", async () => {
  const seen: number[] = [];
  const { files } = await writePlate(tinyPlate(), directory, { onProgress: (written) => seen.push(written.files) });
  expect(seen).toEqual(Array.from({ length: files }, (_, i) => i + 1));
});

test("writePlate() leaves an existing plate alone", async () => {
  await writePlate(tinyPlate({ seed: 1 }), directory);
  const truth = await readFile(join(directory, "truth.json"), "utf8");
  await expect(writePlate(tinyPlate({ seed: 2 }), directory)).rejects.toMatchObject({ code: "SYNTH_TARGET_EXISTS" });
  expect(await readFile(join(directory, "truth.json"), "utf8")).toBe(truth);
});

test.each([
  ["truth.json", JSON.stringify(truthOf(tinyPlate({ name: "first" })))],
  ["truth.json", '{ "well": "A01" }'],
  ["plate-map.csv", "well,dose\nA01,3\n"],
])("writePlate() does not overwrite the %s of another plate (%#)", async (name, text) => {
  await writeFile(join(directory, name), text);
  await expect(writePlate(tinyPlate({ name: "second" }), directory)).rejects.toMatchObject({
    code: "SYNTH_TARGET_EXISTS",
    details: { file: join(directory, name) },
  });
  expect(await readdir(directory)).toEqual([name]);
  expect(await readFile(join(directory, name), "utf8")).toBe(text);
});

test("writePlate() replaces the truth of its own plate, whose folder is gone", async () => {
  const { plateFolder } = await writePlate(tinyPlate({ seed: 1 }), directory);
  await rm(plateFolder, { recursive: true });
  const { truthFile } = await writePlate(tinyPlate({ seed: 2 }), directory);
  expect(JSON.parse(await readFile(truthFile, "utf8"))).toEqual(truthOf(tinyPlate({ seed: 2 })));
});

test("writePlate() leaves nothing when it is aborted", async () => {
  const controller = new AbortController();
  const onProgress = ({ files }: { readonly files: number }): void => {
    if (files === 2) controller.abort();
  };
  await expect(writePlate(tinyPlate(), directory, { onProgress, signal: controller.signal })).rejects.toThrow();
  expect(await readdir(directory)).toEqual([]);
});
