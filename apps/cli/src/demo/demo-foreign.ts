import { fail } from "../errors.ts";

/** Reports that the demo would remove something that no earlier demo made. */
export function foreign(path: string): Error {
  const message = `Cannot run the demo: expected nothing, or what an earlier demo made, at '${path}', got something else`;
  return fail("DEMO_PLATE_FOREIGN", message, { details: { path } });
}
