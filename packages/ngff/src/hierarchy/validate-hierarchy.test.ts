import { isOhcsError } from "@ohcs/context";
import { expect, test } from "vitest";
import { documentsOf, readerOf } from "../../test/reader-of.ts";
import { samplePlate } from "../../test/sample-plate.ts";
import { plateDocuments } from "../build/plate-documents.ts";
import { validateHierarchy } from "./validate-hierarchy.ts";

const reader = readerOf(documentsOf(plateDocuments(samplePlate("0.5"))));

test.each([
  { path: "", kind: "plate", images: 4 },
  { path: "B/12", kind: "well", images: 2 },
  { path: "/B/12/0/", kind: "image", images: 1 },
  { path: "B/12/0/labels", kind: "labels", images: 0 },
  { path: "B/12/0/labels/nuclei", kind: "image-label", images: 0 },
])("validateHierarchy() of '$path' finds a valid $kind", async ({ path, kind, images }) => {
  const report = await validateHierarchy(reader, path, { strict: true });
  expect(report).toMatchObject({ valid: true, violations: [], version: "0.5", kind, visited: { images } });
});

test("validateHierarchy() reports an empty root, and groups without OME-Zarr metadata", async () => {
  const absent = await validateHierarchy(reader, "C/1");
  expect(absent).toMatchObject({ valid: false, version: null, kind: null });
  expect(absent.violations.map(({ rule }) => rule)).toEqual(["metadata/kind"]);
  const row = await validateHierarchy(reader, "A");
  expect(row).toMatchObject({ valid: false, version: "0.5", kind: null });
  expect(row.violations.map(({ rule, pointer }) => `${rule} ${pointer}`)).toEqual(["version/ome /attributes/ome"]);
});

test("validateHierarchy() reports in the order of the plate, however many wells are read at once", async () => {
  const documents = documentsOf(plateDocuments(samplePlate("0.5")));
  for (const path of ["A/1/1/zarr.json", "B/12/0/zarr.json"]) documents.delete(path);
  const slow = async (path: string) => {
    await new Promise((resolve) => setTimeout(resolve, path.startsWith("A") ? 3 : 0));
    return documents.get(path) ?? null;
  };
  const reports = await Promise.all([1, 16].map((concurrency) => validateHierarchy(slow, "", { concurrency })));
  expect(reports[0]?.violations.map(({ path }) => path)).toEqual(["A/1/zarr.json", "B/12/zarr.json"]);
  expect(reports[1]).toEqual(reports[0]);
});

test("validateHierarchy() ends with NGFF_READ_FAILED where the reader fails, and reads no further", async () => {
  let reads = 0;
  const failing = async (path: string) => {
    reads += 1;
    if (path.startsWith("A/1")) throw new Error("EACCES");
    return reader(path);
  };
  const failure = await validateHierarchy(failing, "", { concurrency: 1 }).catch((error: unknown) => error);
  expect(isOhcsError(failure, "NGFF_READ_FAILED")).toBe(true);
  expect(reads).toBeLessThan(20);
});

test("validateHierarchy() ends with the reason of its signal", async () => {
  const reason = new Error("enough");
  await expect(validateHierarchy(reader, "", { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});
