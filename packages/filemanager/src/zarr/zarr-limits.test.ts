import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { field, plateOf, temporaryFolders } from "../../test/zarr-plates.ts";
import { readZarrPlate } from "./read/read-zarr-plate.ts";
import { surveyZarrPlate } from "./read/survey-zarr-plate.ts";
import { writePlateSkeleton } from "./skeleton/write-skeleton.ts";
import { zarrBackend } from "./zarr-backend.ts";

const newRoot = temporaryFolders();
const ARRAY = "A/1/0/0/.zarray";

type Document = Record<string, unknown>;
type Change = (document: Document) => unknown;

/** A plate of one well and field, without `ohcs` like those of other writers, one of whose documents is changed. */
async function plateWith(path: string, change: Change, isOurs = false): Promise<string> {
  const root = newRoot();
  const plate = plateOf([{ well: "A01", fields: [field(1)] }]);
  await writePlateSkeleton({ root, path: "", plate, storage: { ngffVersion: "0.4", levels: 1 } });
  if (!isOurs) edit(root, "A/1/0/.zattrs", ({ ohcs: _, ...rest }) => rest);
  edit(root, path, change);
  mkdirSync(join(root, "A/1/0/0/0/0/0/0"), { recursive: true });
  writeFileSync(join(root, "A/1/0/0/0/0/0/0/0"), "no chunk");
  return root;
}

function edit(root: string, path: string, change: Change): void {
  const document = JSON.parse(readFileSync(join(root, path), "utf8")) as Document;
  writeFileSync(join(root, path), JSON.stringify(change(document) ?? document));
}

const sides =
  (shape: readonly number[], chunks: readonly number[]): Change =>
  (array) =>
    void Object.assign(array, { shape, chunks });
const listing =
  (images: unknown): Change =>
  () => ({ well: { images } });
const ours =
  (ohcs: object): Change =>
  (attributes) => ({ ...attributes, ohcs });
const many = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

const TOO_LARGE: readonly (readonly [what: string, path: string, change: Change])[] = [
  ["a plane of 100,000²", ARRAY, sides([1, 1, 1, 1e5, 1e5], [1, 1, 1, 1024, 1024])],
  ["a side of 2^31", ARRAY, sides([1, 1, 1, 2 ** 31, 2 ** 31], [1, 1, 1, 2 ** 20, 2 ** 20])],
  ["10^8 times", ARRAY, sides([1e8, 1, 1, 64, 64], [1, 1, 1, 64, 64])],
  ["10^7 channels", ARRAY, sides([1, 1e7, 1, 64, 64], [1, 1, 1, 64, 64])],
  ["chunks of one pixel", ARRAY, sides([1, 1, 1, 2048, 2048], [1, 1, 1, 1, 1])],
  ["files of one pixel behind many planes", ARRAY, sides([90_000, 1, 1, 64, 64], [1, 1, 1, 1, 1])],
  ["a chunk of 2^40 samples", ARRAY, sides([1, 1, 1, 64, 64], [1, 1, 1, 2 ** 20, 2 ** 20])],
  ["50,000 fields in a well", "A/1/.zattrs", listing(many(50_000).map((i) => ({ path: String(i) })))],
  [
    "axes of ours whose product is 10^9",
    "A/1/0/.zattrs",
    ours({ site: 1, channels: many(1000).map(String), zIndexes: many(1000), timepoints: many(1000) }),
  ],
  [
    "a pyramid of 5,000 levels",
    "A/1/0/.zattrs",
    ({ multiscales }) =>
      void Object.assign((multiscales as Document[])[0] ?? {}, {
        datasets: many(5000).map((i) => ({ path: String(i) })),
      }),
  ],
];

test.each(TOO_LARGE)(
  "%s is ZARR_TOO_LARGE on survey, read and load, before anything is walked",
  async (_, path, change) => {
    const root = await plateWith(path, change);
    const before = process.cpuUsage();
    const reader = await readZarrPlate(root);
    const backend = await zarrBackend.create({ root, readOnly: true });
    const tooLarge = { code: "ZARR_TOO_LARGE", details: { count: expect.any(Number), most: expect.any(Number) } };
    await expect(surveyZarrPlate(root)).rejects.toMatchObject(tooLarge);
    await expect(reader.planes("A01")).rejects.toMatchObject(tooLarge);
    await expect(backend.load("A01_s001_w1_z001_t001")).rejects.toMatchObject(tooLarge);
    const { user, system } = process.cpuUsage(before);
    expect(user + system).toBeLessThan(2e6);
  },
);

