import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LAYOUT } from "../layout.ts";
import { appendLines, nodeRunHost, notWritable } from "./output-folder.ts";

let folder = "";
let root = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-output-"));
  root = join(folder, "plate");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("paths that leave the output plate are neither written nor read", async () => {
  await writeFile(join(folder, "beside"), "secret");
  const output = await nodeRunHost().openOutput(root);
  const outside = { code: "PATH_OUTSIDE_ROOT" };
  for (const path of ["../beside", ".ohcs/modules/../../../beside", join(folder, "beside")]) {
    await expect(output.writeText(path, "")).rejects.toMatchObject(outside);
    await expect(output.append(path, "\n")).rejects.toMatchObject(outside);
    await expect(output.readText(path)).rejects.toMatchObject(outside);
    expect(() => output.urlOf(path)).toThrow(expect.objectContaining(outside));
    expect(await output.verify({ path, bytes: 6, sha256: "" }, "size")).toBe(false);
  }
  await output.release();
  expect(await readdir(folder)).toEqual(["beside"]);
});

test("what an earlier run left half written is swept under the lock", async () => {
  await mkdir(join(root, "images"), { recursive: true });
  await writeFile(join(root, "images", ".A01.tif.77-1.ohcs-tmp"), "half");
  const output = await nodeRunHost().openOutput(root);
  const asking = join(root, ".ohcs", "lock", ".78-1.ohcs-tmp");
  await writeFile(asking, "half");
  expect(await output.sweep()).toBe(1);
  await output.writeText("images/a.json", "{}");
  expect(await readdir(join(root, "images"))).toEqual(["a.json"]);
  // Another process that asks for the lock is about to link it.
  expect(await readFile(asking, "utf8")).toBe("half");
  await output.release();
});

test.each([".ohcs", ".ohcs/lock", ".ohcs/run.json"])(
  "where '%s' is a symbolic link the run is refused, and nothing is written through it",
  async (path) => {
    const elsewhere = join(folder, "elsewhere");
    await mkdir(elsewhere);
    await mkdir(dirname(join(root, path)), { recursive: true });
    await symlink(elsewhere, join(root, path));
    await expect(nodeRunHost().openOutput(root)).rejects.toMatchObject({
      code: "OUTPUT_LINKED",
      details: { path: join(root, path) },
    });
    expect(await readdir(elsewhere)).toEqual([]);
  },
);

test("an output folder that cannot be made, or in which no lock can be taken, is an error with a code", async () => {
  await writeFile(join(folder, "file"), "");
  const refused = { code: "OUTPUT_NOT_WRITABLE", details: { code: "ENOTDIR" } };
  await expect(nodeRunHost().openOutput(join(folder, "file", "plate"))).rejects.toMatchObject(refused);
  await mkdir(join(root, LAYOUT.own), { recursive: true });
  await writeFile(join(root, LAYOUT.lock), "");
  await expect(nodeRunHost().openOutput(root)).rejects.toMatchObject({ ...refused, details: { code: "ENOTDIR" } });
});

test("a file that cannot be written below the root is an error with a code, its path and a remedy", async () => {
  const output = await nodeRunHost().openOutput(root);
  const modules = join(root, ".ohcs", "modules");
  await writeFile(modules, "");
  for (const write of [output.writeText, output.append]) {
    const path = join(modules, "a.mjs");
    await expect(write(".ohcs/modules/a.mjs", "\n")).rejects.toMatchObject({
      code: "OUTPUT_NOT_WRITABLE",
      message: `Cannot write to '${path}': expected a writable folder, got EEXIST`,
      details: { root, path, code: "EEXIST" },
      remedy: expect.stringContaining("correct its permissions"),
    });
  }
  await output.release();
});

test("a full disk is reported as such", () => {
  const full = Object.assign(new Error("no space left"), { code: "ENOSPC" });
  expect(notWritable(root, join(root, "a"), full)).toMatchObject({
    code: "OUTPUT_NOT_WRITABLE",
    message: `Cannot write to '${join(root, "a")}': expected free space, got ENOSPC`,
    remedy: expect.stringContaining("Free space"),
    cause: full,
  });
});

test("a file of a run that cannot be read is an error with a code, its path and a remedy", async () => {
  const path = join(root, ".ohcs", "run.json");
  await mkdir(path, { recursive: true });
  await expect(nodeRunHost().readOutput(root).readText(".ohcs/run.json")).rejects.toMatchObject({
    code: "OUTPUT_NOT_READABLE",
    message: `Cannot read '${path}': expected a file that can be read, got EISDIR`,
    details: { root, path, code: "EISDIR" },
    remedy: expect.stringContaining("permissions"),
  });
});

test("appendLines() makes the file and its folder, and adds at the end", async () => {
  const path = join(folder, "a", "b.jsonl");
  await appendLines(path, "1\n");
  await appendLines(path, "2\n3\n");
  expect(await readFile(path, "utf8")).toBe("1\n2\n3\n");
});

test("appendLines() leaves the half line of a killed run on a line of its own", async () => {
  const path = join(folder, "events.jsonl");
  for (const [before, after] of [
    ['{"seq":0}\n{"se', '{"seq":0}\n{"se\n{"seq":0}\n'],
    ['{"seq":0}\n', '{"seq":0}\n{"seq":0}\n'],
    ["", '{"seq":0}\n'],
  ] as const) {
    await writeFile(path, before);
    await appendLines(path, '{"seq":0}\n');
    expect(await readFile(path, "utf8")).toBe(after);
  }
});
