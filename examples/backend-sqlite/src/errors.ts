import { errorFactory } from "@ohcs/context";

/** The codes of the port that this backend raises. */
export const sqliteErrors = {
  FILE_NOT_FOUND: { cause: "Nothing is stored at the path.", remedy: "Check the path." },
  FILE_EXISTS: {
    cause: "Something is stored at the path already, and replacing was not allowed.",
    remedy: "Save with `ifExists: 'replace'`, or to another path.",
  },
  PATH_OUTSIDE_ROOT: {
    cause: "A path is no virtual path.",
    remedy: "Use a relative POSIX path of portable names.",
  },
  PATH_CASE_CLASH: { cause: "Two paths differ only in upper and lower case.", remedy: "Rename one of the two." },
  PATH_KIND_MISMATCH: {
    cause: "A file was expected where a directory stands, or a directory where a file stands.",
    remedy: "Check the path.",
  },
  IMAGE_UNREADABLE: { cause: "What is stored is no image, or lacks the page.", remedy: "Check path and page." },
  IMAGE_INVALID: {
    cause: "An image was to be stored whose samples do not match its shape and dtype.",
    remedy: "Give data of exactly the product of the shape, of the typed array that the dtype names.",
  },
  TABLE_UNREADABLE: { cause: "What is stored is no table.", remedy: "Check the path." },
  JSON_UNREADABLE: { cause: "What is stored is no JSON, or no text.", remedy: "Check the path." },
  JSON_INVALID: {
    cause: "A value was to be stored that JSON cannot express: NaN, undefined, a class instance.",
    remedy: "Replace the value at the path in the message.",
  },
  STORAGE_FULL: { cause: "The file system has no space left.", remedy: "Free space, then resume the run." },
  STORAGE_BUSY: {
    cause: "Another process has held the database for longer than this one waits.",
    remedy: "Use fewer writers, or one database each.",
  },
  STORAGE_FAILED: { cause: "SQLite refused for another reason, which the cause names.", remedy: "Check the database." },
  BACKEND_OPTION_INVALID: {
    cause: "The backend was given an option that it does not understand.",
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
