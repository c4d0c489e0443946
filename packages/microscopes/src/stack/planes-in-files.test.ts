import type { OpenPlateOptions, SourceHeader } from "@ohcs/context";
import { memoryPlateReader } from "@ohcs/testkit";
import { describe, expect, test } from "vitest";
import { patternHandler } from "../format/pattern-format.ts";
import { openReader } from "../open/open-reader.ts";

const PATTERN = String.raw`^(?<well>[A-H]\d\d)(?:_s(?<site>\d))?(?:_w(?<ch>\d))?(?:_z(?<z>\d))?\.tif$`;
const base: SourceHeader = { width: 4, height: 4, dtype: "uint16", pages: 1, description: null, pixelSizeUm: null };
const ome = (data: string, sizes = 'SizeC="2" SizeZ="1" SizeT="1"') =>
  `<OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"><Image ID="Image:0"><Pixels DimensionOrder="XYCZT" ${sizes}>` +
  `<Channel Name="DAPI"/><Channel Name="GFP &amp; more"/>${data}</Pixels></Image></OME>`;

/** The plate of files with these headers, as its notices and the addresses of its planes. */
async function opened(headers: Readonly<Record<string, Partial<SourceHeader>>>, options: OpenPlateOptions = {}) {
  const files = Object.keys(headers).map((path) => [path, new Uint8Array(100)] as const);
  const readHeader = (path: string) => ({ ...base, ...headers[path] });
  const choice = { handlers: [patternHandler()], handler: "pattern", with: { pattern: PATTERN } };
  const manifest = await openReader(memoryPlateReader({ files, readHeader }), { ...choice, ...options });
  return {
    planes: manifest.images.map(
      ({ path, page, sample, site, channel, zIndex, timepoint }) =>
        `${path} ${page}${sample === undefined ? "" : `.${sample}`}: s${site} w${channel} z${zIndex} t${timepoint}`,
    ),
    channels: manifest.channels.map(({ id, name }) => `${id} ${name}`),
    notices: manifest.notices.filter(({ code }) => code === "PAGES_UNUSED"),
  };
}

describe("planes inside files", () => {
  test("trap: channels, z and time of an ImageJ hyperstack are pages, channels the fastest", async () => {
    const description = "ImageJ=1.54f\nimages=8\nchannels=2\nslices=2\nframes=2\nhyperstack=true\n";
    const { planes, notices } = await opened({ "A01.tif": { pages: 8, description } });
    expect(planes.slice(0, 5)).toEqual([
      "A01.tif 0: s1 w1 z1 t1",
      "A01.tif 2: s1 w1 z2 t1",
      "A01.tif 1: s1 w2 z1 t1",
      "A01.tif 3: s1 w2 z2 t1",
      "A01.tif 4: s1 w1 z1 t2",
    ]);
    expect(notices).toEqual([]);
  });

  test("OME-XML in a file says which page is which plane, and names the channels", async () => {
    const description = ome('<TiffData IFD="0" FirstC="1"/><TiffData IFD="1" FirstC="0"/>');
    const { planes, channels } = await opened({ "A01.tif": { pages: 2, description } });
    expect(planes).toEqual(["A01.tif 1: s1 w1 z1 t1", "A01.tif 0: s1 w2 z1 t1"]);
    expect(channels).toEqual(["1 DAPI", "2 GFP & more"]);
  });

  test.each([
    ["channel", "A01.tif 1: s1 w2 z1 t1"],
    ["zIndex", "A01.tif 1: s1 w1 z2 t1"],
    ["timepoint", "A01.tif 1: s1 w1 z1 t2"],
  ] as const)("pages of a plain TIFF are what the user says: %s", async (pages, second) => {
    const { planes, notices } = await opened({ "A01.tif": { pages: 2 } }, { pages });
    expect(planes).toEqual(["A01.tif 0: s1 w1 z1 t1", second]);
    expect(notices).toEqual([]);
  });

  test("nothing is guessed of plain pages, and the notice counts every file though a sample of headers was read", async () => {
    const wells = Array.from(
      { length: 96 },
      (_, i) => `${"ABCDEFGH"[i % 8]}${String(1 + (i >> 3)).padStart(2, "0")}.tif`,
    );
    const { planes, notices } = await opened(Object.fromEntries(wells.map((path) => [path, { pages: 2 }])));
    expect(planes).toHaveLength(96);
    expect(notices.map(({ count, message }) => [count, message])).toEqual([
      [96, "Found 96 images of more than one page"],
    ]);
    expect(notices[0]?.hint).toContain("--pages channel");
  });

  test("the samples of RGB images are channels", async () => {
    const { planes, channels } = await opened({ "A01.tif": { samples: 3 } });
    expect(planes).toEqual(["A01.tif 0.0: s1 w1 z1 t1", "A01.tif 0.1: s1 w2 z1 t1", "A01.tif 0.2: s1 w3 z1 t1"]);
    expect(channels).toEqual(["1 red", "2 green", "3 blue"]);
  });

  test("channels inside files add to those of names", async () => {
    const { planes } = await opened({ "A01_w1.tif": { pages: 2 }, "A01_w2.tif": {} }, { pages: "channel" });
    expect(planes).toEqual(["A01_w1.tif 0: s1 w1-1 z1 t1", "A01_w1.tif 1: s1 w1-2 z1 t1", "A01_w2.tif 0: s1 w2 z1 t1"]);
  });

  test("where names and pages both state z, it is unknown which is meant: the first page is used, with a notice", async () => {
    const description = "ImageJ=1.54f\nimages=3\n";
    const { planes, notices } = await opened({
      "A01_z1.tif": { pages: 3, description },
      "A01_z2.tif": { pages: 3, description },
    });
    expect(planes).toEqual(["A01_z1.tif 0: s1 w1 z1 t1", "A01_z2.tif 0: s1 w1 z2 t1"]);
    expect(notices[0]?.count).toBe(2);
  });

  test.each([
    ["ImageJ lines that contradict the pages", "ImageJ=1.54f\nchannels=2\nslices=2\n"],
    ["a page named twice", ome('<TiffData IFD="0"/><TiffData IFD="0" FirstC="1"/>')],
    ["a page that is not there", ome('<TiffData IFD="0"/><TiffData IFD="7" FirstC="1"/>')],
    ["pages without end", ome('<TiffData PlaneCount="999999999"/>', 'SizeC="999999999" SizeZ="1" SizeT="1"')],
    ["a plane outside of the sizes", ome('<TiffData IFD="0" FirstC="9" PlaneCount="2"/>')],
    ["sizes that are no numbers", ome("<TiffData/>", 'SizeC="many" SizeZ="1" SizeT="1"')],
    ["XML that does not end", "<OME><Image>"],
    ["a document type", `<!DOCTYPE a [<!ENTITY b "c">]>${ome("<TiffData/>")}`],
  ])("what is said of pages and cannot be is a notice: %s", async (_, description) => {
    const { planes, notices } = await opened({ "A01.tif": { pages: 2, description } });
    expect([planes, notices.length]).toEqual([["A01.tif 0: s1 w1 z1 t1"], 1]);
  });

  test("20,000 elements that name the same 10,000 pages are refused before a plane is made for each", async () => {
    const data = '<TiffData IFD="0" PlaneCount="10000"/>'.repeat(20_000);
    const description = ome(data, 'SizeC="1" SizeZ="1" SizeT="10000"');
    const { planes } = await opened({ "A01.tif": { pages: 10_000, description } });
    expect(planes).toHaveLength(1);
  });
});
