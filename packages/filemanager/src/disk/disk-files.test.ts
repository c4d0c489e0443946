import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isOhcsError } from "@ohcs/context";
import { afterAll, expect, test } from "vitest";
import { DiskBackend, diskBackend } from "./disk-backend.ts";
import { readImageHeader } from "./read-image-header.ts";
import { sweepTemporaries } from "./sweep-temporaries.ts";

const folder = mkdtempSync(join(tmpdir(), "ohcs-files-"));
afterAll(() => rmSync(folder, { recursive: true }));
let stores = 0;

const image = { data: Uint16Array.of(1, 2), shape: [1, 2], dtype: "uint16", pixelSizeUm: null } as const;

/** An empty folder, and beside it one that is outside. */
function newFolders() {
  const base = join(folder, `${stores++}`);
  const [root, outside] = [join(base, "root"), join(base, "outside")];
  mkdirSync(root, { recursive: true });
  mkdirSync(outside);
  return { root, outside, disk: new DiskBackend({ root }) };
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "no error",
    (error: unknown) => (isOhcsError(error) ? error.code : String(error)),
  );

test("symbolic links that leave the root are refused, and nothing is made behind them", async () => {
  const { root, outside, disk } = newFolders();
  await new DiskBackend({ root: outside }).save("secret.tif", image);
  symlinkSync(outside, join(root, "link"));
  symlinkSync(join(outside, "secret.tif"), join(root, "secret.tif"));
  for (const path of ["link/secret.tif", "secret.tif"]) {
    expect(await codeOf(disk.load(path)), path).toBe("PATH_OUTSIDE_ROOT");
    expect(await codeOf(disk.stat(path)), path).toBe("PATH_OUTSIDE_ROOT");
  }
  expect(await codeOf(disk.save("link/deep/new.tif", image))).toBe("PATH_OUTSIDE_ROOT");
  expect(await codeOf(disk.list("link"))).toBe("PATH_OUTSIDE_ROOT");
  expect(readdirSync(outside)).toEqual(["secret.tif"]);
  expect(await disk.list("")).toEqual([]);
});

test("symbolic links inside the root are followed", async () => {
  const { root, disk } = newFolders();
  await disk.save("real/a.tif", image);
  symlinkSync(join(root, "real"), join(root, "linked"));
  symlinkSync(join(root, "real", "a.tif"), join(root, "real", "b.tif"));
  expect((await disk.load("linked/b.tif")).data).toEqual(image.data);
  expect((await disk.list("linked")).map(({ path, kind }) => [path, kind])).toEqual([
    ["linked/a.tif", "file"],
    ["linked/b.tif", "file"],
  ]);
});

test("replacing a symbolic link replaces the link, not what it leads to", async () => {
  const { root, outside, disk } = newFolders();
  writeFileSync(join(outside, "precious.tif"), "precious");
  symlinkSync(join(outside, "precious.tif"), join(root, "a.tif"));
  await disk.save("a.tif", image, { ifExists: "replace" });
  expect(readFileSync(join(outside, "precious.tif"), "utf8")).toBe("precious");
  expect((await disk.load("a.tif")).data).toEqual(image.data);
});

test("a receipt's hash is that of the stored file, and equal images are equal files", async () => {
  const { root, disk } = newFolders();
  const receipt = await disk.save("a.tif", { ...image, pixelSizeUm: 0.65 });
  const stored = readFileSync(join(root, "a.tif"));
  expect(receipt).toEqual({
    path: "a.tif",
    bytes: stored.length,
    sha256: createHash("sha256").update(stored).digest("hex"),
  });
});

test("files that are being written are hidden, and swept", async () => {
  const { root, disk } = newFolders();
  await disk.save("deep/a.tif", image);
  const half = () => {
    for (const name of [".a.tif.7-0.ohcs-tmp", "deep/.b.tif.7-1.ohcs-tmp"]) writeFileSync(join(root, name), "half");
  };
  half();
  mkdirSync(join(root, ".lock.7-a.ohcs-tmp"));
  writeFileSync(join(root, ".lock.7-a.ohcs-tmp", "1"), "half");
  expect((await disk.list("")).map(({ path }) => path)).toEqual(["deep"]);
  expect((await disk.list("deep")).map(({ path }) => path)).toEqual(["deep/a.tif"]);
  expect(await sweepTemporaries(root)).toBe(3);
  expect(readdirSync(root)).toEqual(["deep"]);
  expect(readdirSync(join(root, "deep"))).toEqual(["a.tif"]);
  half();
  expect(await sweepTemporaries(root, { olderThanMs: 60_000 })).toBe(0);
  expect(await sweepTemporaries(root, { except: join(root, "deep") })).toBe(1);
  expect(readdirSync(join(root, "deep"))).toEqual([".b.tif.7-1.ohcs-tmp", "a.tif"]);
  expect(await sweepTemporaries(join(root, "not there"))).toBe(0);
});

