import { constants } from "node:fs";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PlateManifest, SourceImage } from "@ohcs/context";
import { backendConformance } from "@ohcs/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { field, planeFor, plateOf, temporaryFolders } from "../../test/zarr-plates.ts";
import { DiskBackend } from "../disk/disk-backend.ts";
import { type FileSystem, nodeFileSystem } from "../disk/file-system.ts";
import { writePlateSkeleton } from "../zarr/skeleton/write-skeleton.ts";
import { zarrBackend } from "../zarr/zarr-backend.ts";
import { MappedBackend, mappedBackend } from "./mapped-backend.ts";
import { mappingOf } from "./mapping-of.ts";

const newRoot = temporaryFolders();
let root = "";
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "ohcs-mapped-"));
  const source = new DiskBackend({ root });
  const pages = { data: Uint16Array.of(1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2), shape: [2, 2, 3] };
  await source.save("one.tif", { ...pages, dtype: "uint16", pixelSizeUm: null });
  await source.save("ten.tif", {
    data: new Uint16Array(6).fill(10),
    shape: [2, 3],
    dtype: "uint16",
    pixelSizeUm: null,
  });
  await source.close();
});
afterAll(() => rm(root, { recursive: true }));

const origin = { well: "A01", site: 1, channel: "1", zIndex: 1, timepoint: 1 };
const image = (path: string, page: number, at: Partial<SourceImage>): SourceImage => ({
  ...origin,
  path,
  page,
  bytes: 200,
  mtimeMs: 0,
  header: null,
  position: null,
  ...at,
});

function manifest(...images: readonly SourceImage[]): PlateManifest {
  const plate = { specVersion: 1, plateId: "p", root, handler: "test", wells: ["A01"], channels: [] } as const;
  return { ...plate, images, grid: null, calibration: { pixelSizeUm: 0.65 }, notices: [] };
}

const plate = () =>
  manifest(
    image("one.tif", 0, {}),
    image("one.tif", 1, { zIndex: 2 }),
    image("ten.tif", 0, { site: 1000 }),
    image("ten.tif", 0, { site: 999 }),
  );

const held = { shape: [2, 3], dtype: "uint16", pixelSizeUm: 0.65 } as const;

describe("mappedBackend keeps the promises of the port", () => {
  backendConformance({
    test,
    create: () => mappedBackend.create(mappingOf(plate())),
    capabilities: { images: true, tables: false, json: false, writable: false, durable: true },
    holds: {
      "A01/s001_w1_z002_t001": { ...held, data: new Uint16Array(6).fill(2) },
      "A01/s999_w1_z001_t001": { ...held, data: new Uint16Array(6).fill(10) },
    },
  });
});

test("MappedBackend finds planes by coordinates: file, page and the plate's pixel size", async () => {
  const backend = await mappedBackend.create(mappingOf(plate()));
  const { data, shape, pixelSizeUm } = await backend.load("A01/s001_w1_z002_t001");
  expect([data, shape, pixelSizeUm]).toEqual([new Uint16Array(6).fill(2), [2, 3], 0.65]);
  await expect(backend.load("A01/s001_w1_z002_t001", { page: 1 })).rejects.toMatchObject({ code: "IMAGE_UNREADABLE" });
});

test("MappedBackend gives the plate's pixel size, ranked over all that state one, not that of a file's tags", async () => {
  const path = "tagged.tif";
  const tagged = { data: new Uint16Array(6), shape: [2, 3], dtype: "uint16", pixelSizeUm: 6.45 } as const;
  const files = new DiskBackend({ root });
  await files.save(path, tagged, { ifExists: "replace" });
  await files.close();
  const options = mappingOf(manifest(image(path, 0, {})));
  const sizes = [0.65, null].map(async (pixelSizeUm) => {
    const backend = await mappedBackend.create({ ...options, pixelSizeUm });
    return (await backend.load("A01/s001_w1_z001_t001")).pixelSizeUm;
  });
  expect(await Promise.all(sizes)).toEqual([0.65, expect.closeTo(6.45, 6)]);
});

