import type { PlateManifest, SourceHeader } from "@ohcs/context";
import { memoryPlateReader } from "@ohcs/testkit";
import { describe, expect, test } from "vitest";
import { openReader } from "../open/open-reader.ts";
import { omeTiff } from "./ome-tiff.ts";

const base: SourceHeader = { width: 4, height: 4, dtype: "uint16", pages: 4, description: null, pixelSizeUm: null };
const root = (inner: string, own = "") =>
  `<?xml version="1.0" encoding="UTF-8"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"${own}>${inner}</OME>`;
const plate =
  '<Plate ID="Plate:0" Name="P" Rows="8" Columns="12"><Well Row="1" Column="2"><WellSample Index="0" PositionX="0.1" PositionXUnit="mm" PositionY="20" PositionYUnit="µm"><ImageRef ID="Image:0"/></WellSample>' +
  '<WellSample Index="1"><ImageRef ID="Image:1"/></WellSample></Well><Well Row="7" Column="11"/></Plate><Instrument><Objective Model="Plan" NominalMagnification="20" LensNA="0.8"/></Instrument>';
const uuid = (file: string) => `<UUID FileName="${file}">urn:uuid:${file}</UUID>`;
const image = (id: number, data: string, more = "") =>
  `<Image ID="Image:${id}" Name="i${id}"><AcquisitionDate>2024-01-02T12:00:0${id}Z</AcquisitionDate>${more}<Pixels DimensionOrder="XYZCT" SizeC="2" SizeZ="2" SizeT="1" PhysicalSizeX="325" PhysicalSizeXUnit="nm" PhysicalSizeY="0.325" PhysicalSizeZ="2">` +
  `<Channel Name="DAPI" ExcitationWavelength="405" EmissionWavelength="450"/><Channel Name="GFP"/>${data}<Plane TheC="0" TheZ="0" TheT="0" PositionX="5" PositionY="6" ExposureTime="25" ExposureTimeUnit="ms"/></Pixels></Image>`;
const wholeFile = (name: string) => `<TiffData IFD="0" PlaneCount="4">${uuid(name)}</TiffData>`;

const open = (files: Readonly<Record<string, string>>, headers: Readonly<Record<string, Partial<SourceHeader>>>) =>
  openReader(
    memoryPlateReader({ files: Object.entries(files), readHeader: (path) => ({ ...base, ...headers[path] }) }),
    { handlers: [omeTiff], handler: "omeTiff" },
  );
const planesOf = ({ images }: PlateManifest) =>
  images.map(
    ({ path, page, well, site, channel, zIndex }) => `${path} ${page}: ${well} s${site} w${channel} z${zIndex}`,
  );
const codes = ({ notices }: PlateManifest) => notices.map(({ code, count }) => `${code} ${count}`);

