import type { PlateResult, RunEvent, WellTask } from "@ohcs/context";
import { memoryRunHost } from "@ohcs/records/memory";
import { contextOf, plateOf } from "@ohcs/testkit/contexts";
import { expect, test } from "vitest";
import { type FakeWell, fakeRunner } from "../../test/fake-runner.ts";
import type { ExecuteOptions } from "../dispatch/execute-options.ts";
import { executePlate } from "../dispatch/execute-plate.ts";

const WELLS = ["A01", "A02", "A03", "A04", "A05", "A06"];
const plate = plateOf(WELLS.map((well) => contextOf({ well, steps: [{ name: "only", groups: [] }] })));

/** Runs six wells that need `needs` bytes each, or as many as is said of them; notes what each was granted. */
async function run(needs: Readonly<Record<string, number>>, options: Partial<ExecuteOptions>) {
  const granted: Record<string, (number | null | undefined)[]> = {};
  const behave = ({ wellId, memoryBytes }: WellTask): FakeWell => {
    granted[wellId] = [...(granted[wellId] ?? []), memoryBytes];
    const neededBytes = needs[wellId] ?? 1;
    if (memoryBytes == null || neededBytes <= memoryBytes) return {};
    return { error: { code: "WELL_MEMORY_EXCEEDED", details: { neededBytes } } };
  };
  const { runner, most, rested } = fakeRunner(behave);
  const startup = { modules: {}, roots: { output: "out" } };
  const running = executePlate({ plate, runner, workers: 4, startup, host: memoryRunHost(), ...options });
  const events: RunEvent[] = [];
  running.subscribe((event) => void events.push(event));
  const result = await running.result;
  const changes = events.flatMap((event) => (event.type === "widthChanged" ? [event] : []));
  return { result, granted, events, changes, most, rested };
}

const failed = ({ wells }: PlateResult) =>
  Object.values(wells).flatMap(({ wellId, status }) => (status === "success" ? [] : [wellId]));

test("without a budget each well may hold what it likes, and the width stays", async () => {
  const { result, granted, changes, most } = await run({}, {});
  expect(failed(result)).toEqual([]);
  expect(Object.values(granted)).toEqual(WELLS.map(() => [null]));
  expect([changes, most()]).toEqual([[], 4]);
});

test("a well that is refused is run again with a greater share, on fewer workers; the others keep their results", async () => {
  const { result, granted, events, changes, rested } = await run({ A02: 60 }, { memoryBudgetBytes: 100 });
  expect(failed(result)).toEqual([]);
  expect(granted.A02).toEqual([25, 100]);
  expect(result.wells.A02).toMatchObject({ status: "success", attempts: 2 });
  expect(changes[0]).toMatchObject({ from: 4, to: 1, reason: "memory" });
  expect(events).toContainEqual(
    expect.objectContaining({ type: "wellRetried", well: "A02", attempt: 2, code: "WELL_MEMORY_EXCEEDED" }),
  );
  expect(rested()[0]).toBe(1);
});

test("wells that were refused together are all run again", async () => {
  const { result, granted } = await run({ A01: 50, A02: 50, A03: 50 }, { memoryBudgetBytes: 100 });
  expect(failed(result)).toEqual([]);
  for (const well of ["A01", "A02", "A03"]) expect(granted[well]?.at(-1)).toBeGreaterThanOrEqual(50);
});

test("a well that is refused all there is ends with its error, and so does one on a width that is fixed", async () => {
  const alone = await run({ A02: 101 }, { memoryBudgetBytes: 100 });
  expect(alone.granted.A02?.at(-1)).toBe(100);
  expect(alone.result.wells.A02).toMatchObject({ status: "error", error: { code: "WELL_MEMORY_EXCEEDED" } });
  expect(failed(alone.result)).toEqual(["A02"]);
  const fixed = await run({ A02: 60 }, { memoryBudgetBytes: 100, adaptWidth: false });
  expect(fixed.granted.A02).toEqual([25]);
  expect(fixed.result.wells.A02).toMatchObject({ status: "error", attempts: 1 });
  expect(fixed.changes).toEqual([]);
});

test("a run begins with as many wells as are expected to fit, and takes more where there is room", async () => {
  const { result, granted, changes } = await run({}, { memoryBudgetBytes: 100, expectedWellBytes: 100 });
  expect(failed(result)).toEqual([]);
  expect(granted.A01).toEqual([100]);
  expect(changes[0]).toMatchObject({ from: 1, to: 2, reason: "room" });
  expect(granted.A03).toEqual([50]);
});

test("the start of a run reports how its workers are tuned", async () => {
  const { events } = await run({}, { tuning: { overlap: false } });
  expect(events[0]).toMatchObject({ type: "runStarted", tuning: { overlap: false, reuseBuffers: true } });
});
