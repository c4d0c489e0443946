import { join } from "node:path";
import type { WellRunner } from "@ohcs/context";
import { processesRunner } from "@ohcs/executor/processes";
import { threadsRunner } from "@ohcs/executor/threads";
import { contextOf, plateOf, stored } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makePlateFolders, type PlateFolders } from "./plate-folders.ts";
import { runPlate } from "./plate-runs.ts";

const functionsUrl = new URL("./fixtures/functions.mjs", import.meta.url).href;
const MIB = 2 ** 20;
/** The first hoards beside the second worker, on which the others run one after the other. */
const [GREEDY, ...SIBLINGS] = ["A01", "A02", "A03", "A04"] as const;
const WELLS = [GREEDY, ...SIBLINGS];

let folders: PlateFolders;
beforeEach(async () => {
  folders = await makePlateFolders(functionsUrl);
  for (const [i, well] of WELLS.entries()) await folders.writeSource(`${well}.tif`, [[i, 1]]);
});
afterEach(() => folders.remove());

/** Nothing is ever free enough, so that what workers hold decides alone: 256 MiB more than now, or than a process begins with. */
const RUNNERS: Readonly<Record<"threads" | "processes", () => WellRunner>> = {
  threads: () => threadsRunner({ memory: guard(process.memoryUsage.rss() + 256 * MIB) }),
  processes: () => processesRunner({ memory: guard(384 * MIB) }),
};
const guard = (allowanceBytes: number) => ({ reserveBytes: Number.MAX_SAFE_INTEGER, allowanceBytes });

function wellOf(well: string) {
  const [key, coordinates] = ["s001_w1", { site: 1, channel: "1" }];
  const lastRecord = join(folders.output, ".ohcs/wells/A04.json");
  return contextOf({
    well,
    planes: [{ path: `${well}.tif`, ...coordinates }],
    steps: [
      {
        name: "only",
        chain: [well === GREEDY ? { call: "hoards", with: { file: lastRecord } } : { call: "copy" }],
        groups: [{ key, coordinates, inputs: { image: [0] }, images: [key] }],
        outputs: { image: { kind: "image", store: stored({ directory: "images" }) } },
      },
    ],
  });
}

test.each(["threads", "processes"] as const)(
  "%s: where memory runs short the well that was silent longest ends with an error, its siblings do not notice",
  async (name) => {
    const { result } = await runPlate(folders, plateOf(WELLS.map(wellOf)), RUNNERS[name]());
    expect(Object.values(result.wells).map(({ status }) => status)).toEqual([
      "error",
      ...SIBLINGS.map(() => "success"),
    ]);
    expect(result.wells[GREEDY]?.error).toMatchObject({
      code: "WORKER_MEMORY_SHORT",
      retryable: true,
      step: { index: 0, name: "only" },
    });
    expect(result.quarantine).toEqual([
      { well: GREEDY, reason: "costWorker", attempts: 1, code: "WORKER_MEMORY_SHORT" },
    ]);
    const files = Object.keys(await folders.tree(true));
    expect(files.filter((path) => path.endsWith(".tif"))).toEqual(SIBLINGS.map((well) => `images/${well}_s001_w1.tif`));
    expect(files.filter((path) => path.endsWith("ohcs-tmp"))).toEqual([]);
    expect(await folders.json(`.ohcs/wells/${GREEDY}.json`)).toMatchObject({
      result: { error: { code: "WORKER_MEMORY_SHORT" } },
    });
  },
);
