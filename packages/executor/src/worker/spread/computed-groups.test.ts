import {
  defineFunction,
  encodeContext,
  type ImageStack,
  NO_PARAMETERS,
  type ProcessingContext,
  type TableInput,
} from "@ohcs/context";
import { type LoadModule, moduleLoader } from "@ohcs/filemanager";
import { contextOf, fromStep, MODULES } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { manyGroups, writeGroups } from "../../../test/many-groups.ts";
import { makePlateFolders, type PlateFolders } from "../../../test/plate-folders.ts";
import { type AloneOptions, runAlone, type StandIns } from "../../../test/run-alone.ts";
import { BufferPool } from "../buffers/buffer-pool.ts";
import { computeGroup } from "./compute-group.ts";
import type { GroupAnswer, GroupTask, Helpers } from "./helpers.ts";

const functionsUrl = new URL("../../../test/fixtures/functions.mjs", import.meta.url).href;
const SITES = 3;
const GROUPS = 2 * SITES;
let folders: PlateFolders;
beforeEach(async () => {
  folders = await makePlateFolders(functionsUrl);
  await writeGroups(folders, "A01", SITES);
});
afterEach(() => folders.remove());

/** A helper in this thread, apart from it by copies and moves as another thread is; `after` may spoil what it does. */
function helperOf(
  context: ProcessingContext,
  after: (answer: GroupAnswer) => GroupAnswer | null = (answer) => answer,
  standIns: StandIns = {},
) {
  const asked: GroupTask[] = [];
  const buffers = new BufferPool();
  const imported = moduleLoader({ ...folders.startup, runId: "test" }, (url) => import(url));
  const load: LoadModule = async (module) => standIns[module] ?? imported(module);
  const helpers: Helpers = {
    count: 1,
    room: 1,
    compute: async (task, arrays) => {
      asked.push(task);
      const moved = structuredClone(task, { transfer: [...arrays] });
      const { signal } = new AbortController();
      const { answer, arrays: back } = await computeGroup(encodeContext(context), moved, { load, buffers, signal });
      return after(structuredClone({ ...answer, printed: [] }, { transfer: [...back] }));
    },
  };
  return { helpers, asked, buffers };
}

/** Runs the well; what its files, its figures and its memory came to. */
async function outcomeOf(context: ProcessingContext, options: AloneOptions = {}) {
  const buffers = new BufferPool();
  const { result, events } = await runAlone(folders, context, { buffers, ...options });
  const figures = events.filter(({ type }) => type === "quality" || type === "stepProgress");
  const outputs = result.outputs.map(({ path, sha256 }) => [path, sha256]).toSorted();
  return { error: result.error, outputs, figures, peakBytes: result.peakBytes, freeBytes: buffers.freeBytes };
}

const sameAs = ({ error, outputs, figures }: Awaited<ReturnType<typeof outcomeOf>>) => ({
  error,
  outputs,
  figures,
});

test("groups that a helper computes leave the same files and figures, and little more memory", async () => {
  const context = manyGroups("A01", SITES, ["halve", "copy"]);
  const alone = await outcomeOf(context);
  const { helpers, asked } = helperOf(context);
  const helped = await outcomeOf(context, { helpers });
  expect(asked.length).toBeGreaterThanOrEqual(SITES);
  expect(sameAs(helped)).toEqual(sameAs(alone));
  expect(alone.outputs.length).toBeGreaterThan(GROUPS);
  expect(helped.freeBytes).toBeLessThanOrEqual(2 * alone.freeBytes);
});

test("a helper has its next group before it has ended the first, and the last two are shared", async () => {
  const context = manyGroups("A01", SITES, ["halve"]);
  const alone = await outcomeOf(context);
  const { helpers, asked } = helperOf(context);
  const inHand = { now: 0, most: 0 };
  const slow: Helpers = {
    count: 1,
    get room() {
      return 2 - inHand.now;
    },
    compute: async (task, arrays) => {
      inHand.most = Math.max(inHand.most, ++inHand.now);
      const answer = await helpers.compute(task, arrays);
      inHand.now--;
      return answer;
    },
  };
  expect(sameAs(await outcomeOf(context, { helpers: slow }))).toEqual(sameAs(alone));
  expect(inHand).toEqual({ now: 0, most: 2 });
  expect(asked.map(({ group }) => group)).not.toContain(GROUPS - 1);
});

test("what a helper does not answer is done again, once, where the well runs", async () => {
  const context = manyGroups("A01", SITES, ["halve"]);
  const alone = await outcomeOf(context);
  const silent = helperOf(context, () => null);
  expect(sameAs(await outcomeOf(context, { helpers: silent.helpers }))).toEqual(sameAs(alone));
  const failing = helperOf(context, () => {
    throw new Error("something else");
  });
  expect(sameAs(await outcomeOf(context, { helpers: failing.helpers }))).toEqual(sameAs(alone));
  expect(silent.asked.length).toBeGreaterThan(0);
});

