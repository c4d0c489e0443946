import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PlaneKey, StoredImage } from "@ohcs/context";
import { backendConformance } from "@ohcs/testkit";
import { afterAll, describe, expect, test } from "vitest";
import { htdBytes } from "./htd-text.ts";
import { ImageXpressBackend } from "./imagexpress-backend.ts";
import type { ImageXpressPlate } from "./imagexpress-plate.ts";

const folder = mkdtempSync(join(tmpdir(), "ohcs-imagexpress-"));
afterAll(() => rmSync(folder, { recursive: true }));
let stores = 0;
const newRoot = () => join(folder, `store${stores++}`);

const first = { site: 1, channel: "DAPI", zIndex: 1, timepoint: 1 };
const plate = {
  name: "P",
  wells: ["A01", "AF48"],
  channels: [
    { id: "DAPI", name: "DAPI <&> \u00b5", emissionNm: 452, exposureMs: 20 },
    { id: "GFP", name: null },
  ],
  grid: { rows: 1, columns: 2 },
  zSteps: 2,
  zStepUm: 1.5,
  objective: { name: "Plan Apo", magnification: 20, numericalAperture: 0.75 },
  timepoints: 1,
  first,
};
const image: StoredImage = { data: new Uint16Array([1, 2]), shape: [1, 2], dtype: "uint16", pixelSizeUm: 0.5 };
const saved = (backend: ImageXpressBackend, key: PlaneKey) =>
  backend.save("p/any.TIF", image, { plane: { well: "AF48", key, position: { xUm: 3, yUm: -4.5 } } });

describe("imageXpressBackend keeps the promises of the port", () => {
  const capabilities = { images: true, tables: true, json: true, writable: true, durable: true };
  backendConformance({ test, create: () => new ImageXpressBackend({ root: newRoot(), plate }), capabilities });
});

test("a plane is named by its coordinates, describes itself, and the first of a well proves the HTD file", async () => {
  const root = newRoot();
  const backend = new ImageXpressBackend({ root, plate });
  const receipt = await saved(backend, first);
  expect(receipt.path).toBe("p/TimePoint_1/ZStep_1/P_AF48_s1_w1.TIF");
  expect(receipt.files?.map(({ path }) => path)).toEqual([receipt.path, "p/P.HTD"]);
  const other = await saved(backend, { ...first, site: 2, channel: "GFP", zIndex: 2 });
  expect([other.path, other.files]).toEqual(["p/TimePoint_1/ZStep_2/P_AF48_s2_w2.TIF", undefined]);
  const second = readFileSync(join(root, other.path), "utf8");
  expect([second.includes('"z-position" type="float" value="1.5"'), second.includes("wavelength")]).toEqual([
    true,
    false,
  ]);
  expect((await backend.load(receipt.path)).data).toEqual(image.data);
  const tiff = readFileSync(join(root, receipt.path), "utf8");
  for (const property of [
    '"spatial-calibration-x" type="float" value="0.5"',
    '"stage-position-y" type="float" value="-4.5"',
    '"z-position" type="float" value="0"',
    '"wavelength" type="float" value="452"',
    '<custom-prop id="Exposure Time" type="string" value="20 ms"',
    '"_MagSetting_" type="string" value="20X Plan Apo"',
    '"_MagNA_" type="float" value="0.75"',
    '"_IllumSetting_" type="string" value="DAPI &#60;&#38;&#62; \u00b5"',
    "MetaSeries\0",
  ])
    expect(tiff).toContain(property);
  const htd = readFileSync(join(root, "p/P.HTD"), "latin1").split("\r\n");
  expect(htd).toContain('"WaveName1", "DAPI <&> \u00b5"');
  expect(htd.filter((line) => /^"[XY](?:Wells|Sites)"/.test(line))).toEqual([
    '"XWells", 48',
    '"YWells", 32',
    '"XSites", 2',
    '"YSites", 1',
  ]);
  expect(htd.find((line) => line.startsWith('"WellsSelection32"'))).toMatch(
    /^"WellsSelection32"(?:, FALSE){47}, TRUE$/,
  );
});

test("the HTD file has the plate's own format, and the keys of channels without names that are not their wavelengths", () => {
  const lines = (stated: Partial<ImageXpressPlate>) =>
    Buffer.from(htdBytes({ ...plate, wells: ["C03"], ...stated }))
      .toString("latin1")
      .split("\r\n")
      .filter((line) => /^"([XY]Wells|WaveName)/.test(line));
  const channels = ["0", "1"].map((id) => ({ id, name: null }));
  expect(lines({ plateFormat: { rows: 16, columns: 24 }, channels })).toEqual([
    '"XWells", 24',
    '"YWells", 16',
    '"WaveName1", "0"',
    '"WaveName2", "1"',
  ]);
  expect(lines({ channels: [{ id: "1", name: null }] })).toEqual(['"XWells", 12', '"YWells", 8', '"WaveName1", ""']);
});

test("a plane of which a coordinate was reduced has no name there, and no plate is no backend", async () => {
  const { zIndex: _, ...reduced } = first;
  await expect(saved(new ImageXpressBackend({ root: newRoot(), plate }), reduced)).rejects.toMatchObject({
    code: "FORMAT_UNSUPPORTED",
  });
  expect(() => new ImageXpressBackend({ root: newRoot() } as never)).toThrow(
    expect.objectContaining({ code: "BACKEND_OPTION_INVALID" }),
  );
});
