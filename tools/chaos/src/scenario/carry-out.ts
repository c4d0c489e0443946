import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { PlateResult, RunEvent, WellRecord } from "@ohcs/context";
import { outputTree, temporaryFiles } from "../output/output-tree.ts";
import { startProgram } from "../program/start-program.ts";
import { awaitInstant } from "./await-instant.ts";
import { EXIT_CODES, endRun, type RunEnd } from "./end-run.ts";
import type { Plate, WholeRun } from "./plate.ts";
import { resumeRun, runArguments } from "./resume-run.ts";
import type { Instant, Scenario } from "./scenario.ts";

/** The outcome of a scenario. */
export interface ScenarioReport extends Scenario {
  /** Was the run still running at the instant? Only while closing a plate it may have ended. */
  readonly met: boolean;
  /** Wells that were finished when the run was ended, and wells that the resumed run computed. */
  readonly finished: number;
  readonly computed: number;
  readonly orphanMs: number;
  /** The problems; empty if there are none. */
  readonly problems: readonly string[];
}

/** Runs, ends the run at its instant, resumes it, and compares the outcome with that of the whole run. */
export async function carryOut(plate: Plate, scenario: Scenario, whole: WholeRun): Promise<ScenarioReport> {
  const output = join(plate.scratch, `scenario-${scenario.number}`);
  const gates = join(plate.scratch, "gates");
  await rm(output, { recursive: true, force: true });
  await closeGates(gates, scenario.instant, plate.wells);
  const argv = [...runArguments(plate, output, scenario), "--events", "-"];
  const program = startProgram(plate.ohcs, argv, { directory: plate.scratch, gates });
  await awaitInstant(program, scenario.instant, whole.ms);
  await new Promise((resolve) => setTimeout(resolve, scenario.delayMs));
  const end = await endRun(program, scenario.ending);
  const before = await finishedWells(output);
  const failed = await failedWells(output);
  const resumed = await resumeRun(plate, output, scenario);
  const computed = await startedWells(output, resumed.runId);
  const problems = [
    ...endProblems(scenario, end),
    ...failed.map((well) => `failed because the run was ended: ${well}`),
    ...resumed.problems,
    ...recomputed(plate, before, computed, await finishedWells(output)),
    ...treeProblems(whole.tree, await outputTree(output)),
    ...(await temporaryFiles(output)).map((path) => `left behind: ${path}`),
  ];
  if (problems.length === 0) await rm(output, { recursive: true });
  return {
    ...scenario,
    met: end.met,
    finished: before.size,
    computed: computed.length,
    orphanMs: end.orphanMs,
    problems,
  };
}

/** A run that waits at a gate was certainly running; an interrupted one then ends as the shell expects. */
function endProblems({ ending, instant }: Scenario, { met, left, exitCode, signal, err }: RunEnd): readonly string[] {
  const problems = left.length === 0 ? [] : [`still running: ${left.join(", ")}`];
  if (!met && instant.at !== "closing") problems.push(`the run was over before the instant: ${err.slice(-500)}`);
  const isHeld = instant.at === "well" || instant.at === "reduction" || instant.at === "phaseEnd";
  const expected = EXIT_CODES[ending];
  // A second signal may reach a program that has finished and is exiting: shells also report 130.
  const isOut = ending === "interruptTwice" && signal === "SIGINT";
  if (isHeld && expected !== undefined && exitCode !== expected && !isOut)
    problems.push(`ended with ${signal ?? exitCode}, expected ${expected}`);
  return problems;
}

function recomputed(
  { wells }: Plate,
  before: ReadonlyMap<string, string>,
  computed: readonly string[],
  after: ReadonlyMap<string, string>,
): readonly string[] {
  const again = computed.filter((well) => before.has(well)).map((well) => `computed again: ${well}`);
  const changed = [...before]
    .filter(([well, text]) => after.get(well) !== text)
    .map(([well]) => `record changed: ${well}`);
  const expected = wells - before.size;
  const wrong = computed.length === expected ? [] : [`computed ${computed.length} wells, expected ${expected}`];
  return [
    ...again,
    ...changed,
    ...wrong,
    ...(after.size === wells ? [] : [`finished ${after.size} wells of ${wells}`]),
  ];
}

function treeProblems(expected: ReadonlyMap<string, string>, got: ReadonlyMap<string, string>): readonly string[] {
  const paths = new Set([...expected.keys(), ...got.keys()]);
  const differ = [...paths].filter((path) => expected.get(path) !== got.get(path)).toSorted();
  return differ.map(
    (path) => `${!got.has(path) ? "missing" : expected.has(path) ? "different" : "unexpected"}: ${path}`,
  );
}

/** The failed wells according to the run's own record; a killed run wrote none. */
async function failedWells(root: string): Promise<readonly string[]> {
  const text = await readFile(join(root, ".ohcs", "run.json"), "utf8").catch(() => "{}");
  const { wells = {} } = JSON.parse(text) as Partial<Pick<PlateResult, "wells">>;
  return Object.values(wells).flatMap(({ wellId, status, error }) =>
    status === "error" ? [`${wellId} (${error?.code})`] : [],
  );
}

/** Well → text of its record, for wells that succeeded. */
async function finishedWells(root: string): Promise<ReadonlyMap<string, string>> {
  const folder = join(root, ".ohcs", "wells");
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".json")).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  const entries = names.map((name, i) => [basename(name, ".json"), texts[i] ?? ""] as const);
  return new Map(entries.filter(([, text]) => (JSON.parse(text) as WellRecord).result.status === "success"));
}

/**
 * Closes gates after the instant, in a new folder, so that the run cannot end before this program reacts. Only the
 * closing of a plate has no function that could wait. `wells` is how many the phases run in all.
 */
async function closeGates(folder: string, instant: Instant, wells: number): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const gate = gateBehind(instant);
  if (gate === null) return;
  await writeFile(join(folder, `${gate}.closed`), "");
  const tickets = instant.at === "well" ? instant.upTo : wells - 1;
  if (gate === "wells") await writeFile(join(folder, "tickets"), String(tickets));
}

function gateBehind(instant: Instant): string | null {
  if (instant.at === "closing") return null;
  if (instant.at === "reduction") return instant.step;
  if (instant.at === "phaseEnd") return instant.phase === 0 ? "gather" : "raise";
  return "wells";
}

/**
 * The wells that a run of the output plate began to compute, by its journal, once for each attempt, named like their
 * records: `A01`, and `A01-2` in the second phase of wells.
 */
async function startedWells(root: string, runId: string): Promise<readonly string[]> {
  const text = await readFile(join(root, ".ohcs", "events.jsonl"), "utf8");
  const events = text.split("\n").flatMap((line) => eventOf(line) ?? []);
  let suffix = "";
  return events.flatMap((event) => {
    if (event.runId !== runId) return [];
    if (event.type === "phaseStarted") suffix = event.phase === 0 ? "" : "-2";
    return event.type === "wellStarted" ? [`${event.well}${suffix}`] : [];
  });
}

/** A killed run may have left half a line. */
function eventOf(line: string): RunEvent | null {
  try {
    return JSON.parse(line) as RunEvent;
  } catch {
    return null;
  }
}
