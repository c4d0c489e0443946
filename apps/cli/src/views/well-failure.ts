import type { EncodedError, WellResult } from "@ohcs/context";

/** Why a well failed, in one line: code, step, function, file and cause. */
export function wellFailure({ error }: Pick<WellResult, "error">): string {
  if (error === null) return "";
  const step = error.step === null ? null : `step ${error.step.index + 1} '${error.step.name}'`;
  const places = [step, error.function, error.file].filter((place) => place !== null);
  return `${codeOf(error)}${places.length === 0 ? "" : ` in ${places.join(", ")}`}: ${causeOf(error)}`;
}

/** Codes that only state the place: the thrown error is more informative. */
const WRAPPERS: readonly string[] = ["FUNCTION_FAILED", "UNEXPECTED_ERROR"];

/** The most specific code of an error: our own where it has a page and a remedy, else that of its cause. */
export function codeOf({ code, cause }: EncodedError): string {
  if (!WRAPPERS.includes(code) || cause === null || cause.code === "UNEXPECTED_ERROR") return code;
  return codeOf(cause);
}

/** The message of an error and of what caused it, in one line. */
export function causeOf({ message, cause }: EncodedError): string {
  const own = message.replaceAll(/\s*\n\s*/g, " ");
  if (cause === null) return own;
  const deeper = causeOf(cause);
  return own.includes(deeper) ? own : `${own} (${deeper})`;
}
