import { isOhcsError, type WellResult } from "@ohcs/context";
import { fail } from "../errors.ts";
import { originOf, placeOf, toWellError } from "./place.ts";
import type { WellEnd, WellTimer } from "./well-timer.ts";

/** The result of a well that `thrown` ended: cancelled where it was told to stop, whatever it stumbled over then. */
export function unfinished(timer: WellTimer, signal: AbortSignal, thrown: unknown, end: WellEnd = {}): WellResult {
  if (!signal.aborted) return timer.ended("error", toWellError(thrown), end);
  return timer.ended("cancelled", toWellError(cancellation(originOf(thrown)), placeOf(thrown)), end);
}

function cancellation(cause: unknown): unknown {
  if (isOhcsError(cause, "WELL_CANCELLED")) return cause;
  return fail("WELL_CANCELLED", "Cannot finish the well: expected to go on, got a cancellation", { cause });
}
