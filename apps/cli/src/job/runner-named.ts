import type { WellRunner } from "@ohcs/context";

/** The runners that a command line can ask for. */
export const RUNNER_NAMES = ["inline", "threads", "processes"] as const;

export type RunnerName = (typeof RUNNER_NAMES)[number];

/** Loads the runner that was asked for, and no other. */
export async function runnerNamed(name: RunnerName): Promise<WellRunner> {
  switch (name) {
    case "inline":
      return (await import("@ohcs/executor/inline")).inlineRunner();
    case "threads":
      return (await import("@ohcs/executor/threads")).threadsRunner();
    case "processes":
      return (await import("@ohcs/executor/processes")).processesRunner();
  }
}
