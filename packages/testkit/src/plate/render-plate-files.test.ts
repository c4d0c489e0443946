import { expect, test } from "vitest";
import { readTiff } from "../../test/read-tiff.ts";
import { plateMapCsv } from "../disk/write-plate.ts";
import { tinyPlate } from "./design/tiny-plate.ts";
import { renderPlane } from "./render/render-plane.ts";
import { planePath, renderPlateFiles } from "./render-plate-files.ts";

test("renderPlateFiles() lays an ImageXpress plate out as MetaXpress exports it", () => {
  const paths = Array.from(renderPlateFiles(tinyPlate({ sites: 2, channels: 2, z: 2 })), ([path]) => path);
  expect(paths.filter((path) => path.endsWith(".HTD"))).toEqual([
    "tiny.HTD",
    "TimePoint_1/tiny.HTD",
    "TimePoint_1/ZStep_1/tiny.HTD",
    "TimePoint_1/ZStep_2/tiny.HTD",
  ]);
  const images = paths.filter((path) => path.endsWith(".TIF"));
  expect(images.length).toBe(2 * 2 * 2 * 2);
  expect(images[0]).toBe("TimePoint_1/ZStep_1/tiny_A01_s1_w1.TIF");
  expect(images.at(-1)).toBe("TimePoint_1/ZStep_2/tiny_B02_s2_w2.TIF");
});

test("renderPlateFiles() writes no ZStep folder for one z", () => {
  const paths = Array.from(renderPlateFiles(tinyPlate({ timepoints: 2 })), ([path]) => path);
  expect(paths).toContain("TimePoint_2/tiny_A01_s1_w1.TIF");
  expect(paths.some((path) => path.includes("ZStep"))).toBe(false);
});

test("renderPlateFiles() writes an HTD with grid, wells and waves in Latin-1", () => {
  const files = new Map(renderPlateFiles(tinyPlate({ sites: 6, channels: 2, z: 3 })));
  const text = new TextDecoder("latin1").decode(files.get("tiny.HTD"));
  expect(
    text.split("\r\n").filter((line) => /Description|Sites"|Name|Steps|Selection[12]/.test(line)),
  ).toMatchInlineSnapshot(`
    [
      ""Description", "Synthetic plate, 0.65 µm per pixel, overlap 25 %"",
      ""ZSteps", 3",
      ""WellsSelection1", TRUE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE",
      ""WellsSelection2", FALSE, TRUE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE",
      ""Sites", TRUE",
      ""XSites", 3",
      ""YSites", 2",
      ""SiteSelection1", TRUE, TRUE, TRUE",
      ""SiteSelection2", TRUE, TRUE, TRUE",
      ""WaveName1", "DAPI"",
      ""WaveName2", "GFP"",
    ]
  `);
});

test("renderPlateFiles() stores pixels and MetaSeries XML with the nominal stage position", () => {
  const design = tinyPlate({ sites: 2, stageError: 2, pixelSizeUm: 0.5 });
  const coordinates = { well: "B02", site: 2, channel: 1, zIndex: 1, timepoint: 1 };
  const image = readTiff(new Map(renderPlateFiles(design)).get(planePath(design, coordinates)));
  expect(image.pixels).toEqual(renderPlane(design, coordinates));
  expect(property(image.description, "spatial-calibration-x")).toBe("0.5");
  expect(property(image.description, "stage-position-x")).toBe(String(14_380 + 9000 + (0.5 * 32 * 0.75) / 2));
  expect(property(image.description, "stage-position-y")).toBe(String(11_240 + 9000));
  expect(property(image.description, "image-name")).toBe("DAPI");
  expect(property(image.description, "stage-label")).toBe("B02 : Site 2");
});

test("renderPlateFiles() leaves missing planes out and truncates corrupt ones", () => {
  const design = tinyPlate({ sites: 4, missing: 2, corrupt: 2 });
  const whole = new Map(renderPlateFiles(tinyPlate({ sites: 4 })));
  const files = new Map(renderPlateFiles(design));
  expect(design.missing.map((plane) => files.has(planePath(design, plane)))).toEqual([false, false]);
  const damaged = [...files].filter(([path, bytes]) => bytes.length < (whole.get(path)?.length ?? 0));
  expect(damaged.map(([path]) => path).toSorted()).toEqual(
    design.corrupt.map((plane) => planePath(design, plane)).toSorted(),
  );
  for (const plane of design.corrupt) {
    const bytes = files.get(planePath(design, plane));
    const problem = plane.damage === "pixels" ? /strip/ : /directory/;
    expect(() => readTiff(bytes)).toThrow(problem);
  }
  expect(files.size).toBe(whole.size - 2);
});

test("plateMapCsv() lists role and dose of every well", () => {
  expect(plateMapCsv(tinyPlate({ wells: 6 }))).toBe(
    "well,role,dose\nA01,negative,0\nA02,sample,0.25\nA03,sample,0.5\nA04,sample,1\nA05,sample,2\nA06,positive,64\n",
  );
});

function property(xml: string, id: string): string | undefined {
  return new RegExp(`id="${id}" type="\\w+" value="([^"]*)"`).exec(xml)?.[1];
}
