import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { comparable, field, planeFor, plateOf, STORAGES, temporaryFolders } from "../../../test/zarr-plates.ts";
import { writePlateSkeleton } from "../skeleton/write-skeleton.ts";
import { zarrBackend } from "../zarr-backend.ts";
import { surveyZarrPlate } from "./survey-zarr-plate.ts";
import { zarrPlaneFacts } from "./zarr-plane-facts.ts";

const newRoot = temporaryFolders();
const WELLS = ["A01", "C05"];

/** A plate of two wells with two fields of 2 × 3 × 2 planes, of which the first is stored, or those that `stores` names. */
async function storedPlate(storage = {}, stores = (name: string) => name.endsWith("_w1_z001_t001")): Promise<string> {
  const root = newRoot();
  const wells = WELLS.map((well) => ({ well, fields: [field(1), field(2)] }));
  await writePlateSkeleton({ root, path: "", plate: plateOf(wells, ["nuclei"]), storage: { levels: 2, ...storage } });
  const backend = await zarrBackend.create({ root });
  let seed = 0;
  for (const { planes } of (await surveyed(root)).fields) expect(planes).toEqual([]);
  for (const name of (await surveyed(root)).unstored) if (stores(name)) await backend.save(name, planeFor(++seed));
  return root;
}

const surveyed = (root: string) => surveyZarrPlate(root);
const documentIn = (root: string, path: string) => JSON.parse(readFileSync(join(root, path), "utf8"));

function writeDocument(root: string, path: string, content: object): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), JSON.stringify(content));
}

test("a channel keyed by its stain keeps this name, one with a number for a name has none", async () => {
  const root = newRoot();
  const one = field(1);
  const keys = ["DAPI", "2"];
  const displays = keys.map((name) => ({ name, window: { start: 1, end: 900 }, color: null }));
  const named = { ...one, channels: keys, planes: { ...one.planes, displays } };
  const plate = plateOf([{ well: "A01", fields: [named] }]);
  await writePlateSkeleton({ root, path: "", plate, storage: {} });
  const [surveyedField] = (await surveyed(root)).fields;
  expect(surveyedField?.channels.map(({ id, name }) => [id, name])).toEqual([
    ["DAPI", "DAPI"],
    ["2", null],
  ]);
});

describe.each(Object.entries(STORAGES))("surveyZarrPlate() of a plate in %s", (_, storage) => {
  test("lists every field with its facts, and every plane with size and time, loadable by its name", async () => {
    const root = await storedPlate(storage, () => true);
    const survey = await surveyed(root);
    expect(survey).toMatchObject({
      version: storage.ngffVersion,
      name: "plate",
      wells: WELLS,
      acquisition: null,
      otherAcquisitions: [],
      missingFields: [],
      unstored: [],
    });
    expect(survey.fields.map(({ well, planes }) => [well, planes.length])).toEqual(
      ["A01", "A01", "C05", "C05"].map((well) => [well, 12]),
    );
    expect(survey.fields[1]).toMatchObject({
      header: { width: 90, height: 70, dtype: "uint16" },
      position: { xUm: 200, yUm: -50 },
      pixelSizeUm: 0.65,
      zStepUm: 2,
      intervalS: 60,
    });
    const backend = await zarrBackend.create({ root, readOnly: true });
    const names = survey.fields.flatMap(({ planes }) => planes.map(({ path }) => path));
    for (const [i, name] of names.entries())
      expect(comparable(await backend.load(name))).toEqual(comparable(planeFor(i + 1)));
    const last = survey.fields[3]?.planes[11];
    expect(last).toMatchObject({ path: "C05_s002_w2_z003_t002", site: 2, channel: "2", zIndex: 3, timepoint: 2 });
  });

  test("a plane's identity changes with its pixels and with nothing else; it is found again by name", async () => {
    const root = await storedPlate(storage);
    const before = (await surveyed(root)).fields.flatMap(({ planes }) => planes);
    const name = "A01_s002_w1_z001_t001";
    const backend = await zarrBackend.create({ root });
    await backend.save(name, planeFor(999), { ifExists: "replace" });
    const after = (await surveyed(root)).fields.flatMap(({ planes }) => planes);
    const changed = after.filter((plane, i) => JSON.stringify(plane) !== JSON.stringify(before[i]));
    expect(changed.map(({ path }) => path)).toEqual([name]);
    const facts = await zarrPlaneFacts(root, [...after.map(({ path }) => path), "A01_s009_w1_z001_t001"]);
    expect(facts).toEqual([...after.map(({ bytes, mtimeMs }) => ({ bytes, mtimeMs })), null]);
  });
});

