import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type CompiledPlate, encodeContext, fingerprintOf, type Json, type Table } from "@ohcs/context";
import { threadsRunner } from "@ohcs/executor/threads";
import { plateOf } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makePlateFolders, type PlateFolders } from "./plate-folders.ts";
import { runPlate } from "./plate-runs.ts";
import { projectionOf, writeWell } from "./projection.ts";
import { isDeep, RUNNERS, USUAL_RUNNERS } from "./runners.ts";
import { tablesOf } from "./tables.ts";

const functionsUrl = new URL("./fixtures/functions.mjs", import.meta.url).href;
const WELLS = ["A01", "A02", "B01", "B02", "C01", "C02"];
const WIDTHS = isDeep ? [1, 2, 4] : [2];
const MAP: Table = { columns: ["well", "dose"], rows: WELLS.map((well, i) => [well, i / 2]) };
const MAP_HASH = fingerprintOf(MAP as unknown as Json);

let folders: PlateFolders;
beforeEach(async () => {
  folders = await makePlateFolders(functionsUrl);
  for (const [i, well] of WELLS.entries()) await writeWell(folders, well, i);
});
afterEach(() => folders.remove());

function plate(bad: Readonly<Record<string, string>> = {}, fields = {}): CompiledPlate {
  const contexts = WELLS.map((well) => projectionOf(well, well in bad ? [bad[well] ?? ""] : [], fields));
  return plateOf(contexts, [{ context: tablesOf(WELLS, MAP_HASH) }]);
}

test("the tree is byte-identical for every runner and number of workers (landmine 36)", async () => {
  const trees: Record<string, string>[] = [];
  for (const [name, create] of Object.entries(RUNNERS))
    for (const workers of name === "inline" ? [1] : WIDTHS) {
      const own = await makePlateFolders(functionsUrl);
      try {
        for (const [i, well] of WELLS.entries()) await writeWell(own, well, i);
        const { result } = await runPlate(own, plate(), create(), { workers, supplied: { [MAP_HASH]: MAP } });
        expect(result.status).toBe("complete");
        trees.push(await own.tree());
      } finally {
        await own.remove();
      }
    }
  expect(trees).toHaveLength(1 + 2 * WIDTHS.length);
  expect(Object.keys(trees[0] ?? {})).toHaveLength(2 * WELLS.length + 3);
  for (const tree of trees) expect(tree).toEqual(trees[0]);
});

