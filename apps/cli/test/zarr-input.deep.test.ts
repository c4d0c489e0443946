import { appendFile, chmod, cp, mkdir, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contentsOf, fingerprintsOf } from "./file-tree.ts";
import { runOhcs, statuses } from "./run-ohcs.ts";
import { type SamplePlate, samplePlate } from "./sample-plate.ts";
import { chunksIn, copyAsZarr, documentAt, FORMS, succeed } from "./zarr-plates.ts";

const WELLS = ["A01", "A02", "B03"];
const PRESETS = ["project", "count-nuclei"] as const;
const MANY = { wells: WELLS, sites: 2, channels: 2, z: 2, tile: 96, radius: [6, 8] } as const;

/** What a run made but the document with handler and grid, which OME-Zarr does not know. */
async function resultsIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const { "openhcs_metadata.json": _, ...results } = await contentsOf(folder);
  return results;
}

describe("a run on an OME-Zarr plate comes to the files of a run on the same plate as TIFF", () => {
  let sample: SamplePlate;
  const expected: Record<string, Readonly<Record<string, string>>> = {};
  beforeAll(async () => {
    sample = await samplePlate(MANY);
    for (const preset of PRESETS) {
      await succeed(sample.folder, ["run", "tiny", "-p", `preset:${preset}`, "-o", preset]);
      expected[preset] = await resultsIn(join(sample.folder, preset));
      expect(Object.keys(expected[preset]).length).toBeGreaterThan(12);
    }
  }, 120_000);
  afterAll(() => sample[Symbol.asyncDispose]());

  test.each([
    ["0.4", "inline", "1"],
    ["0.5", "threads", "2"],
    ["0.5, sharded", "processes", "2"],
  ] as const)(
    "stored as %s, run by %s in %s workers",
    async (form, runner, workers) => {
      const zarr = await copyAsZarr(sample.folder, "tiny", `copy-${form}`, FORMS[form] ?? []);
      const before = await fingerprintsOf(join(sample.folder, zarr));
      for (const preset of PRESETS) {
        const run = ["run", zarr, "-p", `preset:${preset}`, "-o", `${preset}-${form}`];
        await succeed(sample.folder, [...run, "--runner", runner, "--workers", workers]);
        expect(await resultsIn(join(sample.folder, `${preset}-${form}`))).toEqual(expected[preset]);
      }
      // Landmine 11: nothing of the source changed, names, sizes and times included.
      expect(await fingerprintsOf(join(sample.folder, zarr))).toEqual(before);
    },
    120_000,
  );
});

test("inspect, plan and a run from a plate that is read-only", async () => {
  await using sample = await samplePlate(MANY);
  const zarr = await copyAsZarr(sample.folder, "tiny", "copy", []);
  await chmod(join(sample.folder, zarr), 0o555);
  const { out } = await succeed(sample.folder, ["inspect", zarr]);
  expect(out).toMatch(/^tiny {2}omeZarr · .*images\.zarr$/m);
  expect(out).toMatch(/channels +1 \S+, 2 \S+/);
  expect(out).toMatch(/planes +24 planes, .*, 96 × 96 uint16/);
  const plain = JSON.parse((await succeed(sample.folder, ["inspect", "tiny", "--json"])).out);
  const inspected = JSON.parse((await succeed(sample.folder, ["inspect", zarr, "--json"])).out);
  const { pixelSizeUm } = plain.calibration;
  expect(inspected).toMatchObject({ planes: 24, wells: WELLS, ranges: plain.ranges, calibration: { pixelSizeUm } });
  const planned = await succeed(sample.folder, ["plan", zarr, "-p", "preset:count-nuclei"]);
  expect(planned.out).toMatch(/count-nuclei on tiny/);
  expect(await readdir(join(sample.folder, "copy"))).not.toContain("tiny_openhcs");
  await succeed(sample.folder, ["run", zarr, "-p", "preset:project", "-o", "out"]);
  await chmod(join(sample.folder, zarr), 0o755);
}, 120_000);

test("a plane that changed is seen: resume refuses, run --resume computes exactly its well, and why names it", async () => {
  await using sample = await samplePlate({ wells: WELLS, sites: 1, z: 1 });
  const zarr = await copyAsZarr(sample.folder, "tiny", "copy", []);
  const run = ["run", zarr, "-p", "preset:project", "-o", "out", "--resume", "--json"];
  await succeed(sample.folder, run);
  expect(statuses((await succeed(sample.folder, run)).out)).toEqual(["skipped", "skipped", "skipped"]);
  expect(statuses((await succeed(sample.folder, ["resume", "out", "--json"])).out)).toEqual([
    "skipped",
    "skipped",
    "skipped",
  ]);

  const [chunk = ""] = await chunksIn(join(sample.folder, zarr, "A/2"));
  const later = new Date("2100-01-01");
  await utimes(chunk, later, later);
  const refused = await runOhcs(sample.folder, ["resume", "out", "--json"]);
  const file = "A02_s001_w1_z001_t001";
  expect(JSON.parse(refused.out).error).toMatchObject({ code: "SOURCE_CHANGED", details: { examples: [file] } });
  expect(statuses((await succeed(sample.folder, run)).out)).toEqual(["skipped", "success", "skipped"]);
  const why = JSON.parse((await succeed(sample.folder, ["why", "out", "A02", "--json"])).out);
  expect(why).toMatchObject({ verdict: "upToDate", changes: [{ what: "input", where: file }] });
}, 120_000);

