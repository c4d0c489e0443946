import { type AllocatePixels, type ImageStack, type PixelArray, recordsOf, type Table } from "@ohcs/context";
import { expect, test } from "vitest";
import { drawStack, environment, pixelsOf } from "../../test/draw-stack.ts";
import { measureSkeleton } from "../measure/measure-skeleton.ts";
import { combineObjects } from "./combine-objects.ts";
import { filterObjects } from "./filter-objects.ts";
import { identifySecondary, identifyTertiary } from "./identify-secondary.ts";
import { maskObjects } from "./mask-objects.ts";
import { relateObjects } from "./relate-objects.ts";
import { expandLabels, fillObjectHoles, shrinkLabels } from "./reshape-labels.ts";

/** Labels drawn as text, one digit a pixel. */
const draw = (...rows: string[]) =>
  drawStack([rows.map((row) => [...row].map((mark) => (mark === "." ? 0 : Number(mark))))], {
    as: Uint32Array,
    kind: "labels",
  });

const text = (output: unknown) => {
  const [rows = []] = pixelsOf(output as ImageStack);
  return rows.map((row) => row.map((label) => (label === 0 ? "." : label)).join(""));
};

const SECONDARY = {
  ...({ method: "propagation", threshold: "otsu" } as const),
  ...{ regularization: 0.05, distance: 1, log: false, correction: 1, min: 5, max: 5, minContrast: 0, fillHoles: true },
};
const image = drawStack([
  [
    [0, 0, 0, 0, 0, 0, 0, 0],
    [0, 9, 9, 9, 9, 9, 9, 0],
    [0, 9, 9, 9, 9, 9, 9, 0],
    [0, 9, 9, 9, 9, 9, 9, 0],
    [0, 0, 0, 0, 0, 0, 0, 0],
  ],
]);
const nuclei = draw("........", "........", "..1..2..", "........", "........");

test.each(["propagation", "watershed"] as const)(
  "identifySecondary() grows a cell from each nucleus by %s",
  async (method) => {
    const { outputs } = await identifySecondary.run({ image, nuclei }, { ...SECONDARY, method }, environment());
    expect(text(outputs?.cells)).toEqual(["........", ".111222.", ".111222.", ".111222.", "........"]);
    expect(outputs?.cells).toMatchObject({ kind: "labels", dtype: "uint32" });
  },
);

test("identifySecondary() by distance does not ask the image, and holds every nucleus below the threshold", async () => {
  const { outputs } = await identifySecondary.run(
    { image, nuclei },
    { ...SECONDARY, method: "distance" },
    environment(),
  );
  expect(text(outputs?.cells)).toEqual(["........", "..1..2..", ".111222.", "..1..2..", "........"]);
  const dark = drawStack([Array.from({ length: 5 }, () => Array.from({ length: 8 }, () => 1))]);
  const none = await identifySecondary.run({ image: dark, nuclei }, SECONDARY, environment());
  expect(text(none.outputs?.cells)).toEqual(text(nuclei));
});

test("identifyTertiary() takes nuclei out of cells, with or without their outline", async () => {
  const cells = draw("11111", "11111", "11111", "11111", "11111");
  const nucleus = draw(".....", ".111.", ".111.", ".111.", ".....");
  const run = async (shrinkNuclei: boolean) => {
    const { outputs } = await identifyTertiary.run({ cells, nuclei: nucleus }, { shrinkNuclei }, environment());
    return text(outputs?.cytoplasm);
  };
  expect(await run(true)).toEqual(["11111", "11111", "11.11", "11111", "11111"]);
  expect(await run(false)).toEqual(["11111", "1...1", "1...1", "1...1", "11111"]);
});

test("relateObjects() names parents and counts children, 0 included", async () => {
  const inputs = { parents: draw("111.22.3"), children: draw("1.2.33..") };
  const { outputs } = await relateObjects.run(inputs, { parent: "Cells", child: "Spots" }, environment());
  expect(recordsOf(outputs?.children as Table)).toEqual([
    { ObjectNumber: 1, Parent_Cells: 1 },
    { ObjectNumber: 2, Parent_Cells: 1 },
    { ObjectNumber: 3, Parent_Cells: 2 },
  ]);
  expect(recordsOf(outputs?.parents as Table).map(({ Children_Spots_Count }) => Children_Spots_Count)).toEqual([
    2, 1, 0,
  ]);
});

