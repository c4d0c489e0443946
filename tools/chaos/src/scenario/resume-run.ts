import type { PlateResult } from "@ohcs/context";
import { type Program, startProgram } from "../program/start-program.ts";
import type { Plate } from "./plate.ts";
import type { Scenario } from "./scenario.ts";

/** What a run takes on the command line. */
export function runArguments(
  { folder, pipeline }: Plate,
  output: string,
  { runner, backend }: Pick<Scenario, "runner" | "backend">,
) {
  return ["run", folder, "-p", pipeline, "-o", output, "--runner", runner, "--backend", backend, "--workers", "2"];
}

/**
 * Goes on with what was left: by `ohcs resume`, or by `ohcs run --resume` where the run ended before it had left anything
 * of itself.
 */
export async function resumeRun(plate: Plate, output: string, scenario: Scenario): Promise<PlateResult> {
  const start = (argv: readonly string[]): Program =>
    startProgram(plate.ohcs, [...argv, "--json"], { directory: plate.scratch });
  const resumed = await start(["resume", output, "--runner", scenario.runner]).ended;
  if (resumed.exitCode === 0) return JSON.parse(resumed.out) as PlateResult;
  if (!resumed.out.includes('"RUN_NOT_FOUND"')) throw new Error(`Cannot resume: ${resumed.out}${resumed.err}`);
  const again = await start([...runArguments(plate, output, scenario), "--resume"]).ended;
  if (again.exitCode === 0) return JSON.parse(again.out) as PlateResult;
  throw new Error(`Cannot run again: ${again.out}${again.err}`);
}
