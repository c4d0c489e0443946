import { join } from "node:path";
import { outputTree } from "./output/output-tree.ts";
import { startProgram } from "./program/start-program.ts";
import { carryOut, type ScenarioReport } from "./scenario/carry-out.ts";
import { planScenarios } from "./scenario/plan-scenarios.ts";
import type { Plate, WholeRun } from "./scenario/plate.ts";
import { runArguments } from "./scenario/resume-run.ts";
import type { Scenario } from "./scenario/scenario.ts";

export interface ChaosOptions {
  /** The built command line, `apps/cli/dist/ohcs.js`. */
  readonly ohcs: string;
  /** The pipeline of this package, `pipeline/chaos.mjs`. */
  readonly pipeline: string;
  /** An empty folder; failed scenarios are kept in it. */
  readonly scratch: string;
  readonly instants: number;
  readonly seed: number;
  /** Called with each scenario when it has ended. */
  readonly onReport?: (report: ScenarioReport) => void;
}

/** The scenarios and their outcomes. */
export interface ChaosReport {
  readonly seed: number;
  readonly wells: number;
  /** Scenarios whose run was still running at the instant. */
  readonly met: number;
  readonly scenarios: readonly ScenarioReport[];
}

const WELLS = 96;
/** The pipeline runs its wells in two phases. */
const PHASES = 2;

/** Makes a plate, runs it undisturbed, and then once per scenario with an end before its time and a second run after. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { ohcs, pipeline, scratch, instants, seed, onReport = () => undefined } = options;
  const plate: Plate = { ohcs, pipeline, scratch, folder: join(scratch, "plate"), wells: PHASES * WELLS };
  await makePlate(plate);
  const planned = planScenarios(instants, plate.wells, seed);
  const whole = new Map<Scenario["backend"], WholeRun>();
  const scenarios: ScenarioReport[] = [];
  for (const scenario of planned) {
    const { backend } = scenario;
    const reference = whole.get(backend) ?? (await wholeRun(plate, backend));
    whole.set(backend, reference);
    const report = await carryOut(plate, scenario, reference);
    onReport(report);
    scenarios.push(report);
  }
  return { seed, wells: WELLS, met: scenarios.filter(({ met }) => met).length, scenarios };
}

async function makePlate({ ohcs, scratch }: Plate): Promise<void> {
  const size = `--wells ${WELLS} --grid 1x1 --tile 96x96 --channels 1 --z 1 --cells 1`;
  await succeed(ohcs, ["synth", "plate", ...size.split(" ")], scratch);
}

async function wholeRun(plate: Plate, backend: Scenario["backend"]): Promise<WholeRun> {
  const output = join(plate.scratch, `whole-${backend}`);
  const began = performance.now();
  await succeed(plate.ohcs, runArguments(plate, output, { runner: "threads", backend }), plate.scratch);
  return { ms: performance.now() - began, tree: await outputTree(output) };
}

async function succeed(ohcs: string, argv: readonly string[], directory: string): Promise<void> {
  const { exitCode, out, err } = await startProgram(ohcs, argv, { directory }).ended;
  if (exitCode !== 0) throw new Error(`Cannot continue: 'ohcs ${argv.join(" ")}' ended with ${exitCode}: ${out}${err}`);
}
