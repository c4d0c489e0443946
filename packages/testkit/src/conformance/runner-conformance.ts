import type { FailureMode, RunnerSession, WellResult, WellRunner, WorkerEvent } from "@ohcs/context";
import { expectEqual } from "./expectation.ts";
import { CONFORMANCE_MODULE, conformanceTask, type TaskOptions } from "./runner-conformance-task.ts";

/** Options of the suite. */
export interface RunnerConformance {
  /** Registers a test, as the test framework does: `test("name", async () => …)`. */
  readonly test: (name: string, run: () => Promise<void>) => void;
  /** Makes the runner, with a heap limit of about 64 MiB where it has one. */
  readonly create: () => WellRunner;
  /** Failures that the runner states it contains; each is injected. @default the runner's own statement */
  readonly contains?: readonly FailureMode[];
  /** URL of the module `@ohcs/testkit/runner-conformance-modules`, as workers can import it. */
  readonly modulesUrl: string;
}

const DEADLINE_MS = 1_500;

/** How each failure is caused. */
const INJECTIONS: Readonly<Record<FailureMode, readonly TaskOptions[]>> = {
  throw: [{ call: "throws" }],
  rejection: [{ call: "rejects" }],
  io: [
    { call: "passes", fault: "truncated" },
    { call: "passes", fault: "full" },
    { call: "passes", fault: "denied" },
  ],
  exit: [{ call: "exits" }, { call: "exitsZero" }, { call: "exitsLater" }, { call: "strays" }],
  endlessLoop: [
    { call: "loops", deadlineMs: DEADLINE_MS },
    { call: "hangs", deadlineMs: DEADLINE_MS },
    { call: "loops", stepDeadlineMs: DEADLINE_MS },
  ],
  heap: [{ call: "fillsHeap" }],
  arrayBuffer: [{ call: "asksTooMuch" }],
  abort: [{ call: "aborts" }, { call: "abortsNatively" }],
  kill: [{ call: "kills" }],
};

/**
 * The promises of every runner, as tests: every well gets a result, a failing well affects no other, cancelling works,
 * events are in order. Works with any test framework: pass its `test`.
 */
export function runnerConformance(options: RunnerConformance): void {
  const contains = options.contains ?? options.create().contains;
  const test = (name: string, run: (stage: Stage) => Promise<void>) => options.test(name, () => onStage(options, run));
  describeResults(test);
  describeCancelling(test);
  for (const mode of contains)
    for (const injection of INJECTIONS[mode])
      test(`'${mode}' by ${injectionName(injection)} ends as a value of its well, siblings unaffected`, (stage) =>
        containsFailure(stage, injection));
}

function injectionName({ call, fault, stepDeadlineMs }: TaskOptions): string {
  if (fault != null) return `storage that is ${fault}`;
  return `${call}()${stepDeadlineMs === undefined ? "" : " in a step with a deadline"}`;
}

type StageTest = (name: string, run: (stage: Stage) => Promise<void>) => void;

/** A session and what it reported. */
interface Stage {
  readonly session: RunnerSession;
  readonly events: readonly WorkerEvent[];
  readonly run: (well: string, task: TaskOptions, signal?: AbortSignal) => Promise<WellResult>;
}

async function onStage(options: RunnerConformance, run: (stage: Stage) => Promise<void>): Promise<void> {
  const events: WorkerEvent[] = [];
  const startup = { modules: { [CONFORMANCE_MODULE]: options.modulesUrl }, roots: {}, runId: "conformance" };
  const session = await options.create().start({ width: 2, startup, onEvent: (event) => events.push(event) });
  const idle = new AbortController().signal;
  try {
    await run({
      session,
      events,
      run: (well, task, signal = idle) => session.run(conformanceTask(well, task), signal),
    });
  } finally {
    await session.close();
  }
}

function describeResults(test: StageTest): void {
  test("run() returns the result of a well", async ({ run }) => {
    const { wellId, status, error, attempts, steps } = await run("A01", { call: "passes" });
    expectEqual(
      { wellId, status, error, attempts },
      { wellId: "A01", status: "success", error: null, attempts: 1 },
      "result",
    );
    expectEqual(namesOf(steps), ["only"], "steps");
  });
  test("run() has reported all events of a well, in order, when it returns the result", async ({ run, events }) => {
    await run("A01", { call: "passes" });
    const steps = events.map(({ type }) => type).filter((type) => type.startsWith("step"));
    expectEqual(steps, ["stepStarted", "stepFinished"], "events");
  });
  test("run() handles more wells than there are workers", async ({ run }) => {
    const wells = Array.from({ length: 7 }, (_, i) => `A0${i + 1}`);
    const results = await Promise.all(wells.map((well) => run(well, { call: "passes" })));
    const ends = results.map(({ wellId, status }) => [wellId, status]);
    expectEqual(
      ends,
      wells.map((well) => [well, "success"]),
      "results",
    );
  });
  test("the output of a function becomes a log event of its well", async ({ run, events }) => {
    await run("A01", { call: "prints" });
    const logs = events.flatMap((event) => (event.type === "log" ? [[event.well, event.text]] : []));
    expectEqual(logs, [["A01", "printed by a function"]], "log events");
  });
  test("a damaged context and an unknown module are errors of their wells", async ({ run, session }) => {
    const damaged = { ...conformanceTask("A01", { call: "passes" }), context: "{}" };
    expectEqual(codeOf(await session.run(damaged, new AbortController().signal)), "CONTEXT_CORRUPT", "damaged context");
    expectEqual(
      codeOf(await run("A02", { call: "passes", module: "ohcs:absent" })),
      "MODULE_NOT_FOUND",
      "absent module",
    );
    expectEqual((await run("A03", { call: "passes" })).status, "success", "the next well");
  });
}

function describeCancelling(test: StageTest): void {
  test("an aborted signal ends a well that observes it as cancelled, and no other", async ({ run }) => {
    const controller = new AbortController();
    const running = run("A01", { call: "listens" }, controller.signal);
    setTimeout(() => controller.abort(), 50);
    expectEqual((await running).status, "cancelled", "the aborted well");
    expectEqual((await run("A02", { call: "passes" })).status, "success", "the next well");
  });
  test("close() ends a well that ignores its signal as cancelled", async ({ run, session }) => {
    const running = run("A01", { call: "hangs" });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await session.close();
    expectEqual((await running).status, "cancelled", "the well that ran");
  });
}

async function containsFailure({ run }: Stage, injection: TaskOptions): Promise<void> {
  const before = ["A01", "A02"].map((well) => run(well, { call: "passes" }));
  const failing = run("B01", injection);
  const after = ["C01", "C02", "C03"].map((well) => run(well, { call: "passes" }));
  const { wellId, status, error, attempts } = await failing;
  expectEqual({ wellId, status, attempts }, { wellId: "B01", status: "error", attempts: 1 }, "the failing well");
  expectEqual(
    { code: typeof error?.code, step: error?.step },
    { code: "string", step: { index: 0, name: "only" } },
    "its error",
  );
  const siblings = await Promise.all([...before, ...after]);
  expectEqual(
    siblings.map((result) => result.status),
    siblings.map(() => "success"),
    "siblings",
  );
  expectEqual((await run("D01", { call: "passes" })).status, "success", "the next well");
}

function codeOf({ error }: WellResult): string | null {
  return error?.code ?? null;
}

function namesOf(steps: WellResult["steps"]): readonly string[] {
  return steps.map(({ name }) => name);
}
