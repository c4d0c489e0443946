import { errorFactory } from "@ohcs/context";

/** Every code that `@ohcs/records` reports, with its cause and remedy. */
export const recordsErrors = {
  OUTPUT_NOT_WRITABLE: {
    cause: "The output folder, or a file in it, cannot be created or written.",
    remedy: "Choose another output folder, or correct its permissions.",
  },
  OUTPUT_LINKED: {
    cause:
      "The '.ohcs' of an output plate, or an entry directly in it, is a symbolic link: a run would write to another place.",
    remedy: "Remove the link, or choose another output folder.",
  },
  OUTPUT_NOT_READABLE: {
    cause: "A file of an earlier run is in the output folder, and cannot be opened or read.",
    remedy: "Correct its permissions, or choose another output folder.",
  },
  METADATA_CORRUPT: {
    cause: "The openhcs_metadata.json in the output plate cannot be read; it was not changed.",
    remedy: "Repair or remove the file, then run again.",
  },
  RECORD_MISSING: {
    cause: "A well was reported as finished, but its record is missing.",
    remedy: "Run the well again; if it recurs, the output folder loses files.",
  },
  RECORD_CORRUPT: {
    cause: "The record of a well, or of a reduction, was changed after it was written: its digest does not match.",
    remedy: "Resume the run: wells and reductions without a valid record are run again.",
  },
  RUN_NOT_FOUND: {
    cause: "The folder has no run to show or continue.",
    remedy: "Pass the folder of an output plate, the one that contains '.ohcs'; or run the pipeline from the start.",
  },
  RUN_CORRUPT: {
    cause: "A record file of a run cannot be read.",
    remedy: "Run the pipeline again with resume: finished wells are kept.",
  },
  RUN_FILE_CHANGED: {
    cause:
      "A supplied table or JSON, or the code of a user module, that a run keeps under '.ohcs' does not match the hash in its name.",
    remedy: "Run the pipeline again with resume: these files are stored again, and finished wells are kept.",
  },
  FROM_STEP_UNKNOWN: {
    cause: "The pipeline has no such step before its first barrier to begin at.",
    remedy: "'ohcs plan' shows the steps with their numbers. Resuming keeps the work before a barrier.",
  },
  FROM_STEP_NOT_STORED: {
    cause: "The step to begin at needs an output of an earlier step that was not stored, or not exactly.",
    remedy: "Set 'materialize: true' in that step and run the pipeline from its start once; or begin at that step.",
  },
  FROM_STEP_CHANGED: {
    cause: "Something before the step to begin at has changed since its inputs were made.",
    remedy: "Begin at the first step that changed, or run the pipeline from its start.",
  },
  FROM_STEP_NO_RESULT: {
    cause: "In some wells the steps before the one to begin at have no results, or changed ones.",
    remedy: "Resume the earlier run first, or exclude the wells with --wells.",
  },
  ARTIFACT_CORRUPT: {
    cause: "The content of an artifact file does not match the hash in its name.",
    remedy: "Remove the file and resume: the reduction makes it again.",
  },
} as const;

/** The codes of {@link recordsErrors}. */
export type RecordsErrorCode = keyof typeof recordsErrors;

export const fail = errorFactory(recordsErrors);
