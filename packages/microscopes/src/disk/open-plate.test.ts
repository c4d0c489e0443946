import { chmod, link, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { tinyPlate } from "@ohcs/testkit";
import { writePlate } from "@ohcs/testkit/disk";
import { afterEach, beforeEach, expect, test } from "vitest";
import { rejectionOf } from "../../test/expect-code.ts";
import { readTiffHeader } from "../../test/read-tiff-header.ts";
import { snapshotTree } from "../../test/snapshot-tree.ts";
import { imageXpress } from "../formats.ts";
import { diskPlateReader } from "./disk-plate-reader.ts";
import { openPlate, pattern } from "./open-plate.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-plates-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const make = async (...paths: readonly string[]) => {
  for (const path of paths) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), "");
  }
};

const synthetic = (missing = 0) =>
  writePlate(
    tinyPlate({
      name: "synth",
      sites: 4,
      z: 2,
      channels: 2,
      timepoints: 2,
      format: 1536,
      wells: ["A01", "AF48"],
      missing,
    }),
    folder,
  );

const codesOf = (manifest: { readonly notices: readonly { readonly code: string }[] }) =>
  manifest.notices.map(({ code }) => code);

test("openPlate() finds everything in a synthetic plate, without any notice", async () => {
  const { plateFolder } = await synthetic();
  const manifest = await openPlate(plateFolder, { readHeader: readTiffHeader });
  expect(manifest).toMatchObject({
    specVersion: 1,
    plateId: "synth",
    root: plateFolder,
    handler: "imageXpress",
    wells: ["A01", "AF48"],
    grid: { rows: 2, columns: 2 },
    calibration: { pixelSizeUm: 0.65 },
    notices: [],
  });
  expect(manifest.images).toHaveLength(2 * 4 * 2 * 2 * 2);
  expect(manifest.channels.map(({ name }) => name)).not.toContain(null);
  expect(manifest.images[0]).toMatchObject({
    path: "TimePoint_1/ZStep_1/synth_A01_s1_w1.TIF",
    well: "A01",
    site: 1,
    channel: "1",
    zIndex: 1,
    timepoint: 1,
    header: { width: 32, height: 32, dtype: "uint16", pages: 1 },
  });
});

test("the nominal tile positions of every well and site are known, x to the right and y down", async () => {
  const { plateFolder } = await synthetic();
  const { images } = await openPlate(plateFolder, { readHeader: readTiffHeader });
  expect(images.filter(({ position }) => position === null)).toEqual([]);
  const well = images.filter(
    ({ well, channel, zIndex, timepoint }) => `${well} ${channel}${zIndex}${timepoint}` === "AF48 211",
  );
  const [first] = well;
  const offsets = well.map(({ position }) => [
    ((position?.xUm ?? 0) - (first?.position?.xUm ?? 0)) / 0.65,
    ((position?.yUm ?? 0) - (first?.position?.yUm ?? 0)) / 0.65,
  ]);
  const expected = [0, 24].flatMap((y) => [0, 24].map((x) => [x, y]));
  expect(offsets.flat().map((value) => Math.round(1000 * value) / 1000)).toEqual(expected.flat());
});

test("gaps of a plate are reported, and not filled", async () => {
  const { plateFolder } = await synthetic(3);
  const manifest = await openPlate(plateFolder, { readHeader: readTiffHeader });
  expect(manifest.images).toHaveLength(2 * 4 * 2 * 2 * 2 - 3);
  expect(manifest.notices).toMatchObject([{ code: "PLANES_MISSING", count: 3 }]);
});

test("the source tree is byte-identical after a plate was opened, and may be read-only", async () => {
  const { plateFolder } = await synthetic();
  await chmod(plateFolder, 0o555);
  const before = await snapshotTree(plateFolder);
  await openPlate(plateFolder, { readHeader: readTiffHeader, headers: "all" });
  expect(await snapshotTree(plateFolder)).toEqual(before);
});

