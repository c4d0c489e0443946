import { fail } from "./errors.ts";

/** What SQLite reports, as an error of the port; a busy database may be free when the same work is tried again. */
export function storageError(cause: unknown, verb: string, path: string): Error {
  const code = String((cause as { readonly code?: unknown } | null)?.code ?? cause);
  const message = `Cannot ${verb} '${path}': expected SQLite to do it, got '${code}'`;
  const details = { path, sqlite: code };
  if (code.startsWith("SQLITE_FULL")) return fail("STORAGE_FULL", message, { cause, details });
  if (code.startsWith("SQLITE_BUSY")) return fail("STORAGE_BUSY", message, { cause, details, retryable: true });
  return fail("STORAGE_FAILED", message, { cause, details });
}
