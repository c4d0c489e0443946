import { inlineRunner } from "@ohcs/executor/inline";
import { processesRunner } from "@ohcs/executor/processes";
import { threadsRunner } from "@ohcs/executor/threads";

/** Settings of runs whose outputs must not differ; at depth also threads with a single worker. */
export const EVERY_RUNNER = [
  { runner: inlineRunner(), workers: 1 },
  ...(process.env.OHCS_TEST_DEPTH === undefined ? [] : [{ runner: threadsRunner(), workers: 1 }]),
  { runner: threadsRunner(), workers: 3 },
  { runner: processesRunner(), workers: 2 },
];