test("expandLabels() and shrinkLabels() keep numbers", async () => {
  const grown = await expandLabels.run({ labels: draw("..7....3") }, { distance: 1 }, environment());
  expect(text(grown.outputs?.labels)).toEqual([".777..33"]);
  const shrunk = await shrinkLabels.run({ labels: draw(".777..33") }, { distance: 1 }, environment());
  expect(text(shrunk.outputs?.labels)).toEqual(["..7....3"]);
});

test("filterObjects() keeps objects by size and border, numbered anew", async () => {
  const labels = draw("1.......", "1..22..3", "...22...", "....4...", "......5.", "........");
  const run = async (changes: { minArea?: number; maxArea?: number; border?: "keep" | "drop" }) => {
    const { outputs } = await filterObjects.run({ labels }, { minArea: 0, border: "keep", ...changes }, environment());
    return text(outputs?.labels);
  };
  expect(await run({ minArea: 2 })).toEqual(["1.......", "1..22...", "...22...", "........", "........", "........"]);
  expect(await run({ maxArea: 2, border: "drop" })).toEqual([
    "........",
    "........",
    "........",
    "....1...",
    "......2.",
    "........",
  ]);
});

test("maskObjects() keeps overlaps or whole objects, by how much of them the mask covers", async () => {
  const inputs = { labels: draw("111.2222"), mask: draw("99999...") };
  const run = async (keep: "overlap" | "whole", minOverlap: number) => {
    const { outputs } = await maskObjects.run(inputs, { keep, minOverlap }, environment());
    return text(outputs?.labels)[0];
  };
  expect(await run("overlap", 0)).toBe("111.2...");
  expect(await run("whole", 0)).toBe("111.2222");
  expect(await run("whole", 0.5)).toBe("111.....");
  const other = { labels: draw("1"), mask: draw("11") };
  expect(() => maskObjects.run(other, { keep: "whole", minOverlap: 0 }, environment())).toThrow(
    expect.objectContaining({ code: "PLANE_SHAPE_MISMATCH" }),
  );
});

test.each([
  ["preserve", ["11.2", "1133", "..33"]],
  ["discard", ["11.2", "11..", "...."]],
  ["merge", ["11.2", "1111", "..11"]],
] as const)("combineObjects() with overlaps '%s'", async (overlaps, expected) => {
  const [first, second] = [draw("11.2", "11..", "...."), draw("....", ".111", "..11")];
  const { outputs } = await combineObjects.run({ first, second }, { overlaps }, environment());
  expect(text(outputs?.labels)).toEqual(expected);
});

test("fillObjectHoles() fills what one object encloses, and leaves what several do", async () => {
  const labels = draw("111.222", "1.1.2.3", "111.233");
  const { outputs } = await fillObjectHoles.run({ labels }, {}, environment());
  expect(text(outputs?.labels)).toEqual(["111.222", "111.2.3", "111.233"]);
});

test("measureSkeleton() thins objects to their middle lines, and measures them in px and µm", async () => {
  const labels = draw(".......", ".11111.", ".11111.", ".11111.", "......2");
  const { outputs } = await measureSkeleton.run({ labels }, {}, environment());
  expect(recordsOf(outputs?.features as Table)).toMatchObject([
    { ObjectNumber: 1, Skeleton_Endpoints: 2, Skeleton_BranchPoints: 0, Skeleton_Branches: 1 },
    { ObjectNumber: 2, Skeleton_Endpoints: 0, Skeleton_Branches: 1, Skeleton_Length: 0 },
  ]);
  const [line] = recordsOf(outputs?.features as Table);
  expect(line?.Skeleton_Length_um).toBe(Number(line?.Skeleton_Length) / 2);
  expect(text(outputs?.skeleton)).toEqual([".......", "....1..", ".111...", ".......", "......2"]);
});

test.each([
  ["filterObjects", () => filterObjects.run, { minArea: 0, border: "keep" }],
  ["fillObjectHoles", () => fillObjectHoles.run, {}],
  ["expandLabels", () => expandLabels.run, { distance: 1 }],
])("%s() returns labels in memory that it is lent", async (_, of, parameters) => {
  const lent: PixelArray[] = [];
  const allocate: AllocatePixels = (_dtype, length) => {
    const data = new Uint32Array(length);
    lent.push(data);
    return data;
  };
  const run = of() as (typeof filterObjects)["run"];
  const { outputs } = await run(
    { labels: nuclei },
    parameters as { minArea: number; border: "keep" },
    environment({ allocate }),
  );
  expect(lent.map((data) => data === (outputs?.labels as ImageStack | undefined)?.data)).toEqual([true]);
});
