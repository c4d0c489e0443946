import type { WellRunner } from "@ohcs/context";
import { inlineRunner } from "@ohcs/executor/inline";
import { processesRunner } from "@ohcs/executor/processes";
import { threadsRunner } from "@ohcs/executor/threads";

const HEAP_MB = 64;

/** Every runner of this package, as the tests of what is shipped use them. */
export const RUNNERS: Readonly<Record<"inline" | "threads" | "processes", () => WellRunner>> = {
  inline: () => inlineRunner(),
  threads: () => threadsRunner({ heapMb: HEAP_MB }),
  processes: () => processesRunner({ heapMb: HEAP_MB }),
};

/** Are whole matrices to be tried? */
export const isDeep = process.env.OHCS_TEST_DEPTH !== undefined;

/** The runners of tests that hold of any. Processes are among them at depth: what is special about them, their failures and their output, is tested always. */
export const USUAL_RUNNERS = Object.entries(RUNNERS).filter(([name]) => isDeep || name !== "processes");
