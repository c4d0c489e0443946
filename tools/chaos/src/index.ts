/** Kills runs of the built command line, resumes them, and tells whether anything was lost. */
export { type ChaosOptions, type ChaosReport, runChaos } from "./run-chaos.ts";
