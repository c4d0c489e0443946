/** Runs wells in the calling thread; runs anywhere. */
export { type InlineRunnerOptions, inline, inlineRunner } from "./inline-runner.ts";
