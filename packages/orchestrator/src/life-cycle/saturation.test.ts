import { readdir } from "node:fs/promises";
import { type PixelArray, recordsOf, step } from "@ohcs/context";
import { inlineRunner } from "@ohcs/executor/inline";
import { DiskBackend } from "@ohcs/filemanager/disk";
import { gaussianBlur, maxProjection, measureObjects, segmentNuclei } from "@ohcs/functions";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeSamplePlate, type SamplePlate } from "../../test/folders.ts";

const LARGEST = 65535;
/** So near the end of the scale that the middle of nuclei is beyond it. */
const optics = { cameraOffset: 64_500 };
let plate: SamplePlate;
beforeEach(async () => {
  plate = await makeSamplePlate({ wells: ["A01"], z: 2, tile: 64, radius: [6, 8], cells: 4, channels: 2, optics });
});
afterEach(() => plate.remove());

const steps = [
  step("project", { func: maxProjection() }),
  step("smooth", { func: gaussianBlur({ sigma: 1 }), inputs: { image: "step:project" } }),
  step("segment", {
    func: segmentNuclei(),
    inputs: { image: { from: "step:project", channel: "1" } },
    emits: { "labels:nuclei": "nuclei", "table:segmentation": "quality" },
    materialize: true,
  }),
  step("measure", {
    func: measureObjects(),
    inputs: {
      labels: "labels:nuclei",
      dna: { from: "step:project", channel: "1" },
      smooth: { from: "step:smooth", channel: "1" },
    },
    emits: ["table:nuclei"],
  }),
];

test("a run counts the saturated pixels of objects and images as they are in the source's files, and none of a smoothed image (landmine 42)", async () => {
  const orchestrator = plate.orchestrator();
  await orchestrator.initialize();
  await orchestrator.compilePipelines({ name: "p", steps });
  const runner = inlineRunner({ importModule: (url) => import(url) });
  const { status } = await orchestrator.executeCompiledPlate({ runner }).result;
  expect(status).toBe("complete");

  const [labels] = await planesAt(`${plate.folder}/tiny_openhcs`, /nuclei.*\.tif$/);
  const projected = await planesAt(plate.plateRoot, /_w1.*\.tif$/i);
  const isSaturated = (_: unknown, i: number) => projected.some((data) => data[i] === LARGEST);
  const saturated = [...(labels ?? [])].filter(isSaturated);
  const objects = [...new Set(labels)].filter((label) => label > 0).toSorted((a, b) => a - b);
  const expected = objects.map((label) => {
    const QC_Saturated_dna = saturated.filter((at) => at === label).length;
    return { ObjectNumber: label, QC_Saturated_dna, QC_Saturated_smooth: null };
  });
  expect(expected.some(({ QC_Saturated_dna }) => QC_Saturated_dna > 0)).toBe(true);

  expect(await rowsOf("A01_nuclei.csv")).toMatchObject(expected);
  expect(await rowsOf("A01_segmentation.csv")).toMatchObject([{ QC_Saturated: saturated.length }]);
  expect(await rowsOf("wells.csv")).toMatchObject([
    {
      QC_Saturated: saturated.length,
      Sum_Nuclei_QC_Saturated_dna: saturated.filter((label) => label > 0).length,
      Sum_Nuclei_QC_Saturated_smooth: null,
    },
  ]);
});

async function planesAt(root: string, name: RegExp): Promise<readonly PixelArray[]> {
  const files = (await readdir(root, { recursive: true })).filter((file) => name.test(file));
  const disk = new DiskBackend({ root, readOnly: true });
  const images = await Promise.all(files.map((file) => disk.load(file)));
  await disk.close();
  return images.map(({ data }) => data);
}

async function rowsOf(table: string) {
  const disk = new DiskBackend({ root: `${plate.folder}/tiny_openhcs`, readOnly: true });
  const rows = recordsOf(await disk.loadTable(`images_results/${table}`));
  await disk.close();
  return rows;
}
