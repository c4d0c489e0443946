import { fail } from "./errors.ts";

const WINDOWS_DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i;
const LONGEST_SEGMENT = 255;

/**
 * The one spelling of a path: relative, NFC, without `.` and empty segments; the root is `""`. Paths that no disk could
 * hold are refused here too, so that a plate can be moved from one backend to another.
 * @throws `PATH_OUTSIDE_ROOT`
 */
export function normalizePath(path: string): string {
  if (/^\/|\\|\0|^[a-z]:/i.test(path)) throw refused(path);
  const segments = path
    .normalize("NFC")
    .split("/")
    .filter((segment) => segment !== "" && segment !== ".");
  if (!segments.every(isPortable)) throw refused(path);
  return segments.join("/");
}

/** The directory that holds `path`; that of a top-level name is `""`. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** `a/b/c` → `a`, `a/b`, `a/b/c`. */
export function prefixesOf(path: string): readonly string[] {
  return path === "" ? [] : [...prefixesOf(parentOf(path)), path];
}

function isPortable(segment: string): boolean {
  return segment !== ".." && !WINDOWS_DEVICE.test(segment) && Buffer.byteLength(segment) <= LONGEST_SEGMENT;
}

function refused(path: string): Error {
  const message = `Cannot use path: expected a relative path of portable names, got '${path.replaceAll("\0", "\\0")}'`;
  return fail("PATH_OUTSIDE_ROOT", message, { details: { path } });
}
