import { memoryPlateReader, renderPlateFiles, tinyPlate } from "@ohcs/testkit";
import { expect, test } from "vitest";
import { rejectionOf } from "../../test/expect-code.ts";
import { tiffHeaderOf } from "../../test/read-tiff-header.ts";
import { operaPhenix } from "../formats.ts";
import { openReader } from "../open/open-reader.ts";

type Files = readonly (readonly [string, Uint8Array | string])[];

const files: Files = [...renderPlateFiles(tinyPlate({ layout: "phenix", sites: 4, channels: 2, z: 2, timepoints: 2 }))];
const open = (changed: Files) =>
  openReader(memoryPlateReader({ name: "p", files: changed, readHeader: (_, bytes) => tiffHeaderOf(bytes) }), {
    handlers: [operaPhenix],
  });
const codes = async (changed: Files) =>
  (await open(changed)).notices.map(({ code, count, examples }) => [code, count, examples[0]]);

test("what the index states is read: calibration, places, times, channels, objective", async () => {
  const manifest = await open(files);
  expect(manifest.notices).toEqual([]);
  expect(manifest).toMatchObject({
    calibration: { pixelSizeUm: 0.65, zStepUm: 2 },
    calibrationSources: [{ from: "metadata", path: "Images/Index.xml", pixelSizeUm: 0.65 }],
    objective: { magnification: 10, numericalAperture: 0.3 },
    plateFormat: { rows: 8, columns: 12 },
    channels: [
      { id: "1", name: "DAPI", excitationNm: 405, emissionNm: 452, exposureMs: 50 },
      { id: "2", name: "GFP", excitationNm: 488, emissionNm: 525, exposureMs: 100 },
    ],
  });
  expect(manifest.startedAt).toBe("2024-01-02T12:00:00.000Z");
  expect(manifest.images[0]?.acquiredAt).toBe("2024-01-02T12:00:00.000Z");
});

test("trap: TimepointID 0 belongs to sk1: files are found by their names, not by its number", async () => {
  const { images, notices } = await open(files);
  expect([...new Set(images.map(({ timepoint }) => timepoint))]).toEqual([1, 2]);
  expect(notices).toEqual([]);
});

test("field numbers are no places: the field in the centre comes first, and y points up in the index", async () => {
  const { images, grid } = await open(files);
  const own = images.filter(
    ({ well, channel, zIndex, timepoint }) => well === "A01" && channel + zIndex + timepoint === "111",
  );
  const places = own.map(({ site, position }) => [site, Math.sign(position?.xUm ?? 0), Math.sign(position?.yUm ?? 0)]);
  expect(places).toEqual([
    [1, -1, -1],
    [2, 1, -1],
    [3, 1, 1],
    [4, -1, 1],
  ]);
  expect(grid).toBeNull();
});

test("images that the index lists and that are not there are named, and so are those that it does not list", async () => {
  const renamed = files.map(
    ([path, bytes]) => [path.replace("r02c02f04p02-ch2sk2", "r02c02f04p09-ch2sk2"), bytes] as const,
  );
  expect(await codes(renamed)).toEqual([
    ["FILES_MISSING", 1, "r02c02f04p02-ch2sk2fk1fl1.tiff"],
    ["FILES_UNLISTED", 1, "Images/r02c02f04p09-ch2sk2fk1fl1.tiff"],
    ["PLANES_MISSING", 16, "A01 s001_w2_z009_t001"],
  ]);
});

test("an index that places an image elsewhere than its name does is a notice, and the name is used", async () => {
  const [path = "", bytes = ""] = files.find(([name]) => name.endsWith("Index.xml")) ?? [];
  const text = new TextDecoder()
    .decode(bytes as Uint8Array)
    .replace("<Row>1</Row><Col>1</Col>", "<Row>1</Row><Col>2</Col>");
  expect(await codes([...files.filter(([name]) => name !== path), [path, text]])).toEqual([
    ["METADATA_CONTRADICTS", 1, "Images/r01c01f01p01-ch1sk1fk1fl1.tiff"],
  ]);
});

test("wells that the index announces and that have no image are absent wells", async () => {
  const manifest = await open(files.filter(([path]) => !path.includes("r02c02")));
  expect(manifest).toMatchObject({ wells: ["A01"], absentWells: ["B02"] });
  expect(manifest.notices.map(({ code, count }) => [code, count])).toEqual([
    ["FILES_MISSING", 32],
    ["ANNOUNCED_NOT_FOUND", 1],
  ]);
});

test("a damaged or absent index leaves what the names state", async () => {
  const images = files.filter(([path]) => !path.endsWith(".xml"));
  const places = ({ images: own }: Awaited<ReturnType<typeof open>>) =>
    own.map(({ path, well, site }) => [path, well, site]);
  const whole = places(await open(files));
  expect(places(await open(images))).toEqual(whole);
  const damaged = await open([...images, ["Images/Index.idx.xml", "<EvaluationInputData><Images>"]]);
  expect(places(damaged)).toEqual(whole);
  expect(damaged.notices[0]).toMatchObject({ code: "METADATA_UNREADABLE", examples: ["Images/Index.idx.xml"] });
});

test("two measurements below one folder are refused", async () => {
  const twice: Files = files.flatMap(([path, bytes]) => [
    [`m1/${path}`, bytes],
    [`m2/${path}`, bytes],
  ]);
  const { details } = await rejectionOf(open(twice), "PLATES_MIXED");
  expect(details.plates).toEqual(["m1/Images", "m2/Images"]);
});
