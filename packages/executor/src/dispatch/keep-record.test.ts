import type { WellError, WellRunner } from "@ohcs/context";
import { plateOf } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makePlateFolders, type PlateFolders } from "../../test/plate-folders.ts";
import { runPlate } from "../../test/plate-runs.ts";
import { projectionOf, writeWell } from "../../test/projection.ts";
import { fail } from "../errors.ts";
import { inlineRunner } from "../inline/inline-runner.ts";
import { toWellError } from "../well/place.ts";

const functionsUrl = new URL("../../test/fixtures/functions.mjs", import.meta.url).href;
const RECORD = ".ohcs/wells/A01.json";
const inline = inlineRunner({ importModule: (url) => import(url) });
const plate = plateOf([projectionOf("A01")]);
let folders: PlateFolders;
beforeEach(async () => {
  folders = await makePlateFolders(functionsUrl);
  await writeWell(folders, "A01", 5);
});
afterEach(() => folders.remove());

/** A runner whose wells fail with `error` after they wrote their record. */
function failingLate(error: WellError): WellRunner {
  return {
    ...inline,
    start: async (options) => {
      const session = await inline.start(options);
      const run: typeof session.run = async (task, signal) => ({
        ...(await session.run(task, signal)),
        status: "error",
        error,
      });
      return { width: 1, run, close: () => session.close() };
    },
  };
}

test("a record of success gives way to the failure that its attempt ended with, so that resuming runs the well again", async () => {
  const error = toWellError(fail("FUNCTION_STRAY_ERROR", "Cannot go on with the well"));
  const { result } = await runPlate(folders, plate, failingLate(error));
  expect(result.wells.A01?.status).toBe("error");
  expect(await folders.json(RECORD)).toMatchObject({ result: { status: "error", error: { code: error.code } } });
  const resumed = await runPlate(folders, plate, inline, { resume: true });
  expect(resumed.result.wells.A01?.status).toBe("success");
});
