import { defineFunction, type ImageStack, NO_PARAMETERS } from "@ohcs/context";
import { contextOf, MODULES } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { manySites, writeSites } from "../../test/many-sites.ts";
import { makePlateFolders, type PlateFolders } from "../../test/plate-folders.ts";
import { runAlone } from "../../test/run-alone.ts";

const functionsUrl = new URL("../../test/fixtures/functions.mjs", import.meta.url).href;
let folders: PlateFolders;
beforeEach(async () => {
  folders = await makePlateFolders(functionsUrl);
  await writeSites(folders, 3);
});
afterEach(() => folders.remove());

/** Samples of a plane: 2 × 2. */
const FLOATS = 4 * 4;
const SHORTS = 4 * 2;
/** All three planes are kept for the next step; the third was just made, its input released, and stored as uint16. */
const PEAK = 3 * FLOATS + FLOATS + SHORTS;

test("peakBytes is the most that inputs, results, and what is kept and stored took at once", async () => {
  const { result, events } = await runAlone(folders, manySites(3), { tuning: { overlap: false } });
  expect(result.peakBytes).toBe(PEAK);
  const finished = events.flatMap((event) => (event.type === "stepFinished" ? [event.memory] : []));
  expect(finished).toEqual([1, 2].map(() => expect.objectContaining({ heldBytes: 3 * FLOATS, peakBytes: PEAK })));
  for (const { heapBytes, arrayBufferBytes } of finished) {
    expect(heapBytes).toBeGreaterThan(0);
    expect(arrayBufferBytes).toBeGreaterThanOrEqual(0);
  }
});

test.each([true, false])("a well that just fits into its memory succeeds, with overlap %s", async (overlap) => {
  const { result } = await runAlone(folders, manySites(3), { tuning: { overlap }, memoryBytes: PEAK });
  expect(result).toMatchObject({ status: "success", peakBytes: PEAK });
});

test.each([true, false])("a well that needs a byte more ends with an error, with overlap %s", async (overlap) => {
  const { result } = await runAlone(folders, manySites(3), { tuning: { overlap }, memoryBytes: PEAK - 1 });
  expect(result).toMatchObject({
    status: "error",
    error: {
      code: "WELL_MEMORY_EXCEEDED",
      message: `Cannot hold the well's images: expected at most ${PEAK - 1} bytes, got ${PEAK}`,
      step: { name: "change" },
      details: { limitBytes: PEAK - 1, neededBytes: PEAK },
    },
  });
});

test("what a function returns is counted before the engine goes on", async () => {
  const needed = 2 * FLOATS;
  const { result } = await runAlone(folders, manySites(3), { tuning: { overlap: false }, memoryBytes: needed - 1 });
  expect(result.error).toMatchObject({ code: "WELL_MEMORY_EXCEEDED", details: { neededBytes: needed } });
});

test("what is widened for a call is counted, and given back when that has returned", async () => {
  const shorts = (name: string) =>
    defineFunction({
      name,
      version: "1.0.0",
      summary: "For tests",
      params: NO_PARAMETERS,
      exact: true,
      run: ({ image }) => {
        const { data, ...rest } = image as ImageStack;
        return { image: { ...rest, data: Uint16Array.from(data), dtype: "uint16" } };
      },
    });
  const context = contextOf({
    well: "A01",
    planes: [{ path: "s1.tif", site: 1 }],
    steps: [
      {
        name: "only",
        chain: ["first", "second"].map((call) => ({ call, takes: "float64" })),
        groups: [{ key: "s001", inputs: { image: [0] } }],
      },
    ],
  });
  const functions = { first: shorts("first"), second: shorts("second") };
  const { result } = await runAlone(folders, context, { standIns: { [MODULES.functions]: functions } });
  expect(result.error).toBeNull();
  // The second call: what the first returned, that as float64, and what it returns itself; the input of the chain is released.
  expect(result.peakBytes).toBe(2 * SHORTS + 4 * 8);
});
