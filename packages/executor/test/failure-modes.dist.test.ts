import { readFile } from "node:fs/promises";
import type { FailureMode } from "@ohcs/context";
import { describe, expect, test } from "vitest";
import { expectFailure, plateForFailures } from "./failures/expect-failure.ts";
import { BAD_WELL, failingPlate, WELLS } from "./failures/failing-plate.ts";
import { FAILURES, failureTable, type RunnerName } from "./failures/failure-table.ts";
import { runPlate } from "./plate-runs.ts";
import { RUNNERS } from "./runners.ts";

const folders = plateForFailures();

/** One for each thing that workers do about a failure; every failure in every runner is a deep test. */
const TELLING = ["a function throws", "an image is truncated", "`process.exit(3)`", "an error thrown in a timer"];

describe.each(Object.keys(RUNNERS) as RunnerName[])(
  "%s: a failure is a value of its well and leaves nothing behind (landmines 1, 3, 5)",
  (runner) => {
    test.for(FAILURES.filter(({ failure }) => TELLING.includes(failure)))("$failure", (failure, context) =>
      expectFailure(folders(), runner, failure, context),
    );

    test("states that it contains exactly the modes all of whose failures it contains", () => {
      const modes = [...new Set(FAILURES.flatMap(({ mode }) => mode ?? []))];
      const isWhole = (mode: FailureMode) =>
        FAILURES.every((row) => row.mode !== mode || "code" in row.outcomes[runner]);
      expect([...RUNNERS[runner]().contains].toSorted()).toEqual(modes.filter(isWhole).toSorted());
    });
  },
);

test("the README shows the table of failures as it is tested", async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const begin = readme.indexOf("| failure | `inline` | `threads` | `processes` |");
  const [, , ...rows] = readme.slice(begin, readme.indexOf("\n\n", begin)).split("\n");
  expect(rows).toEqual(failureTable());
});

test.each(["threads", "processes"] as const)(
  "%s: an error that escapes from a function that returns is that of its well, also in the record (landmine 1)",
  async (runner) => {
    const plate = failingPlate({ by: "function", call: "straysAndReturns" });
    const { result } = await runPlate(folders(), plate, RUNNERS[runner]());
    const codes = Object.entries(result.wells).map(([well, { error }]) => [well, error?.code ?? null]);
    expect(codes).toEqual(WELLS.map((well) => [well, well === BAD_WELL ? "FUNCTION_STRAY_ERROR" : null]));
    const record = await folders().json(`.ohcs/wells/${BAD_WELL}.json`);
    expect(record).toMatchObject({ result: { status: "error", error: { code: "FUNCTION_STRAY_ERROR" } } });
  },
);

test.each([
  ["threads", "parentPort.postMessage()"],
  ["processes", "process.send()"],
] as const)(
  "%s: what a function sends to its parent disturbs no well, and is dropped (landmine 1)",
  async (runner, by) => {
    const plate = failingPlate({ by: "function", call: "sends" });
    const { result, events } = await runPlate(folders(), plate, RUNNERS[runner]());
    expect(Object.values(result.wells).map(({ status }) => status)).toEqual(WELLS.map(() => "success"));
    expect(events.filter(({ type }) => type === undefined)).toEqual([]);
    const said = events.flatMap((event) => (event.type === "log" && event.well === BAD_WELL ? [event.text] : []));
    const dropped = `Dropped what was sent by ${by}: functions cannot send messages there`;
    expect(said).toEqual(runner === "processes" ? [dropped, dropped, "sent"] : [dropped, dropped]);
  },
);
