import { readdirSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import type { StoredImage } from "@ohcs/context";
import { describe, expect, test } from "vitest";
import { faultyFileSystem } from "../../../test/faulty-file-system.ts";
import {
  comparable,
  field,
  planeFor,
  plateOf,
  STORAGES,
  temporaryFolders,
  violationsIn,
} from "../../../test/zarr-plates.ts";
import { type FileSystem, nodeFileSystem } from "../../disk/file-system.ts";
import { writePlateSkeleton } from "../skeleton/write-skeleton.ts";
import { ZarrBackend, zarrBackend } from "../zarr-backend.ts";

const newRoot = temporaryFolders();
const path = "images.zarr";
const wells = [
  { well: "A01", fields: [field(1), field(2)] },
  { well: "B12", fields: [field(2)] },
];
const two = (value: number) => String(value).padStart(3, "0");

/** Every plane of the plate: its path, and pixels that no other plane has. */
function* planes(): Generator<readonly [string, StoredImage]> {
  let seed = 1;
  for (const { well, fields } of wells)
    for (const { site } of fields)
      for (const c of [1, 2])
        for (const z of [1, 2, 3])
          for (const t of [1, 2])
            yield [`${path}/${well}_s${two(site ?? 0)}_w${c}_z${two(z)}_t${two(t)}`, planeFor(seed++)];
}

async function declared(storage = {}): Promise<string> {
  const root = newRoot();
  await writePlateSkeleton({ root, path, plate: plateOf(wells, ["nuclei"]), storage });
  return root;
}

describe.each(Object.entries(STORAGES))("a plate in %s", (_, storage) => {
  test("landmine 17: read back by coordinate, every plane equals its source", async () => {
    const root = await declared(storage);
    const writers = [zarrBackend.create({ root }), zarrBackend.create({ root })];
    await Promise.all([...planes()].map(async ([name, image], i) => (await writers[i % 2])?.save(name, image)));
    const reader = await zarrBackend.create({ root, readOnly: true });
    for (const [name, image] of planes()) expect(comparable(await reader.load(name))).toEqual(comparable(image));
    expect((await reader.list(path)).filter(({ kind }) => kind === "file")).toHaveLength(36);
    expect(await violationsIn(join(root, path))).toEqual([]);
  });

  test("of an image the arrays' documents are read once, not for each of its planes, and above its plate none is looked for again", async () => {
    const opened: string[] = [];
    const open: FileSystem["open"] = (to, flags) => {
      opened.push(to);
      return nodeFileSystem.open(to, flags);
    };
    const root = await declared(storage);
    const backend = new ZarrBackend({ root }, { ...nodeFileSystem, open });
    const own = [...planes()].filter(([name]) => name.includes("A01_s001"));
    for (const [name, image] of own) await backend.save(name, image);
    const documents = opened.filter((file) => /A\/1\/0\/0\/(?:zarr\.json|\.zarray)$/.test(file));
    expect([own.length, documents.length > 0]).toEqual([12, true]);
    const above = opened.filter((file) => dirname(file) === root);
    expect([...documents, ...above].filter((file, i, all) => all.indexOf(file) !== i)).toEqual([]);
  });

  test("instances that share a cache read the plate's document once, and those of a well each", async () => {
    const opened: string[] = [];
    const open: FileSystem["open"] = (to, flags) => {
      opened.push(to);
      return nodeFileSystem.open(to, flags);
    };
    const root = await declared(storage);
    const notes = new Map<string, unknown>();
    for (const [name, image] of [...planes()].filter(([name]) => name.endsWith("_s002_w1_z001_t001"))) {
      const backend = new ZarrBackend({ root }, { ...nodeFileSystem, open }, { notes });
      await backend.save(name, image);
      await backend.load(name);
      await backend.close();
    }
    const read = (of: RegExp) => opened.filter((file) => of.test(file.slice(root.length))).length;
    expect(read(/^\/images\.zarr\/zarr\.json$/)).toBe(1);
    expect(read(/\/(?:A\/1|B\/12)\/zarr\.json$/)).toBe(2);
  });

  test("the files are the same where workers that take all cores compress in their own threads", async () => {
    const digests = [];
    for (const workers of [1, availableParallelism()]) {
      const root = await declared(storage);
      const backend = new ZarrBackend({ root }, nodeFileSystem, { workers });
      const receipts = [];
      for (const [name, image] of planes()) receipts.push(await backend.save(name, image));
      digests.push(receipts.map(({ sha256, files }) => [sha256, files]));
    }
    expect(digests[1]).toEqual(digests[0]);
  });

  test("keeps labels as they are at every level", async () => {
    const root = await declared({ ...storage, levels: 3 });
    const backend = await zarrBackend.create({ root });
    const labels = { ...planeFor(3, "uint32"), dtype: "uint32" } as const;
    labels.data.set([4_000_000_000, 70_000], 0);
    const name = `${path}/labels/nuclei/A01_s002_z003_t001`;
    await backend.save(name, labels);
    expect(await backend.load(name)).toEqual(labels);
    expect((await backend.list(`${path}/labels`)).map((entry) => entry.path)).toEqual([`${path}/labels/nuclei`]);
    expect((await backend.list(`${path}/labels/nuclei`)).map((entry) => entry.path)).toEqual([name]);
  });

  test("a truncated or damaged chunk is an error, never zeros", async () => {
    const root = await declared({ ...storage, chunk: null });
    const backend = await zarrBackend.create({ root });
    const name = `${path}/A01_s001_w1_z001_t001`;
    await backend.save(name, planeFor(1));
    const array = join(root, path, "A/1/0/0");
    const chunk = readdirSync(array, { recursive: true, withFileTypes: true }).find(
      (entry) => entry.name === "0" && entry.isFile(),
    );
    const file = join(chunk?.parentPath ?? "", "0");
    truncateSync(file, statSync(file).size - 7);
    await expect(backend.load(name)).rejects.toMatchObject({ code: expect.stringMatching(/^IMAGE_/) });
    writeFileSync(file, new Uint8Array(0));
    await expect(backend.load(name)).rejects.toMatchObject({ code: expect.stringMatching(/^IMAGE_/) });
  });
});

/** What is written differs by the version of Zarr, not by codecs. */
test.each(["0.4", "0.5 sharded"])(
  "landmine 29: a plane that is replaced is the old or the new one, also when a write fails (%s)",
  async (form) => {
    const root = await declared({ ...STORAGES[form], chunk: null });
    const name = `${path}/A01_s001_w1_z001_t001`;
    const [before, after] = [planeFor(1), planeFor(2)];
    await (await zarrBackend.create({ root })).save(name, before);
    const counting = faultyFileSystem(-1);
    await new ZarrBackend({ root }, counting.files).save(name, before, { ifExists: "replace" });
    for (let failAt = 0; failAt < counting.calls.length; failAt++) {
      const { files } = faultyFileSystem(failAt);
      const outcome = await new ZarrBackend({ root }, files)
        .save(name, after, { ifExists: "replace" })
        .catch(() => null);
      const stored = comparable(await (await zarrBackend.create({ root })).load(name));
      if (outcome !== null) expect(stored).toEqual(comparable(after));
      else expect([before, after].map(comparable)).toContainEqual(stored);
      await (await zarrBackend.create({ root })).save(name, before, { ifExists: "replace" });
    }
    expect(readdirSync(root, { recursive: true }).filter((file) => String(file).endsWith(".ohcs-tmp"))).toEqual([]);
  },
);

test("each metadata document of a plate is written once, before its pixels, and never changed afterwards", async () => {
  const root = newRoot();
  const renamed = (calls: readonly string[]) => calls.filter((call) => call === "rename" || call === "link").length;
  const skeleton = faultyFileSystem(-1);
  const { written } = await writePlateSkeleton({ root, path, plate: plateOf(wells, ["nuclei"]) }, skeleton.files);
  const documents = readdirSync(join(root, path), { recursive: true }).filter((name) =>
    String(name).endsWith("zarr.json"),
  );
  expect([renamed(skeleton.calls), documents.length]).toEqual([written, written]);
  const before = documents.map((name) => statSync(join(root, path, String(name)), { bigint: true }));
  const backend = await zarrBackend.create({ root });
  for (const [name, image] of planes()) await backend.save(name, image);
  const after = documents.map((name) => statSync(join(root, path, String(name)), { bigint: true }));
  expect(after.map(({ ino, mtimeNs }) => [ino, mtimeNs])).toEqual(before.map(({ ino, mtimeNs }) => [ino, mtimeNs]));
});

test("a plane that was not stored is missing, though its array exists", async () => {
  const backend = await zarrBackend.create({ root: await declared() });
  const name = `${path}/A01_s001_w1_z001_t001`;
  expect([await backend.exists(name), await backend.exists(path)]).toEqual([false, true]);
  await expect(backend.load(name)).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
  await backend.save(name, planeFor(1));
  await backend.delete(name);
  expect(await backend.exists(name)).toBe(false);
  expect((await backend.list(path)).map((entry) => entry.path)).toEqual([`${path}/labels`]);
});

test("a plate takes the planes that it declares, as it declares them", async () => {
  const backend = await zarrBackend.create({ root: await declared() });
  const save = (name: string, image: StoredImage) => backend.save(`${path}/${name}`, image);
  for (const name of ["A02_s001_w1_z001_t001", "A01_s003_w1_z001_t001", "A01_s001_w3_z001_t001", "A/1/0", "readme"])
    await expect(save(name, planeFor(1))).rejects.toMatchObject({ code: "PLANE_UNDECLARED" });
  const name = "A01_s001_w1_z001_t001";
  await expect(save(name, planeFor(1, "float32"))).rejects.toMatchObject({ code: "IMAGE_INVALID" });
  await expect(save(name, { ...planeFor(1), shape: [90, 70] })).rejects.toMatchObject({ code: "IMAGE_INVALID" });
  await save(name, planeFor(1));
  await expect(save(name, planeFor(2))).rejects.toMatchObject({ code: "FILE_EXISTS" });
});

test("a receipt's bytes and hash are equal for equal pixels, independent of the writer", async () => {
  const image = planeFor(5);
  const receipts = [];
  for (let i = 0; i < 2; i++) {
    const backend = await zarrBackend.create({ root: await declared({ chunk: 32, levels: 3 }) });
    receipts.push(await backend.save(`${path}/A01_s001_w1_z001_t001`, image));
    expect((await backend.stat(`${path}/A01_s001_w1_z001_t001`)).bytes).toBe(receipts[0]?.bytes);
  }
  expect(receipts[0]).toEqual(receipts[1]);
});

test.each([{}, { ngffVersion: "0.4" }])("a plane is read into the array that load() is given: %o", async (storage) => {
  const root = await declared(storage);
  const backend = await zarrBackend.create({ root });
  for (const [path, image] of planes()) {
    await backend.save(path, image);
    const lent = new Uint16Array(image.data.length).fill(9);
    const { data } = await backend.load(path, { allocate: () => lent });
    expect(data).toBe(lent);
    expect([...lent]).toEqual([...image.data]);
  }
});
