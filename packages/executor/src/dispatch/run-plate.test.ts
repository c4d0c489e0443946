import type { PlateResult, ProcessingContext, RunEvent, WellRunner } from "@ohcs/context";
import { memoryRunHost } from "@ohcs/records/memory";
import { contextOf, plateOf } from "@ohcs/testkit/contexts";
import { expect, test } from "vitest";
import { fakeRunner } from "../../test/fake-runner.ts";
import type { ExecuteOptions } from "./execute-options.ts";
import { executePlate } from "./execute-plate.ts";
import { checkWorkers } from "./run-plate.ts";

const context = (well: string, fields = {}): ProcessingContext =>
  contextOf({ well, steps: [{ name: "only", groups: [] }], ...fields });
const plateWith = (wells: readonly string[], fields = {}) => plateOf(wells.map((well) => context(well, fields)));
const statuses = ({ wells }: PlateResult) =>
  Object.fromEntries(Object.entries(wells).map(([id, { status }]) => [id, status]));

const startup = { modules: {}, roots: { output: "out" } };

interface StartOptions extends Partial<ExecuteOptions> {
  /** What differs in every context. */
  readonly fields?: object;
}

function start(
  runner: WellRunner,
  wells: readonly string[],
  { workers = 1, fields = {}, ...options }: StartOptions = {},
) {
  const host = memoryRunHost();
  const run = executePlate({ plate: plateWith(wells, fields), runner, workers, startup, host, ...options });
  const events: RunEvent[] = [];
  run.subscribe((event) => void events.push(event));
  return { run, events, files: host.files };
}

test("with k bad wells of n exactly n−k succeed, k are errors, and the result map is complete (landmine 1)", async () => {
  const { runner } = fakeRunner(({ wellId }) => (["A02", "A04"].includes(wellId) ? { error: { code: "BAD" } } : {}));
  const { run, files } = start(runner, ["A01", "A02", "A03", "A04", "A05"], { workers: 2 });
  const result = await run.result;
  expect(statuses(result)).toEqual({ A01: "success", A02: "error", A03: "success", A04: "error", A05: "success" });
  expect(result.phases[0]).toMatchObject({
    status: "partial",
    contributors: ["A01", "A03", "A05"],
    excluded: [
      { well: "A02", reason: "BAD" },
      { well: "A04", reason: "BAD" },
    ],
  });
  expect(JSON.parse(files.get(".ohcs/wells/A02.json") ?? "")).toMatchObject({ result: { error: { code: "BAD" } } });
});

test("one slow well does not idle the other workers (landmine 19)", async () => {
  let release: () => void = () => undefined;
  const others = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { runner, most } = fakeRunner(async ({ wellId }) => {
    if (wellId === "A01") await others;
    return {};
  });
  const { run, events } = start(runner, ["A01", "A02", "A03", "A04", "A05", "A06", "A07"], { workers: 2 });
  // The slow well goes on only when all others have ended: with a lane of its own for each worker it never would.
  let left = 6;
  run.subscribe((event) => void (event.type === "wellFinished" && --left === 0 && release()));
  await run.result;
  expect(most()).toBe(2);
  expect(events.flatMap((event) => (event.type === "wellFinished" ? [event.well] : [])).at(-1)).toBe("A01");
});

test("wells that are expected to take longest begin first, equal ones in plate order", async () => {
  const { runner, began } = fakeRunner(() => ({}));
  const planes = (n: number) => Array.from({ length: n }, (_, i) => ({ path: `${i}.tif`, site: i }));
  const plate = plateOf([
    context("A01"),
    context("A02", { planes: planes(3) }),
    context("A03"),
    context("A04", { planes: planes(5) }),
  ]);
  await executePlate({ plate, runner, workers: 1, startup, host: memoryRunHost() }).result;
  expect(began).toEqual(["A04", "A02", "A01", "A03"]);
});

