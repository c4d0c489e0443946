import { errorFactory } from "@ohcs/context";

/** Every code that `@ohcs/orchestrator` throws, with its cause and remedy. */
export const orchestratorErrors = {
  TRANSITION_ILLEGAL: {
    cause: "The state of the plate, or a call in progress, does not allow this call.",
    remedy: "Call initialize(), compilePipelines() and executeCompiledPlate() in this order, one at a time.",
  },
  SOURCE_CHANGED: {
    cause: "Images of the source plate are missing, or changed since the run or plan was compiled.",
    remedy:
      "Compile again and run with resume: only the affected wells are computed again. 'cp -p' and 'rsync -a' keep the modification times of a copied plate.",
  },
  PLAN_CORRUPT: {
    cause: "A file is not a saved plan, or was changed after it was saved.",
    remedy: "Save the plan again with 'ohcs plan PLATE -p PIPELINE --save FILE'.",
  },
  PLAN_VERSION_UNKNOWN: {
    cause: "A plan was saved by a version of OHCS with another plan format.",
    remedy: "Run it with that version, or save the plan again with this one.",
  },
  PLAN_GPU_MISSING: {
    cause:
      "A plan was compiled for a GPU that this machine does not have, and some of its calls cannot run on the CPU.",
    remedy: "Compile it here, or with '--gpu prefer'; 'ohcs gpus' lists those of this machine.",
  },
  PLATE_NAME_DUPLICATE: {
    cause: "Two plates that are run together have the same name, so their outputs and rows could not be distinguished.",
    remedy: "Rename one of the folders, or run the plates separately.",
  },
  PLATES_APART: {
    cause: "The output plates of a reduction over plates would be in several folders.",
    remedy: "Set one folder for all with -o.",
  },
  PLATE_NOT_BEGUN: {
    cause: "A run of several plates was stopped before this plate began.",
    remedy: "Run all plates again with --resume: finished work is kept.",
  },
  SUPPLIED_FILE_TOO_LARGE: {
    cause: "A plate map is larger than any map of a plate's wells.",
    remedy: "Supply a table with one row per well and only the columns to join.",
  },
  PLAN_PLACE_INVALID: {
    cause: "The output of a saved plan would lie inside its source plate, or the source inside the output.",
    remedy: "Choose another output folder with -o.",
  },
} as const;

/** The codes of {@link orchestratorErrors}. */
export type OrchestratorErrorCode = keyof typeof orchestratorErrors;

export const fail = errorFactory(orchestratorErrors);