const ODD: readonly (readonly [what: string, path: string, change: Change, code: string])[] = [
  ["plate that is null", ".zattrs", () => ({ plate: null }), "ZARR_METADATA_INVALID"],
  ["wells that are null", ".zattrs", () => ({ plate: { wells: [null] } }), "ZARR_METADATA_INVALID"],
  [
    "wells of strange rows",
    ".zattrs",
    () => ({ plate: { wells: [{ path: "x", rowIndex: "0" }] } }),
    "ZARR_METADATA_INVALID",
  ],
  ["wells outside", ".zattrs", () => ({ plate: { wells: [{ path: "../A/1" }] } }), "PATH_OUTSIDE_ROOT"],
  ["fields that are null", "A/1/.zattrs", listing([null]), "ZARR_METADATA_INVALID"],
  ["fields listed twice", "A/1/.zattrs", listing([{ path: "0" }, { path: "0" }]), "ZARR_METADATA_INVALID"],
  ["fields outside", "A/1/.zattrs", listing([{ path: "../../.." }]), "PATH_OUTSIDE_ROOT"],
  ["multiscales that are null", "A/1/0/.zattrs", () => ({ multiscales: null }), "IMAGE_UNREADABLE"],
  [
    "a level without a path",
    "A/1/0/.zattrs",
    () => ({ multiscales: [{ datasets: [{ path: { toString: 1 } }] }] }),
    "IMAGE_UNREADABLE",
  ],
  [
    "a level outside",
    "A/1/0/.zattrs",
    () => ({ multiscales: [{ datasets: [{ path: "../../../../etc" }] }] }),
    "PATH_OUTSIDE_ROOT",
  ],
  ["names of planes that are none", "A/1/0/.zattrs", ours({ channels: { toString: 1 } }), "ZARR_METADATA_INVALID"],
  ["a shape of texts", ARRAY, (array) => ({ ...array, shape: ["1", "1", "1", "64", "64"] }), "IMAGE_UNREADABLE"],
  ["a shape that is infinite", ARRAY, sides([1, 1, 1, -1, 0.5], [1, 1, 1, 1, 1]), "IMAGE_UNREADABLE"],
  ["chunks of another rank", ARRAY, sides([1, 1, 1, 64, 64], [64, 64]), "IMAGE_UNREADABLE"],
  ["no shape", ARRAY, (array) => ({ ...array, shape: null }), "IMAGE_UNREADABLE"],
  [
    "a sample type named after a member of objects",
    ARRAY,
    (array) => ({ ...array, dtype: "constructor" }),
    "IMAGE_UNREADABLE",
  ],
  [
    "a separator that is none",
    ARRAY,
    (array) => ({ ...array, dimension_separator: { toString: 1 } }),
    "IMAGE_UNREADABLE",
  ],
  ["a compressor that is a text", ARRAY, (array) => ({ ...array, compressor: "zstd" }), "CODEC_UNSUPPORTED"],
  ["filters that are a text", ARRAY, (array) => ({ ...array, filters: "text" }), "CODEC_UNSUPPORTED"],
];

test.each(ODD)("%s end a survey with a code", async (_, path, change, code) => {
  const root = await plateWith(path, change);
  await expect(surveyZarrPlate(root)).rejects.toMatchObject({ code });
});

test("documents nested deeper than the stack allows end a survey with a code", async () => {
  const root = await plateWith(ARRAY, (array) => array);
  writeFileSync(join(root, ARRAY), `${"[".repeat(100_000)}${"]".repeat(100_000)}`);
  await expect(surveyZarrPlate(root)).rejects.toMatchObject({ code: "JSON_UNREADABLE" });
});

test("folders that do not exist cost one check each, for arrays with planes that were never stored", async () => {
  const root = await plateWith(ARRAY, sides([4, 2, 3, 128, 128], [1, 1, 1, 1, 1]));
  const before = process.cpuUsage();
  const { fields } = await surveyZarrPlate(root);
  expect(fields[0]?.planes).toHaveLength(24);
  const { user, system } = process.cpuUsage(before);
  expect(user + system).toBeLessThan(5e6);
});
