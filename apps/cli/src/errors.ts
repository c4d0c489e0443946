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
    cause: "A configuration file cannot be opened, has a mistake in its text, or is a module that does not load.",
    remedy: "Correct the file at the place that is named.",
  },
  FUNCTION_NAME_UNKNOWN: {
    cause: "No function of the catalogue has this name.",
    remedy: "'ohcs functions' lists them.",
  },
  SCHEMA_UNKNOWN: {
    cause: "There is no schema of this name.",
    remedy: "'ohcs schema pipeline' and 'ohcs schema config' print the schemas that there are.",
  },
  ZARR_NOT_FOUND: {
    cause: "There is no such folder to validate.",
    remedy: "Check the path; it must lead to the folder of the plate, well, image or label itself.",
  },
  EVENTS_UNWRITABLE: {
    cause: "The file for the events cannot be written, or lies inside the source plate, which is only read.",
    remedy: "Choose another path; with --json the events cannot go to standard output.",
  },
  PROGRAM_NOT_LOADED: {
    cause: "Files of the program itself cannot be opened: the process may open too few at a time, say.",
    remedy: "Allow the process more open files, by 'ulimit -n 1024' say, or install the program again.",
  },
  STDOUT_UNWRITABLE: {
    cause: "Standard output took no more: the disk that it goes to is full, say, or its terminal is gone.",
    remedy: "Make room, or send the output elsewhere. What the command did stands; 'ohcs status OUT' tells of a run.",
  },
  WELL_UNKNOWN: {
    cause: "The run has no such well.",
    remedy: "'ohcs status OUT' lists the wells of the run.",
  },
  PLATE_UNKNOWN: {
    cause: "The folder holds the outputs of several plates, and none of them was named, or one that is not there.",
    remedy: "Name the output of one plate, or plate and well as 'PLATE/WELL'; 'ohcs status FOLDER' lists both.",
  },
  PLATE_AMBIGUOUS: {
    cause:
      "Several outputs in the folder go by this name: they are of one plate, or the folder of one is named like another plate.",
    remedy: "Name the folder of the output in place of the plate, or give it to the command by itself.",
  },
  CONFORM_EXPORT_MISSING: {
    cause: "The module exports nothing made by defineBackend, defineFunction or defineRunner, or nothing of that name.",
    remedy:
      "Export what defineBackend({ name, version, create }), defineFunction({ … }) or defineRunner({ … }) returns.",
  },
  CONFORM_CAPABILITIES_INVALID: {
    cause: "An instance of the backend does not state what it can do, or not what its declaration says.",
    remedy:
      "Set 'capabilities' to { images, tables, json, writable, durable }, each true or false; in defineBackend({ capabilities }) name those that are false.",
  },
  CONFORM_TIMED_OUT: {
    cause: "What is tested neither did what was asked nor refused it within the limit.",
    remedy: "See that every promise settles and no loop is endless; '--timeout' sets the limit.",
  },
  CONFORM_WORKER_ENDED: {
    cause: "The thread of what is tested ended: an error that nobody awaited, an exit, or too little memory.",
    remedy: "Throw errors to the caller, await every promise, and never exit.",
  },
  PLAN_NOT_FOUND: {
    cause: "There is no such file of a saved plan.",
    remedy: "Save one with 'ohcs plan PLATE -p PIPELINE --save FILE'.",
  },
  PLAN_OF_SEVERAL: {
    cause:
      "A plan was to be saved of several plates, or of a pipeline that reduces over plates: a saved plan is of one.",
    remedy:
      "Save a plan of each plate by itself, of a pipeline without 'axis: batch'; or run them without a saved plan.",
  },
  PLAN_UNWRITABLE: {
    cause: "The file for the plan cannot be written, or lies inside the source plate, which is only read.",
    remedy: "Choose another path.",
  },
  DEMO_PLATE_FOREIGN: {
    cause: "The demo's folder holds a plate or an output that the demo did not make, or that somebody changed since.",
    remedy: "Move it away or delete it, or run the demo in another folder.",
  },
} as const;

/** The codes of {@link cliErrors}. */
export type CliErrorCode = keyof typeof cliErrors;

export const fail = errorFactory(cliErrors);
