import { existsSync } from "node:fs";
import { readZarrPlate, zarrBackend } from "@ohcs/filemanager/zarr";
import { expect, test } from "vitest";

const data = process.env.OHCS_TEST_DATA ?? "";
const plateOfOnes = `${data}/ez_zarr_plates/tests/example_data/plate_ones_mip.zarr`;
const emptyPlate = `${data}/ome_zarr_examples/data/valid/plate-01.zarr`;
const isHere = existsSync(plateOfOnes) && existsSync(emptyPlate);
if (!isHere) process.stderr.write(`SKIPPED: no plates of other writers at '${data}': reading them is not tested\n`);

test.runIf(isHere)(
  "readZarrPlate() reads a plate of Fractal: blosc, no time, wells without metadata, one row listed",
  async () => {
    const plate = await readZarrPlate(plateOfOnes);
    expect([plate.version, plate.wells, await plate.labels()]).toEqual(["0.4", ["B03"], ["organoids"]]);
    const [field] = await plate.fields("B03");
    expect(field).toMatchObject({ site: 1, channels: ["1", "2"], pixelSizeUm: 0.1625, position: null });
    expect(field?.channelNames).toEqual(["some-label-1", "some-label-2"]);
    for (const at of await plate.planes("B03")) {
      const { data: pixels, shape, dtype } = await plate.load(at);
      expect([shape, dtype, new Set(pixels)]).toEqual([[1080, 1280], "uint16", new Set([1])]);
    }
  },
);

test.runIf(isHere)("zarrBackend opens the same plate as a source: its planes by virtual path", async () => {
  const backend = await zarrBackend.create({ root: plateOfOnes, readOnly: true });
  const names = (await backend.list("")).map(({ path }) => path);
  expect(names).toEqual(["B03_s001_w1_z001_t001", "B03_s001_w2_z001_t001", "labels"]);
  expect((await backend.load("B03_s001_w2_z001_t001")).data[0]).toBe(1);
});

test.runIf(isHere)(
  "readZarrPlate() gives zeros where another writer stored no chunk, as the specification says",
  async () => {
    const plate = await readZarrPlate(emptyPlate);
    const [well = ""] = plate.wells;
    const [at] = await plate.planes(well);
    if (at === undefined) throw new Error("expected a plane");
    const { data: pixels, dtype, shape } = await plate.load(at);
    expect([dtype, shape, new Set(pixels)]).toEqual(["float64", [1000, 1000], new Set([0])]);
  },
);
