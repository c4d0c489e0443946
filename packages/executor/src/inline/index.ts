/** Runs wells in the calling thread; runs anywhere. */
export { type InlineRunnerOptions, inlineRunner } from "./inline-runner.ts";
