import { errorFactory } from "@ohcs/context";

/** Every code that `@ohcs/records` reports, with its cause and remedy. */
export const recordsErrors = {
  OUTPUT_NOT_WRITABLE: {
    cause: "The output folder, or a file in it, cannot be created or written.",
    remedy: "Choose another output folder, or correct its permissions.",
  },
  OUTPUT_LINKED: {
    cause:
      "The '.ohcs' of an output plate, or something right in it, is a symbolic link: a run would write somewhere else.",
    remedy: "Remove the link, or choose another output folder.",
  },
  OUTPUT_NOT_READABLE: {
    cause: "A file of an earlier run is in the output folder, and cannot be opened or read.",
    remedy: "Correct its permissions, or choose another output folder.",
  },
  METADATA_CORRUPT: {
    cause: "The openhcs_metadata.json that lies in the output plate cannot be read; it was left as it is.",
    remedy: "Repair or remove the file, then run again.",
  },
  RECORD_MISSING: {
    cause: "A well was reported done, but its record is not there.",
    remedy: "Run the well again; if it recurs, the output folder loses files.",
  },
  RECORD_CORRUPT: {
    cause: "The record of a well, or of a reduction, is not as it was written: its digest is that of another content.",
    remedy: "Resume the run: what has no valid record is run again.",
  },
  RUN_NOT_FOUND: {
    cause: "The folder holds no run that could be looked at or continued.",
    remedy: "Give the folder of an output plate, the one that holds '.ohcs'; or run the pipeline from the start.",
  },
  RUN_CORRUPT: {
    cause: "A file of a run's own records cannot be read.",
    remedy: "Run the pipeline again with resume: finished wells are kept.",
  },
  RUN_FILE_CHANGED: {
    cause:
      "A supplied table or JSON, or the code of a user module, that a run keeps under '.ohcs' is not what its name, the hash of its content, says.",
    remedy: "Run the pipeline again with resume: these files are stored again, and finished wells are kept.",
  },
  FROM_STEP_UNKNOWN: {
    cause: "The run was to begin at a step that the pipeline does not have before its first barrier.",
    remedy: "'ohcs plan' shows the steps with their numbers. What lies before a barrier is kept by resuming.",
  },
  FROM_STEP_NOT_STORED: {
    cause:
      "The run was to begin at a step that needs what an earlier step made and did not store, or not exactly as it was.",
    remedy:
      "Set 'materialize: true' in the step named and run the pipeline from its start once; or begin at that step.",
  },
  FROM_STEP_CHANGED: {
    cause:
      "The run was to begin at a step before which something changed since the results were made that it would read.",
    remedy: "Begin at the first step that changed, or run the pipeline from its start.",
  },
  FROM_STEP_NO_RESULT: {
    cause:
      "The run was to begin at a step in wells whose steps before it left no results, or others than were committed.",
    remedy: "Resume the earlier run first, or leave the wells out with --wells.",
  },
  ARTIFACT_CORRUPT: {
    cause: "The file of an artifact does not hold what its name, the hash of its content, says.",
    remedy: "Remove the file and resume: the reduction makes it again.",
  },
} as const;

/** The codes of {@link recordsErrors}. */
export type RecordsErrorCode = keyof typeof recordsErrors;

export const fail = errorFactory(recordsErrors);
