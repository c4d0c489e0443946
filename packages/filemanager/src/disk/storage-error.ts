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
const EXPECTED: Partial<Readonly<Record<FilemanagerErrorCode, string>>> = {
  FILE_NOT_FOUND: "a stored file",
  FILE_EXISTS: "a free path",
  PATH_KIND_MISMATCH: "directories above a file",
  STORAGE_FULL: "free space",
  STORAGE_DENIED: "permission",
  STORAGE_BUSY: "a free file handle",
};
const RETRYABLE: readonly FilemanagerErrorCode[] = ["STORAGE_BUSY", "STORAGE_FAILED"];

/** What the operating system reported, as ours: `action` is "read" or "save", `path` the virtual path. */
export function storageError(error: unknown, action: "read" | "save" | "delete", path: string): OhcsError {
  if (isOhcsError(error)) return error;
  const system = systemCode(error);
  const code = codeOf(system, action);
  const message = `Cannot ${action} '${path}': expected ${EXPECTED[code] ?? "the storage to work"}, got '${system}'`;
  return fail(code, message, { cause: error, details: { path, system }, retryable: RETRYABLE.includes(code) });
}

/** While saving, `ENOENT` says that a directory vanished; while reading, `ENOTDIR` says that nothing can be there. */
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
