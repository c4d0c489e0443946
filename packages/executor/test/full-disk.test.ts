import { rm } from "node:fs/promises";
import { join } from "node:path";
import { inlineRunner } from "@ohcs/executor/inline";
import { nodeRunHost } from "@ohcs/records/host";
import { plateOf } from "@ohcs/testkit/contexts";
import { expect, test } from "vitest";
import { canMount, smallFolder } from "./failures/hostile-folders.ts";
import { makePlateFolders } from "./plate-folders.ts";
import { runPlate } from "./plate-runs.ts";
import { projectionOf, writeWell } from "./projection.ts";

const functionsUrl = new URL("./fixtures/functions.mjs", import.meta.url).href;
const WELLS = ["A01", "A02"];

test("where the disk of the output gets full its wells are errors, no result is lost, and the output is free for the next run", async (context) => {
  if (!canMount) {
    process.stderr.write(`SKIPPED: '${context.task.name}' needs root that may mount a file system\n`);
    return context.skip();
  }
  const folders = await makePlateFolders(functionsUrl);
  const disk = smallFolder(folders.output);
  try {
    for (const [i, well] of WELLS.entries()) await writeWell(folders, well, i + 1);
    const plate = plateOf(WELLS.map((well) => projectionOf(well)));
    const runner = inlineRunner({ importModule: (url) => import(url) });
    const { result } = await runPlate(folders, plate, runner, {}, (event) => {
      if (event.type === "wellQueued" && event.well === "A01") disk.fill();
    });
    const codes = Object.values(result.wells).map(({ error }) => error?.code);
    expect(codes).toEqual(["STORAGE_FULL", "STORAGE_FULL"]);
    expect(result).toMatchObject({ status: "failed", phases: [{ status: "failed" }, { status: "failed" }] });
    expect(await nodeRunHost().readOutput(folders.output).holder()).toBeNull();
    await rm(join(folders.output, "ballast"));
    expect((await runPlate(folders, plate, runner, { resume: true })).result.status).toBe("complete");
  } finally {
    disk.takeAway();
    await folders.remove();
  }
});
