import { fail } from "../errors.ts";

/** An output whose run is not, or not any more, on other machines. */
export function notRemote(attempt: string, root: string): Error {
  const message = `Cannot ${attempt} '${root}': expected a run on other machines, got none that goes on`;
  return fail("RUN_NOT_REMOTE", message, { details: { root } });
}