test("a retryable error is tried again, up to the limit, and announced", async () => {
  const { runner } = fakeRunner(({ attempt }) => (attempt < 3 ? { error: { code: "BUSY", retryable: true } } : {}));
  const { run, events } = start(runner, ["A01"], { fields: { config: { retries: 2 } } });
  expect((await run.result).wells.A01).toMatchObject({ status: "success", attempts: 3 });
  expect(events.filter(({ type }) => type === "wellRetried")).toMatchObject([
    { attempt: 2, code: "BUSY" },
    { attempt: 3 },
  ]);
  const limited = start(fakeRunner(() => ({ error: { code: "BUSY", retryable: true } })).runner, ["A01"], {
    fields: { config: { retries: 1 } },
  });
  expect((await limited.run.result).wells.A01).toMatchObject({ status: "error", attempts: 2 });
  const firm = start(fakeRunner(() => ({ error: { code: "BAD" } })).runner, ["A01"], {
    fields: { config: { retries: 5 } },
  });
  expect((await firm.run.result).wells.A01).toMatchObject({ status: "error", attempts: 1 });
});

test("a well that is run again with more memory has the retries left that it had, no fewer and no more", async () => {
  const busy = { error: { code: "BUSY", retryable: true } };
  const refused = { error: { code: "WELL_MEMORY_EXCEEDED", details: { neededBytes: 80 } } };
  const limits = { workers: 2, memoryBudgetBytes: 100, expectedWellBytes: 10, fields: { config: { retries: 1 } } };
  const attemptsOf = async (...ends: readonly object[]) => {
    const { runner } = fakeRunner(({ wellId, attempt }) => (wellId === "A01" ? (ends[attempt - 1] ?? {}) : {}));
    const { status, attempts } = (await start(runner, ["A01", "A02"], limits).run.result).wells.A01 ?? {};
    return [status, attempts];
  };
  expect(await attemptsOf(refused, busy)).toEqual(["success", 3]);
  expect(await attemptsOf(busy, refused, busy)).toEqual(["error", 3]);
});

test("a well that fails after its run was cancelled is not announced to be tried again", async () => {
  const controller = new AbortController();
  const { runner } = fakeRunner(() => {
    controller.abort();
    return { error: { code: "BUSY", retryable: true } };
  });
  const { run, events } = start(runner, ["A01"], { signal: controller.signal, fields: { config: { retries: 3 } } });
  expect((await run.result).wells.A01).toMatchObject({ status: "cancelled", attempts: 1 });
  expect(events.filter(({ type }) => type === "wellRetried")).toEqual([]);
});

test("the limit of a well is one for each well to a reduction", async () => {
  const limits: (readonly [string, number | null])[] = [];
  const { runner } = fakeRunner(({ wellId, deadlineMs }) => {
    limits.push([wellId, deadlineMs]);
    return {};
  });
  const config = { retries: 0, timeoutS: 30 };
  const wells = ["A01", "A02", "A03"];
  const plate = plateOf(
    wells.map((well) => context(well, { config })),
    [{ context: context("tables", { axis: "plate", wells, config }) }],
  );
  await executePlate({ plate, runner, workers: 1, startup, host: memoryRunHost() }).result;
  expect(limits).toEqual([...wells.map((well) => [well, 30_000]), ["tables", 90_000]]);
});

test("a reduction is tried again like a well, and that is announced under its name", async () => {
  const { runner } = fakeRunner(({ contributors, attempt }) =>
    contributors.length > 0 && attempt === 1 ? { error: { code: "BUSY", retryable: true } } : {},
  );
  const reduction = context("tables", { axis: "plate", wells: ["A01"], config: { retries: 1 } });
  const run = executePlate({
    plate: plateOf([context("A01")], [{ context: reduction }]),
    runner,
    workers: 1,
    startup,
    host: memoryRunHost(),
  });
  const retried: RunEvent[] = [];
  run.subscribe((event) => void (event.type === "wellRetried" && retried.push(event)));
  expect((await run.result).phases[1]).toMatchObject({ status: "complete", result: { attempts: 2 } });
  expect(retried).toMatchObject([{ well: "tables", attempt: 2, code: "BUSY" }]);
});

