import type { PlateResult } from "@ohcs/context";
import { EXIT, type ExitCode } from "../program/exit-code.ts";

/** A skipped well counts as done; a run without one successful well failed as a whole. */
export function exitCodeOf({ wells, phases }: PlateResult): ExitCode {
  const all = Object.values(wells);
  const done = all.filter(({ status }) => status === "success" || status === "skipped");
  if (done.length === 0) return EXIT.allWellsFailed;
  const reductionFailed = phases.some(({ kind, status }) => kind === "reduce" && status === "failed");
  return done.length < all.length || reductionFailed ? EXIT.someWellsFailed : EXIT.success;
}