describe("OME-TIFF plates", () => {
  const both = image(0, wholeFile("a.ome.tif")) + image(1, wholeFile("b.ome.tif")) + plate;

  test("a companion names files, pages, wells, places, channels, sizes, objective and start", async () => {
    const files = { "P.companion.ome": root(both), "a.ome.tif": "", "b.ome.tif": "" };
    const companions = { "a.ome.tif": {}, "b.ome.tif": {} };
    const manifest = await open({ ...files, "P.companion.ome": root(both, ' UUID="urn:uuid:companion"') }, companions);
    expect(planesOf(manifest)).toEqual([
      "a.ome.tif 0: B03 s1 w1 z1",
      "a.ome.tif 1: B03 s1 w1 z2",
      "a.ome.tif 2: B03 s1 w2 z1",
      "a.ome.tif 3: B03 s1 w2 z2",
      "b.ome.tif 0: B03 s2 w1 z1",
      "b.ome.tif 1: B03 s2 w1 z2",
      "b.ome.tif 2: B03 s2 w2 z1",
      "b.ome.tif 3: B03 s2 w2 z2",
    ]);
    expect(manifest).toMatchObject({
      handler: "omeTiff",
      absentWells: ["H12"],
      calibration: { pixelSizeUm: 0.325, zStepUm: 2 },
      channels: [
        { id: "1", name: "DAPI", excitationNm: 405, emissionNm: 450, exposureMs: 25 },
        { id: "2", name: "GFP" },
      ],
      objective: { name: "Plan", magnification: 20, numericalAperture: 0.8 },
      plateFormat: { rows: 8, columns: 12 },
      startedAt: "2024-01-02T12:00:00Z",
    });
    expect(manifest.images[0]?.position).toEqual({ xUm: 100, yUm: 20 });
  });

  test("trap: a position in the reference frame is no length in µm", async () => {
    const files = { "P.companion.ome": root(both, ' UUID="c"'), "a.ome.tif": "", "b.ome.tif": "" };
    expect((await open(files, {})).images.at(-1)?.position).toBeNull();
  });

  test("of files that all hold the whole document, one is read; each is its own where its UUID says so", async () => {
    const read: string[] = [];
    const description = (name: string) => root(both, ` UUID="urn:uuid:${name}"`);
    const reader = memoryPlateReader({
      files: ["a.ome.tif", "b.ome.tif"].map((path) => [path, ""] as const),
      readHeader: (path) => {
        read.push(path);
        return { ...base, description: description(path) };
      },
    });
    const manifest = await openReader(reader, { handlers: [omeTiff], headers: "none" });
    expect(planesOf(manifest)).toHaveLength(8);
    expect(read).toEqual(["a.ome.tif"]);
  });

  test("stacks of Micro-Manager: labels of HCS sites are wells, sites count from 0 as in its own window", async () => {
    const stack = (label: string) =>
      root(image(0, '<TiffData IFD="0" PlaneCount="4"/>', `<StageLabel Name="${label}"/>`));
    const manifest = await open(
      { "x_MMStack_A1-Site_0.ome.tif": "", "x_MMStack_A1-Site_1.ome.tif": "" },
      {
        "x_MMStack_A1-Site_0.ome.tif": { description: stack("A1-Site_0") },
        "x_MMStack_A1-Site_1.ome.tif": { description: stack("A1-Site_1") },
      },
    );
    expect([...new Set(manifest.images.map(({ well, site }) => `${well} ${site}`))]).toEqual(["A01 0", "A01 1"]);
  });

  test("files that are named and missing, there and not named, damaged, or too short are notices with names", async () => {
    const gone = image(1, wholeFile("gone.ome.tif"));
    const files = { "P.companion.ome": root(image(0, wholeFile("a.ome.tif")) + gone + plate, ' UUID="c"') };
    const manifest = await open(
      { ...files, "a.ome.tif": "", "odd.ome.tif": "", "bad.ome.tif": "" },
      { "a.ome.tif": { pages: 3 }, "bad.ome.tif": { description: "<OME><Image>" } },
    );
    expect(codes(manifest)).toEqual([
      "FILES_MISSING 1",
      "FILES_UNMATCHED 1",
      "METADATA_UNREADABLE 1",
      "METADATA_CONTRADICTS 1",
      "ANNOUNCED_NOT_FOUND 1",
    ]);
  });

  test("a name that leads out of the folder of its document is a name in that folder", async () => {
    const document = root(image(0, wholeFile("../../etc/a.ome.tif")) + plate, ' UUID="c"');
    const manifest = await open({ "P.companion.ome": document, "a.ome.tif": "" }, {});
    expect(new Set(manifest.images.map(({ path }) => path))).toEqual(new Set(["a.ome.tif"]));
  });

  test("OME-TIFF without wells is refused with a remedy, not placed in a made-up well", async () => {
    const description = root(image(0, '<TiffData IFD="0" PlaneCount="4"/>'));
    const opening = open({ "a.ome.tif": "" }, { "a.ome.tif": { description } });
    await expect(opening).rejects.toMatchObject({
      code: "PLATE_UNRECOGNIZED",
      remedy: expect.stringContaining("pattern"),
    });
  });
});
