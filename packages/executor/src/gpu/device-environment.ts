import { tmpdir } from "node:os";

/**
 * The environment of a process that holds a device. Threads of a driver each take an arena of glibc, which keeps what they
 * once used: two serve as well, with half the memory. Mesa complains where there is no folder for the session.
 */
export function deviceEnvironment(own: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { MALLOC_ARENA_MAX: "2", XDG_RUNTIME_DIR: tmpdir(), ...(process.env as Record<string, string>), ...own };
}
