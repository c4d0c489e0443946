import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { rejectionOf } from "../../test/expect-code.ts";
import { zarrField, zarrReading } from "../../test/zarr-reading.ts";
import { omeZarr } from "../zarr/ome-zarr.ts";
import { diskPlateReader, type ReadZarr } from "./disk-plate-reader.ts";
import { openPlate } from "./open-plate.ts";

const folder = mkdtempSync(join(tmpdir(), "ohcs-open-zarr-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A folder with files that hold nothing. */
async function folderWith(name: string, ...files: readonly string[]): Promise<string> {
  for (const file of files) {
    await mkdir(join(folder, name, file, ".."), { recursive: true });
    await writeFile(join(folder, name, file), "");
  }
  return join(folder, name);
}

const readZarr: ReadZarr = async () => zarrReading([zarrField("A01", 1)]);

test.each([["zarr.json"], [".zgroup"], [".zattrs"]])(
  "openPlate() opens a folder with %s as OME-Zarr, without listing it",
  async (document) => {
    const root = await folderWith(`plate${document}.zarr`, document, "A/1/0/0/c/0/0");
    const seen: unknown[] = [];
    const manifest = await openPlate(root, {
      acquisition: 3,
      readZarr: async (...args) => {
        seen.push(args);
        return readZarr(...args);
      },
    });
    expect(manifest).toMatchObject({ handler: "omeZarr", backend: "zarr", root, wells: ["A01"] });
    expect(seen).toEqual([[root, { acquisition: 3 }]]);
  },
);

test("a named handler or pattern is used", async () => {
  const root = await folderWith("named", "zarr.json", "A01_s1_w1.tif");
  expect((await openPlate(root, { readZarr, pattern: String.raw`(?<well>[A-H]\d+)_s` })).handler).toBe("pattern");
  const plain = await folderWith("plain", "readme.txt");
  expect((await openPlate(plain, { readZarr, handler: "OMEZARR" })).handler).toBe("omeZarr");
});

test("a plate of files has no acquisitions, so that choosing one is refused and not ignored", async () => {
  const root = await folderWith("files", "p_A01_s1_w1.tif");
  await rejectionOf(openPlate(root, { readZarr, acquisition: 0 }), "ACQUISITION_UNSUPPORTED");
});

test("omeZarr() is the handler itself", async () => {
  const root = await folderWith("handler.zarr", "zarr.json");
  const handler = omeZarr.create({});
  const [reader, other] = [await diskPlateReader(root, { readZarr }), await diskPlateReader(folder)];
  expect([await handler.recognizes(reader), await handler.recognizes(other)]).toEqual([1, 0]);
  expect((await handler.open(reader)).plateId).toBe("handler");
});

test("an OME-Zarr plate without a reader, without planes, or a folder around it, is an error that states this", async () => {
  const root = await folderWith("outer/inner.zarr", "zarr.json", "A/1/0/0/c/0");
  const unread = await rejectionOf(openPlate(root), "PLATE_UNRECOGNIZED");
  expect(unread.remedy).toContain("surveyZarrPlate");
  await rejectionOf(openPlate(root, { readZarr: async () => zarrReading([], { wells: ["A01"] }) }), "PLATE_EMPTY");
  const above = await rejectionOf(openPlate(join(folder, "outer"), { readZarr }), "PLATE_EMPTY");
  expect(above.remedy).toContain("outer/inner.zarr' if");
  await rejectionOf(openPlate(join(folder, "nowhere"), { readZarr, handler: "omeZarr" }), "PLATE_NOT_FOUND");
});
