import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lastSignOfLife } from "./output-reader.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-life-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const touch = (name: string, time: string) => utimes(join(folder, name), new Date(time), new Date(time));

test("lastSignOfLife() is the time of the newest file, or of the folder with the newest record", async () => {
  await writeFile(join(folder, "run.json"), "{}");
  await mkdir(join(folder, "wells"));
  await touch("run.json", "2026-01-02T03:00:00Z");
  await touch("wells", "2026-01-02T04:00:00Z");
  expect(await lastSignOfLife(folder)).toBe("2026-01-02T04:00:00.000Z");
  await touch("run.json", "2026-01-02T05:00:00Z");
  expect(await lastSignOfLife(folder)).toBe("2026-01-02T05:00:00.000Z");
});

test("lastSignOfLife() is null where there is nothing", async () => {
  expect([await lastSignOfLife(folder), await lastSignOfLife(join(folder, "none"))]).toEqual([null, null]);
});
