import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isOhcsError } from "@ohcs/context";
import { afterAll, expect, test } from "vitest";
import { buildTiff } from "../../test/build-tiff.ts";
import { omePlanes } from "./codecs/tiff/ome-planes.ts";
import { diskBackend } from "./disk-backend.ts";
import { imagejHyperstack, readTiffPlanes } from "./read-tiff-planes.ts";

const folder = mkdtempSync(join(tmpdir(), "ohcs-planes-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A file of ImageJ's large form: one directory, `planes` planes of 2 × 1 behind each other, plane i holding 2i, 2i + 1. */
function stored(description: string, planes: number): string {
  const tags = { 256: 2, 257: 1, 258: 8, 259: 1, 262: 1, 277: 1, 278: 1, 270: description };
  const data = Uint8Array.from({ length: 2 * planes }, (_, i) => i);
  const path = join(folder, "stack.tif");
  writeFileSync(path, buildTiff({ tags, segments: [data] }));
  return path;
}

const ome = (attributes: string, tiffData: string, root = "") =>
  `<?xml version="1.0"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"${root}><Image ID="Image:0">` +
  `<Pixels ID="Pixels:0" ${attributes} SizeX="2" SizeY="1" Type="uint8"><Channel ID="Channel:0:0"/>${tiffData}</Pixels></Image></OME>`;

/** Planes as "page: channel z t". */
const short = (planes: Awaited<ReturnType<typeof readTiffPlanes>>) =>
  planes?.map(({ page, channel, zIndex, timepoint }) => `${page}: ${channel} ${zIndex} ${timepoint}`) ?? null;

const codeOf = (run: () => unknown) => {
  try {
    run();
    return "no error";
  } catch (error) {
    return isOhcsError(error) ? error.code : String(error);
  }
};

test("readTiffPlanes() gives channel, z and time of an ImageJ hyperstack, and load() the plane of each", async () => {
  const path = stored("ImageJ=1.54f\nimages=12\nchannels=2\nslices=3\nframes=2\nhyperstack=true\n", 12);
  const planes = (await readTiffPlanes(path)) ?? [];
  expect(planes[7]).toEqual({ page: 7, image: 1, channel: 2, zIndex: 1, timepoint: 2 });
  expect(short(planes.slice(0, 4))).toEqual(["0: 1 1 1", "1: 2 1 1", "2: 1 2 1", "3: 2 2 1"]);
  const disk = await diskBackend.create({ root: folder });
  expect((await disk.load("stack.tif", { page: 7 })).data).toEqual(Uint8Array.of(14, 15));
});

test("readTiffPlanes() is null for a file that does not say", async () => {
  expect(await readTiffPlanes(stored("an image", 1))).toBeNull();
});

test("imagejHyperstack() treats an undescribed stack as slices, and ignores contradicting numbers", () => {
  expect(short(imagejHyperstack("ImageJ=1.54f\nimages=2\n", 2))).toEqual(["0: 1 1 1", "1: 1 2 1"]);
  expect(short(imagejHyperstack("ImageJ=1.54f\nframes=2\n", 2))).toEqual(["0: 1 1 1", "1: 1 1 2"]);
  expect(imagejHyperstack("ImageJ=1.54f\nchannels=2\nslices=2\n", 3)).toBeNull();
});

test("omePlanes() follows DimensionOrder where one TiffData stands for all planes", () => {
  const text = ome('DimensionOrder="XYZTC" SizeC="2" SizeZ="2" SizeT="1"', "<TiffData/>");
  expect(short(omePlanes(text, 4, "a.tif"))).toEqual(["0: 1 1 1", "1: 1 2 1", "2: 2 1 1", "3: 2 2 1"]);
});

test("omePlanes() follows each TiffData, and leaves out the pages of other files", () => {
  const text = ome(
    'DimensionOrder="XYCZT" SizeC="2" SizeZ="1" SizeT="2"',
    '<TiffData FirstC="1" IFD="0"><UUID FileName="a.ome.tif">urn:uuid:a</UUID></TiffData>' +
      '<TiffData FirstC="0" FirstT="1" IFD="1" PlaneCount="2"><UUID FileName="a.ome.tif">urn:uuid:a</UUID></TiffData>' +
      '<TiffData IFD="0"><UUID FileName="b.ome.tif">urn:uuid:b</UUID></TiffData>',
    ' UUID="urn:uuid:a"',
  );
  expect(short(omePlanes(text, 3, "a.tif"))).toEqual(["0: 2 1 1", "1: 1 1 2", "2: 2 1 2"]);
});

test("omePlanes() knows several images, and documents that leave the pixels to a companion file", () => {
  const one = ome('DimensionOrder="XYCZT" SizeC="1" SizeZ="1" SizeT="1"', '<TiffData IFD="0"/>');
  const second = one.slice(one.indexOf("<Image"), one.indexOf("</OME>")).replace('IFD="0"', 'IFD="1"');
  const planes = omePlanes(one.replace("</OME>", `${second}</OME>`), 2, "a.tif");
  expect(planes?.map(({ page, image }) => [page, image])).toEqual([
    [0, 1],
    [1, 2],
  ]);
  expect(omePlanes('<OME><BinaryOnly MetadataFile="a.companion.ome"/></OME>', 1, "a.tif")).toBeNull();
});

const single = (order: string, size: string, data: string) =>
  ome(`DimensionOrder="${order}" SizeC="${size}" SizeZ="1" SizeT="1"`, data);

test.each([
  ["a page that is not there", single("XYCZT", "2", "<TiffData/>"), "IMAGE_TRUNCATED"],
  ["a page that is not a number", single("XYCZT", "1", '<TiffData IFD="first"/>'), "IMAGE_TRUNCATED"],
  ["pages without end", single("XYCZT", "1", '<TiffData PlaneCount="999999999"/>'), "IMAGE_TRUNCATED"],
  ["a page named twice", single("XYCZT", "2", '<TiffData IFD="0"/><TiffData IFD="0" FirstC="1"/>'), "IMAGE_UNREADABLE"],
  ["a plane outside its sizes", single("XYCZT", "1", '<TiffData IFD="0" FirstC="1"/>'), "IMAGE_UNREADABLE"],
  ["an unknown order", single("XYCZ", "1", "<TiffData/>"), "IMAGE_UNREADABLE"],
  ["no size", single("XYCZT", "many", "<TiffData/>"), "IMAGE_UNREADABLE"],
  ["XML that does not end", "<OME><Image>", "IMAGE_UNREADABLE"],
])("omePlanes() refuses %s", (_, text, code) => {
  expect(codeOf(() => omePlanes(text, 1, "a.tif"))).toBe(code);
});

test("omePlanes() refuses 20,000 elements that name the same 10,000 pages before it makes a plane for each", () => {
  const data = '<TiffData IFD="0" PlaneCount="10000"/>'.repeat(20_000);
  const text = ome('DimensionOrder="XYCZT" SizeC="1" SizeZ="1" SizeT="10000"', data);
  expect(codeOf(() => omePlanes(text, 10_000, "a.tif"))).toBe("IMAGE_UNREADABLE");
});
