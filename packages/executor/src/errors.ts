import { errorFactory } from "@ohcs/context";

/** Every code that `@ohcs/executor` reports, with its cause and remedy. */
export const executorErrors = {
  FUNCTION_NOT_FOUND: {
    cause: "The module exports no function of that name.",
    remedy: "Export the function, made with defineFunction, under the name that the pipeline uses.",
  },
  FUNCTION_VERSION_MISMATCH: {
    cause: "The loaded module has another version of the function than the compiled plan.",
    remedy: "Compile again with the installed version.",
  },
  FUNCTION_FAILED: {
    cause: "A function threw an error or rejected.",
    remedy: "Read the cause; correct the function, its parameters or its input.",
  },
  FUNCTION_RESULT_INVALID: {
    cause: "A function's result does not match its declaration.",
    remedy:
      "Correct the function: shape, dtype, kind and the number of planes must agree with its contract; each plane has coordinates and a position.",
  },
  FUNCTION_OUTPUT_MISSING: {
    cause: "A function did not return a named output that the step emits.",
    remedy: "Return the output under the name that the function declares.",
  },
  FUNCTION_EXITED: {
    cause: "A function called process.exit().",
    remedy: "Throw an error instead: a function must not end the process it runs in.",
  },
  FUNCTION_STRAY_ERROR: {
    cause: "An error escaped from a function outside its promise, from a timer or an event.",
    remedy: "Await everything that the function starts, and reject instead.",
  },
  INPUT_MISSING: {
    cause: "A step needs an output that no earlier step made, or an input that was not linked.",
    remedy: "Check which groups emit the output; a dictionary of functions may omit it for some.",
  },
  IMAGE_CHANGED: {
    cause:
      "An image of the source plate was replaced or changed after the plate was compiled, before or while it was read.",
    remedy:
      "Compile again and run with resume once nothing writes to the plate any more: only the affected wells are computed again.",
  },
  STACK_SHAPE_MISMATCH: {
    cause: "Planes to be stacked, or to be combined by a function, differ in size.",
    remedy: "Check the images in the message; planes of one group must have equal width and height.",
  },
  TILE_UNKNOWN: {
    cause: "All images of a group are missing, and the plate does not state the size of a tile.",
    remedy: "Exclude the group, or open the plate with sampled headers.",
  },
  STORED_TABLE_INVALID: {
    cause: "A stored table that a reduction reads is not a valid table.",
    remedy: "Run the wells in the message again.",
  },
  WELL_TIMEOUT: {
    cause: "A well did not end before its deadline, and its worker was ended.",
    remedy: "Raise timeoutS, or check the function of the step for an endless loop.",
  },
  STEP_TIMEOUT: {
    cause: "A step did not end before its own deadline, and its worker was ended.",
    remedy: "Raise timeoutS of the step, or check its functions for an endless loop.",
  },
  WELL_MEMORY_EXCEEDED: {
    cause: "A well needs more memory for its images than its share of the budget.",
    remedy: "Raise memoryBudgetBytes, use fewer workers, or process smaller groups.",
  },
  WELL_CANCELLED: {
    cause: "The run was cancelled before the well had ended.",
    remedy: "Run the plate again.",
  },
  WORKER_EXITED: {
    cause: "A worker ended while it ran a well: it exited, was killed, or aborted in native code.",
    remedy: "Check the exit code or signal; run wells in processes to protect others.",
  },
  WORKER_OUT_OF_MEMORY: {
    cause: "A worker's JavaScript heap was exhausted.",
    remedy: "Use fewer workers, raise the heap limit of the runner, or process smaller groups.",
  },
  WORKER_MEMORY_SHORT: {
    cause: "The machine's memory ran short, and the worker that had been silent longest, or held too much, was ended.",
    remedy: "Run the well again with fewer workers, set memoryBudgetBytes, or process smaller groups.",
  },
  WORKER_NOT_STARTED: {
    cause: "A worker could not be started, or its entry could not be loaded.",
    remedy: "Check the worker's URL and the limits of the machine; the inline runner needs no worker.",
  },
  GPU_NOT_GIVEN: {
    cause: "A well computes on a GPU, but the run or the worker has none.",
    remedy: "Pass GPUs to the run, or compile again with gpu 'never' or 'prefer'.",
  },
  GPU_HUNG: {
    cause:
      "A GPU did not answer in time: its device does not open, a kernel never ends, or a software driver is too slow. Its worker was ended.",
    remedy:
      "Where it did not open, update or restart the driver; else look for an endless loop in the WGSL of the function named. Set timeoutS of the step to find out sooner.",
  },
  WORKER_SHAPE_UNKNOWN: {
    cause: "The installed version of tinypool does not expose its worker as the executor expects.",
    remedy: "Install the version of tinypool that the executor requires.",
  },
  WORKERS_INVALID: {
    cause: "The number of workers of a run is invalid.",
    remedy: "Set how many wells may run at the same time: a whole number, at least 1.",
  },
  WELL_LEFT_OUT: {
    cause: "A well has no valid result, but only failed wells were to be run again.",
    remedy: "Resume the run without onlyFailed.",
  },
  PHASE_INPUT_MISSING: {
    cause: "A reduction did not make the artifact that a well or another reduction reads.",
    remedy:
      "Check why the reduction failed; resume the run once it can succeed, or supply the artifact of another run.",
  },
  COMMITTED_FILE_CHANGED: {
    cause: "A committed file of a well or plate has changed when a reduction reads it.",
    remedy: "Resume the run: wells whose files have changed are run again.",
  },
  ARTIFACTS_NOT_FOUND: {
    cause: "The run given for its artifacts has none of those that the pipeline's reductions make.",
    remedy: "Name the output plate of a run that has completed the same reductions, or compute them anew.",
  },
  TOO_FEW_WELLS: {
    cause: "Fewer wells succeeded than a reduction needs, or fewer plates can be used.",
    remedy: "Correct the failed wells and run them again, or lower minWells.",
  },
  PLATE_UNUSABLE: {
    cause:
      "The run of a plate left nothing that a reduction over plates could read: it failed, was stopped, or never began.",
    remedy: "Correct the cause of the failure, and run all plates again with --resume: finished work is kept.",
  },
} as const;

/** The codes of {@link executorErrors}. */
export type ExecutorErrorCode = keyof typeof executorErrors;

export const fail = errorFactory(executorErrors);
