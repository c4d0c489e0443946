import { errorFactory } from "./errors/error-table.ts";

/** Every code that `@ohcs/context` throws, with its cause and remedy. */
export const contextErrors = {
  CONTEXT_FROZEN: {
    cause: "Code tried to change a compiled context or step plan.",
    remedy: "Change the pipeline or the configuration and compile again.",
  },
  CONTEXT_INCOMPLETE: {
    cause: "A context was frozen without an axis id, plans or backends.",
    remedy: "Fill the draft completely before calling freeze().",
  },
  CONTEXT_FIELD_UNKNOWN: {
    cause: "A record was given a field that it does not have.",
    remedy: "Remove the field, or correct its name.",
  },
  CONTEXT_VALUE_REFUSED: {
    cause: "A context may hold JSON values only: no NaN, undefined, function, buffer or class instance.",
    remedy: "Replace the value at the path in the message.",
  },
  CONTEXT_CORRUPT: {
    cause: "The bytes of a context do not match their fingerprint, or are not a context.",
    remedy: "Compile again; if it recurs, the transport damages data.",
  },
  CONTEXT_VERSION: {
    cause: "The context was made by another version of the specification.",
    remedy: "Compile again with this version.",
  },
  WELL_ID_INVALID: {
    cause: "A text does not name a well.",
    remedy: "Write wells as A01 … AF48 (row letters, column number).",
  },
  DECLARATION_INVALID: {
    cause: "A function, backend or pipeline declaration lacks a required part.",
    remedy: "Correct the declaration as described in the message.",
  },
  RUNNER_OPTION_INVALID: {
    cause: "A runner has no option of that name, or does not take such a value.",
    remedy: "Correct the option; the message says what the runner takes.",
  },
  MANIFEST_INVALID: {
    cause: "A microscope handler returned a manifest that is not valid.",
    remedy: "Correct the handler; 'ohcs conform' tests it on a generated plate.",
  },
  PLATE_FILE_UNLISTED: {
    cause: "A handler tried to read a file that the plate's reader does not list.",
    remedy: "Read the files that 'list()' names, by the paths that it returns.",
  },
  PLATE_FILE_TOO_LARGE: {
    cause: "A file exceeds the size limit of its reader.",
    remedy: "Check that the file is what its name suggests; a handler sets the largest size of its metadata files.",
  },
  FUNCTION_NEEDS_GPU: {
    cause: "A function that only has GPU code was called on the CPU.",
    remedy: "Run it with a GPU, or use a function that has code for the CPU.",
  },
  TABLE_INVALID: {
    cause: "A table has rows of unequal length, or a duplicate column.",
    remedy: "Give every row one value per column, and unique column names.",
  },
} as const;

/** The codes of {@link contextErrors}. */
export type ContextErrorCode = keyof typeof contextErrors;

export const fail = errorFactory(contextErrors);
