import { expect, test } from "vitest";
import { plateFiles } from "../../test/plate-files.ts";
import { readImageXpress } from "../imagexpress/read-imagexpress.ts";
import { chooseHeaders, firstOfEverySite, unusualLengths } from "./choose-headers.ts";

const paths = ["A01", "A02"].flatMap((well) =>
  ["s1_w1", "s1_w2", "s2_w1", "s2_w2"].map((rest) => `p_${well}_${rest}.tif`),
);
const { planes } = readImageXpress(plateFiles(...paths));
const pathsOf = (chosen: readonly { readonly path: string }[]) => chosen.map(({ path }) => path);

test("chooseHeaders() samples the first image of every channel at every site", () => {
  expect(pathsOf(chooseHeaders(planes, "sample"))).toEqual([
    "p_A01_s1_w1.tif",
    "p_A01_s1_w2.tif",
    "p_A01_s2_w1.tif",
    "p_A01_s2_w2.tif",
  ]);
});

test("unusualLengths() are those of images unlike the others of their channel", () => {
  const lengths = planes.map((plane, i) => ({ ...plane, bytes: i === 7 ? 1 : plane.bytes }));
  expect(pathsOf(unusualLengths(lengths))).toEqual(["p_A02_s2_w2.tif"]);
});

test("chooseHeaders() samples the whole first stack, which states the distance of its planes", () => {
  const stacks = planes.flatMap((plane) =>
    [1, 2].map((zIndex) => ({ ...plane, path: `${plane.path} ${zIndex}`, zIndex })),
  );
  expect(pathsOf(chooseHeaders(stacks, "sample"))).toEqual([
    ...["s1_w1", "s1_w2", "s2_w1", "s2_w2"].map((rest) => `p_A01_${rest}.tif 1`),
    ...["s1_w1", "s1_w2"].map((rest) => `p_A01_${rest}.tif 2`),
  ]);
});

test("chooseHeaders() takes none or all if so configured", () => {
  expect(chooseHeaders(planes, "none")).toEqual([]);
  expect(chooseHeaders(planes, "all")).toEqual(planes);
});

test("firstOfEverySite() takes one image per well and site", () => {
  expect(pathsOf(firstOfEverySite(planes))).toEqual([
    "p_A01_s1_w1.tif",
    "p_A01_s2_w1.tif",
    "p_A02_s1_w1.tif",
    "p_A02_s2_w1.tif",
  ]);
});