test("openPlate() reads the headers that the policy requires", async () => {
  const { plateFolder } = await synthetic();
  const countWith = async (headers: "none" | "sample" | "all") =>
    (await openPlate(plateFolder, { headers, readHeader: readTiffHeader })).images.filter(({ header }) => header)
      .length;
  expect(await countWith("none")).toBe(0);
  expect(await countWith("sample")).toBe(2 * 4 + 4 + 2);
  expect(await countWith("all")).toBe(64);
  expect(codesOf(await openPlate(plateFolder))).toEqual(["CALIBRATION_UNKNOWN"]);
});

test("openPlate() reports damaged images and opens the rest", async () => {
  await make("p_A01_w1.TIF");
  await writeFile(join(folder, "p_A02_w1.TIF"), "no image at all");
  const manifest = await openPlate(folder, { readHeader: readTiffHeader });
  expect(manifest.images).toHaveLength(2);
  expect(manifest.notices).toMatchObject([{ code: "IMAGES_UNREADABLE" }, { code: "CALIBRATION_UNKNOWN" }]);
});

test("openPlate() skips hidden files and follows no link that leaves the plate", async () => {
  await make("p/p_A01.tif", "p/.p_A02.tif", "p/.annex/key", "outside/p_A03.tif");
  await symlink(join(folder, "p/.annex/key"), join(folder, "p/p_A04.tif"));
  await symlink(join(folder, "outside/p_A03.tif"), join(folder, "p/p_A05.tif"));
  await symlink(join(folder, "outside"), join(folder, "p/more"));
  await symlink(join(folder, "nowhere"), join(folder, "p/p_A06.tif"));
  const manifest = await openPlate(join(folder, "p"));
  expect(manifest.wells).toEqual(["A01", "A04"]);
  expect(manifest.notices[0]).toMatchObject({
    code: "LINKS_NOT_FOLLOWED",
    examples: ["more", "p_A05.tif", "p_A06.tif"],
  });
});

test("openPlate() opens what a pattern describes", async () => {
  await make("B7/f0 [x].tif", "B7/f1 [x].tif");
  const manifest = await openPlate(folder, { pattern: "^(?<well>[A-H]\\d+)/f(?<site>\\d+) " });
  expect(manifest).toMatchObject({ handler: "pattern", wells: ["B07"], calibration: { pixelSizeUm: null } });
  expect(codesOf(manifest)).toEqual(["GRID_UNKNOWN", "CALIBRATION_UNKNOWN"]);
});

test("openPlate() gives a notice for a damaged HTD file", async () => {
  await make("p_A01.tif", "p.HTD");
  expect(codesOf(await openPlate(folder))).toEqual(["METADATA_UNREADABLE", "CALIBRATION_UNKNOWN"]);
});

test("two files for one plane are refused before any header is read", async () => {
  await make("p_A01.tif", "p_A01_s1.tif");
  const readHeader = () => expect.fail("a header was read");
  const error = await rejectionOf(openPlate(folder, { readHeader }), "COORDINATES_CLASH");
  expect(error.details.clashes).toEqual([{ plane: "A01 s001_w1_z001_t001", files: ["p_A01.tif", "p_A01_s1.tif"] }]);
});

test("openPlate() refuses names that no handler recognizes, and suggests a pattern that fits", async () => {
  await make("Channel1-01-A-01.tif", "Channel2-01-A-01.tif");
  const error = await rejectionOf(openPlate(folder), "PLATE_UNRECOGNIZED");
  expect(error.message).toContain("no handler recognizes the names of 2 images such as 'Channel1-01-A-01.tif'");
  const suggestion = String(error.details.suggestion);
  expect(error.remedy).toContain(`pass --pattern ${suggestion}`);
  expect((await openPlate(folder, { pattern: suggestion })).images).toHaveLength(2);
});

test("openPlate() says of a folder without readable images what it takes, and what is there", async () => {
  await make("IMG_1.jpg", "IMG_2.jpg");
  const { message, remedy } = await rejectionOf(openPlate(folder), "PLATE_EMPTY");
  expect(message).toMatch(/: expected TIFF or PNG images, got 2 other files such as 'IMG_1\.jpg'$/);
  expect(remedy).toContain("JPEG has changed the intensities");
});

