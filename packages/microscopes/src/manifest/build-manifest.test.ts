import { expect, test } from "vitest";
import { thrownBy } from "../../test/expect-code.ts";
import { plateFiles } from "../../test/plate-files.ts";
import { readImageXpress } from "../imagexpress/read-imagexpress.ts";
import { buildManifest } from "./build-manifest.ts";
import type { PlaneHeader, PlaneHeaders, PlateDescription } from "./plate-reading.ts";

interface Known {
  readonly headers?: PlaneHeaders;
  readonly description?: PlateDescription;
}

const manifestOf = (paths: readonly string[], { headers = new Map(), description }: Known = {}) =>
  buildManifest({
    plateId: "p",
    root: "/data/p",
    handler: "imageXpress",
    notices: [],
    reading: { ...readImageXpress(plateFiles(...paths)), description: description ?? null },
    headers,
  });

const codesOf = (paths: readonly string[], known?: Known) =>
  manifestOf(paths, known).notices.map(({ code, examples }) => [code, ...examples]);

const header = (stated: Partial<PlaneHeader> = {}): PlaneHeader => ({
  header: { width: 4, height: 4, dtype: "uint16", pages: 1 },
  problem: null,
  pixelSizeUm: 0.65,
  position: null,
  channelName: null,
  ...(stated as object),
});

const described = (stated: Partial<PlateDescription>): PlateDescription => ({
  channels: new Map(),
  grid: { rows: 1, columns: 1 },
  notices: [],
  announced: { wells: [], channels: [], sites: null, zSteps: null, timepoints: null },
  ...stated,
});

const calibrated = new Map([["p_A01_s1_w1.tif", header()]]);

test("stack order is numeric: w10 after w2, site 10 after site 2, AA01 after Z01", () => {
  const { images, wells, channels } = manifestOf([
    "p_AA01_s1_w1.tif",
    "p_Z01_s10_w1.tif",
    "p_Z01_s2_w10.tif",
    "p_Z01_s2_w2.tif",
  ]);
  expect(images.map(({ path }) => path)).toEqual([
    "p_Z01_s2_w2.tif",
    "p_Z01_s2_w10.tif",
    "p_Z01_s10_w1.tif",
    "p_AA01_s1_w1.tif",
  ]);
  expect(wells).toEqual(["Z01", "AA01"]);
  expect(channels.map(({ id }) => id)).toEqual(["1", "2", "10"]);
});

test("the manifest does not depend on the order in which files are listed", () => {
  const paths = ["p_A01_s1_w1.tif", "p_A01_s1_w2.tif", "p_B10_s1_w1.tif", "p_B02_s1_w1.tif"];
  expect(manifestOf(paths.toReversed())).toEqual(manifestOf(paths));
});

test("the mapping from files to coordinates is injective, or opening fails and lists the clashes", () => {
  const paths = ["p_A01_s1_w1.tif", "p_A01_s01_w01.TIF", "p_A02_s1_w1.tif", "p_A01.tif"];
  const error = thrownBy(() => manifestOf(paths), "COORDINATES_CLASH");
  expect(error.message).toContain("got 1 with several: 'A01 s001_w1_z001_t001'");
  expect(error.details.clashes).toEqual([
    { plane: "A01 s001_w1_z001_t001", files: ["p_A01.tif", "p_A01_s01_w01.TIF", "p_A01_s1_w1.tif"] },
  ]);
});

test("gaps are reported as one notice with examples", () => {
  const paths = ["p_A01_s1_w1.tif", "p_A01_s2_w1.tif", "p_A02_s1_w1.tif"];
  const description = described({});
  expect(codesOf(paths, { headers: calibrated, description })).toEqual([["PLANES_MISSING", "A02 s002_w1_z001_t001"]]);
});

test("trap: sparse sites and channels, and a z that one channel lacks, are gaps by name", () => {
  const path = (well: string, site: number, z: number, channel: number) =>
    `ZStep_${z}/p_${well}_s${site}_w${channel}.tif`;
  const whole = [1, 2].flatMap((site) => [1, 2].flatMap((z) => [1, 2].map((channel) => path("A01", site, z, channel))));
  const sparse = whole.map((one) => one.replace("A01", "C12"));
  const lacks = [path("C12", 2, 2, 1), path("C12", 1, 1, 2), path("C12", 1, 2, 2)];
  const paths = [...whole, ...sparse.filter((one) => !lacks.includes(one))];
  const [missing] = manifestOf(paths, { headers: calibrated, description: described({}) }).notices;
  expect(missing).toMatchObject({
    code: "PLANES_MISSING",
    count: 3,
    examples: ["C12 s002_w1_z002_t001", "C12 s001_w2_z001_t001", "C12 s001_w2_z002_t001"],
  });
});

test("trap: a channel with fewer z-planes, and wells that were not imaged, are not gaps", () => {
  const wells = ["A01", "H12"];
  const paths = wells.flatMap((well) => [
    `ZStep_1/p_${well}_w1.tif`,
    `ZStep_2/p_${well}_w1.tif`,
    `ZStep_1/p_${well}_w2.tif`,
  ]);
  expect(codesOf(paths, { headers: calibrated })).toEqual([]);
});