test("load() reports the facts of a plane after reading it: those of its survey until its files change", async () => {
  const root = await storedPlate();
  const [plane] = (await surveyed(root)).fields[0]?.planes ?? [];
  const name = plane?.path ?? "";
  const backend = await zarrBackend.create({ root });
  const shown: unknown[] = [];
  const inspect = (facts: unknown) => void shown.push(facts);
  await backend.load(name, { inspect });
  await backend.save(name, planeFor(999), { ifExists: "replace" });
  await backend.load(name, { inspect });
  const [again] = (await surveyed(root)).fields[0]?.planes ?? [];
  expect(shown).toEqual([plane, again].map((one) => ({ bytes: one?.bytes, mtimeMs: one?.mtimeMs })));
  expect(shown[1]).not.toEqual(shown[0]);
});

test("the identity of a plane covers the documents that describe how to read it", async () => {
  const root = await storedPlate();
  const [first] = (await surveyed(root)).fields[0]?.planes ?? [];
  const later = new Date("2100-01-01");
  utimesSync(join(root, "A/1/0/0/zarr.json"), later, later);
  expect((await surveyed(root)).fields[0]?.planes[0]?.mtimeMs).toBe(later.getTime());
  expect(first?.mtimeMs).toBeLessThan(later.getTime());
});

test("no pixel is read: chunks of nonsense are surveyed like any others", async () => {
  const root = await storedPlate({ shard: false, chunk: 32 });
  writeFileSync(join(root, "A/1/0/0/c/0/0/0/0/0"), "no chunk");
  expect((await surveyed(root)).fields[0]?.planes[0]).toMatchObject({ isStored: true });
});

test("a load reads the chunks of its plane alone", async () => {
  const [name, other] = ["A01_s001_w1_z001_t001", "A01_s001_w1_z002_t001"];
  const root = await storedPlate({ shard: false, chunk: 32 }, (stored) => stored === name || stored === other);
  const chunks = readdirSync(join(root, "A/1/0/0/c/0/0/1"), { recursive: true, withFileTypes: true });
  const files = chunks.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  expect(files).toHaveLength(3 * 3);
  for (const file of files) writeFileSync(file, "no chunk");
  const backend = await zarrBackend.create({ root, readOnly: true });
  expect((await backend.load(name)).data).toEqual(planeFor(1).data);
  await expect(backend.load(other)).rejects.toMatchObject({ code: "IMAGE_UNREADABLE" });
});

test("planes that a run declared but never stored are reported, a partly stored plane stays", async () => {
  const root = await storedPlate({ shard: false, chunk: 32 }, (name) => !/^C05_s001_w1_z001_t002|_w2|_s002/.test(name));
  rmSync(join(root, "A/1/0/0/c/0/0/0/0/0"));
  const { unstored, fields } = await surveyed(root);
  expect(unstored.filter((name) => !/_w2|_s002/.test(name))).toEqual(["C05_s001_w1_z001_t002"]);
  expect(fields[0]?.planes[0]?.path).toBe("A01_s001_w1_z001_t001");
  const backend = await zarrBackend.create({ root, readOnly: true });
  await expect(backend.load("A01_s001_w1_z001_t001")).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
});

test("a well and a field that are listed but do not exist are gaps, and affect no other", async () => {
  const root = await storedPlate();
  rmSync(join(root, "A/1/0"), { recursive: true });
  rmSync(join(root, "C"), { recursive: true });
  const { wells, fields, missingFields } = await surveyed(root);
  expect(wells).toEqual(WELLS);
  expect(missingFields).toEqual(["A/1/0"]);
  expect(fields.map(({ path, planes }) => [path, planes[0]?.path])).toEqual([["A/1/1", "A01_s002_w1_z001_t001"]]);
  const backend = await zarrBackend.create({ root, readOnly: true });
  expect((await backend.load("A01_s002_w1_z001_t001")).shape).toEqual([70, 90]);
});

