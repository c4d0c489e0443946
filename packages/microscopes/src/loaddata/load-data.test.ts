import { memoryPlateReader } from "@ohcs/testkit";
import { describe, expect, test } from "vitest";
import { rejectionOf } from "../../test/expect-code.ts";
import { openReader } from "../open/open-reader.ts";
import { loadData } from "./load-data.ts";

const HEADER =
  "FileName_OrigDNA,PathName_OrigDNA,FileName_OrigER,PathName_OrigER,Metadata_Plate,Metadata_Well,Metadata_Site";

const open = (files: Readonly<Record<string, string>>, options: object = {}) =>
  openReader(memoryPlateReader({ files: Object.entries(files) }), {
    handlers: [loadData],
    handler: "loaddata",
    with: options,
  });
const planesOf = ({ images }: Awaited<ReturnType<typeof open>>) =>
  images.map(({ path, page, well, site, channel }) => `${path} ${page}: ${well} s${site} ${channel}`);
const codes = ({ notices }: Awaited<ReturnType<typeof open>>) =>
  notices.map(({ code, count }) => `${code} ${count}`).filter((code) => !code.startsWith("CALIBRATION"));

describe("LoadData tables", () => {
  test("images are found below the table's folder, though the table states where they once were", async () => {
    const manifest = await open({
      "load_data.csv": `${HEADER}\na.tif,/home/ubuntu/bucket/P1/Images,b.tif,C:\\scope\\P1\\Images,P1,b7,2\n"c,1.tif",,d.tif,./,P1,B08,1\n`,
      "Images/a.tif": "",
      "P1/Images/b.tif": "",
      "c,1.tif": "",
      "d.tif": "",
    });
    expect(planesOf(manifest)).toEqual([
      "Images/a.tif 0: B07 s2 OrigDNA",
      "P1/Images/b.tif 0: B07 s2 OrigER",
      "c,1.tif 0: B08 s1 OrigDNA",
      "d.tif 0: B08 s1 OrigER",
    ]);
    expect(manifest.handler).toBe("loadData");
  });

  test("columns of pe2loaddata: rows and columns as numbers, metres, fields, planes and times", async () => {
    const columns =
      "FileName_DNA,Metadata_Row,Metadata_Col,Metadata_FieldID,Metadata_PlaneID,Metadata_TimepointID,Metadata_PositionX,Metadata_PositionY,Metadata_AbsPositionZ,Metadata_ImageResolutionX";
    const manifest = await open({
      "t.csv": `${columns}\na.tiff,2,3,4,5,0,0.001,0.002,0.00013,5.98E-07\n`,
      "a.tiff": "",
    });
    expect(manifest.images[0]).toMatchObject({
      well: "B03",
      site: 4,
      zIndex: 5,
      timepoint: 0,
      position: { xUm: 1000, yUm: -2000 },
    });
    expect(manifest.calibration.pixelSizeUm).toBeCloseTo(0.598, 9);
  });

  test("frames are pages, URLs are paths", async () => {
    const table = "URL_DNA,Frame_DNA,URL_ER,Frame_ER,Metadata_Well\nfile:///x/a%20b.tif,0,file:///x/a%20b.tif,1,A01\n";
    expect(planesOf(await open({ "t.csv": table, "a b.tif": "" }))).toEqual([
      "a b.tif 0: A01 s1 DNA",
      "a b.tif 1: A01 s1 ER",
    ]);
  });

  test.each(["../secret.tif", "..\\secret.tif", "/etc/../secret.tif", "%2e%2e/secret.tif"])(
    "no path leaves the folder that was given: %s",
    async (path) => {
      const table = `URL_DNA,URL_ER,Metadata_Well\n${path},a.tif,A01\n`;
      const manifest = await open({ "t.csv": table, "a.tif": "" });
      expect([planesOf(manifest).length, codes(manifest)]).toEqual([1, ["FILES_MISSING 1"]]);
    },
  );

  test("gaps have names: images missing and not listed, illumination functions, rows without a well", async () => {
    const manifest = await open({
      "load_data.csv": `${HEADER},FileName_IllumDNA\na.tif,,gone.tif,,P,A01,1,illum.npy\nb.tif,,b2.tif,,P,?,1,illum.npy\nb.tif,,b2.tif,,P,A02,x,\n`,
      "a.tif": "",
      "b.tif": "",
    });
    expect(codes(manifest)).toEqual([
      "FILES_MISSING 1",
      "FILES_UNLISTED 1",
      "CORRECTIONS_SET_ASIDE 1",
      "METADATA_CONTRADICTS 2",
    ]);
  });

  test("a table of several plates needs the name of one", async () => {
    const files = {
      "t.csv": "FileName_A,Metadata_Plate,Metadata_Well\na.tif,P1,A01\nb.tif,P2,A01\n",
      "a.tif": "",
      "b.tif": "",
    };
    await rejectionOf(open(files), "PLATES_MIXED");
    expect(planesOf(await open(files, { plate: "P2" }))).toEqual(["b.tif 0: A01 s1 A"]);
    await rejectionOf(open(files, { plate: "P3" }), "PLATES_MIXED");
  });

  test.each([
    ["no table", { "a.tif": "" }, {}],
    ["two tables, neither called load_data", { "a.tif": "", "t.csv": "", "u.csv": "" }, {}],
    ["a table that is not there", { "a.tif": "", "t.csv": HEADER }, { csv: "../t.csv" }],
    ["a table of other columns", { "a.tif": "", "t.csv": "a,b\n1,2\n" }, {}],
    ["quotes that do not close", { "a.tif": "", "t.csv": `${HEADER}\n"a.tif,,,\n` }, {}],
    ["a column named twice", { "a.tif": "", "t.csv": "FileName_A,FileName_A,Metadata_Well\na.tif,a.tif,A01\n" }, {}],
    ["no image that is listed", { "a.tif": "", "t.csv": "FileName_A,Metadata_Well\nb.tif,A01\n" }, {}],
  ])("%s is an error with a remedy", async (_, files, options) => {
    await rejectionOf(open(files as Record<string, string>, options), "HANDLER_MATCHES_NOTHING");
  });

  test("it takes the names of a table and a plate alone", async () => {
    await rejectionOf(open({ "a.tif": "" }, { file: "t.csv" }), "HANDLER_OPTIONS_INVALID");
  });
});
