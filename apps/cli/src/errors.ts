import { errorFactory } from "@ohcs/context";

/** Every code that the command line itself raises, with its cause and remedy. */
export const cliErrors = {
  USAGE_INVALID: {
    cause: "The command line has an unknown command or option, lacks a part, or a value cannot be read.",
    remedy: "See 'ohcs --help', or 'ohcs <command> --help'.",
  },
  CONFIG_AMBIGUOUS: {
    cause: "A folder has several files that could be its configuration.",
    remedy: "Keep one ohcs.config.* file in the folder.",
  },
  CONFIG_UNREADABLE: {
    cause: "A configuration file cannot be opened, is not valid, or is a module that does not load.",
    remedy: "Correct the file at the place in the message.",
  },
  FUNCTION_NAME_UNKNOWN: {
    cause: "The catalogue has no function of this name.",
    remedy: "'ohcs functions' lists them.",
  },
  SCHEMA_UNKNOWN: {
    cause: "There is no schema of this name.",
    remedy: "'ohcs schema pipeline' and 'ohcs schema config' print the available schemas.",
  },
  ZARR_NOT_FOUND: {
    cause: "There is no such folder to validate.",
    remedy: "Check the path; it must be that of the plate, well, image or label itself.",
  },
  DISTRIBUTED_NOT_INSTALLED: {
    cause: "Runs on more than one machine need a package that is installed only for them.",
    remedy: "Run 'npm install @ohcs/distributed', on every machine.",
  },
  WORKER_WITHOUT_GPU: {
    cause: "A worker for GPU wells was started on a machine without a usable GPU.",
    remedy: "'ohcs gpus' shows what was found; start workers of this class on machines with GPUs.",
  },
  RUN_NOT_REMOTE: {
    cause: "The output plate has no run in progress on other machines.",
    remedy: "'ohcs status OUT' shows its state; Ctrl-C ends a run on this machine, 'ohcs resume OUT' continues it.",
  },
  SUBMIT_FAILED: {
    cause: "A run that was started in the background ended at once with an error.",
    remedy: "Correct the problem stated by its log, which the message quotes.",
  },
  EVENTS_UNWRITABLE: {
    cause: "The file for the events cannot be written, or is inside the source plate, which is read-only.",
    remedy: "Choose another path; with --json the events cannot go to standard output.",
  },
  PROGRAM_NOT_LOADED: {
    cause: "Files of the program itself cannot be opened, for example because of the limit on open files.",
    remedy: "Raise the limit of open files ('ulimit -n 1024'), or install the program again.",
  },
  STDOUT_UNWRITABLE: {
    cause: "Writing to standard output failed: for example, its disk is full or its terminal was closed.",
    remedy:
      "Free some space, or redirect the output. The work of the command is not lost; 'ohcs status OUT' shows the run.",
  },
  WELL_UNKNOWN: {
    cause: "The run has no such well.",
    remedy: "'ohcs status OUT' lists the wells of the run.",
  },
  PLATE_UNKNOWN: {
    cause: "The folder has the outputs of several plates, and none or an unknown one was named.",
    remedy: "Name the output of one plate, or plate and well as 'PLATE/WELL'; 'ohcs status FOLDER' lists both.",
  },
  PLATE_AMBIGUOUS: {
    cause:
      "Several outputs in the folder match this name: they belong to the same plate, or the folder of one has the name of another plate.",
    remedy: "Pass the output folder of that plate instead.",
  },
  CONFORM_EXPORT_MISSING: {
    cause: "The module exports nothing made by defineBackend, defineFunction or defineRunner, or nothing of that name.",
    remedy:
      "Export what defineBackend({ name, version, create }), defineFunction({ … }) or defineRunner({ … }) returns.",
  },
  CONFORM_CAPABILITIES_INVALID: {
    cause: "An instance of the backend does not state its capabilities, or states different ones from its declaration.",
    remedy:
      "Set 'capabilities' to { images, tables, json, writable, durable }, each true or false; in defineBackend({ capabilities }) name those that are false.",
  },
  CONFORM_TIMED_OUT: {
    cause: "A tested call neither succeeded nor failed within the time limit.",
    remedy: "Make sure that every promise settles and every loop ends; '--timeout' sets the limit.",
  },
  CONFORM_WORKER_ENDED: {
    cause: "The test thread ended: an unhandled error, an exit, or too little memory.",
    remedy: "Throw errors to the caller, await every promise, and never exit.",
  },
  PLAN_NOT_FOUND: {
    cause: "There is no such file of a saved plan.",
    remedy: "Save one with 'ohcs plan PLATE -p PIPELINE --save FILE'.",
  },
  PLAN_OF_SEVERAL: {
    cause:
      "A saved plan holds one plate: it cannot be made from several plates, or from a pipeline that reduces over plates.",
    remedy:
      "Save a plan for each plate separately, with a pipeline without 'axis: batch'; or run the plates without a saved plan.",
  },
  PLAN_UNWRITABLE: {
    cause: "The file for the plan cannot be written, or is inside the source plate, which is read-only.",
    remedy: "Choose another path.",
  },
  PICTURES_UNWRITABLE: {
    cause: "The file or folder for pictures cannot be written, or is inside the source plate, which is read-only.",
    remedy: "Choose another path.",
  },
  DEMO_PLATE_FOREIGN: {
    cause: "The demo's folder has a plate or an output that the demo did not make, or that was changed since.",
    remedy: "Move it away or delete it, or run the demo in another folder.",
  },
} as const;

/** The codes of {@link cliErrors}. */
export type CliErrorCode = keyof typeof cliErrors;

export const fail = errorFactory(cliErrors);
