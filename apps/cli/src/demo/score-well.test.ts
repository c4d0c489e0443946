import { memoryBackend } from "@ohcs/filemanager/memory";
import { rasteriseTruth, tinyPlate, truthOf } from "@ohcs/testkit";
import { expect, test } from "vitest";
import { scoreWell } from "./score-well.ts";

const [truth] = truthOf(tinyPlate({ sites: 4, tile: 64, stageError: 1 })).wells;
if (truth === undefined) throw new Error("expected a well");

/** An output plate whose positions are true but for a common shift, and whose labels are the truth itself. */
async function perfectOutput(shift: number) {
  const output = await memoryBackend.create({});
  const tiles = truth?.tiles.map(({ site, actual }) => ({ site, x: actual.x + shift, y: actual.y + shift })) ?? [];
  await output.saveJson("images_results/A01_positions.json", { tiles });
  const canvas = { width: 150, height: 150, origin: { x: -shift, y: -shift } };
  const data = Uint32Array.from(truth ? rasteriseTruth(truth, canvas).data : []);
  await output.save("images_labels/nuclei/A01_w1.tif", { data, shape: [150, 150], dtype: "uint32", pixelSizeUm: null });
  const objects = new Set(data);
  objects.delete(0);
  const owned = [...objects].map((label) => [label, 0]);
  const table = { columns: ["ObjectNumber", "Metadata_Duplicate"], rows: [...owned, [1, 1], [2, 1]] };
  await output.saveTable("images_results/A01_nuclei.csv", table);
  return { output, objects: objects.size };
}

test("scoreWell() finds nothing wrong with the truth itself, wherever the mosaic begins", async () => {
  const { output, objects } = await perfectOutput(3);
  const score = await scoreWell(truth, "success", output);
  expect(score).toMatchObject({ f1: 1, duplicates: 0, matched: truth.count, found: objects, tileSum: objects + 2 });
  expect(score.stitchingRms).toBeCloseTo(0, 9);
  expect(score.nominalRms).toBeGreaterThan(0.1);
});

test("scoreWell() gives a well that failed nothing", async () => {
  const score = await scoreWell(truth, "error", await memoryBackend.create({}));
  expect(score).toMatchObject({ status: "error", truth: truth.count, found: 0, f1: 0, stitchingRms: null });
});
