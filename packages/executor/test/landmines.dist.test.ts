import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Json, RunEvent } from "@ohcs/context";
import { executePlate } from "@ohcs/executor";
import { nodeRunHost } from "@ohcs/records/host";
import { MODULES, plateOf } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makePlateFolders, type PlateFolders } from "./plate-folders.ts";
import { runPlate } from "./plate-runs.ts";
import { projectionOf, writeWell } from "./projection.ts";
import { RUNNERS, USUAL_RUNNERS } from "./runners.ts";
import { threePhases } from "./three-phases.ts";
import { twoSteps } from "./two-steps.ts";

const fixture = (name: string) => new URL(`./fixtures/${name}`, import.meta.url).href;
const functionsUrl = fixture("functions.mjs");
const WELLS = ["A01", "A02", "B01", "B02"];

let folders: PlateFolders;
beforeEach(async () => {
  folders = await newFolders();
});
afterEach(() => folders.remove());

async function newFolders(): Promise<PlateFolders> {
  const made = await makePlateFolders(functionsUrl);
  for (const [i, well] of WELLS.entries()) await writeWell(made, well, i + 1);
  return made;
}

/** The same folders, with another module in place of one of them. */
const withModule = (own: PlateFolders, module: string, file: string): PlateFolders => ({
  ...own,
  startup: { ...own.startup, modules: { ...own.startup.modules, [module]: fixture(file) } },
});

const projected = (calls: Readonly<Record<string, { readonly call: string; readonly [field: string]: Json }>> = {}) =>
  plateOf(WELLS.map((well) => projectionOf(well, calls[well] === undefined ? [] : [calls[well]])));

const statusesOf = ({ wells }: { readonly wells: Readonly<Record<string, { readonly status: string }>> }) =>
  Object.fromEntries(Object.entries(wells).map(([well, { status }]) => [well, status]));

const isFinished = (event: RunEvent, well: string) => event.type === "wellFinished" && event.well === well;

describe.each(USUAL_RUNNERS)("%s", (_, create) => {
  test.each([
    ["success", { call: "copy" }],
    ["error", { call: "throws" }],
    ["cancelled", { call: "waitsFor", with: { file: "/never" } }],
  ] as const)("the memory of a well is given back after %s (landmine 3)", async (status, call) => {
    const own = withModule(folders, MODULES.memory, "telling-memory.mjs");
    const controller = new AbortController();
    const { result, events } = await runPlate(
      own,
      plateOf([twoSteps("A01", call)]),
      create(),
      { signal: controller.signal },
      (event) => {
        const waits = event.type === "stepStarted" && event.step.name === "use";
        if (waits && status === "cancelled") controller.abort();
      },
    );
    expect(statusesOf(result)).toEqual({ A01: status });
    const told = events.flatMap((event) => (event.type === "log" && event.text.startsWith("memory") ? event.text : []));
    expect(told).toEqual(["memory opened", "memory closed"]);
    const left = Object.keys(await folders.tree(true)).filter((path) => path.endsWith("ohcs-tmp"));
    expect(left).toEqual([]);
  });

  test("where saving fails the well is an error, and no stale image stands in for its result (landmine 5)", async () => {
    await runPlate(folders, projected(), create());
    const before = await folders.tree();
    const own = withModule(folders, MODULES.disk, "refusing-disk.mjs");
    const { result } = await runPlate(own, projected({ B01: { call: "double" } }), create());
    expect(statusesOf(result)).toEqual({ A01: "success", A02: "success", B01: "error", B02: "success" });
    expect(result.wells.B01).toMatchObject({ error: { code: "ENOSPC", step: { name: "project" } }, outputs: [] });
    const metadata = (await folders.json("openhcs_metadata.json")) as {
      subdirectories: { images: { image_files: Json } };
    };
    expect(metadata.subdirectories.images.image_files).toEqual(
      ["A01", "A02", "B02"].map((well) => `images/${well}_s001_w1_t001.tif`),
    );
    // The old image is whole, but no longer referenced.
    const path = "images/B01_s001_w1_t001.tif";
    expect((await folders.tree())[path]).toBe(before[path]);
  });

  test("cancelling one run leaves another untouched; finished wells keep their results (landmine 20)", async () => {
    const other = await newFolders();
    try {
      const controller = new AbortController();
      const release = join(other.source, "release");
      const waiting = (file: string) => ({ call: "waitsFor", with: { file } });
      const never = Object.fromEntries(WELLS.slice(1).map((well) => [well, waiting("/never")]));
      const untouched = runPlate(other, projected({ A01: waiting(release) }), create());
      const { result } = await runPlate(folders, projected(never), create(), { signal: controller.signal }, (event) => {
        if (isFinished(event, "A01")) controller.abort();
      });
      expect(statusesOf(result)).toEqual({ A01: "success", A02: "cancelled", B01: "cancelled", B02: "cancelled" });
      expect(await folders.json(".ohcs/wells/A01.json")).toMatchObject({ result: { status: "success" } });
      await writeFile(release, "");
      expect((await untouched).result.status).toBe("complete");
    } finally {
      await other.remove();
    }
  });

  test("a run with no listener, a slow and a throwing one finishes with the same files (landmine 30)", async () => {
    const trees: Readonly<Record<string, string>>[] = [];
    for (const kind of ["none", "slow", "throwing"]) {
      const own = await newFolders();
      try {
        const run = executePlate({
          plate: projected(),
          runner: create(),
          workers: 2,
          startup: own.startup,
          host: nodeRunHost(),
        });
        if (kind === "slow") void run.events[Symbol.asyncIterator]().next();
        if (kind === "throwing")
          run.subscribe(() => {
            throw new Error("a listener");
          });
        expect((await run.result).status).toBe("complete");
        trees.push(await own.tree());
      } finally {
        await own.remove();
      }
    }
    expect(Object.keys(trees[0] ?? {})).toHaveLength(2 * WELLS.length + 1);
    expect(trees).toEqual([trees[0], trees[0], trees[0]]);
  });

  test("re-running one well uses the same plate artifact and gives the same bytes (landmine 34)", async () => {
    const plate = threePhases(WELLS);
    const first = (await runPlate(folders, plate, create())).result;
    expect(first.status).toBe("complete");
    const [before, artifacts] = [await folders.tree(), first.phases[1]?.artifacts];
    expect(artifacts).toMatchObject([{ name: "all" }]);
    const corrected = "corrected/B01_s001_w1.tif";
    expect(before[corrected]).toBeDefined();
    await rm(join(folders.output, corrected));
    const { result, events } = await runPlate(folders, plate, create(), { resume: true });
    const started = events.flatMap((event) => (event.type === "wellStarted" ? event.well : []));
    expect(started).toEqual(["B01"]);
    expect(result.phases[1]).toMatchObject({ artifacts, result: { status: "skipped" } });
    expect(await folders.tree()).toEqual(before);
  });
});

test.each(["threads", "processes"] as const)(
  "%s: one slow well does not idle the other workers: it ends only when all others have ended (landmine 19)",
  async (name) => {
    const release = join(folders.source, "release");
    let left = WELLS.length - 1;
    const plate = projected({ A01: { call: "waitsFor", with: { file: release } } });
    const { result } = await runPlate(folders, plate, RUNNERS[name](), { workers: 2 }, (event) => {
      if (event.type === "wellFinished" && --left === 0) void writeFile(release, "");
    });
    expect(result.status).toBe("complete");
  },
);
