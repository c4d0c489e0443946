import { describe } from "vitest";

/** The Redis of the tests, where `.ci/services` or somebody else started one. */
export const REDIS_URL = process.env.REDIS_URL;

/** Tests that need Redis; where there is none, one line says what is left out. */
export function describeWithRedis(name: string, tests: (url: string) => void): void {
  if (REDIS_URL === undefined)
    process.stderr.write(`LEFT OUT: ${name} needs Redis; .ci/services starts one and says REDIS_URL\n`);
  // Tests are collected, if not run, without one, too.
  describe.skipIf(REDIS_URL === undefined)(name, () => tests(REDIS_URL ?? "redis://127.0.0.1"));
}
