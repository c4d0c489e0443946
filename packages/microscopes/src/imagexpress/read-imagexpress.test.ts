import { expect, test } from "vitest";
import { thrownBy } from "../../test/expect-code.ts";
import { plateFiles } from "../../test/plate-files.ts";
import { isImageXpressPath, readImageXpress } from "./read-imagexpress.ts";

const GUID = "1D01380B-DD89-4EBA-A7CC-2C4E6A2C2F0B";

const read = (...paths: readonly string[]) => {
  const { planes, notices } = readImageXpress(plateFiles(...paths));
  return {
    planes: planes.map(({ well, site, channel, zIndex, timepoint }) => [well, site, channel, zIndex, timepoint]),
    notices: notices.map(({ code, count }) => [code, count]),
  };
};

test("readImageXpress() reads an export, with folders for time and depth", () => {
  expect(read("TimePoint_2/ZStep_10/p_B02_s1_w3.TIF")).toEqual({ planes: [["B02", 1, "3", 10, 2]], notices: [] });
});

test("trap: spaces, brackets and # in names, two-letter rows; what an export omits is 1", () => {
  expect(read("my [old] plate #3_AF48.tif")).toEqual({ planes: [["AF48", 1, "1", 1, 1]], notices: [] });
});

test.each([
  [`p_E07_s1_w1${GUID}.tif`, "1"],
  [`p_E07_s1_w12${GUID}.tif`, "12"],
  [`p_E07_s1${GUID}.tif`, "1"],
])("trap: a GUID glued to the channel does not change the channel: %s", (name, channel) => {
  expect(read(`2023-02-21/1334/${name}`).planes).toEqual([["E07", 1, channel, 1, 1]]);
});

test("trap: time and depth are both kept, whichever folders state them", () => {
  const paths = [1, 2].flatMap((t) => [1, 2].map((z) => `TimePoint_${t}/ZStep_${z}/p_A01.tif`));
  expect(read(...paths).planes).toEqual([
    ["A01", 1, "1", 1, 1],
    ["A01", 1, "1", 2, 1],
    ["A01", 1, "1", 1, 2],
    ["A01", 1, "1", 2, 2],
  ]);
});

test("trap: thumbnails are set aside with a notice, never treated as planes", () => {
  expect(read(`p_E07_w1${GUID}.tif`, `p_E07_w1_thumb${GUID}.tif`, "p_E07_w2_thumb.tif")).toEqual({
    planes: [["E07", 1, "1", 1, 1]],
    notices: [["THUMBNAILS_SET_ASIDE", 2]],
  });
});

test("trap: projections in ZStep_0 or beside the ZStep folders are set aside with a notice", () => {
  const files = [
    "ZStep_1/p_A01_w1.tif",
    "ZStep_2/p_A01_w1.tif",
    "ZStep_0/p_A01_w1.tif",
    "p_A01_w1.tif",
    "p_A01_w3.tif",
  ];
  expect(read(...files.map((path) => `TimePoint_1/${path}`))).toEqual({
    planes: [
      ["A01", 1, "1", 1, 1],
      ["A01", 1, "1", 2, 1],
    ],
    notices: [
      ["PROJECTIONS_SET_ASIDE", 3],
      ["CHANNELS_ONLY_PROJECTED", 1],
    ],
  });
});

test("projections without z-planes are the planes", () => {
  expect(read("TimePoint_1/ZStep_0/p_A01.tif")).toEqual({ planes: [["A01", 1, "1", 0, 1]], notices: [] });
});

test("readImageXpress() refuses two plates, and two measurements of one plate", () => {
  const plates = thrownBy(() => readImageXpress(plateFiles("p_A01.tif", "q_A02.tif")), "PLATES_MIXED");
  expect(plates.message).toBe("Cannot open plate: the folder holds 2 plates: 'p', 'q'");
  const [a, b] = [`2023-02-21/1334/p_A01${GUID}.tif`, `2023-02-22/1335/p_A02${GUID}.tif`];
  const measurements = thrownBy(() => readImageXpress(plateFiles(a, b)), "PLATES_MIXED");
  expect(measurements.details.plates).toEqual(["2023-02-21/1334/p", "2023-02-22/1335/p"]);
});

test("readImageXpress() ignores images of other names with a notice", () => {
  expect(read("p_A01.tif", "p_A00.tif", "notes.png", "p.HTD").notices).toEqual([["FILES_UNMATCHED", 2]]);
});

test.each(["Channel1-01-A-01.tif", "r01c02f03p01-ch1sk1fk1fl1.tiff", "x_D08_T0001F002L01A01Z04C01.tif"])(
  "isImageXpressPath() leaves %s to others",
  (name) => {
    expect(isImageXpressPath(name)).toBe(false);
  },
);
