import { expect, test } from "vitest";
import { thrownBy } from "../../test/expect-code.ts";
import { plateFiles } from "../../test/plate-files.ts";
import { microManagerFormat } from "./micromanager-format.ts";

const bytes = (value: unknown) => new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
const frame = { XPositionUm: 10, YPositionUm: -20, ZPositionUm: 3, PixelSizeUm: 0.65, "Exposure-ms": 25 };
const summary = { ChNames: ["DAPI", "GFP"], PixelSize_um: 0.65, "z-step_um": 2, Interval_ms: 60_000 };

test("version 1.4: time, channel and z by name, the rest by metadata.txt; sites count from 0, as in its window", () => {
  const name = "img_000000000_Channel_DAPI_001.tif";
  const companions = new Map([
    ["x/A1-Site_0/metadata.txt", bytes({ Summary: summary, "FrameKey-0-0-1": { ...frame, FileName: name } })],
  ]);
  const { planes, description } = microManagerFormat.read(plateFiles(`x/A1-Site_0/${name}`), companions);
  expect(planes[0]).toMatchObject({
    ...{ well: "A01", site: 0, channel: "Channel_DAPI", zIndex: 1, timepoint: 0 },
    ...{ position: { xUm: 10, yUm: -20 }, zUm: 3, pixelSizeUm: 0.65 },
  });
  expect(description).toMatchObject({ zStepUm: 2, intervalS: 60, startedAt: null });
});

test("version 2: channels have numbers in names, and names in the metadata", () => {
  const name = "img_channel001_position000_time000000003_z004.tif";
  const companions = new Map([
    [
      "B12-Site_7/metadata.txt",
      bytes({ Summary: { ...summary, PixelSize_um: 0 }, [`Metadata-B12-Site_7/${name}`]: frame }),
    ],
  ]);
  const { planes } = microManagerFormat.read(plateFiles(`B12-Site_7/${name}`), companions);
  expect(planes[0]).toMatchObject({ well: "B12", site: 7, channel: "1", zIndex: 4, timepoint: 3, channelName: "GFP" });
});

test("exposures and times are those of metadata.txt, in either version's words; what is no time is unknown", () => {
  const names = ["img_000000000_DAPI_000.tif", "img_000000000_DAPI_001.tif", "img_000000000_DAPI_002.tif"];
  const times = [
    { ReceivedTime: "2022-12-19 09:18:52.243 -0800" },
    { Time: "2022-12-19 09:18:52 +0100" },
    { Time: "Mon Dec 19 09:18:52 2022" },
  ];
  const frames = names.map((FileName, i) => [`FrameKey-0-0-${i}`, { ...frame, ...times[i], FileName }]);
  const document = { Summary: { ...summary, StartTime: "2022-12-19 09:18:51.5 -0800" }, ...Object.fromEntries(frames) };
  const files = plateFiles(...names.map((name) => `A1-Site_0/${name}`));
  const { planes, description } = microManagerFormat.read(
    files,
    new Map([["A1-Site_0/metadata.txt", bytes(document)]]),
  );
  expect(planes.map(({ exposureMs, acquiredAt }) => [exposureMs, acquiredAt])).toEqual([
    [25, "2022-12-19T09:18:52.243-08:00"],
    [25, "2022-12-19T09:18:52+01:00"],
    [25, null],
  ]);
  expect(description?.startedAt).toBe("2022-12-19T09:18:51.5-08:00");
});

test.each(['{ "Summary": { "ChNames": ["DAPI"', "[]x", ""])(
  "metadata.txt of an acquisition that broke off is a notice, and the names are read: %s",
  (text) => {
    const { planes, notices } = microManagerFormat.read(
      plateFiles("A1-Site_0/img_000000000_DAPI_000.tif", "A1-Site_0/flat.tif"),
      new Map([["A1-Site_0/metadata.txt", bytes(text)]]),
    );
    expect([planes.length, notices.map(({ code }) => code)]).toEqual([1, ["METADATA_UNREADABLE", "FILES_UNMATCHED"]]);
  },
);

test("places without a well are not recognized, and two acquisitions are refused", () => {
  expect(microManagerFormat.recognizes(["Pos0/img_000000000_DAPI_000.tif", "metadata.txt"])).toBe(0);
  const files = plateFiles("a/A1-Site_0/img_000000000_DAPI_000.tif", "b/A1-Site_0/img_000000000_DAPI_000.tif");
  thrownBy(() => microManagerFormat.read(files, new Map()), "PLATES_MIXED");
});
