import type { CompiledPlate, StoredImage } from "@ohcs/context";
import { scoreObjects, truthOf, type WellTruth } from "@ohcs/testkit";
import { expect, test } from "vitest";
import { DEFAULT_PIPELINE } from "../src/default-pipeline.ts";
import { compileText, preview } from "../src/preview.ts";
import { design, openSamplePlate } from "../src/sample-plate.ts";

const resultsOf = (well: string) => `images_results/${well}_nuclei.csv`;

/** The labels of the only tile of a well, where it truly lies. */
function mosaicOf(labels: StoredImage | undefined, { tile, tiles }: WellTruth) {
  return { data: labels?.data as Uint32Array, ...tile, origin: tiles[0]?.actual ?? { x: 0, y: 0 } };
}

test("the plate is opened whole, with wells, channels and pixel size", async () => {
  const { manifest, planes } = await openSamplePlate();
  expect(manifest).toMatchObject({ handler: "imageXpress", wells: ["A01", "A02", "A03", "A04"], notices: [] });
  expect(manifest.calibration.pixelSizeUm).toBe(0.65);
  expect([...planes.keys()].toSorted()).toEqual(manifest.images.map(({ path }) => path).toSorted());
});

test("a run of all wells is complete, reductions and metadata included, and finds the cells of each well", async () => {
  const plate = await openSamplePlate();
  const { plate: compiled, diagnostics } = compileText(DEFAULT_PIPELINE, plate);
  expect(diagnostics).toEqual([]);
  const { result, images, tables } = await preview(compiled as NonNullable<typeof compiled>, plate);
  expect(result.status).toBe("complete");
  expect(images.map(({ path }) => path).slice(0, 3)).toEqual([
    "images/A01_s001_w1_z001_t001",
    "images/A01_s001_w2_z001_t001",
    "images_labels/nuclei/A01_s001_z001_t001",
  ]);
  expect(tables.map(({ path }) => path)).toEqual(["A01", "A02", "A03", "A04"].map(resultsOf));
  const labels = images.filter(({ path }) => path.includes("_labels/"));
  const scores = truthOf(design).wells.map((well, i) => scoreObjects(well, mosaicOf(labels[i]?.image, well)));
  expect(scores.map(({ f1 }) => f1)).toEqual([1, 1, 1, 1]);
});

const PIXELS = `name: pixels
steps:
  - name: pixels
    func:
      - { use: median, with: { size: 3 } }
      - { use: imageMath, with: { multiply: 0.731, add: -200.3 } }
      - { use: clip, with: { low: 0, high: 3000 } }
      - { use: rescaleIntensity, with: { inHigh: 3000, outHigh: 255 } }
      - { use: invert, with: { maximum: 255 } }
`;

test("functions of single pixels that follow each other are one pass, to the bytes of one after another", async () => {
  const plate = await openSamplePlate();
  const outcomes = await Promise.all(
    [true, false].map(async (fusion) => {
      const compiled = compileText(PIXELS, plate, ["A01"], { fusion }).plate as CompiledPlate;
      const calls = compiled.phases.first()?.contexts.first()?.stepPlans.first()?.func.get("*")?.toArray() ?? [];
      const { result, images } = await preview(compiled, plate);
      return {
        status: result.status,
        names: calls.map((call) => call.export),
        hashes: images.map(({ sha256 }) => sha256),
      };
    }),
  );
  const [fused, apart] = outcomes;
  expect(outcomes.map(({ status }) => status)).toEqual(["complete", "complete"]);
  expect(fused?.names).toEqual(["median", "pixelwise"]);
  expect(apart?.names).toEqual(["median", "imageMath", "clip", "rescaleIntensity", "invert"]);
  expect(fused?.hashes).toEqual(apart?.hashes);
  expect(fused?.hashes).toHaveLength(2);
});

test("every problem of a pipeline is a diagnostic, and nothing can be run then", async () => {
  const plate = await openSamplePlate();
  const codes = (text: string) => compileText(text, plate).diagnostics.map(({ code }) => code);
  expect(codes(DEFAULT_PIPELINE.replace("size: 3", "size: 4").replace("segmentNuclei", "segmentNuclie"))).toEqual([
    "PARAMETER_INVALID",
    "FUNCTION_UNKNOWN",
  ]);
  for (const text of ["", "name: [", "- 1", "name: a\nsteps: 3"]) {
    expect(compileText(text, plate).plate).toBeNull();
    expect(codes(text).length).toBeGreaterThan(0);
  }
});