test("trap: announced parts without an image are a notice, not a plane", () => {
  const announced = { wells: ["A01", "C02"], channels: ["1", "4"], sites: 1, zSteps: 2, timepoints: 1 };
  const announcedChannels = new Map([
    ["1", { name: "DAPI" }],
    ["4", { name: "Cy5" }],
  ]);
  const known = { headers: calibrated, description: described({ announced, channels: announcedChannels }) };
  expect(codesOf(["p_A01_s1_w1.tif"], known)).toEqual([["ANNOUNCED_NOT_FOUND", "well 'C02'", "channel '4'", "z '2'"]]);
  const { channels, wells, absentWells } = manifestOf(["p_A01_s1_w1.tif"], known);
  expect(channels).toEqual([{ id: "1", name: "DAPI" }]);
  expect([wells, absentWells]).toEqual([["A01"], ["C02"]]);
});

test("a plate format that no plate has is unknown: rows are drawn, and written to OME-Zarr, one by one", () => {
  const formatOf = (rows: number, columns: number) =>
    manifestOf(["p_A01_s1_w1.tif"], { description: described({ plateFormat: { rows, columns } }) }).plateFormat;
  expect([formatOf(32, 48), formatOf(1e8, 12), formatOf(8, 49)]).toEqual([
    { rows: 32, columns: 48 },
    undefined,
    undefined,
  ]);
});

test("unknown calibration and grid are null plus a diagnostic, never a made-up number", () => {
  const manifest = manifestOf(["p_A01_s1_w1.tif", "p_A01_s2_w1.tif"]);
  expect(manifest.calibration).toEqual({ pixelSizeUm: null });
  expect(manifest.grid).toBeNull();
  expect(manifest.notices.map(({ code }) => code)).toEqual(["GRID_UNKNOWN", "CALIBRATION_UNKNOWN"]);
});

test("images that disagree on the pixel size give none", () => {
  const headers = new Map([
    ["p_A01_s1_w1.tif", header()],
    ["p_A01_s1_w2.tif", header({ pixelSizeUm: 1.3 })],
  ]);
  const manifest = manifestOf([...headers.keys()], { headers });
  expect(manifest.calibration.pixelSizeUm).toBeNull();
  expect(manifest.notices).toMatchObject([{ code: "CALIBRATION_DIFFERS", examples: ["0.65 µm", "1.3 µm"] }]);
});

test("a print resolution is not a pixel size", () => {
  const headers = new Map([["p_A01_s1_w1.tif", header({ pixelSizeUm: 352.8 })]]);
  expect(manifestOf([...headers.keys()], { headers }).notices).toMatchObject([
    { code: "CALIBRATION_UNKNOWN", got: "352.8 µm, which is a print resolution" },
  ]);
});

test("a stage position that was read once per site holds for all its images", () => {
  const position = { xUm: 3, yUm: 4 };
  const headers = new Map([["p_A01_s1_w1.tif", header({ position })]]);
  const manifest = manifestOf(["p_A01_s1_w1.tif", "p_A01_s1_w2.tif", "p_A02_s1_w1.tif", "p_A02_s1_w2.tif"], {
    headers,
  });
  expect(manifest.images.map((image) => image.position)).toEqual([position, position, null, null]);
  expect(manifest.notices).toMatchObject([{ code: "POSITIONS_INCOMPLETE", examples: ["A02 site 1"] }]);
});

test("damaged and many-paged images are notices, and stay in the manifest", () => {
  const damaged: PlaneHeader = {
    header: null,
    problem: "cut off",
    pixelSizeUm: null,
    position: null,
    channelName: null,
  };
  const headers = new Map([
    ["p_A01_s1_w1.tif", damaged],
    ["p_A01_s1_w2.tif", header({ header: { width: 4, height: 4, dtype: "uint8", pages: 3 } })],
  ]);
  const manifest = manifestOf([...headers.keys()], { headers });
  expect(manifest.images.map((image) => image.header?.pages ?? null)).toEqual([null, 3]);
  expect(manifest.notices.map(({ code, examples }) => [code, ...examples])).toEqual([
    ["IMAGES_UNREADABLE", "p_A01_s1_w1.tif: cut off"],
    ["PAGES_UNUSED", "p_A01_s1_w2.tif"],
  ]);
});

test("a channel is named by the metadata, else by the images where they agree", () => {
  const headers = new Map([
    ["p_A01_s1_w1.tif", header({ channelName: "DAPI" })],
    ["p_A01_s1_w2.tif", header({ channelName: "FITC" })],
    ["p_A02_s1_w2.tif", header({ channelName: "GFP" })],
  ]);
  const known = { headers, description: described({ channels: new Map([["1", { name: "nuclei" }]]) }) };
  expect(manifestOf([...headers.keys(), "p_A02_s1_w1.tif"], known).channels).toEqual([
    { id: "1", name: "nuclei" },
    { id: "2", name: null },
  ]);
});