test("landmine 22: MappedBackend lists planes in numeric order", async () => {
  const backend = await mappedBackend.create(mappingOf(plate()));
  expect((await backend.list("A01")).map(({ path }) => path)).toEqual([
    "A01/s001_w1_z001_t001",
    "A01/s001_w1_z002_t001",
    "A01/s999_w1_z001_t001",
    "A01/s1000_w1_z001_t001",
  ]);
  expect(await backend.list("")).toEqual([{ path: "A01", kind: "directory", bytes: 0 }]);
});

test("landmine 13: mappingOf() refuses two planes at one place, and names both files", () => {
  expect(() => mappingOf(manifest(image("one.tif", 0, {}), image("ten.tif", 0, {})))).toThrow(
    expect.objectContaining({
      code: "BACKEND_OPTION_INVALID",
      details: { path: "A01/s001_w1_z001_t001", first: "one.tif", second: "ten.tif" },
    }),
  );
});

test("MappedBackend reports what it does not support", async () => {
  const backend = await mappedBackend.create(mappingOf(plate()));
  await expect(backend.load("A01/s002")).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
  await expect(backend.load("../one.tif")).rejects.toMatchObject({ code: "PATH_OUTSIDE_ROOT" });
  await expect(backend.loadTable("A01/s001_w1_z001_t001")).rejects.toMatchObject({ code: "TABLE_UNREADABLE" });
  await backend.close();
  await expect(backend.exists("A01")).rejects.toMatchObject({ code: "BACKEND_CLOSED" });
});

test("MappedBackend reads no file outside the root, for any mapping", async () => {
  const planes = { "A01/s001": { path: "../outside.tif", page: 0, bytes: 1 } };
  const backend = await mappedBackend.create({ root, planes, pixelSizeUm: null });
  await expect(backend.load("A01/s001")).rejects.toMatchObject({ code: "PATH_OUTSIDE_ROOT" });
});

async function treeOf(folder: string) {
  const names = (await readdir(folder)).sort();
  return Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs } = await stat(join(folder, name));
      return [name, size, mtimeMs, (await readFile(join(folder, name))).toString("base64")];
    }),
  );
}

test("landmine 11: MappedBackend never writes: the source is byte-identical, and no writing call is made", async () => {
  const writing = (name: string) => () => Promise.reject(new Error(`'${name}' was called`));
  const opened: unknown[] = [];
  const watched = {
    ...nodeFileSystem,
    ...Object.fromEntries(["link", "mkdir", "rename", "rm", "unlink"].map((name) => [name, writing(name)])),
    open: (...given: Parameters<FileSystem["open"]>) => {
      opened.push(given[1]);
      return nodeFileSystem.open(...given);
    },
  } as FileSystem;
  const before = await treeOf(root);
  const backend = new MappedBackend(mappingOf(plate()), new DiskBackend({ root, readOnly: true }, watched));
  await backend.load("A01/s001_w1_z001_t001");
  for (const attempt of [
    () => backend.save("A01/x"),
    () => backend.delete("A01"),
    () => backend.ensureDirectory("B01"),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: "BACKEND_READ_ONLY" });
  await backend.close();
  expect(await treeOf(root)).toEqual(before);
  expect(opened.length).toBeGreaterThan(0);
  const { O_WRONLY, O_RDWR, O_CREAT, O_TRUNC } = constants;
  expect(opened.map((flags) => Number(flags) & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC))).toEqual(opened.map(() => 0));
});

test("a plate in OME-Zarr is shown by coordinates like any other", async () => {
  const at = newRoot();
  const wells = [{ well: "A01", fields: [field(1)] }];
  await writePlateSkeleton({ root: at, path: "", plate: plateOf(wells) });
  const writer = await zarrBackend.create({ root: at });
  await writer.save("A01_s001_w2_z003_t001", planeFor(7));
  const { images, ...rest } = manifest(image("A01_s001_w2_z003_t001", 0, { channel: "2", zIndex: 3 }));
  const source = await zarrBackend.create({ root: at, readOnly: true });
  const mapped = new MappedBackend(mappingOf({ ...rest, root: at, images }), source);
  expect(await mapped.load("A01/s001_w2_z003_t001")).toEqual(planeFor(7));
  expect((await mapped.list("A01")).map(({ path }) => path)).toEqual(["A01/s001_w2_z003_t001"]);
});
