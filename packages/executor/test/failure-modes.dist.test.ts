import { fork } from "node:child_process";
import { once } from "node:events";
import { readFile, truncate } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { encodeContext, type FailureMode } from "@ohcs/context";
import { afterEach, beforeEach, describe, expect, type TestContext, test } from "vitest";
import { childProcesses } from "./failures/child-processes.ts";
import { damagingRunner } from "./failures/damaging-runner.ts";
import { BAD_WELL, DENIED, FULL, failingPlate, WELLS } from "./failures/failing-plate.ts";
import { type Ending, FAILURES, failureTable, type Injection, type RunnerName } from "./failures/failure-table.ts";
import { canDeny, canMount, deniedFolder, fullFolder } from "./failures/hostile-folders.ts";
import { makePlateFolders, type PlateFolders } from "./plate-folders.ts";
import { runPlate } from "./plate-runs.ts";
import { RUNNERS } from "./runners.ts";

const functionsUrl = new URL("./fixtures/functions.mjs", import.meta.url).href;
const script = fileURLToPath(new URL("./fixtures/failing-run.mjs", import.meta.url));
const runners = Object.keys(RUNNERS) as RunnerName[];

let folders: PlateFolders;
let takeAway: () => void;
beforeEach(async () => {
  folders = await makePlateFolders(functionsUrl);
  takeAway = () => undefined;
  for (const [i, well] of WELLS.entries())
    await folders.writeSource(
      `${well}.tif`,
      [1, 2].map((y) => [i, y]),
    );
});
afterEach(async () => {
  takeAway();
  await folders.remove();
});

describe.each(runners)(
  "%s: a failure is a value of its well and leaves nothing behind (landmines 1, 3, 5)",
  (runner) => {
    test.for(FAILURES)("$failure", async ({ injection, outcomes: { [runner]: outcome } }, context: TestContext) => {
      await prepare(injection, context);
      if ("code" in outcome) await isContained(runner, injection, outcome.code);
      else await endsTheProgram(runner, injection, outcome.ends);
    });

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
    const { result } = await runPlate(folders, plate, RUNNERS[runner]());
    const codes = Object.entries(result.wells).map(([well, { error }]) => [well, error?.code ?? null]);
    expect(codes).toEqual(WELLS.map((well) => [well, well === BAD_WELL ? "FUNCTION_STRAY_ERROR" : null]));
    const record = await folders.json(`.ohcs/wells/${BAD_WELL}.json`);
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
    const { result, events } = await runPlate(folders, plate, RUNNERS[runner]());
    expect(Object.values(result.wells).map(({ status }) => status)).toEqual(WELLS.map(() => "success"));
    expect(events.filter(({ type }) => type === undefined)).toEqual([]);
    const said = events.flatMap((event) => (event.type === "log" && event.well === BAD_WELL ? [event.text] : []));
    const dropped = `Dropped what was sent by ${by}: nobody listens to functions there`;
    expect(said).toEqual(runner === "processes" ? [dropped, dropped, "sent"] : [dropped, dropped]);
  },
);

/** Brings about what the well will find; skips, loudly, what this machine does not let one bring about. */
async function prepare({ by }: Injection, context: TestContext): Promise<void> {
  if (by === "truncatedImage") await truncate(join(folders.source, `${BAD_WELL}.tif`), 20);
  if ((by === "fullDisk" && !canMount) || (by === "deniedFolder" && !canDeny)) {
    process.stderr.write(`SKIPPED: '${context.task.name}' needs root that may mount a file system\n`);
    context.skip();
  }
  if (by === "fullDisk") takeAway = fullFolder(join(folders.output, FULL));
  if (by === "deniedFolder") takeAway = deniedFolder(join(folders.output, DENIED));
}

/** The well is an error with its place and record, siblings and their files are as if nothing was, nothing is left behind. */
async function isContained(runner: RunnerName, injection: Injection, code: string): Promise<void> {
  const before = childProcesses();
  const created = RUNNERS[runner]();
  const used = injection.by === "damagedContext" ? damagingRunner(created, BAD_WELL) : created;
  const { result } = await runPlate(folders, failingPlate(injection), used);
  const statuses = Object.entries(result.wells).map(([well, { status }]) => [well, status]);
  expect(statuses).toEqual(WELLS.map((well) => [well, well === BAD_WELL ? "error" : "success"]));
  const { error } = result.wells[BAD_WELL] ?? {};
  expect(error?.code).toBe(code);
  if (injection.by !== "damagedContext") expect(error?.step).toEqual({ index: 0, name: "only" });
  if (injection.by === "truncatedImage") expect(error?.file).toBe(`${BAD_WELL}.tif`);
  expect(await folders.json(`.ohcs/wells/${BAD_WELL}.json`)).toMatchObject({ result: { error: { code } } });
  const files = Object.keys(await folders.tree(true));
  const siblings = WELLS.filter((well) => well !== BAD_WELL).map((well) => `images/${well}_s001_w1.tif`);
  expect(files.filter((path) => path.endsWith(".tif"))).toEqual(siblings);
  expect(files.filter((path) => path.endsWith("ohcs-tmp"))).toEqual([]);
  expect(childProcesses()).toEqual(before);
}

/** The program that runs the plate goes down with the failure, or never ends: no result comes. */
async function endsTheProgram(runner: RunnerName, injection: Injection, ends: Ending): Promise<void> {
  const wells = failingPlate(injection)
    .phases.toArray()
    .flatMap(({ contexts }) => contexts.toArray().map(encodeContext));
  const job = JSON.stringify({ wells, startup: folders.startup, runner });
  const child = fork(script, [job], { execArgv: ["--max-old-space-size=64"], stdio: "ignore" });
  const said: unknown[] = [];
  child.on("message", (message) => said.push(message));
  const ended = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  if (ends === "never") {
    await once(child, "message");
    expect(await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 4_000, "runs still"))])).toBe(
      "runs still",
    );
    child.kill("SIGKILL");
    await ended;
  } else expect(await ended).toEqual(typeof ends === "number" ? [ends, null] : [null, ends]);
  expect(said.filter((message) => message !== "started")).toEqual([]);
}
