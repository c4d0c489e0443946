import { countOf } from "@ohcs/context";
import type { OutputReader } from "@ohcs/records";
import { nodeRunHost } from "@ohcs/records/host";
import { didYouMean } from "ohcs/modules";
import { fail } from "../errors.ts";

/** The output plate in a folder, to be looked at only. */
export function outputReader(folder: string): OutputReader {
  return nodeRunHost().readOutput(folder);
}

/** Says that a run has no such well, and which was probably meant. */
export function wellUnknown(well: string, wells: readonly string[]): Error {
  const remedy = didYouMean(well, wells);
  return fail(
    "WELL_UNKNOWN",
    `Cannot find well '${well}': expected one of ${countOf(wells.length, "well")} of the run, got another`,
    {
      details: { well },
      ...(remedy === null ? {} : { remedy }),
    },
  );
}
