import { existsSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { RunEvent, WellResult, WorkerTuning } from "@ohcs/context";
import type { ExecuteOptions } from "@ohcs/executor";
import { type CallFixture, plateOf } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { manyGroups, writeGroups } from "./many-groups.ts";
import { makePlateFolders, type PlateFolders, treeOf } from "./plate-folders.ts";
import { runPlate } from "./plate-runs.ts";
import { projectionOf } from "./projection.ts";
import { isDeep, RUNNERS } from "./runners.ts";

const functionsUrl = new URL("./fixtures/functions.mjs", import.meta.url).href;
const SITES = 3;
const GROUPS = 2 * SITES;
const OFF: WorkerTuning = { spread: false };
let folders: PlateFolders;
beforeEach(async () => {
  folders = await makePlateFolders(functionsUrl);
  for (const well of ["A01", "B02"]) await writeGroups(folders, well, SITES);
});
afterEach(() => folders.remove());

/** Runs wells in threads, each with `chain` on all of its groups. */
async function run(chain: readonly CallFixture[], options: Partial<ExecuteOptions> = {}, wells = ["A01"]) {
  const plate = plateOf(wells.map((well) => manyGroups(well, SITES, chain)));
  return runPlate(folders, plate, RUNNERS.threads(), options);
}

/** A folder in which calls of `meets` meet. */
async function meeting(count: number, name = "meeting"): Promise<CallFixture> {
  const folder = join(folders.source, name);
  await mkdir(folder);
  return { call: "meets", with: { folder, count } };
}

/** Runs the same without help, into a new output plate. */
async function alone(chain: readonly CallFixture[], options: Partial<ExecuteOptions> = {}) {
  const output = join(folders.output, "..", "alone");
  const startup = { ...folders.startup, roots: { ...folders.startup.roots, output } };
  const ran = await run(chain, { ...options, startup, tuning: OFF });
  return { ...ran, tree: () => treeOf(output) };
}

/** What a well told of each step, in order. */
function told(events: readonly RunEvent[]) {
  const tell = (event: RunEvent): unknown => {
    if (event.type === "quality") return [event.step.name, event.name, event.value];
    return event.type === "stepProgress" ? [event.step.name, event.done, event.of] : null;
  };
  return events.map(tell).filter((one) => one !== null);
}

const firstError = ({ wells }: { readonly wells: Readonly<Record<string, WellResult>> }) => wells.A01?.error ?? null;

describe("groups of a well on idle workers", () => {
  test.each(isDeep ? [2, 4] : [2])(
    "one well on %i workers: all compute at the same time, and files and figures are those of one",
    async (workers) => {
      const change: CallFixture = { call: "brighten", with: { by: 3 } };
      const { result, events } = await run([await meeting(workers), change], { workers });
      expect(firstError(result)).toBeNull();
      expect(events[0]).toMatchObject({ type: "runStarted", workers, tuning: { spread: true } });
      const single = await alone([await meeting(1, "one"), change], { workers });
      expect(single.events[0]).toMatchObject({ workers: 1, tuning: { spread: false } });
      // The contexts differ in the folder where groups meet, and so does the fingerprint in the metadata.
      const { "openhcs_metadata.json": ours, ...tree } = await folders.tree();
      const { "openhcs_metadata.json": theirs, ...expected } = await single.tree();
      expect([ours, theirs]).toEqual([expect.any(String), expect.any(String)]);
      expect(Object.keys(tree).length).toBeGreaterThan(3 * GROUPS);
      expect(tree).toEqual(expected);
      expect(told(events)).toEqual(told(single.events));
      expect(result.wells.A01?.peakBytes).toBeGreaterThan(0);
    },
  );

  test("the whole tree is the same, also where functions keep what they returned", async () => {
    const chain = ["copy", "keepsResult", "halve"];
    const { result } = await run(chain, { workers: 3 });
    expect(firstError(result)).toBeNull();
    const single = await alone(chain);
    expect(await folders.tree()).toEqual(await single.tree());
  });

  test("what helpers print is the well's", async () => {
    const { result, events } = await run([await meeting(2), "prints"]);
    expect(firstError(result)).toBeNull();
    const lines = events.flatMap((event) => (event.type === "log" ? [[event.well, event.text]] : []));
    expect(lines.filter(([, text]) => text === "written straight")).toEqual(
      Array(GROUPS).fill(["A01", "written straight"]),
    );
  });

  test.each(isDeep ? [1, 2, 3] : [2])(
    "a failure in site %i is the well's, as if one worker computed alone",
    async (site) => {
      const chain: readonly CallFixture[] = [{ call: "failsAt", with: { site } }];
      const { result, events } = await run(chain);
      const single = await alone(chain);
      const [error, expected] = [firstError(result), firstError(single.result)];
      expect(error).toMatchObject({ code: "FUNCTION_FAILED", function: "failsAt", step: { index: 0, name: "change" } });
      expect(JSON.stringify({ ...error, stack: "" })).toBe(JSON.stringify({ ...expected, stack: "" }));
      expect(told(events)).toEqual(told(single.events));
      expect(await folders.tree()).toEqual(await single.tree());
    },
  );

  test("a helper that dies costs nothing but time", async () => {
    const chain: readonly CallFixture[] = [{ call: "exitsOnce", with: { file: join(folders.source, "exited") } }];
    const { result } = await run([await meeting(2), ...chain]);
    expect(existsSync(join(folders.source, "exited"))).toBe(true);
    expect(result.wells.A01).toMatchObject({ status: "success", attempts: 1, worker: "threads-1" });
    expect(result.status).toBe("complete");
  });

  test("a loop in a helper ends with the deadline of its step, and so does the run", async () => {
    const plate = plateOf([manyGroups("A01", SITES, [await meeting(2), "loops"], { timeoutS: 1 })]);
    const { result } = await runPlate(folders, plate, RUNNERS.threads());
    const error = { code: "STEP_TIMEOUT", step: { name: "change" } };
    expect(result.wells.A01).toMatchObject({ status: "error", error });
  });

  test("a run that is cancelled ends, with the groups that others compute", async () => {
    const controller = new AbortController();
    const chain = [await meeting(2), { call: "waitsFor", with: { file: join(folders.source, "never") } }];
    const plate = plateOf([manyGroups("A01", SITES, chain)]);
    const { result } = await runPlate(folders, plate, RUNNERS.threads(), { signal: controller.signal }, ({ type }) => {
      if (type === "stepStarted") setTimeout(() => controller.abort(), 100);
    });
    expect(result).toMatchObject({ status: "cancelled", wells: { A01: { status: "cancelled" } } });
  });

  test("a worker helps as soon as it has no well of its own", async () => {
    const file = join(folders.source, "A01 has ended");
    const plate = plateOf([
      manyGroups("A01", 1, ["halve"]),
      manyGroups("B02", SITES, [{ call: "waitsFor", with: { file } }, "tellsThread"]),
    ]);
    const { result, events } = await runPlate(folders, plate, RUNNERS.threads(), {}, (event) => {
      if (event.type === "wellFinished" && event.well === "A01") writeFileSync(file, "");
    });
    expect(result.status).toBe("complete");
    const lines = events.flatMap((event) => (event.type === "log" ? [event.text] : []));
    expect([lines.length, new Set(lines).size]).toEqual([GROUPS, 2]);
  });

  test("helpers keep within the memory of the well", async () => {
    const first = await run(["halve"], { workers: 4 });
    const single = await alone(["halve"]);
    const peak = single.result.wells.A01?.peakBytes ?? 0;
    for (const memoryBudgetBytes of [peak, 2 * peak]) {
      const { result } = await run(["halve"], { workers: 4, memoryBudgetBytes });
      expect(firstError(result)).toBeNull();
      expect(result.wells.A01?.peakBytes).toBeLessThanOrEqual(memoryBudgetBytes);
      expect(await folders.tree()).toEqual(await single.tree());
    }
    expect(firstError(first.result)).toBeNull();
  });
});

describe("where nothing is spread", () => {
  const ignored = (events: readonly RunEvent[]) => events.filter(({ type }) => type === "tuningIgnored");

  test.each(["inline", "processes"] as const)("%s ignores it, and says so where it would help", async (name) => {
    const plate = plateOf([manyGroups("A01", SITES, ["halve"])]);
    const { result, events } = await runPlate(folders, plate, RUNNERS[name]());
    expect(result.status).toBe("complete");
    expect(ignored(events)).toMatchObject([{ option: "spread", runner: name }]);
    const off = await runPlate(folders, plate, RUNNERS[name](), { tuning: OFF });
    expect(ignored(off.events)).toEqual([]);
  });

  test("there is one worker for a well, and no event, where it is off, or one group", async () => {
    const off = await run(["halve"], { tuning: OFF, workers: 2 });
    expect(off.events[0]).toMatchObject({ workers: 1 });
    expect(ignored(off.events)).toEqual([]);
    const one = await runPlate(folders, plateOf([projectionOf("A01")]), RUNNERS.threads());
    expect(one.events[0]).toMatchObject({ workers: 1, tuning: { spread: true } });
  });
});