describe.each(USUAL_RUNNERS)("%s", (name, create) => {
  test("with k bad wells of n exactly n−k succeed, and their outputs exist (landmine 1)", async () => {
    const { result } = await runPlate(folders, plate({ A02: "throws", C01: "rejectsText" }), create(), {
      supplied: { [MAP_HASH]: MAP },
    });
    expect(result.status).toBe("partial");
    const failed = Object.values(result.wells).filter(({ status }) => status === "error");
    expect(
      failed.map(({ wellId, error }) => [wellId, error?.step?.name, error?.function, error?.cause?.message]),
    ).toEqual([
      ["A02", "project", "throws", "no such thing"],
      ["C01", "project", "rejectsText", "A value that is not an Error was thrown: 'only a text'"],
    ]);
    const images = Object.keys(await folders.tree()).filter((path) => path.startsWith("images/"));
    expect(images).toEqual(["A01", "B01", "B02", "C02"].map((well) => `images/${well}_s001_w1_t001.tif`));
  });

  test("every selected well has a row in `wells`, whatever became of it (landmine 39); a failed one enters no merge (35)", async () => {
    await runPlate(folders, plate({ B01: "throws" }), create(), { supplied: { [MAP_HASH]: MAP } });
    const wells = await folders.table("images_results/wells.csv");
    expect(wells.columns.slice(0, 3)).toEqual(["Metadata_Plate", "Metadata_Well", "Metadata_Status"]);
    expect(wells.rows).toEqual([
      ["P", "A01", "success", 0, 0],
      ["P", "A02", "success", 2, 0.5],
      ["P", "B01", "error", null, 1],
      ["P", "B02", "success", 2, 1.5],
      ["P", "C01", "success", 2, 2],
      ["P", "C02", "success", 2, 2.5],
    ]);
    const { columns, rows } = await folders.table("images_results/objects.csv");
    expect(new Set(rows.map((row) => row[columns.indexOf("Metadata_Well")]))).toEqual(
      new Set(["A02", "B02", "C01", "C02"]),
    );
  });

  test("a run leaves the encoded contexts byte-identical (landmine 4)", async () => {
    const compiled = plate();
    const wire = () => compiled.phases.toArray().flatMap(({ contexts }) => contexts.toArray().map(encodeContext));
    const before = wire();
    await runPlate(folders, compiled, create(), { supplied: { [MAP_HASH]: MAP } });
    expect(wire()).toEqual(before);
  });

  test("events of a well are in order, and its last one is its result", async () => {
    const { events } = await runPlate(folders, plate(), create(), { supplied: { [MAP_HASH]: MAP } });
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i));
    const ofWell = events.filter((event) => "well" in event && event.well === "A02").map(({ type }) => type);
    expect(ofWell).toEqual([
      "wellQueued",
      "wellStarted",
      "stepStarted",
      "stepFinished",
      "stepStarted",
      "stepFinished",
      "wellFinished",
    ]);
  });

  test("what functions print becomes log events and enters the record", async () => {
    const { events } = await runPlate(folders, plate({ A01: "prints" }), create(), { supplied: { [MAP_HASH]: MAP } });
    const logged = events.flatMap((event) => (event.type === "log" && event.well === "A01" ? [event.text] : []));
    expect(logged).toContain("a word on stderr");
    expect(logged.some((text) => text.startsWith("a word on stdout"))).toBe(true);
    expect(JSON.stringify(await folders.json(".ohcs/wells/A01.json"))).toContain("a word on stderr");
  });

  const levels = [
    [undefined, ["info", "warn", "error"]],
    ["debug", ["debug", "info", "warn", "error"]],
    ["error", ["error"]],
  ] as const;
  test.each(isDeep || name === "threads" ? levels : levels.slice(0, 1))(
    "with logLevel %s lines of %j enter events, log file and record, others none",
    async (logLevel, kept) => {
      const options = { supplied: { [MAP_HASH]: MAP }, tuning: logLevel === undefined ? {} : { logLevel } };
      const { events } = await runPlate(folders, plate({ A01: "prints" }), create(), options);
      const ofWell = events.flatMap((event) => (event.type === "log" && event.well === "A01" ? [event.level] : []));
      const file = await readFile(join(folders.output, ".ohcs/log.jsonl"), "utf8");
      const inFile = file
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line).level);
      const { log } = (await folders.json(".ohcs/wells/A01.json")) as { readonly log: readonly string[] };
      const inRecord = log.map((line) => line.slice(0, line.indexOf(":")));
      const expected = new Set(kept);
      expect([ofWell, inFile, inRecord].map((found) => new Set(found))).toEqual([expected, expected, expected]);
    },
  );
});

test("a worker file that is missing makes the run fall back to the calling thread", async () => {
  const runner = threadsRunner({ workerUrl: new URL("./fixtures/absent.mjs", import.meta.url).href });
  const { result, events } = await runPlate(folders, plate(), runner, { supplied: { [MAP_HASH]: MAP } });
  expect(result).toMatchObject({ status: "complete", environment: { runner: "inline", workers: 1 } });
  expect(events[1]).toMatchObject({ type: "fallbackInline" });
});

test("a run that is cancelled keeps what is finished and writes metadata of just that", async () => {
  const controller = new AbortController();
  const slow = Object.fromEntries(WELLS.slice(1).map((well) => [well, "slow"]));
  const options = { signal: controller.signal, graceMs: 5_000 };
  const { result } = await runPlate(folders, plate(slow), RUNNERS.threads(), options, (event) => {
    if (event.type === "wellFinished" && event.well === "A01") controller.abort();
  });
  expect(Object.values(result.wells).map(({ status }) => status)).toEqual([
    "success",
    ...WELLS.slice(1).map(() => "cancelled"),
  ]);
  expect(result.status).toBe("cancelled");
  expect(await folders.json("openhcs_metadata.json")).toMatchObject({
    ohcs: { wells: { A01: "success", C02: "cancelled" } },
  });
});
