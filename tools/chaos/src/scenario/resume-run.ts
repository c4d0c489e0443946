import type { PlateResult } from "@ohcs/context";
import { type Ended, type Program, startProgram } from "../program/start-program.ts";
import type { Plate } from "./plate.ts";
import type { Scenario } from "./scenario.ts";

const MOST_TOLD = 500;

/** Command-line arguments of a run. */
export function runArguments(
  { folder, pipeline }: Plate,
  output: string,
  { runner, backend }: Pick<Scenario, "runner" | "backend">,
) {
  return ["run", folder, "-p", pipeline, "-o", output, "--runner", runner, "--backend", backend, "--workers", "2"];
}

interface Resumed {
  /** Of the resumed run; empty if there was none. */
  readonly runId: string;
  readonly problems: readonly string[];
}

/**
 * Continues the run: by `ohcs resume`, or by `ohcs run --resume` if the run ended before it had recorded anything. If
 * neither works, it is a problem of this scenario only.
 */
export async function resumeRun(plate: Plate, output: string, scenario: Scenario): Promise<Resumed> {
  const start = (argv: readonly string[]): Program =>
    startProgram(plate.ohcs, [...argv, "--json"], { directory: plate.scratch });
  const resumed = await start(["resume", output, "--runner", scenario.runner]).ended;
  if (!resumed.out.includes('"RUN_NOT_FOUND"')) return outcomeOf("resume", resumed);
  return outcomeOf("run again", await start([...runArguments(plate, output, scenario), "--resume"]).ended);
}

function outcomeOf(action: string, { exitCode, signal, out, err }: Ended): Resumed {
  if (exitCode === 0) return completed(JSON.parse(out) as PlateResult);
  const problem = `cannot ${action}: ended with ${signal ?? exitCode}: ${`${out}${err}`.slice(-MOST_TOLD)}`;
  return { runId: "", problems: [problem] };
}

function completed({ runId, status }: PlateResult): Resumed {
  return { runId, problems: status === "complete" ? [] : [`the resumed run is ${status}`] };
}
