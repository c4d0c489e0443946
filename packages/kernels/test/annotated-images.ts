import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Labels, Plane } from "../src/index.ts";
import { readPlainTiff, readPng } from "./read-real-image.ts";

const data = process.env.OHCS_TEST_DATA ?? "";
const masks = join(data, "seg_dsb2018_test/stage1_test");
const stars = join(data, "seg_stardist/tests/data");

export const areAnnotatedHere = existsSync(masks) && existsSync(stars);

/** The names of the images of the Data Science Bowl of 2018. */
export function annotatedImages(): readonly string[] {
  return readdirSync(masks);
}

export function annotated(image: string): { readonly plane: Plane; readonly truth: Labels } {
  const folder = join(masks, image);
  const plane = readPng(join(folder, "images", `${image}.png`));
  const truth = new Uint32Array(plane.data.length);
  readdirSync(join(folder, "masks")).forEach((name, index) => {
    readPng(join(folder, "masks", name)).data.forEach((value, i) => {
      if (value !== 0) truth[i] = index + 1;
    });
  });
  return { plane, truth: { ...plane, data: truth } };
}

export function starDist(): { readonly plane: Plane; readonly truth: Labels } {
  const { data: truth, ...plane } = readPlainTiff(join(stars, "mask2d.tif"));
  return { plane: readPlainTiff(join(stars, "img2d.tif")), truth: { ...plane, data: Uint32Array.from(truth) } };
}
