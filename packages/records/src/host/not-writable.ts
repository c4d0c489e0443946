import { isOhcsError } from "@ohcs/context";
import { fail } from "../errors.ts";

const FULL = ["ENOSPC", "EDQUOT", "EFBIG"];

/** What the operating system said of a path below, or at, the root of an output plate, as `OUTPUT_NOT_WRITABLE`; the rest as it is. */
export function notWritable(root: string, path: string, cause: unknown): unknown {
  const { code } = cause as NodeJS.ErrnoException;
  if (isOhcsError(cause) || code === undefined) return cause;
  const isFull = FULL.includes(code);
  const expected = isFull ? "free space" : "a writable folder";
  return fail("OUTPUT_NOT_WRITABLE", `Cannot write to '${path}': expected ${expected}, got ${code}`, {
    details: { root, path, code },
    ...(isFull ? { remedy: "Free space on its disk, or choose another output folder." } : {}),
    cause,
  });
}
