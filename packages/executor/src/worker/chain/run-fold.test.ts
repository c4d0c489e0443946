import { defineFold, NO_PARAMETERS, type WellFile } from "@ohcs/context";
import { contextOf, MODULES, storedValue } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { commitTable } from "../../../test/commit-table.ts";
import { makePlateFolders, type PlateFolders } from "../../../test/plate-folders.ts";
import { runAlone } from "../../../test/run-alone.ts";

const WELLS = ["A01", "A02", "B01"];
let folders: PlateFolders;
let wellFiles: readonly WellFile[];
beforeEach(async () => {
  folders = await makePlateFolders("file:///none.mjs");
  wellFiles = await Promise.all(WELLS.map((well) => commitTable(folders, well, "objects")));
});
afterEach(() => folders.remove());

const context = contextOf({
  well: "count",
  axis: "plate",
  wells: WELLS,
  steps: [
    {
      name: "count",
      stepType: "fold",
      chain: [{ call: "counts", inputs: ["table"], outputs: { counted: "json:counted" } }],
      inputs: { table: { source: "wells", kind: "table", step: 0, output: "table:objects" } },
      groups: [{ key: "", inputs: { table: [0] } }],
      outputs: { "json:counted": { kind: "json", store: storedValue("counted", ".json") } },
    },
  ],
});

/** Runs a fold that counts the wells, and calls `added` after each. */
async function run({ added = () => undefined, signal, gives = true }: RunFoldOptions = {}) {
  const counts = defineFold({
    name: "counts",
    version: "1.0.0",
    summary: "For tests",
    params: NO_PARAMETERS,
    inputs: { table: { kind: "table" } },
    outputs: { counted: { kind: "json" } },
    empty: () => 0,
    add: (sum: number) => {
      added();
      return sum + 1;
    },
    merge: (before: number, after: number) => before + after,
    finish: (sum: number) => ({ outputs: gives ? { counted: sum } : {} }),
  });
  const contributors = WELLS.map((well) => ({ well, status: "success" }) as const);
  const standIns = { [MODULES.functions]: { counts } };
  return runAlone(folders, context, { contributors, wellFiles, standIns, ...(signal === undefined ? {} : { signal }) });
}

interface RunFoldOptions {
  readonly added?: () => void;
  readonly signal?: AbortSignal;
  /** Does it return its result? */
  readonly gives?: boolean;
}

test("runFold() reads one well after the other and stores what the fold makes of them", async () => {
  expect((await run()).result.error).toBeNull();
  expect(await folders.json("images_results/counted.json")).toBe(3);
});

test("runFold() reads no further well once it is cancelled", async () => {
  const controller = new AbortController();
  let added = 0;
  const { result } = await run({
    added: () => {
      added++;
      controller.abort();
    },
    signal: controller.signal,
  });
  expect(result).toMatchObject({ status: "cancelled", error: { code: "WELL_CANCELLED", step: { name: "count" } } });
  expect(added).toBe(1);
});

test("runFold() names a fold that does not give what its step emits", async () => {
  const { error } = (await run({ gives: false })).result;
  expect(error).toMatchObject({ code: "FUNCTION_OUTPUT_MISSING", step: { name: "count" }, function: "counts" });
});
