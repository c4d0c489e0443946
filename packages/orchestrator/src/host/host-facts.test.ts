import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fingerprintOf } from "@ohcs/context";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hostFacts } from "./host-facts.ts";
import { readSuppliedJson, readSuppliedTable } from "./read-supplied-file.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-host-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("hostFacts() describes an output folder that does not exist yet, and creates nothing", async () => {
  const { cores, memoryBytes, output } = await hostFacts(join(folder, "a", "b"));
  expect(cores).toBeGreaterThan(0);
  expect(memoryBytes).toBeGreaterThan(0);
  expect(output).toMatchObject({ writable: true, earlier: null });
  expect(output.root.endsWith(join("a", "b"))).toBe(true);
  expect(await readdir(folder)).toEqual([]);
});

test("hostFacts() sees that a file stands where a folder is needed", async () => {
  await writeFile(join(folder, "file"), "");
  expect((await hostFacts(join(folder, "file"))).output.writable).toBe(false);
});

test("hostFacts() returns the latest run in an output folder, if its record can be read", async () => {
  const file = join(folder, ".ohcs", "run.json");
  await mkdir(join(folder, ".ohcs"));
  await writeFile(file, '{ "plateId": "P1", "pipelineName": "project", "roots": { "source": "P1" } }');
  expect((await hostFacts(folder)).output.earlier).toEqual({ plateId: "P1", pipelineName: "project" });
  await writeFile(file, "{");
  expect((await hostFacts(folder)).output.earlier).toBeNull();
});

test("readSuppliedTable() gives a table and the hash of its canonical JSON", async () => {
  await writeFile(join(folder, "map.csv"), "well,dose\nA01,0.5\n");
  const { sha256, value } = await readSuppliedTable(folder, "map.csv");
  expect(value).toEqual({ columns: ["well", "dose"], rows: [["A01", 0.5]] });
  expect(sha256).toBe(fingerprintOf({ columns: ["well", "dose"], rows: [["A01", 0.5]] }));
  await expect(readSuppliedTable(folder, "absent.csv")).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
});

test("readSuppliedJson() gives JSON and the hash of its canonical form", async () => {
  await writeFile(join(folder, "light.json"), '{ "threshold": 3 }');
  expect(await readSuppliedJson(folder, "light.json")).toEqual({
    sha256: fingerprintOf({ threshold: 3 }),
    value: { threshold: 3 },
  });
  await writeFile(join(folder, "light.json"), "{");
  await expect(readSuppliedJson(folder, "light.json")).rejects.toMatchObject({ code: "JSON_UNREADABLE" });
  await expect(readSuppliedJson(folder, "absent.json")).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
});
