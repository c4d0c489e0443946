import { fail } from "../../errors.ts";

export function unreadable(path: string, expected: string, got: string, cause?: unknown): Error {
  return fail("IMAGE_UNREADABLE", message(path, expected, got), { details: { path }, cause });
}

export function truncated(path: string, expected: string, got: string): Error {
  return fail("IMAGE_TRUNCATED", `Cannot read '${path}': the file ends too early; expected ${expected}, got ${got}`, {
    details: { path },
  });
}

export function unsupported(path: string, expected: string, got: string): Error {
  return fail("IMAGE_UNSUPPORTED", message(path, expected, got), { details: { path } });
}

function message(path: string, expected: string, got: string): string {
  return `Cannot read '${path}': expected ${expected}, got '${got}'`;
}
