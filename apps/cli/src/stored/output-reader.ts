import { resolve } from "node:path";
import type { OutputReader } from "@ohcs/executor";
import { nodeRunHost } from "@ohcs/executor/host";
import { didYouMean } from "../catalogue/nearest-names.ts";
import { fail } from "../errors.ts";

/** The output plate that the user named, relative to `directory`, to be looked at only. */
export function outputReader(output: string, directory: string): OutputReader {
  return nodeRunHost().readOutput(resolve(directory, output));
}

/** Says that a run has no such well, and which was probably meant. */
export function wellUnknown(well: string, wells: readonly string[]): Error {
  const remedy = didYouMean(well, wells);
  return fail(
    "WELL_UNKNOWN",
    `Cannot find well '${well}': expected one of ${wells.length} wells of the run, got another`,
    {
      details: { well },
      ...(remedy === null ? {} : { remedy }),
    },
  );
}
