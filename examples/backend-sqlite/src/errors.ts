import { errorFactory } from "@ohcs/context";

/** The codes of the port that this backend raises. */
export const sqliteErrors = {
  FILE_NOT_FOUND: { cause: "Nothing is stored at the path.", remedy: "Check the path." },
  FILE_EXISTS: {
    cause: "A value is already stored at the path, and replacing was not allowed.",
    remedy: "Save with `ifExists: 'replace'`, or to another path.",
  },
  PATH_OUTSIDE_ROOT: {
    cause: "A path is not a virtual path.",
    remedy: "Use a relative POSIX path of portable names.",
  },
  PATH_CASE_CLASH: { cause: "Two paths differ only in upper and lower case.", remedy: "Rename one of the two." },
  PATH_KIND_MISMATCH: {
    cause: "The path is a directory where a file is needed, or a file where a directory is needed.",
    remedy: "Check the path.",
  },
  IMAGE_UNREADABLE: { cause: "The stored value is not an image, or lacks the page.", remedy: "Check path and page." },
  IMAGE_INVALID: {
    cause: "The samples of an image to be stored do not match its shape and dtype.",
    remedy: "Pass as many samples as the product of the shape, in the typed array of the dtype.",
  },
  TABLE_UNREADABLE: { cause: "The stored value is not a table.", remedy: "Check the path." },
  JSON_UNREADABLE: { cause: "The stored value is not JSON, or not a text.", remedy: "Check the path." },
  JSON_INVALID: {
    cause: "A value to be stored is not valid JSON: NaN, undefined, a class instance.",
    remedy: "Replace the value at the path in the message.",
  },
  STORAGE_FULL: { cause: "The file system has no space left.", remedy: "Free space, then resume the run." },
  STORAGE_BUSY: {
    cause: "Another process has held the database for longer than this one waits.",
    remedy: "Use fewer writers, or one database each.",
  },
  STORAGE_FAILED: { cause: "SQLite failed for another reason, given in the cause.", remedy: "Check the database." },
  BACKEND_OPTION_INVALID: {
    cause: "The backend was given an invalid option.",
    remedy: "Give `{ file: '/absolute/path.sqlite' }`.",
  },
  BACKEND_CLOSED: {
    cause: "The backend was used after it was closed.",
    remedy: "Await every load and save before closing.",
  },
} as const;

/** The codes of {@link sqliteErrors}. */
export type SqliteErrorCode = keyof typeof sqliteErrors;

export const fail = errorFactory(sqliteErrors);
