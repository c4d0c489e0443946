import { fail } from "../errors.ts";

/** Files with this ending are being written: hidden from listings, swept before a run. */
export const TEMPORARY_SUFFIX = ".ohcs-tmp";

const LONGEST_SEGMENT = 255;
const WINDOWS_DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i;
const WINDOWS_DRIVE = /^[a-z]:/i;
const encoder = new TextEncoder();

/**
 * The one spelling of a virtual path: relative to a backend's root, POSIX, NFC, without `.` and empty segments; the
 * root itself is `""`.
 * @throws `PATH_OUTSIDE_ROOT` for `..`, absolute paths, NUL, backslashes, drive letters, Windows device names, segments
 * above 255 bytes, and names reserved for files that are being written
 */
export function normalizeVirtualPath(path: string): string {
  if (path.startsWith("/")) throw refused(path, "a relative path");
  if (path.includes("\0")) throw refused(path, "no NUL");
  if (path.includes("\\")) throw refused(path, "'/' between segments");
  const segments = path
    .normalize("NFC")
    .split("/")
    .filter((segment) => segment !== "" && segment !== ".");
  for (const segment of segments) checkSegment(segment, path);
  return segments.join("/");
}

/** The directory that holds `path` (normalized); that of a top-level name is `""`. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** The last segment of `path` (normalized). */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** `name` inside `directory` (normalized). */
export function childOf(directory: string, name: string): string {
  return directory === "" ? name : `${directory}/${name}`;
}

function checkSegment(segment: string, path: string): void {
  if (segment === "..") throw refused(path, "no '..'");
  // In any segment: `./C:` is as absolute as `C:` once the dot is removed.
  if (WINDOWS_DRIVE.test(segment)) throw refused(path, "no drive letter");
  if (WINDOWS_DEVICE.test(segment)) throw refused(path, `no Windows device name such as '${segment}'`);
  if (segment.endsWith(TEMPORARY_SUFFIX)) throw refused(path, `no name that ends in '${TEMPORARY_SUFFIX}'`);
  const bytes = segment.length * 3 <= LONGEST_SEGMENT ? 0 : encoder.encode(segment).length;
  if (bytes > LONGEST_SEGMENT) throw refused(path, `segments of at most ${LONGEST_SEGMENT} bytes`);
}

function refused(path: string, expected: string): Error {
  const shown = path.replaceAll("\0", "\\0").slice(0, 300);
  return fail("PATH_OUTSIDE_ROOT", `Cannot use path: expected ${expected}, got '${shown}'`, { details: { path } });
}
