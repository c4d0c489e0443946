import { defineFunction, NO_PARAMETERS, OhcsError } from "@ohcs/context";
import { describeRun } from "@ohcs/records";
import { nodeRunHost } from "@ohcs/records/host";
import { contextOf, plateOf, stored } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makePlateFolders, type PlateFolders } from "../../test/plate-folders.ts";
import { runPlate } from "../../test/plate-runs.ts";
import { inlineRunner } from "../inline/inline-runner.ts";

const FUNCTIONS = "test:functions-that-fail-at-first";
let folders: PlateFolders;
beforeEach(async () => {
  folders = await makePlateFolders(FUNCTIONS);
  await folders.writeSource("a.tif", [[1]]);
});
afterEach(() => folders.remove());

/** A function that fails so often before it succeeds; the failure may pass, or not. */
const failing = (times: number, retryable: boolean) => {
  let left = times;
  return defineFunction({
    name: "busy",
    version: "1.0.0",
    summary: "For tests",
    params: NO_PARAMETERS,
    exact: true,
    run: ({ image }) => {
      if (left-- > 0) throw new OhcsError("STAGE_BUSY", "Cannot move the stage", { retryable });
      return { image: image as never };
    },
  });
};

async function run(busy: ReturnType<typeof failing>, retries: { readonly well: number; readonly step: number }) {
  const coordinates = { site: 1, channel: "1" };
  const context = contextOf({
    well: "A01",
    planes: [{ path: "a.tif", ...coordinates }],
    config: { retries: retries.well, timeoutS: null },
    steps: [
      {
        name: "scan",
        retries: retries.step,
        chain: ["busy"],
        groups: [{ key: "s001", coordinates, inputs: { image: [0] }, images: ["s001"] }],
        outputs: { image: { kind: "image", store: stored() } },
      },
    ],
  });
  const runner = inlineRunner({ importModule: async (url) => (url === FUNCTIONS ? { busy } : import(url)) });
  const { result, events } = await runPlate(folders, plateOf([context]), runner);
  const { quarantine } = await describeRun(nodeRunHost().readOutput(folders.output));
  expect(quarantine).toEqual(result.quarantine);
  const retried = events.flatMap((event) => (event.type === "wellRetried" ? [[event.attempt, event.code]] : []));
  return { well: result.wells.A01, quarantine, retried };
}

test("a failure that its function marks retryable is tried again as often as its step allows, each time announced", async () => {
  const { well, quarantine, retried } = await run(failing(2, true), { well: 0, step: 2 });
  expect(well).toMatchObject({ status: "success", attempts: 3 });
  expect(retried).toEqual([
    [2, "FUNCTION_FAILED"],
    [3, "FUNCTION_FAILED"],
  ]);
  expect(quarantine).toEqual([]);
});

test("a well whose step has no retries left is an error, and in quarantine, also as it is stored", async () => {
  const { well, quarantine, retried } = await run(failing(3, true), { well: 5, step: 1 });
  expect(well).toMatchObject({
    status: "error",
    attempts: 2,
    error: { retryable: true, step: { name: "scan" }, cause: { code: "STAGE_BUSY" } },
  });
  expect(retried).toHaveLength(1);
  expect(quarantine).toEqual([{ well: "A01", reason: "failedRepeatedly", attempts: 2, code: "FUNCTION_FAILED" }]);
});

test("a failure that is not marked retryable is final, whatever the limits", async () => {
  const { well, quarantine, retried } = await run(failing(1, false), { well: 5, step: 5 });
  expect(well).toMatchObject({ status: "error", attempts: 1 });
  expect([quarantine, retried]).toEqual([[], []]);
});
