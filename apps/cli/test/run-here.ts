import { driverEnv } from "@ohcs/testkit/gpu-drivers";
import { main } from "../src/program/main.ts";
import { recordingTerminal } from "./recording-terminal.ts";
import type { Ended } from "./run-ohcs.ts";

/**
 * Runs a command line in this process, on the runner `inline` unless it names one, with the packages that the suite tests: starting the
 * program and its workers would take most of the time. `env` holds until it ends, so commands follow each other. What a process of its
 * own shows (its streams, signals, code that is loaded anew) is tested with `runOhcs`.
 */
export async function runHere(
  directory: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const variables = { ...driverEnv(), OHCS_RUNNER: "inline", ...env };
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  const terminal = recordingTerminal();
  try {
    const exitCode = await main(argv, terminal, directory);
    return { exitCode, out: terminal.written.out(), err: terminal.written.err() };
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
