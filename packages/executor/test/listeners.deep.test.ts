import { plateOf } from "@ohcs/testkit/contexts";
import { expect, test } from "vitest";
import { makePlateFolders } from "./plate-folders.ts";
import { runPlate } from "./plate-runs.ts";
import { projectionOf, writeWell } from "./projection.ts";
import { RUNNERS } from "./runners.ts";

const functionsUrl = new URL("./fixtures/functions.mjs", import.meta.url).href;
const WELLS = Array.from(
  { length: 40 },
  (_, i) => `${"ABCD"[Math.floor(i / 10)]}${String((i % 10) + 1).padStart(2, "0")}`,
);

test.each([
  ["inline", 1],
  ["threads", 12],
  ["processes", 2],
] as const)("40 wells on %s leave no listener behind: the process warns of nothing", async (name, workers) => {
  const warnings: string[] = [];
  const note = (warning: Error) => void warnings.push(warning.message);
  process.on("warning", note);
  const folders = await makePlateFolders(functionsUrl);
  try {
    for (const [i, well] of WELLS.entries()) await writeWell(folders, well, i);
    const plate = plateOf(WELLS.map((well) => projectionOf(well)));
    const { result } = await runPlate(folders, plate, RUNNERS[name](), { workers });
    expect(result.status).toBe("complete");
    expect(warnings).toEqual([]);
  } finally {
    process.off("warning", note);
    await folders.remove();
  }
});