test("a failure in a helper is that of the well, with its step and function", async () => {
  const context = manyGroups("A01", SITES, [{ call: "failsAt", with: { site: 1 } }]);
  const alone = await outcomeOf(context);
  const helped = await outcomeOf(context, { helpers: helperOf(context).helpers });
  const bare = ({ error, outputs, figures }: typeof alone) => ({ error: { ...error, stack: "" }, outputs, figures });
  expect(bare(helped)).toEqual(bare(alone));
  expect(alone.error).toMatchObject({ code: "FUNCTION_FAILED", function: "failsAt", step: { name: "change" } });
});

test("no helper is requested if spreading is off, or before memory is known to suffice", async () => {
  const context = manyGroups("A01", SITES, ["halve"]);
  const { helpers, asked } = helperOf(context);
  const alone = await outcomeOf(context, { helpers, tuning: { spread: false } });
  expect(asked).toEqual([]);
  const narrow = await outcomeOf(context, { helpers, memoryBytes: alone.peakBytes });
  expect(narrow.peakBytes).toBeLessThanOrEqual(alone.peakBytes);
  expect(sameAs(narrow)).toEqual(sameAs(alone));
  expect(asked.map(({ group }) => group)).not.toContain(0);
});

test("results that wait for one from elsewhere keep their samples where a function uses its array again", async () => {
  const context = manyGroups("A01", SITES, ["keepsResult"]);
  const alone = await outcomeOf(context, { tuning: { overlap: false } });
  const own = new Float32Array(6);
  let calls = 0;
  let tell: () => void = () => undefined;
  const twoWait = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const keepsResult = defineFunction({
    name: "keepsResult",
    version: "1.0.0",
    summary: "For tests",
    params: NO_PARAMETERS,
    run: ({ image }) => {
      if (++calls === 2) setImmediate(tell);
      own.set((image as ImageStack).data.map((value) => value + 5));
      return { image: { ...(image as ImageStack), data: own } };
    },
  });
  const { helpers, asked } = helperOf(context);
  const slow: Helpers = {
    count: 1,
    get room() {
      return asked.length === 0 ? 1 : 0;
    },
    compute: async (task, arrays) => {
      const answer = await helpers.compute(task, arrays);
      await twoWait;
      return answer;
    },
  };
  const standIns = { [MODULES.functions]: { ...(await import(functionsUrl)), keepsResult } };
  const helped = await outcomeOf(context, { helpers: slow, standIns, tuning: { overlap: false } });
  expect(asked.map(({ group }) => group)).toEqual([0]);
  expect(sameAs(helped)).toEqual(sameAs(alone));
});

test("a table that a function may not change is none that it may change in a helper", async () => {
  const sorts = defineFunction({
    name: "sorts",
    version: "1.0.0",
    summary: "For tests",
    params: NO_PARAMETERS,
    returnsImage: false,
    inputs: { table: { kind: "table" } },
    run: ({ table }) => {
      for (const { rows } of (table as TableInput).tables) (rows as unknown[]).reverse();
      return {};
    },
  });
  // Of one row is what the function leaves as it is: only the first group is changed.
  await folders.writeSource("one.tif", [[1]]);
  const groups = [0, 1, 2].map((i) => ({ key: `${i}`, inputs: { image: [i] } }));
  const context = contextOf({
    well: "A01",
    planes: ["A01_s1_w1.tif", "one.tif", "one.tif"].map((path, i) => ({ path, site: i + 1 })),
    steps: [
      {
        name: "count",
        chain: [{ call: "countPositive", outputs: { objects: "table:objects" } }],
        groups,
        outputs: { "table:objects": { kind: "table", memoryDir: "step0_count" } },
      },
      {
        name: "sort",
        chain: [{ call: "sorts", inputs: ["table"] }],
        inputs: { table: fromStep(0, "table:objects") },
        groups: groups.map(({ key }, i) => ({ key, inputs: { table: [i] } })),
      },
    ],
  });
  const standIns = { [MODULES.functions]: { ...(await import(functionsUrl)), sorts } };
  const alone = await outcomeOf(context, { standIns });
  const { helpers, asked } = helperOf(context, (answer) => answer, standIns);
  const helped = await outcomeOf(context, { helpers, standIns });
  expect(asked.some(({ step, group }) => step === 1 && group === 0)).toBe(true);
  expect([alone.error, helped.error]).toMatchObject(Array(2).fill({ code: "FUNCTION_FAILED", function: "sorts" }));
});