describe("a plate of another writer", () => {
  /** One well, one field with the axes and array given; plane names are not stated. */
  function foreignPlate(array: object, axes: readonly object[], well: object = { images: [{ path: "0" }] }): string {
    const root = newRoot();
    const scale = axes.map((_, i) => (i < axes.length - 2 ? 3 : 0.5));
    const datasets = [{ path: "full", coordinateTransformations: [{ type: "scale", scale }] }];
    const plate = {
      rows: [{ name: "B" }],
      columns: [{ name: "7" }],
      wells: [{ path: "B/7", rowIndex: 0, columnIndex: 0 }],
    };
    for (const path of ["", "B/7/", "B/7/0/"]) writeDocument(root, `${path}.zgroup`, { zarr_format: 2 });
    writeDocument(root, ".zattrs", { plate });
    writeDocument(root, "B/7/.zattrs", { well });
    writeDocument(root, "B/7/0/.zattrs", { multiscales: [{ version: "0.4", axes, datasets }] });
    writeDocument(root, "B/7/0/full/.zarray", { zarr_format: 2, order: "C", filters: null, fill_value: 0, ...array });
    return root;
  }

  const space = (name: string) => ({ name, type: "space", unit: "micrometer" });
  const zyx = [space("z"), space("y"), space("x")];
  const raw = { dtype: "<u2", compressor: null };

  test("names its wells by row and column, counts planes from 1, and may keep several in a chunk beside absent ones", async () => {
    const root = foreignPlate({ ...raw, shape: [4, 2, 3], chunks: [2, 2, 2], dimension_separator: "." }, zyx);
    writeFileSync(join(root, "B/7/0/full/1.0.0"), new Uint8Array(new Uint16Array([1, 2, 3, 4, 5, 6, 7, 8]).buffer));
    const { fields, name } = await surveyed(root);
    expect([name, fields[0]?.well, fields[0]?.zStepUm, fields[0]?.pixelSizeUm]).toEqual([null, "B07", 3, 0.5]);
    expect(fields[0]?.channels).toEqual([{ id: "1", name: null, color: null, window: null }]);
    expect(fields[0]?.planes.map(({ path, bytes, isStored }) => [path, bytes, isStored])).toEqual([
      ["B07_s001_w1_z001_t001", 0, false],
      ["B07_s001_w1_z002_t001", 0, false],
      ["B07_s001_w1_z003_t001", 16, true],
      ["B07_s001_w1_z004_t001", 16, true],
    ]);
    const backend = await zarrBackend.create({ root, readOnly: true });
    expect((await backend.load("B07_s001_w1_z004_t001")).data).toEqual(new Uint16Array([5, 6, 0, 7, 8, 0]));
  });

  test("may write big-endian samples, and keys of version 2 in version 3", async () => {
    const root = foreignPlate({ ...raw, dtype: ">u2", shape: [1, 1, 2], chunks: [1, 1, 2] }, zyx);
    writeFileSync(join(root, "B/7/0/full/0.0.0"), new Uint8Array([1, 0, 0, 2]));
    expect((await surveyed(root)).fields[0]).toMatchObject({ header: { dtype: "uint16" }, planes: [{ bytes: 4 }] });
    const backend = await zarrBackend.create({ root, readOnly: true });
    expect((await backend.load("B07_s001_w1_z001_t001")).data).toEqual(new Uint16Array([256, 2]));
    rmSync(join(root, "B/7/0/full/.zarray"));
    const codecs = [{ name: "bytes", configuration: { endian: "big" } }];
    writeDocument(root, "B/7/0/full/zarr.json", {
      zarr_format: 3,
      node_type: "array",
      shape: [1, 1, 2],
      data_type: "uint16",
      fill_value: 0,
      codecs,
      chunk_grid: { name: "regular", configuration: { chunk_shape: [1, 1, 2] } },
      chunk_key_encoding: { name: "v2", configuration: { separator: "." } },
    });
    expect((await surveyed(root)).fields[0]?.planes[0]).toMatchObject({ bytes: 4, isStored: true });
  });

  test("transformations of the whole pyramid are combined with those of a level", async () => {
    const root = foreignPlate({ ...raw, shape: [2, 4, 4], chunks: [1, 4, 4] }, [
      { name: "t", type: "time", unit: "millisecond" },
      space("y"),
      space("x"),
    ]);
    const document = documentIn(root, "B/7/0/.zattrs");
    document.multiscales[0].coordinateTransformations = [
      { type: "scale", scale: [500, 2, 2] },
      { type: "translation", translation: [0, 7, 9] },
    ];
    writeDocument(root, "B/7/0/.zattrs", document);
    const [found] = (await surveyed(root)).fields;
    expect(found).toMatchObject({ pixelSizeUm: 1, intervalS: 1.5, zStepUm: null, position: { xUm: 9, yUm: 7 } });
  });

  test("with several acquisitions is refused until one is chosen, whose fields are then counted from 1", async () => {
    const images = [
      { path: "0", acquisition: 1 },
      { path: "1", acquisition: 4 },
      { path: "2", acquisition: 4 },
    ];
    const root = foreignPlate({ ...raw, shape: [1, 4, 4], chunks: [1, 4, 4] }, zyx, { images });
    for (const path of ["1", "2"]) {
      writeDocument(root, `B/7/${path}/.zgroup`, { zarr_format: 2 });
      writeDocument(root, `B/7/${path}/.zattrs`, documentIn(root, "B/7/0/.zattrs"));
      writeDocument(root, `B/7/${path}/full/.zarray`, documentIn(root, "B/7/0/full/.zarray"));
    }
    await expect(surveyZarrPlate(root)).rejects.toMatchObject({
      code: "ACQUISITION_AMBIGUOUS",
      details: { acquisitions: [1, 4] },
      remedy: expect.stringContaining("--acquisition"),
    });
    await expect(surveyZarrPlate(root, { acquisition: 2 })).rejects.toMatchObject({ code: "ACQUISITION_UNKNOWN" });
    const { acquisition, otherAcquisitions, fields } = await surveyZarrPlate(root, { acquisition: 4 });
    expect([acquisition, otherAcquisitions]).toEqual([4, [1]]);
    expect(fields.flatMap(({ planes }) => planes.map(({ site, path }) => [site, path]))).toEqual([
      [1, "B07_s002_w1_z001_t001"],
      [2, "B07_s003_w1_z001_t001"],
    ]);
  });

  test.each([
    ["samples of 64 bits", { dtype: "<i8", compressor: null }, "IMAGE_UNSUPPORTED", /int64/],
    ["complex samples", { dtype: "<c8", compressor: null }, "IMAGE_UNSUPPORTED", /c8/],
    ["an unknown codec", { dtype: "<u2", compressor: { id: "jpegxs" } }, "CODEC_UNSUPPORTED", /jpegxs/],
    ["an unknown filter", { ...raw, filters: [{ id: "quantum" }] }, "CODEC_UNSUPPORTED", /quantum/],
  ])("with %s is refused, the array named", async (_, array, code, message) => {
    const root = foreignPlate({ shape: [1, 4, 4], chunks: [1, 4, 4], ...array }, zyx);
    await expect(surveyZarrPlate(root)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
      details: { path: "B/7/0/full" },
    });
  });

  test("with axes that are not those of microscopy, or not those of its array, is refused", async () => {
    const array = { ...raw, shape: [1, 4, 4], chunks: [1, 4, 4] };
    for (const axes of [
      [{ name: "angle" }, space("y"), space("x")],
      [space("y"), space("x")],
      [space("z"), space("x"), space("y")],
    ])
      await expect(surveyZarrPlate(foreignPlate(array, axes))).rejects.toMatchObject({
        code: "ZARR_METADATA_INVALID",
        details: { path: "B/7/0" },
      });
  });
});

