import { expect, test } from "vitest";
import { imageAttributes } from "../build/image-attributes.ts";
import { imageAxes } from "../build/image-axes.ts";
import { parseMetadata } from "./parse-metadata.ts";
import { validateMetadata } from "./validate-metadata.ts";

const plate = {
  rows: [{ name: "A" }],
  columns: [{ name: "1" }],
  wells: [{ path: "A/1", rowIndex: 0, columnIndex: 0 }],
};

test("validateMetadata() reports every place that is wrong, with its rule and what it expected", () => {
  const document = {
    ome: {
      version: "0.5",
      plate: { ...plate, rows: [], wells: [{ path: "A1", rowIndex: -1 }, "A/2"], field_count: 0, name: 5 },
    },
  };
  const { valid, violations } = validateMetadata(document, { version: "0.5", kind: "plate" });
  expect(valid).toBe(false);
  expect(violations.map(({ rule, pointer, message }) => `${rule} ${pointer}: ${message}`)).toEqual([
    "metadata/form /ome/plate/name: expected a string, got 5",
    "plate/rows /ome/plate/rows: expected a list of at least 1, got []",
    "plate/wells /ome/plate/wells/0/columnIndex: expected an integer of at least 0, got nothing",
    "plate/well-path /ome/plate/wells/0/path: expected a path 'row/column', got 'A1'",
    "plate/wells /ome/plate/wells/0/rowIndex: expected an integer of at least 0, got -1",
    "plate/wells /ome/plate/wells/1: expected an object, got 'A/2'",
    "plate/field-count /ome/plate/field_count: expected an integer of at least 1, got 0",
  ]);
});

test("validateMetadata() makes requirements of the strict schemas a must when strict", () => {
  const severities = [false, true].map((strict) => {
    const { valid, violations } = validateMetadata({ plate }, { version: "0.4", kind: "plate", strict });
    return [valid, ...violations.map(({ rule, severity }) => `${rule} ${severity}`)];
  });
  expect(severities).toEqual([
    [true, "version/stated should", "plate/name should"],
    [false, "version/stated must", "plate/name must"],
  ]);
});

test("validateMetadata() treats rules that the suite of 0.4 does not enforce as a should there, and as a must in 0.5", () => {
  const swapped = { ...plate, wells: [{ path: "1/A", rowIndex: 0, columnIndex: 0 }] };
  const weigh = (document: unknown, version: "0.4" | "0.5") =>
    validateMetadata(document, { version, kind: "plate" }).violations.find(({ rule }) => rule === "plate/well-index");
  expect(weigh({ plate: swapped }, "0.4")?.severity).toBe("should");
  expect(weigh({ ome: { version: "0.5", plate: swapped } }, "0.5")?.severity).toBe("must");
});

test.each([undefined, null, 3, "plate", [], {}, { ome: 1 }, { ome: { version: "0.5", plate: null } }])(
  "validateMetadata() reports %j instead of throwing",
  (document) => {
    for (const kind of ["plate", "well", "image", "labels", "image-label"] as const)
      for (const version of ["0.4", "0.5"] as const)
        expect(validateMetadata(document, { version, kind }).valid).toBe(false);
  },
);

test("validateMetadata() refuses versions that it does not know", () => {
  const options = { version: "0.7" as "0.5", kind: "plate" } as const;
  expect(() => validateMetadata({}, options)).toThrow(expect.objectContaining({ code: "NGFF_VERSION_UNKNOWN" }));
});

test("parseMetadata() gives the same model for all versions", () => {
  expect(parseMetadata({ plate }, { version: "0.4", kind: "plate" })).toEqual(plate);
  expect(parseMetadata({ ome: { version: "0.5", plate } }, { version: "0.5", kind: "plate" })).toEqual(plate);
  expect(parseMetadata({ labels: ["a"] }, { version: "0.4", kind: "labels" })).toEqual(["a"]);
});

const LEVEL = { path: "0", scale: [1, 0.5, 0.5], translation: [0, 7, 9] };
const HALF = { path: "1", scale: [1, 1, 1] };
const image = {
  name: "n",
  axes: imageAxes("zyx"),
  levels: [LEVEL, HALF],
  downscaling: { type: "mean", metadata: {} },
};

test("an image of 0.6 has coordinate systems, one transformation per level, and the model of 0.5", () => {
  const attributes = imageAttributes({ ...image, version: "0.6" });
  const ends = (path: string) => ({ input: { path }, output: { name: "intrinsic" } });
  expect(attributes).toMatchObject({
    ome: {
      version: "0.6",
      multiscales: [
        {
          coordinateSystems: [{ name: "intrinsic", axes: image.axes }],
          datasets: [
            {
              path: "0",
              coordinateTransformations: [
                {
                  type: "sequence",
                  ...ends("0"),
                  transformations: [
                    { type: "scale", scale: LEVEL.scale },
                    { type: "translation", translation: LEVEL.translation },
                  ],
                },
              ],
            },
            { path: "1", coordinateTransformations: [{ type: "scale", scale: HALF.scale, ...ends("1") }] },
          ],
        },
      ],
    },
  });
  const five = imageAttributes({ ...image, version: "0.5" });
  const model = parseMetadata(five, { version: "0.5", kind: "image" });
  expect(parseMetadata(attributes, { version: "0.6", kind: "image" }).multiscales[0]).toMatchObject({
    axes: model.multiscales[0]?.axes,
    datasets: model.multiscales[0]?.datasets.map(({ path }) => ({ path })),
  });
});

test.each<[string, object, boolean]>([
  ["an identity in place of a scale", { type: "identity" }, true],
  ["an affine transformation of a level", { type: "affine", affine: [[1, 0, 0]] }, false],
  [
    "a sequence that begins with a translation",
    {
      type: "sequence",
      transformations: [
        { type: "translation", translation: [1, 1] },
        { type: "scale", scale: [1, 1] },
      ],
    },
    false,
  ],
])("0.6: %s", (_, transformation, valid) => {
  const ends = { input: { path: "s0" }, output: { name: "physical" } };
  const axes = imageAxes("yx");
  const further = [{ type: "rotation", input: { name: "physical" }, output: { name: "stage" } }];
  const multiscale = {
    coordinateSystems: [
      { name: "stage", axes },
      { name: "physical", axes },
      {
        name: "pixels",
        axes: [
          { name: "dim_0", type: "array" },
          { name: "dim_1", type: "array" },
        ],
      },
    ],
    datasets: [{ path: "s0", coordinateTransformations: [{ ...transformation, ...ends }] }],
    coordinateTransformations: further,
  };
  const report = validateMetadata(
    { ome: { version: "0.6", multiscales: [multiscale] } },
    { version: "0.6", kind: "image" },
  );
  expect(report.valid).toBe(valid);
  for (const { pointer } of report.violations.filter(({ rule }) => rule === "image/transformations"))
    expect(pointer).toMatch(/^\/ome\/multiscales\/0\/datasets\/0\/coordinateTransformations/);
});

test("parseMetadata() throws with the violations where a must is broken", () => {
  const parse = () => parseMetadata({ well: { images: [] } }, { version: "0.4", kind: "well" });
  expect(parse).toThrow("Cannot use metadata of kind 'well': expected a list of at least 1, got [] at '/well/images'");
  expect(parse).toThrow(expect.objectContaining({ code: "NGFF_METADATA_INVALID" }));
});
