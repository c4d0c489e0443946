import { existsSync } from "node:fs";
import { join } from "node:path";
import { type HierarchyReport, validateHierarchy } from "@ohcs/ngff";
import { describe, expect, test } from "vitest";
import { folderReader } from "./read-folder.ts";

const data = process.env.OHCS_TEST_DATA ?? "";
const there = existsSync(join(data, "ome_zarr_examples"));
if (!there) process.stderr.write(`\n*** SKIPPED: real OME-Zarr plates, for there is no folder '${data}' ***\n`);

const validate = (folder: string, path = "") => validateHierarchy(folderReader(join(data, folder)), path);

/** Each rule that is broken, how much it weighs and how often. */
function summary({ violations }: HierarchyReport): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { severity, rule } of violations) counts[`${severity} ${rule}`] = (counts[`${severity} ${rule}`] ?? 0) + 1;
  return counts;
}

const examples = "ome_zarr_examples/data";
const ezPlate = "ez_zarr_plates/tests/example_data/plate_ones_mip.zarr";
const ezImage = "ez_zarr_plates/tests/example_data_zarr3/6001240_labels_v0.5.zarr";
const undescribed = { "should image/name": 1, "should image/type": 1, "should image/metadata": 1 };

describe.runIf(there)("validateHierarchy() of real hierarchies", () => {
  test.each(["image-01", "image-02", "image-03", "image-04"])("the valid example %s is valid", async (name) => {
    const report = await validate(`${examples}/valid/${name}.zarr`);
    expect(report).toMatchObject({ valid: true, version: "0.4", kind: "image" });
    expect(summary(report)).toEqual(undescribed);
  });

  test("the example with a warning is valid, and its levels differ in sample type", async () => {
    const report = await validate(`${examples}/warning/image-01.zarr`);
    expect(report.valid).toBe(true);
    expect(summary(report)).toEqual({ ...undescribed, "should image/level-dtype": 1 });
  });

  test.each([
    { name: "image-01", broken: { "must metadata/kind": 1 } },
    { name: "image-02", broken: { "must image/multiscales": 1 } },
    { name: "image-03", broken: { ...undescribed, "must image/dataset-missing": 1 } },
    { name: "image-04", broken: { ...undescribed, "must image/rank": 1 } },
  ])("the invalid example $name is invalid", async ({ name, broken }) => {
    const report = await validate(`${examples}/invalid/${name}.zarr`);
    expect(report.valid).toBe(false);
    expect(summary(report)).toEqual(broken);
  });

  test("the example of a plate has two wells with rows and columns exchanged, and acquisitions that it does not list", async () => {
    const report = await validate(`${examples}/valid/plate-01.zarr`);
    expect(report.visited).toEqual({ wells: 4, images: 4, labels: 0, arrays: 4 });
    expect(summary(report)).toMatchObject({ "must plate/well-index": 2, "must well/acquisition-known": 4 });
    const exchanged = report.violations.filter(({ rule }) => rule === "plate/well-index");
    expect(exchanged.map(({ message }) => message)).toEqual([
      "expected the path of row 1 ('B') and column 0 ('1'), got 'A/2'",
      "expected the path of row 0 ('A') and column 1 ('2'), got 'B/1'",
    ]);
  });

  test("a plate of 0.4 whose well has no metadata, and whose fields have numbers for texts and texts for numbers", async () => {
    const plate = await validate(ezPlate);
    expect(plate.violations.filter(({ severity }) => severity === "must")).toEqual([
      {
        path: "B/03/.zattrs",
        pointer: "",
        rule: "metadata/kind",
        severity: "must",
        message: "expected 'well', got nothing",
      },
    ]);
    const field = await validate(ezPlate, "B/03/0");
    expect(field.visited).toEqual({ wells: 0, images: 1, labels: 1, arrays: 0 });
    expect(summary(field)).toMatchObject({
      "must image/dataset-path": 6,
      "must omero/window": 8,
      "should label/image-label": 1,
    });
  });

  test("an image of 0.5 whose labels state no version, and have more levels than the image", async () => {
    const report = await validate(ezImage);
    expect(report).toMatchObject({ version: "0.5", kind: "image", visited: { images: 1, labels: 1, arrays: 5 } });
    const broken = report.violations.filter(({ severity }) => severity === "must");
    expect(broken.map(({ path, rule, message }) => `${path} ${rule}: ${message}`)).toEqual([
      "labels/zarr.json version/ome: expected '0.5', got nothing",
      "labels/0/zarr.json label/levels: expected 1 levels as its image has, got 4",
    ]);
  });
});