test("cancelling one run leaves another untouched; finished wells keep their results (landmine 20)", async () => {
  const listening = fakeRunner(async ({ wellId }, signal) => {
    if (wellId !== "A01") await new Promise((resolve) => signal.addEventListener("abort", resolve));
    return wellId === "A01" ? {} : { status: "cancelled" };
  });
  const controller = new AbortController();
  const first = start(listening.runner, ["A01", "A02", "A03"], { signal: controller.signal });
  const second = start(fakeRunner(() => ({ ms: 50 })).runner, ["A01", "A02"]);
  first.run.subscribe((event) => void (event.type === "wellFinished" && event.well === "A01" && controller.abort()));
  const cancelled = await first.run.result;
  expect(cancelled.status).toBe("cancelled");
  expect(statuses(cancelled)).toEqual({ A01: "success", A02: "cancelled", A03: "cancelled" });
  expect(first.events.at(-1)).toMatchObject({ type: "runFinished", status: "cancelled" });
  expect((await second.run.result).wells).toMatchObject({ A01: { status: "success" }, A02: { status: "success" } });
});

test("a well that does not listen is ended after the grace period, or when cancelled again", async () => {
  const deaf = () => fakeRunner(() => ({ ms: 60_000 })).runner;
  const patient = start(deaf(), ["A01"], { graceMs: 40 });
  const impatient = start(deaf(), ["A01"]);
  setTimeout(() => patient.run.cancel(), 10);
  setTimeout(() => impatient.run.cancel(), 10);
  setTimeout(() => impatient.run.cancel(), 20);
  for (const { run } of [patient, impatient]) expect(statuses(await run.result)).toEqual({ A01: "cancelled" });
});

test("a runner that rejects makes an error of the well, not of the run", async () => {
  const { runner } = fakeRunner(() => Promise.reject(new Error("a broken runner")));
  const { run } = start(runner, ["A01"]);
  expect((await run.result).wells.A01).toMatchObject({ status: "error", error: { message: "a broken runner" } });
});

test("a runner whose workers can neither rest nor be closed loses no results, and the failure is logged", async () => {
  const { runner } = fakeRunner(({ wellId }) =>
    wellId === "A01" ? { error: { code: "WELL_MEMORY_EXCEEDED", details: { neededBytes: 80 } } } : {},
  );
  const clumsy: WellRunner = {
    ...runner,
    start: async (options) => ({
      ...(await runner.start(options)),
      rest: () => Promise.reject(new Error("no rest")),
      close: () => Promise.reject(new Error("no end")),
    }),
  };
  const limits = { workers: 2, memoryBudgetBytes: 100, expectedWellBytes: 10 };
  const { run, events } = start(clumsy, ["A01", "A02", "A03"], limits);
  expect(statuses(await run.result)).toEqual({ A01: "error", A02: "success", A03: "success" });
  const told = events.flatMap((event) => (event.type === "log" ? [event.text] : []));
  expect(new Set(told)).toEqual(new Set(["Cannot rest workers: no rest", "Cannot close workers: no end"]));
});

test("a number of workers that is none is refused before anything is touched", async () => {
  const { run, files } = start(fakeRunner(() => ({})).runner, ["A01"], { workers: Number.NaN });
  await expect(run.result).rejects.toMatchObject({ code: "WORKERS_INVALID" });
  expect(files.size).toBe(0);
});

test("where workers cannot start, wells run in the calling thread, and the run says why", async () => {
  const runner: WellRunner = {
    specVersion: 1,
    name: "none",
    contains: [],
    start: () => Promise.reject(new Error("no threads here")),
  };
  const { run, events } = start(runner, ["A01"], { workers: 4 });
  const { environment } = await run.result;
  expect(environment).toMatchObject({ runner: "inline", workers: 1 });
  expect(events.slice(0, 2)).toMatchObject([
    { type: "runStarted", runner: "inline" },
    { type: "fallbackInline", reason: "no threads here" },
  ]);
});

