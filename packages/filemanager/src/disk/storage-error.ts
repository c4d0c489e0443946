import { isOhcsError, type OhcsError } from "@ohcs/context";
import { type FilemanagerErrorCode, fail } from "../errors.ts";

const CODES: Readonly<Record<string, FilemanagerErrorCode>> = {
  ENOENT: "FILE_NOT_FOUND",
  EEXIST: "FILE_EXISTS",
  EISDIR: "PATH_KIND_MISMATCH",
  ENOTDIR: "PATH_KIND_MISMATCH",
  ENAMETOOLONG: "PATH_OUTSIDE_ROOT",
  ELOOP: "PATH_OUTSIDE_ROOT",
  ENOSPC: "STORAGE_FULL",
  EDQUOT: "STORAGE_FULL",
  EFBIG: "STORAGE_FULL",
  EACCES: "STORAGE_DENIED",
  EPERM: "STORAGE_DENIED",
  EROFS: "STORAGE_DENIED",
  EMFILE: "STORAGE_BUSY",
  ENFILE: "STORAGE_BUSY",
  EBUSY: "STORAGE_BUSY",
};
const REASONS: Partial<Readonly<Record<FilemanagerErrorCode, string>>> = {
  FILE_NOT_FOUND: "nothing is stored there",
  FILE_EXISTS: "a file is already stored there",
  PATH_KIND_MISMATCH: "a file and a directory are mixed up in the path",
  STORAGE_FULL: "no space is left",
  STORAGE_DENIED: "permission is denied",
  STORAGE_BUSY: "too many files are open, or the file is in use",
};
const RETRYABLE: readonly FilemanagerErrorCode[] = ["STORAGE_BUSY", "STORAGE_FAILED"];

/**
 * An error of the operating system as an `OhcsError`: `action` is "read", "save" or "delete", `path` the virtual path.
 */
export function storageError(error: unknown, action: "read" | "save" | "delete", path: string): OhcsError {
  if (isOhcsError(error)) return error;
  const system = systemCode(error);
  const code = codeOf(system, action);
  const message = `Cannot ${action} '${path}': ${REASONS[code] ?? "the storage failed"} (${system})`;
  return fail(code, message, { cause: error, details: { path, system }, retryable: RETRYABLE.includes(code) });
}

/** While saving, `ENOENT` means that a directory vanished; while reading, `ENOTDIR` means that nothing can be there. */
function codeOf(system: string, action: "read" | "save" | "delete"): FilemanagerErrorCode {
  if (system === "ENOENT" && action === "save") return "STORAGE_FAILED";
  if (system === "ENOTDIR" && action !== "save") return "FILE_NOT_FOUND";
  return CODES[system] ?? "STORAGE_FAILED";
}

/** The code of an error of the operating system (`ENOSPC`), else its message. */
export function systemCode(error: unknown): string {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return typeof code === "string" ? code : String(message ?? error);
}
