import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { regionProps, ringLabels, segmentNuclei } from "../src/index.ts";
import { annotated, annotatedImages, areAnnotatedHere } from "./annotated-images.ts";
import { readPlainTiff } from "./read-real-image.ts";
import { scoreLabels } from "./score-labels.ts";

const data = process.env.OHCS_TEST_DATA ?? "";
const plate = join(data, "sbs96_cellprofiler/ExampleSBSImages");
const isHere = areAnnotatedHere && existsSync(plate);
if (!isHere)
  process.stderr.write(`SKIPPED: no real images at '${data}': segmentation is tested on synthetic ones only\n`);

/** The best mean F1 that plain pipelines of scikit-image reached on these ten images: smooth, Otsu, fill, split by distance. */
const PLAIN_PIPELINE_F1 = 0.67;

/** Nuclei by `tools/parity/nuclei_counts.py`; well → count. */
const COUNTS: Readonly<Record<string, number>> = {
  "01-A-01": 328,
  "02-A-02": 269,
  "04-A-04": 213,
  "06-A-06": 241,
  "10-A-10": 185,
  "12-A-12": 215,
  "13-B-01": 172,
  "14-B-02": 214,
  "16-B-04": 221,
  "18-B-06": 216,
  "22-B-10": 206,
  "24-B-12": 196,
};

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** Nuclei of wells that were segmented already. */
const found = new Map<string, ReturnType<typeof segmentNuclei>>();

function nucleiOf(well: string): ReturnType<typeof segmentNuclei> {
  const nuclei = found.get(well) ?? segmentNuclei(readPlainTiff(join(plate, `Channel2-${well}.tif`)));
  found.set(well, nuclei);
  return nuclei;
}

describe.runIf(isHere)("segmentNuclei on real images", () => {
  test("reaches a mean F1 at IoU 0.5 of 0.78 on annotated fluorescence, far above a plain pipeline", () => {
    const scores = annotatedImages().map((image) => {
      const { plane, truth } = annotated(image);
      return scoreLabels(segmentNuclei(plane).labels, truth).f1;
    });
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    expect(scores).toHaveLength(10);
    expect(mean).toBeGreaterThan(0.78);
    expect(mean).toBeGreaterThan(PLAIN_PIPELINE_F1 + 0.1);
  });

  test("counts within 5 % of scikit-image with a local threshold on a plate of U2OS cells", () => {
    for (const [well, count] of Object.entries(COUNTS)) {
      expect(Math.abs(nucleiOf(well).count / count - 1), well).toBeLessThan(0.05);
    }
  });

  test("the ratio of nucleus to ring rises with the dose, from 0.7 to more than 4.9", () => {
    const ratios = Object.keys(COUNTS).map((well) => {
      const { labels } = nucleiOf(well);
      const gfp = readPlainTiff(join(plate, `Channel1-${well}.tif`));
      const nuclei = new Map(regionProps(labels, gfp).map((nucleus) => [nucleus.label, nucleus.meanIntensity]));
      const rings = regionProps(ringLabels(labels), gfp);
      return median(rings.map((ring) => (nuclei.get(ring.label) ?? Number.NaN) / ring.meanIntensity));
    });
    const [a01 = 0, a02 = 0, a04 = 0, a06 = 0, a10 = 0, a12 = 0, b01 = 0, b02 = 0, b04 = 0, b06 = 0, b10 = 0, b12 = 0] =
      ratios;
    for (const control of [a01, a02, b01, b02]) expect(Math.abs(control - 0.7)).toBeLessThan(0.06);
    for (const low of [a04, b04]) expect(Math.abs(low - 0.8)).toBeLessThan(0.06);
    for (const middle of [a06, b06]) expect(Math.abs(middle - 1.5)).toBeLessThan(0.3);
    for (const high of [a10, a12, b10, b12]) expect(high).toBeGreaterThan(4.9);
  });
});
