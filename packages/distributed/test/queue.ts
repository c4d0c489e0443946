import { describe } from "vitest";

const { REDIS_URL, POSTGRES_URL } = process.env;

/** Tests that need Redis; where there is none, one line says what is left out. */
export function describeWithQueue(name: string, tests: (url: string) => void): void {
  describeWith("Redis", "REDIS_URL", REDIS_URL, name, tests);
}

/** Tests that need PostgreSQL. */
export function describeWithPostgres(name: string, tests: (url: string) => void): void {
  describeWith("PostgreSQL", "POSTGRES_URL", POSTGRES_URL, name, tests);
}

function describeWith(
  server: string,
  variable: string,
  url: string | undefined,
  name: string,
  tests: (url: string) => void,
): void {
  if (url === undefined)
    process.stderr.write(`LEFT OUT: ${name} needs ${server}; .ci/services starts one and sets ${variable}\n`);
  // Tests are collected, if not run, without one, too.
  describe.skipIf(url === undefined)(name, () => tests(url ?? "redis://127.0.0.1"));
}
