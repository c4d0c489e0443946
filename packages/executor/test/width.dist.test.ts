import { plateOf } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makePlateFolders, type PlateFolders } from "./plate-folders.ts";
import { runPlate } from "./plate-runs.ts";
import { projectionOf, writeWell } from "./projection.ts";
import { RUNNERS } from "./runners.ts";

const functionsUrl = new URL("./fixtures/functions.mjs", import.meta.url).href;
const WELLS = ["A01", "A02", "B01", "B02", "C01", "C02"];
let folders: PlateFolders;
beforeEach(async () => {
  folders = await makePlateFolders(functionsUrl);
  for (const [i, well] of WELLS.entries()) await writeWell(folders, well, i);
});
afterEach(() => folders.remove());

test.each(["threads", "processes"] as const)(
  "%s: a run whose wells fit one at a time only gets narrower, and gives the same tree",
  async (name) => {
    const plate = plateOf(WELLS.map((well) => projectionOf(well)));
    const wide = await runPlate(folders, plate, RUNNERS[name](), {
      startup: folders.startup,
      tuning: { overlap: false },
    });
    const tree = await folders.tree();
    const peak = Math.max(...Object.values(wide.result.wells).map(({ peakBytes }) => peakBytes));
    expect(peak).toBeGreaterThan(0);
    const narrow = await runPlate(folders, plate, RUNNERS[name](), { memoryBudgetBytes: peak });
    expect(Object.values(narrow.result.wells).map(({ error }) => error)).toEqual(WELLS.map(() => null));
    expect(narrow.events.find(({ type }) => type === "widthChanged")).toMatchObject({
      from: 2,
      to: 1,
      reason: "memory",
    });
    expect(await folders.tree()).toEqual(tree);
  },
);