test.each([
  ["PLATE_NOT_FOUND", {}, "nowhere"],
  ["PLATE_NOT_FOUND", {}, "p_A01.tif"],
  ["PLATE_EMPTY", {}, "empty"],
  ["HANDLER_UNKNOWN", { handler: "zeiss" }, ""],
  ["HANDLER_MATCHES_NOTHING", { handler: "imagexpress" }, "other"],
  ["PATTERN_INVALID", { handler: "pattern" }, ""],
  ["PATTERN_INVALID", { handler: "pattern", with: { pattern: 7 } }, ""],
  ["HANDLER_OPTIONS_INVALID", { handler: "imageXpress", with: { pixelSizeUm: 1 } }, ""],
  ["HANDLER_OPTIONS_INVALID", { handler: "omeZarr", with: { pixelSizeUm: 1 } }, ""],
  ["PATTERN_INVALID", { handler: "imageXpress", pattern: "(?<well>.*)" }, ""],
  ["PATTERN_MATCHES_NOTHING", { pattern: "^(?<well>y)" }, ""],
])("openPlate() fails with %s for %o in '%s'", async (code, options, path) => {
  await make("p_A01.tif", "empty/readme.txt", "other/x.tif");
  const error = await rejectionOf(openPlate(join(folder, path), options), code);
  expect(error.message).toMatch(/^Cannot [^\n]+: [^\n]+[^.]$/);
  expect(error.remedy).not.toBe("");
});

test("openPlate() stops when its signal aborts", async () => {
  await make("p_A01.tif");
  await expect(openPlate(folder, { signal: AbortSignal.abort() })).rejects.toThrow("aborted");
});

test("handlers follow the port: they recognize by names alone, and are opened the same way", async () => {
  await make("p_A01.tif", "p_A02.tif", "flat.tif", "p.HTD");
  const reader = await diskPlateReader(folder);
  const handler = imageXpress.create({});
  expect(await handler.recognizes(reader)).toEqual({
    score: 2 / 3,
    reason: "2 of 3 images by name, and 'p.HTD'",
    hasMetadata: true,
  });
  expect(await pattern.create({ pattern: "^(?<well>flat)" }).recognizes(reader)).toMatchObject({ score: 1 / 3 });
  const { handlerSource, candidates, ...manifest } = await openPlate(folder);
  expect(await handler.open(reader)).toEqual(manifest);
  expect(handlerSource).toEqual({ version: "1.0.0", module: "@ohcs/microscopes/disk", export: "imageXpress" });
  expect(candidates?.map(({ handler: name }) => name)).toEqual(["imageXpress"]);
});

test("a reader reads what it lists and nothing else: no hidden file, no link out, nothing above, nothing too long", async () => {
  await make("p/p_A01.tif", "p/.hidden", "outside.txt");
  await writeFile(join(folder, "p/notes.txt"), "\uFEFFtwelve bytes");
  await writeFile(join(folder, "p/wide.xml"), Buffer.from("\uFEFF<µ/>", "utf16le"));
  await symlink(join(folder, "outside.txt"), join(folder, "p/link.txt"));
  const reader = await diskPlateReader(join(folder, "p"), { readHeader: readTiffHeader });
  const texts = await Promise.all(["notes.txt", "wide.xml"].map((path) => reader.readText(path, { maxBytes: 100 })));
  expect(texts).toEqual(["twelve bytes", "<µ/>"]);
  for (const path of [".hidden", "link.txt", "../outside.txt", "sub/../notes.txt", join(folder, "outside.txt")]) {
    await rejectionOf(reader.readBytes(path, { maxBytes: 100 }), "PLATE_FILE_UNLISTED");
    await rejectionOf(reader.readHeader?.(path) ?? Promise.resolve(), "PLATE_FILE_UNLISTED");
  }
  await rejectionOf(reader.readBytes("notes.txt", { maxBytes: 3 }), "PLATE_FILE_TOO_LARGE");
});

test("hard links are files like any other", async () => {
  await make("p_A01.tif");
  await link(join(folder, "p_A01.tif"), join(folder, "p_A02.tif"));
  expect((await openPlate(folder)).wells).toEqual(["A01", "A02"]);
});
