import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { contextOf, fromStep, plateOf, stored, storedValue } from "../../test/plate-fixture.ts";
import { makePlateFolders, type PlateFolders } from "../../test/plate-folders.ts";
import { runPlate } from "../../test/plate-runs.ts";
import { inlineRunner } from "../inline/inline-runner.ts";

const functionsUrl = new URL("../../test/fixtures/functions.mjs", import.meta.url).href;
const runner = inlineRunner({ importModule: (url) => import(url) });
const SAMPLES = 3;
const SUMS = "images_results/A01_sums.csv";
let folders: PlateFolders;
beforeEach(async () => {
  folders = await makePlateFolders(functionsUrl);
  await folders.writeSource("a.tif", [[1, 2, 0]]);
});
afterEach(() => folders.remove());

const group = { key: "s001", coordinates: { site: 1 }, inputs: { image: [0] }, images: ["s001"] };

/** Makes an image and labels in a first step; the second reads one of them. */
function wellOf(reads: "image" | "labels:mask") {
  const labels = { directory: "labels", dtype: "uint32", listed: false };
  const sums = reads === "image" ? "countPositive" : "sumLabels";
  const name = reads === "image" ? "image" : "labels";
  const table = { outputs: { [reads === "image" ? "objects" : "sums"]: "table:sums" } };
  return contextOf({
    well: "A01",
    planes: [{ path: "a.tif", site: 1 }],
    steps: [
      {
        name: "make",
        chain: ["double", { call: "measure", outputs: { mask: "labels:mask" } }],
        groups: [group],
        outputs: {
          image: { kind: "image", memoryDir: "step0_make", store: stored({ dtype: null }) },
          "labels:mask": { kind: "labels", memoryDir: "step0_make/labels", store: stored(labels) },
        },
      },
      {
        name: "use",
        chain: [{ call: sums, inputs: [name], ...table }],
        inputs: { [name]: fromStep(0, reads) },
        groups: [{ key: "s001", coordinates: { site: 1 }, inputs: { [name]: [0] } }],
        outputs: { "table:sums": { kind: "table", store: storedValue("sums", ".csv") } },
      },
    ],
  });
}

test.each(["image", "labels:mask"] as const)(
  "%s of a step that is not run again is what it was, and is counted",
  async (reads) => {
    const plate = plateOf([wellOf(reads)]);
    expect((await runPlate(folders, plate, runner)).result.status).toBe("complete");
    const sums = await folders.table(SUMS);
    await rm(join(folders.output, SUMS));
    // Read from its file, and kept for the next step: twice its four bytes per sample.
    const memoryBudgetBytes = 2 * 4 * SAMPLES;
    const options = { fromStep: "use", workers: 1 };
    const { result } = await runPlate(folders, plate, runner, { ...options, memoryBudgetBytes });
    expect(result.wells.A01?.error).toBeNull();
    expect(await folders.table(SUMS)).toEqual(sums);
    const short = await runPlate(folders, plate, runner, { ...options, memoryBudgetBytes: memoryBudgetBytes - 1 });
    expect(short.result.wells.A01?.error).toMatchObject({ code: "WELL_MEMORY_EXCEEDED", step: { name: "make" } });
  },
);