test("names that a Mac stored decomposed are found", async () => {
  const { root, disk } = newFolders();
  mkdirSync(join(root, "gro\u0308\u00dfe".normalize("NFD")));
  await disk.save("a.tif", image);
  writeFileSync(join(root, "gro\u0308\u00dfe".normalize("NFD"), "mu\u0308.tif"), readFileSync(join(root, "a.tif")));
  expect((await disk.load("gr\u00f6\u00dfe/m\u00fc.tif")).data).toEqual(image.data);
  expect((await disk.list("gr\u00f6\u00dfe")).map(({ path }) => path)).toEqual(["gr\u00f6\u00dfe/m\u00fc.tif"]);
});

test("a directory that was deleted fails one save, and is made again by the next", async () => {
  const { root, disk } = newFolders();
  await disk.save("a/b.tif", image);
  rmSync(join(root, "a"), { recursive: true });
  expect(await codeOf(disk.save("a/b.tif", image))).toBe("STORAGE_FAILED");
  await disk.save("a/b.tif", image);
});

test("text is UTF-8, else Latin-1; tables and JSON are UTF-8 only", async () => {
  const { root, disk } = newFolders();
  writeFileSync(join(root, "latin.csv"), Buffer.from("a\n5 \u00b5m\n", "latin1"));
  expect(await disk.loadText("latin.csv")).toBe("a\n5 \u00b5m\n");
  expect(await codeOf(disk.loadTable("latin.csv"))).toBe("TABLE_UNREADABLE");
  expect(await codeOf(disk.loadJson("latin.csv"))).toBe("JSON_UNREADABLE");
});

test("landmine 9: unreadable JSON is an error, and the file is kept", async () => {
  const { root, disk } = newFolders();
  writeFileSync(join(root, "metadata.json"), '{"half":');
  expect(await codeOf(disk.loadJson("metadata.json"))).toBe("JSON_UNREADABLE");
  expect(readFileSync(join(root, "metadata.json"), "utf8")).toBe('{"half":');
});

test("the ending of a path says how an image or table is stored, and each comes back as it was", async () => {
  const { root, disk } = newFolders();
  const table = {
    columns: ["Metadata_Well", "Area"],
    rows: [
      ["A01", null],
      ["A02", 1.5],
    ],
  };
  for (const name of ["a.tif", "a.PNG"]) {
    await disk.save(name, { ...image, pixelSizeUm: 0.65 });
    expect(await disk.load(name)).toEqual({ ...image, pixelSizeUm: 0.65 });
    expect(await readImageHeader(join(root, name))).toMatchObject({ width: 2, height: 1, dtype: "uint16", pages: 1 });
  }
  for (const name of ["t.csv", "t.parquet"]) {
    await disk.saveTable(name, table);
    expect(await disk.loadTable(name)).toEqual(table);
  }
  const start = (name: string) => readFileSync(join(root, name)).subarray(0, 4).toString("latin1");
  expect(["a.tif", "a.PNG", "t.csv", "t.parquet"].map(start)).toEqual(["II*\0", "\x89PNG", "Meta", "PAR1"]);
});

test("save() refuses endings that name another format", async () => {
  const { disk } = newFolders();
  expect(await codeOf(disk.save("a.jpg", image))).toBe("FORMAT_UNSUPPORTED");
  expect(await codeOf(disk.saveTable("a.xlsx", { columns: [], rows: [] }))).toBe("FORMAT_UNSUPPORTED");
  expect(await codeOf(disk.saveJson("a.yaml", 1))).toBe("FORMAT_UNSUPPORTED");
});

test.each([
  ["a relative root", { root: "plate" }],
  ["an unknown compression", { root: "/plate", tiff: { compression: "zip" } }],
  ["an unknown option", { root: "/plate", compression: "lzw" }],
])("diskBackend refuses %s", (_, options) => {
  expect(() => diskBackend.create(options as { root: string })).toThrow(
    expect.toSatisfy((error) => isOhcsError(error, "BACKEND_OPTION_INVALID")),
  );
});
