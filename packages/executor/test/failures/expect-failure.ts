import { fork } from "node:child_process";
import { once } from "node:events";
import { truncate } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { encodeContext } from "@ohcs/context";
import { afterEach, beforeEach, expect, type TestContext } from "vitest";
import { makePlateFolders, type PlateFolders } from "../plate-folders.ts";
import { runPlate } from "../plate-runs.ts";
import { RUNNERS } from "../runners.ts";
import { childProcesses } from "./child-processes.ts";
import { damagingRunner } from "./damaging-runner.ts";
import { BAD_WELL, DENIED, FULL, failingPlate, WELLS } from "./failing-plate.ts";
import type { Ending, FailureRow, Injection, RunnerName } from "./failure-table.ts";
import { canDeny, canMount, deniedFolder, fullFolder } from "./hostile-folders.ts";

const script = fileURLToPath(new URL("../fixtures/failing-run.mjs", import.meta.url));

let takeAway: () => void;

/** For each test of the file: a plate of small images, with folders for what its runs write. */
export function plateForFailures(): () => PlateFolders {
  let folders: PlateFolders;
  beforeEach(async () => {
    folders = await makePlateFolders(new URL("../fixtures/functions.mjs", import.meta.url).href);
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
  return () => folders;
}

/** Brings the failure about in one well, and expects what the table says of it. */
export async function expectFailure(
  folders: PlateFolders,
  runner: RunnerName,
  { injection, outcomes: { [runner]: outcome } }: FailureRow,
  context: TestContext,
): Promise<void> {
  await prepare(folders, injection, context);
  if ("code" in outcome) await isContained(folders, runner, injection, outcome.code);
  else await endsTheProgram(folders, runner, injection, outcome.ends);
}

/** Brings about what the well will find; skips, loudly, what this machine does not let one bring about. */
async function prepare(folders: PlateFolders, { by }: Injection, context: TestContext): Promise<void> {
  if (by === "truncatedImage") await truncate(join(folders.source, `${BAD_WELL}.tif`), 20);
  if ((by === "fullDisk" && !canMount) || (by === "deniedFolder" && !canDeny)) {
    process.stderr.write(`SKIPPED: '${context.task.name}' needs root that may mount a file system\n`);
    context.skip();
  }
  if (by === "fullDisk") takeAway = fullFolder(join(folders.output, FULL));
  if (by === "deniedFolder") takeAway = deniedFolder(join(folders.output, DENIED));
}

/** The well is an error with its place and record, siblings and their files are as if nothing was, nothing is left behind. */
async function isContained(
  folders: PlateFolders,
  runner: RunnerName,
  injection: Injection,
  code: string,
): Promise<void> {
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
async function endsTheProgram(
  folders: PlateFolders,
  runner: RunnerName,
  injection: Injection,
  ends: Ending,
): Promise<void> {
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
