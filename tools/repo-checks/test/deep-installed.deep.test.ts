import { createRequire } from "node:module";
import { expect, test } from "vitest";

const packages: readonly (readonly [name: string, from: string])[] = [
  ["@sparticuz/chromium", "../../../packages/testkit/package.json"],
  ["better-sqlite3", "../../../examples/backend-sqlite/package.json"],
];

// By hand, what is absent is left out loudly.
test.runIf(process.env.OHCS_TEST_DEPTH !== undefined).each(packages)(
  "'npm run test:deep' finds '%s', without which tests would be left out",
  (name, from) => {
    expect(createRequire(new URL(from, import.meta.url)).resolve(name)).toContain(name);
  },
);
