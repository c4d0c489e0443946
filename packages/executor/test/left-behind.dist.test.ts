import type { RunEvent } from "@ohcs/context";
import { plateOf } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makePlateFolders, type PlateFolders } from "./plate-folders.ts";
import { runPlate } from "./plate-runs.ts";
import { projectionOf, writeWell } from "./projection.ts";
import { isDeep, RUNNERS } from "./runners.ts";

const functionsUrl = new URL("./fixtures/functions.mjs", import.meta.url).href;
const WELLS = ["A01", "A02", "B01", "B02"];

let folders: PlateFolders;
beforeEach(async () => {
  folders = await makePlateFolders(functionsUrl);
  for (const [i, well] of WELLS.entries()) await writeWell(folders, well, i + 1);
});
afterEach(() => folders.remove());

/** All wells on one worker, in their order; the second leaves something behind, and all report what they find. */
async function runOnOneWorker(runner: keyof typeof RUNNERS, what: string | null) {
  const left = what === null ? [] : [{ call: "leaves", with: { what } }];
  const plate = plateOf(WELLS.map((well) => projectionOf(well, [{ call: "finds" }, ...(well === "A02" ? left : [])])));
  const { result, events } = await runPlate(folders, plate, RUNNERS[runner](), { workers: 1 });
  const statuses = Object.values(result.wells).map(({ status }) => status);
  const found = logOf(events, "found").map((line) => line.split(" found "));
  return { statuses, workers: found.map(([worker]) => worker), found: found.map(([, words]) => words), events };
}

const logOf = (events: readonly RunEvent[], words: string) =>
  events.flatMap((event) => (event.type === "log" && event.text.includes(words) ? [event.text] : []));

const CHANGES = [
  ["folder", "the working directory"],
  ["variable", "process.env.OHCS_LEFT"],
  ["listener", "listeners of 'SIGHUP'"],
  ["global", "Map"],
  ["prototype", "Date.prototype.getTime"],
] as const;

describe.each(["threads", "processes"] as const)("%s", (runner) => {
  // Threads have the folder of their process: Node refuses to change it there. Of processes the rest is tried at depth.
  const changes = CHANGES.filter(([what]) => (runner === "threads" ? what !== "folder" : what === "folder" || isDeep));

  test.each(changes)(
    "a well that leaves a %s behind keeps its result, and is the last of its worker",
    async (what, name) => {
      const { statuses, workers, found, events } = await runOnOneWorker(runner, what);
      expect(statuses).toEqual(WELLS.map(() => "success"));
      expect(found).toEqual(["", "", "", ""]);
      expect(new Set(workers).size).toBe(2);
      expect(workers[1]).not.toBe(workers[2]);
      const told = `Changed ${name}: later wells run in a new worker, which has it as it was`;
      expect(logOf(events, "Changed")).toEqual([told]);
      expect(await folders.json(".ohcs/wells/A02.json")).toMatchObject({
        log: expect.arrayContaining([`warn: ${told}`]),
      });
    },
  );

  test("a well that breaks what its worker itself needs harms no other", async () => {
    const { statuses, found } = await runOnOneWorker(runner, "broken");
    expect(statuses.filter((_, i) => i !== 1)).toEqual(["success", "success", "success"]);
    expect(found).toEqual(["", "", "", ""]);
  });

  test("wells that leave nothing behind share their worker", async () => {
    const { workers, events } = await runOnOneWorker(runner, null);
    expect(new Set(workers).size).toBe(1);
    expect(logOf(events, "Changed")).toEqual([]);
  });
});

test("inline the leftovers of a well are logged, and later ones find them", async () => {
  try {
    const { found, events } = await runOnOneWorker("inline", "variable");
    expect(found).toEqual(["", "", "variable", "variable"]);
    expect(logOf(events, "Changed")).toEqual([
      "Changed process.env.OHCS_LEFT: later wells find it so, since no worker runs them",
    ]);
  } finally {
    delete process.env.OHCS_LEFT;
  }
});
