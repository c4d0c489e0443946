import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import * as module from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runOhcs } from "./run-ohcs.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-compiled-"));
});
afterAll(() => rm(folder, { recursive: true }));

const isKept = "enableCompileCache" in module;

test("compiled code is kept in the user's cache where Node can, and only there", async () => {
  expect((await runOhcs(folder, ["--version"], () => {}, { XDG_CACHE_HOME: folder })).exitCode).toBe(0);
  expect(existsSync(join(folder, "ohcs"))).toBe(isKept);
  const named = { XDG_CACHE_HOME: join(folder, "none"), NODE_COMPILE_CACHE: join(folder, "named") };
  expect((await runOhcs(folder, ["--version"], () => {}, named)).exitCode).toBe(0);
  expect(await readdir(folder)).toEqual(isKept ? ["named", "ohcs"] : []);
});

test("where compiled code cannot be kept, nothing fails", async () => {
  const file = join(folder, "file");
  await writeFile(file, "");
  const { exitCode, err } = await runOhcs(folder, ["--version"], () => {}, { XDG_CACHE_HOME: file });
  expect([exitCode, err]).toEqual([0, ""]);
});