describe("nodes that are not plates are reported as what they are", () => {
  test.each([
    ["no Zarr group", {}],
    ["a single image", { multiscales: [{}] }],
    ["a single well", { well: {} }],
    ["label images", { labels: ["nuclei"] }],
    ["a collection of images", { "bioformats2raw.layout": 3 }],
    ["a group without metadata of a plate", {}],
  ])("%s", async (kind, attributes) => {
    const root = newRoot();
    mkdirSync(root);
    if (kind !== "no Zarr group")
      writeDocument(root, "zarr.json", { zarr_format: 3, node_type: "group", attributes: { ome: attributes } });
    await expect(surveyZarrPlate(root)).rejects.toMatchObject({
      code: "ZARR_NOT_PLATE",
      message: expect.stringContaining(`it is ${kind}, not`),
      remedy: expect.stringContaining("folder of the plate"),
      details: { root },
    });
  });
});

test("damaged documents and absent arrays are errors that state the place", async () => {
  const array = await storedPlate();
  rmSync(join(array, "C/5/1/0/zarr.json"));
  await expect(surveyZarrPlate(array)).rejects.toMatchObject({
    code: "IMAGE_UNREADABLE",
    details: { path: "C/5/1/0" },
  });
  const image = await storedPlate();
  writeFileSync(join(image, "A/1/1/zarr.json"), '{"zarr_format": 3,');
  await expect(surveyZarrPlate(image)).rejects.toMatchObject({
    code: "JSON_UNREADABLE",
    details: { path: "A/1/1/zarr.json" },
    remedy: expect.stringContaining("copy"),
  });
  const none = await storedPlate();
  const document = documentIn(none, "zarr.json");
  document.attributes.ome.plate.wells = [];
  writeDocument(none, "zarr.json", document);
  await expect(surveyZarrPlate(none)).rejects.toMatchObject({ code: "ZARR_METADATA_INVALID" });
  const twice = await storedPlate();
  const listed = documentIn(twice, "zarr.json");
  listed.attributes.ome.plate.wells.push({ path: "A/01", rowIndex: 0, columnIndex: 0 });
  writeDocument(twice, "zarr.json", listed);
  await expect(surveyZarrPlate(twice)).rejects.toMatchObject({ code: "ZARR_METADATA_INVALID" });
});

test("landmine 11: surveying a plate and its planes writes nothing", async () => {
  const root = await storedPlate();
  const moved = `${root}-moved`;
  renameSync(root, moved);
  const { fields } = await surveyed(moved);
  await zarrPlaneFacts(
    moved,
    fields.flatMap(({ planes }) => planes.map(({ path }) => path)),
  );
  expect(() => statSync(root)).toThrow();
  renameSync(moved, root);
});