test("a run with no listener, a slow one and a throwing one finishes with the same results (landmine 30)", async () => {
  const runs = [undefined, "slow", "throwing"].map(async (kind) => {
    const { runner } = fakeRunner(() => ({}));
    const host = memoryRunHost();
    const run = executePlate({
      plate: plateWith(["A01", "A02"]),
      runner,
      workers: 2,
      startup,
      host,
    });
    if (kind === "throwing")
      run.subscribe(() => {
        throw new Error("listener");
      });
    if (kind === "slow") void run.events[Symbol.asyncIterator]().next();
    return statuses(await run.result);
  });
  expect(new Set((await Promise.all(runs)).map((one) => JSON.stringify(one))).size).toBe(1);
});

test("a reduction sees how every well ended, and too few wells are an error of it alone (landmine 35)", async () => {
  const tasks: unknown[] = [];
  const { runner } = fakeRunner((task) => {
    if (task.contributors.length > 0) tasks.push(task.contributors);
    return task.wellId === "A02" ? { error: { code: "BAD" } } : {};
  });
  const reduction = (name: string) => context(name, { axis: "plate", wells: ["A01", "A02"] });
  const plate = plateOf(
    ["A01", "A02"].map((well) => context(well)),
    [{ context: reduction("tables") }, { context: reduction("picky"), minWells: 2 }],
  );
  const { phases, status } = await executePlate({
    plate,
    runner,
    workers: 1,
    startup,
    host: memoryRunHost(),
  }).result;
  expect(tasks).toEqual([
    [
      { well: "A01", status: "success" },
      { well: "A02", status: "error" },
    ],
  ]);
  expect(phases.slice(0, 3)).toMatchObject([
    { name: "wells", status: "partial" },
    { name: "tables", status: "complete", contributors: ["A01"], excluded: [{ well: "A02", reason: "BAD" }] },
    { name: "picky", status: "failed", result: { error: { code: "TOO_FEW_WELLS" } } },
  ]);
  expect(status).toBe("partial");
});

test.each([1, 3, Number.POSITIVE_INFINITY])("checkWorkers() takes %s", (workers) => checkWorkers(workers));

test.each([0, -1, 1.5, Number.NaN, undefined as unknown as number])("checkWorkers() refuses %s", (workers) => {
  expect(() => checkWorkers(workers)).toThrowError(
    expect.objectContaining({ code: "WORKERS_INVALID", message: expect.stringMatching(`got ${workers}$`) }),
  );
});

test("a remote runner is given all wells at once, whatever this machine has, and does not begin where it cannot", async () => {
  const { runner, most } = fakeRunner(() => ({ ms: 5 }));
  const remote = { ...runner, isRemote: true };
  const { run } = start(remote, ["A01", "A02", "A03"], {
    workers: 1,
    memoryBudgetBytes: 1,
    adaptWidth: true,
  });
  expect([statuses(await run.result), most()]).toEqual([{ A01: "success", A02: "success", A03: "success" }, 3]);
  const away = () => Promise.reject(new Error("no server"));
  const { run: refused } = start({ ...runner, isRemote: true, start: away }, ["A01"]);
  await expect(refused.result).rejects.toThrow("no server");
});

test("a run on this machine ends what workers elsewhere still do for an earlier run of its output", async () => {
  const { runner } = fakeRunner(() => ({}));
  const host = memoryRunHost(new Map([[".ohcs/remote/run.json", "{}"]]));
  await executePlate({ plate: plateWith(["A01"]), runner, workers: 1, startup, host }).result;
  expect(await host.readOutput("out").readText(".ohcs/remote/run.json")).toBeNull();
});
