import {
  defineFunction,
  type ImageStack,
  NO_PARAMETERS,
  OhcsError,
  type ProcessingContext,
  type StoredStep,
} from "@ohcs/context";
import { contextOf, fromStep, MODULES, stored } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makePlateFolders, type PlateFolders } from "../../../test/plate-folders.ts";
import { type AloneOptions, runAlone } from "../../../test/run-alone.ts";
import { type Watch, watchedDisk } from "../../../test/watched-disk.ts";
import { BufferPool } from "../buffers/buffer-pool.ts";

const functionsUrl = new URL("../../../test/fixtures/functions.mjs", import.meta.url).href;
const FIRST = "first/A01_s001.tif";
const SECOND = "second/A01_s001.tif";
let folders: PlateFolders;
beforeEach(async () => {
  folders = await makePlateFolders(functionsUrl);
  await folders.writeSource("p.tif", [[1, 2, 3]]);
});
afterEach(() => folders.remove());

/** Three steps: each adds 1 to the image of the one before and stores it; the last one has `timeoutS`. */
function threeSteps(timeoutS: number | null = null): ProcessingContext {
  const group = { key: "s001", coordinates: { site: 1 }, inputs: { image: [0] }, images: ["s001"] };
  const step = (name: string, index: number) => ({
    name,
    chain: ["addOne"],
    groups: [group],
    ...(index === 0 ? {} : { inputs: { image: fromStep(index - 1) } }),
    outputs: {
      image: {
        kind: "image" as const,
        memoryDir: `step${index}_${name}`,
        store: stored({ directory: name, dtype: null }),
      },
    },
    ...(name === "first" ? { timeoutS } : {}),
  });
  return contextOf({
    well: "A01",
    planes: [{ path: "p.tif", site: 1 }],
    steps: ["first", "second", "third"].map(step),
  });
}

/** Runs the well with a look at its files, and at each call. */
function run(watch: Watch, called: () => void | Promise<void> = () => {}, options: AloneOptions = {}, timeoutS = null) {
  const addOne = defineFunction({
    name: "addOne",
    version: "1.0.0",
    summary: "For tests",
    params: NO_PARAMETERS,
    run: async ({ image }, _, { allocate }) => {
      await called();
      const stack = image as ImageStack;
      const data = allocate?.(stack.dtype, stack.data.length) ?? stack.data.slice();
      for (let i = 0; i < data.length; i++) data[i] = (stack.data[i] ?? 0) + 1;
      return { image: { ...stack, data } };
    },
  });
  const standIns = { [MODULES.disk]: watchedDisk(watch), [MODULES.functions]: { addOne } };
  return runAlone(folders, threeSteps(timeoutS), { standIns, ...options });
}

/** A moment that is waited for. */
function moment() {
  let tell: () => void = () => undefined;
  const come = new Promise<void>((resolve) => {
    tell = resolve;
  });
  return { come, tell };
}

/** The order of the steps' calls, and of their files as they became durable, where saving the first takes long. */
async function orderOf(options: AloneOptions, timeoutS: null | number = null): Promise<readonly string[]> {
  const order: string[] = [];
  const later = async () => {
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  let calls = 0;
  const save = async (path: string) => {
    if (path === FIRST) await later();
    order.push(path);
  };
  const { result } = await run({ save }, () => void order.push(`call ${++calls}`), options, timeoutS as null);
  expect(result.error).toBeNull();
  return order.slice(0, 3);
}

test("what a step stores is written while the next one computes", async () => {
  const second = moment();
  let calls = 0;
  const { result } = await run(
    { save: (path) => (path === FIRST ? second.come : undefined) },
    () => void (++calls === 2 && second.tell()),
  );
  expect(result.error).toBeNull();
  expect(result.steps.map(({ writtenBytes }) => writtenBytes > 0)).toEqual([true, true, true]);
});

test("what a step stores is written before the next one begins without overlap, with a limit of its time, and with little memory", async () => {
  const whole = await run({});
  expect(await orderOf({})).toEqual(["call 1", "call 2", SECOND]);
  expect(await orderOf({ tuning: { overlap: false } })).toEqual(["call 1", FIRST, "call 2"]);
  expect(await orderOf({}, 60)).toEqual(["call 1", FIRST, "call 2"]);
  expect(await orderOf({ memoryBytes: whole.result.peakBytes })).toEqual(["call 1", FIRST, "call 2"]);
});

test("a write that fails while a later step computes is the error of its own step, and the record is that of a failure (landmine 5)", async () => {
  const second = moment();
  let calls = 0;
  const save = async (path: string) => {
    if (path !== FIRST) return;
    await second.come;
    throw new OhcsError("STORAGE_FULL", "Cannot save: the disk is full");
  };
  const { result } = await run({ save }, () => void (++calls === 2 && second.tell()));
  expect(result).toMatchObject({
    status: "error",
    error: { code: "STORAGE_FULL", file: FIRST, step: { index: 0, name: "first" } },
  });
  expect(await folders.json(".ohcs/wells/A01.json")).toMatchObject({ result: { status: "error" } });
});

test("the record lists what steps stored in their order, whatever was written first", async () => {
  const second = moment();
  const save = (path: string) => (path === FIRST ? second.come : second.tell());
  await run({ save });
  const { stored: steps } = (await folders.json(".ohcs/wells/A01.json")) as unknown as {
    stored: readonly StoredStep[];
  };
  expect(steps.map(({ step, files }) => [step, files])).toEqual([
    ["first", [FIRST]],
    ["second", [SECOND]],
    ["third", ["third/A01_s001.tif"]],
  ]);
});

test("memory of an image that no step reads any more is used again only once it is written", async () => {
  const buffers = new BufferPool();
  for (let well = 0; well < 2; well++) {
    let calls = 0;
    const third = moment();
    // Were it not waited for when the second step frees it, the third would compute into it.
    const save = async (path: string) => {
      if (path === FIRST) await Promise.race([third.come, new Promise((resolve) => setTimeout(resolve, 20))]);
    };
    const { result } = await run({ save }, () => void (++calls === 3 && third.tell()), { buffers });
    expect(result.error).toBeNull();
  }
  expect(await folders.image(FIRST)).toEqual([[2, 3, 4]]);
  expect(await folders.image(SECOND)).toEqual([[3, 4, 5]]);
});
