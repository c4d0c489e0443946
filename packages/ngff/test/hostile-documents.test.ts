import { type NgffVersion, plateDocuments, validateHierarchy, validateMetadata } from "@ohcs/ngff";
import { expect, test } from "vitest";
import { attributesPath, type Damage, metadata } from "./damage.ts";
import { documentsOf, readerOf } from "./reader-of.ts";
import { samplePlate } from "./sample-plate.ts";

function validated(damage: Damage, version: NgffVersion = "0.5") {
  const documents = documentsOf(plateDocuments(samplePlate(version)));
  damage(documents, version);
  return validateHierarchy(readerOf(documents));
}

const paths = (count: number) => Array.from({ length: count }, (_, i) => ({ path: String(i) }));

test.each([
  ["1,537 wells", "", "/plate/wells", paths(1_537)],
  ["50,000 fields in a well", "A/1", "/well/images", paths(50_000)],
  ["65 levels", "A/1/0", "/multiscales/0/datasets", paths(65)],
  ["65 multiscales", "A/1/0", "/multiscales", Array(65).fill({})],
  ["1,001 label images", "A/1/0/labels", "/labels", paths(1_001).map(({ path }) => path)],
] as const)("validateHierarchy() of %s is NGFF_TOO_LARGE, and opens none of them", async (_, group, pointer, value) => {
  await expect(validated(metadata(group, pointer, value))).rejects.toMatchObject({
    code: "NGFF_TOO_LARGE",
    details: { document: attributesPath(group, "0.5"), count: value.length },
  });
});

const odd = { toString: 1, toJSON: 2, valueOf: 3 };

test.each([
  ["the ids of acquisitions", "", "/plate/acquisitions", [{ id: odd }, { id: odd }]],
  ["the names of rows", "", "/plate/rows", [{ name: odd }]],
  ["the axes", "A/1/0", "/multiscales/0/axes", [odd, { name: odd }]],
  ["the levels", "A/1/0", "/multiscales/0/datasets", [{ path: odd }]],
  ["the colours of channels", "A/1/0", "/omero/channels", [{ color: odd, window: odd }]],
] as const)(
  "validateHierarchy() reports %s that are objects which cannot be made texts",
  async (_, group, pointer, value) => {
    expect((await validated(metadata(group, pointer, value))).valid).toBe(false);
  },
);

test("validateHierarchy() reports a sample type whose name cannot be made a text", async () => {
  const report = await validated((documents) => {
    Object.assign(documents.get("A/1/0/0/zarr.json") as object, { data_type: { name: odd } });
  });
  expect(report.violations.map(({ rule }) => rule)).toContain("image/level-dtype");
});

test("documents nested deeper than the stack allows are violations", async () => {
  const deep = JSON.parse(`${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`);
  const report = await validated((documents) => void documents.set("A/1/zarr.json", deep));
  expect(report.violations.map(({ rule, path }) => [rule, path])).toContainEqual(["zarr/unreadable", "A/1/zarr.json"]);
  expect(validateMetadata({ plate: deep }, { version: "0.4", kind: "plate" }).valid).toBe(false);
});
