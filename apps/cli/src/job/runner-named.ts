import type { WellRunner } from "@ohcs/context";

/** The runners that a command line can ask for. */
export type RunnerName = "inline" | "threads" | "processes";

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
