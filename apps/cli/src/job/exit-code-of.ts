import type { PlateResult } from "@ohcs/context";
import { EXIT, type ExitCode } from "../program/session.ts";

/** A well that was skipped because an earlier run finished it counts as done; a run without one successful well failed as a whole. */
export function exitCodeOf({ wells, phases }: PlateResult): ExitCode {
  const all = Object.values(wells);
  const done = all.filter(({ status, error }) => status === "success" || (status === "skipped" && error === null));
  if (done.length === 0) return EXIT.allWellsFailed;
  const reductionFailed = phases.some(({ kind, status }) => kind === "reduce" && status === "failed");
  return done.length < all.length || reductionFailed ? EXIT.someWellsFailed : EXIT.success;
}
