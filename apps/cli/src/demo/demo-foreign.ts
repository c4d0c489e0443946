import { fail } from "../errors.ts";

/** Says that something stands where the demo would clear away what an earlier one made. */
export function foreign(path: string): Error {
  const message = `Cannot run the demo: expected nothing, or what an earlier demo made, at '${path}', got something else`;
  return fail("DEMO_PLATE_FOREIGN", message, { details: { path } });
}