test("gaps are reported, and what to do about them is the pipeline's choice", async () => {
  await using sample = await samplePlate({ wells: WELLS, sites: 2, z: 1 });
  const zarr = await copyAsZarr(sample.folder, "tiny", "copy", []);
  const plate = join(sample.folder, zarr);
  await rm(join(plate, "A/2"), { recursive: true });
  await rm(join(plate, "B/3/1"), { recursive: true });
  const { notices, wells } = JSON.parse((await succeed(sample.folder, ["inspect", zarr, "--json"])).out);
  expect(wells).toEqual(["A01", "B03"]);
  const reported = Object.fromEntries(
    notices.map(({ code, examples }: { code: string; examples: string[] }) => [code, examples]),
  );
  expect(reported).toMatchObject({
    ANNOUNCED_NOT_FOUND: ["well 'A02'"],
    FIELDS_MISSING: ["B/3/1"],
    PLANES_MISSING: ["B03 s002_w1_z001_t001"],
  });
  const failed = await runOhcs(sample.folder, ["run", zarr, "-p", "preset:project", "-o", "out", "--json"]);
  expect(failed.exitCode).toBe(2);
  await succeed(sample.folder, ["run", zarr, "-p", "preset:project", "-o", "out", "--set", "onMissing=skip"]);
}, 120_000);

test("label images of the source are no images", async () => {
  await using sample = await samplePlate({ wells: WELLS, sites: 1, z: 1, tile: 96, radius: [6, 8] });
  await succeed(sample.folder, ["run", "tiny", "-p", "preset:count-nuclei", "-o", "counted", "--backend", "zarr"]);
  const { planes, ranges } = JSON.parse(
    (await succeed(sample.folder, ["inspect", "counted/images.zarr", "--json"])).out,
  );
  expect((await chunksIn(join(sample.folder, "counted/images.zarr/A/1/0/labels/nuclei"))).length).toBeGreaterThan(0);
  expect([planes, ranges.channels]).toEqual([3, ["1"]]);
});

describe("what cannot be opened says what it is, where, and what to do", () => {
  const errorOf = async (folder: string, argv: readonly string[]) => {
    const { exitCode, out } = await runOhcs(folder, [...argv, "--json"]);
    expect(exitCode).toBe(1);
    return JSON.parse(out).error;
  };

  test("a field given in place of its plate, a folder above one, and documents that are broken or gone", async () => {
    await using sample = await samplePlate({ wells: ["A01"], sites: 1, z: 1 });
    const zarr = await copyAsZarr(sample.folder, "tiny", "copy", []);
    const image = await errorOf(sample.folder, ["inspect", `${zarr}/A/1/0`]);
    expect(image).toMatchObject({ code: "ZARR_NOT_PLATE", remedy: expect.stringContaining("folder of the plate") });
    expect(image.message).toContain("it is a single image, not an OME-Zarr plate");
    const well = await errorOf(sample.folder, ["run", `${zarr}/A/1`, "-p", "preset:project"]);
    expect([well.code, /a single well/.test(well.message)]).toEqual(["ZARR_NOT_PLATE", true]);
    await mkdir(join(sample.folder, "above"));
    await cp(join(sample.folder, zarr), join(sample.folder, "above/images.zarr"), { recursive: true });
    const above = await errorOf(sample.folder, ["inspect", "above"]);
    expect([above.code, above.remedy]).toEqual(["PLATE_EMPTY", expect.stringContaining(join("above", "images.zarr"))]);

    const document = join(sample.folder, zarr, "A/1/0/0/zarr.json");
    const array = await documentAt(document);
    await writeFile(document, JSON.stringify({ ...array, codecs: [{ name: "bytes" }, { name: "jpegxs" }] }));
    const codec = await errorOf(sample.folder, ["inspect", zarr]);
    expect([codec.code, codec.details.path]).toEqual(["CODEC_UNSUPPORTED", "A/1/0/0"]);
    await appendFile(document, "}");
    const broken = await errorOf(sample.folder, ["inspect", zarr]);
    expect([broken.code, broken.details.path]).toEqual(["JSON_UNREADABLE", "A/1/0/0/zarr.json"]);
    await rm(document);
    const gone = await errorOf(sample.folder, ["inspect", zarr]);
    expect([gone.code, gone.details.path]).toEqual(["IMAGE_UNREADABLE", "A/1/0/0"]);
  });

  test("a plate of several acquisitions, until one is chosen", async () => {
    await using sample = await samplePlate({ wells: ["A01"], sites: 2, z: 1 });
    const zarr = await copyAsZarr(sample.folder, "tiny", "copy", []);
    const document = join(sample.folder, zarr, "A/1/zarr.json");
    const well = await documentAt(document);
    well.attributes.ome.well.images.forEach((image: { acquisition?: number }, i: number) => {
      image.acquisition = 10 * i;
    });
    await writeFile(document, JSON.stringify(well));
    const error = await errorOf(sample.folder, ["inspect", zarr]);
    expect(error).toMatchObject({ code: "ACQUISITION_AMBIGUOUS", details: { acquisitions: [0, 10] } });
    expect(error.remedy).toContain("--acquisition");
    const run = ["run", zarr, "-p", "preset:project", "-o", "out", "--acquisition"];
    expect((await errorOf(sample.folder, [...run, "3"])).code).toBe("ACQUISITION_UNKNOWN");
    await succeed(sample.folder, [...run, "10"]);
    expect(Object.keys(await contentsOf(join(sample.folder, "out/images")))).toEqual(["A01_s001_w1_t001.tif"]);
    await succeed(sample.folder, ["resume", "out"]);
  });
});
