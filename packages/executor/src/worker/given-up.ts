/** The abort reason of a well whose result was already reported. */
export const GIVEN_UP = "the well has been given up";

/** May nothing of the well be committed any more, because it counts as failed whatever it still does? */
export function isGivenUp(signal: AbortSignal): boolean {
  return signal.aborted && signal.reason === GIVEN_UP;
}
